#pragma once
#include "app/models/views.h"

#include <QWidget>

namespace slipway::ui {

class ElidedLabel;
class GlyphLabel;
class Label;
class Sparkline;

/// One probe of an environment: state, name, recent latencies, last answer; of a probe that many hosts
/// are asked, how it stands on the worst of them.
class ProbeRow : public QWidget {
    Q_OBJECT
public:
    explicit ProbeRow(QWidget* parent = nullptr);
    void set(const models::ProbeGroupView& group, qint64 nowMs);

private:
    GlyphLabel* m_glyph;
    ElidedLabel* m_name;
    Sparkline* m_line;
    Label* m_last;
    ElidedLabel* m_note; ///< what the file says to look at, while it is not up
};

} // namespace slipway::ui
