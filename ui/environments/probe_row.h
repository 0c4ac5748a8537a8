#pragma once
#include "app/models/views.h"

#include <QWidget>

namespace slipway::ui {

class ElidedLabel;
class GlyphLabel;
class Label;
class Sparkline;

/// One probe of an environment: state, name, recent latencies, last answer.
class ProbeRow : public QWidget {
    Q_OBJECT
public:
    explicit ProbeRow(QWidget* parent = nullptr);
    void set(const models::ProbeView& probe, qint64 nowMs);

private:
    GlyphLabel* m_glyph;
    ElidedLabel* m_name;
    Sparkline* m_line;
    Label* m_last;
};

} // namespace slipway::ui
