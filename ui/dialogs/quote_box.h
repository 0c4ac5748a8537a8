#pragma once
#include <QWidget>

namespace slipway::ui {

class Label;

/// A statement, verbatim, in its own box.
class QuoteBox : public QWidget {
    Q_OBJECT
public:
    explicit QuoteBox(QWidget* parent = nullptr);
    void set(const QString& statement);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_words;
};

} // namespace slipway::ui
