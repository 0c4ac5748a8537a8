#pragma once
#include <QStringList>
#include <QWidget>

namespace slipway::ui {

/// A few lines of output, as they were, on the terminal's ground.
class LastLines : public QWidget {
    Q_OBJECT
public:
    explicit LastLines(QWidget* parent = nullptr);
    void set(const QStringList& lines);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_lines;
};

} // namespace slipway::ui
