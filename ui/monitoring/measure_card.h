#pragma once
#include "app/models/views.h"
#include "ui/monitoring/time_window.h"
#include "ui/widgets/card.h"

class QComboBox;

namespace slipway::ui {

class Chip;
class MeasureChart;

/// The measured numbers of a watch, one at a time: its curve, where it is heading, and a choice of the
/// others.
class MeasureCard : public Card {
    Q_OBJECT
public:
    explicit MeasureCard(QWidget* parent = nullptr);
    void set(const models::WatchView& watch, const TimeWindow& window);
    void setCursor(qint64 atMs);

Q_SIGNALS:
    void pointed(qint64 atMs);

private:
    void showChosen();

    models::WatchView m_watch;
    TimeWindow m_window;
    QComboBox* m_names;
    QString m_chosen; ///< by the person; empty: nothing
    Chip* m_trend;
    MeasureChart* m_chart;
};

} // namespace slipway::ui
