#pragma once
#include "app/models/views.h"

#include <QWidget>

namespace slipway::ui {

class GlyphLabel;
class Label;

/// Gates with the reason and the proof of each.
class GateList : public QWidget {
    Q_OBJECT
public:
    explicit GateList(QWidget* parent = nullptr);
    void set(const QList<models::GateView>& gates);

private:
    struct Row {
        QWidget* box;
        GlyphLabel* glyph;
        Label* title;
        Label* detail;
        QWidget* rule;
    };
    void grow();
    QList<Row> m_rows;
};

} // namespace slipway::ui
