#pragma once
#include "ui/theme/glyph.h"

#include <QAbstractButton>

namespace slipway::ui {

/// A large button with a title and what it would do; closed, it says why.
class ChoiceCard : public QAbstractButton {
    Q_OBJECT
public:
    ChoiceCard(Glyph glyph, const char* name, QWidget* parent = nullptr);
    void set(const QString& title, const QString& words, bool open);
    void setMarked(bool marked);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph;
    QString m_words;
    bool m_marked = false;
};

} // namespace slipway::ui
