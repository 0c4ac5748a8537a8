#pragma once
#include "ui/theme/tokens.h"

#include <QList>
#include <QWidget>

namespace slipway::ui {

/// Recent latencies as one small line, newest at the right; a failed question breaks the line
/// and leaves a mark of its own.
class Sparkline : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(QWidget* parent = nullptr);
    void set(const QList<qint64>& recentUs, Tone tone);
    QSize sizeHint() const override { return {100, 18}; }
    QSize minimumSizeHint() const override { return {40, 18}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<qint64> m_recentUs;
    Tone m_tone = Tone::Passed;
};

} // namespace slipway::ui
