#pragma once
#include <QCheckBox>
#include <QComboBox>

namespace slipway::ui {

/// A check box whose mark is drawn by the theme: style sheets would need an image file.
class CheckBox : public QCheckBox {
    Q_OBJECT
public:
    CheckBox(const QString& words, const char* name, QWidget* parent = nullptr);
    /// Changes the visible text and the accessible name together.
    void setWords(const QString& words);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A combo box with the house's chevron.
class ComboBox : public QComboBox {
    Q_OBJECT
public:
    ComboBox(const QString& words, const char* name, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace slipway::ui
