#pragma once
#include "app/models/views.h"

#include <QWidget>

namespace slipway::ui {

class Chip;
class GlyphLabel;
class Label;

/// Who signed a step, and the places that are still open.
class SignatureList : public QWidget {
    Q_OBJECT
public:
    explicit SignatureList(QWidget* parent = nullptr);
    void set(const models::StepView& step, qint64 nowMs);

private:
    struct Row {
        QWidget* box;
        GlyphLabel* glyph;
        Label* who;
        Chip* state;
        Label* note;
    };
    void grow();
    QList<Row> m_rows;
};

} // namespace slipway::ui
