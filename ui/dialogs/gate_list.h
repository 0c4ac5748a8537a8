#pragma once
#include "app/models/views.h"

#include <QWidget>

class QHBoxLayout;

namespace slipway::ui {

class Button;
class Chip;
class GlyphLabel;
class Label;

/// Gates with the reason and the proof of each.
class GateList : public QWidget {
    Q_OBJECT
public:
    explicit GateList(QWidget* parent = nullptr);
    void set(const QList<models::GateView>& gates);

Q_SIGNALS:
    /// The person wants to do something about a closed gate.
    void actAsked(const slipway::models::GateView& gate);

private:
    struct Row {
        QWidget* box;
        GlyphLabel* glyph;
        Label* title;
        Chip* soon; ///< when a met gate will close
        Label* detail;
        QWidget* rule;
        Button* act;
        QHBoxLayout* line = nullptr; ///< of title and chip
    };
    void grow();
    QList<Row> m_rows;
    QList<models::GateView> m_gates;
};

} // namespace slipway::ui
