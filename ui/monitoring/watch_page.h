#pragma once
#include "ui/monitoring/time_window.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QStackedLayout;
class QTimer;
class QVBoxLayout;

namespace slipway::ui {

class Banner;
class Button;
class CheckBox;
class CheckpointCard;
class Chip;
class CriteriaList;
class ElidedLabel;
class EmptyState;
class Label;
class IncidentList;
class LanesView;
class LatencyChart;
class MeasureCard;

/// The hours after a deployment went live: lanes, latency, checkpoints.
class WatchPage : public QWidget {
    Q_OBJECT
public:
    explicit WatchPage(const Context& context, QWidget* parent = nullptr);
    /// Shows the watch of a deployment; empty shows the newest that went live.
    void setDeployment(const QString& deployment);
    QString deployment() const { return m_deployment; }
    void refresh();
    /// The stretch of time on screen.
    TimeWindow window() const { return m_window; }
    /// Lanes, charts and incidents as they are shown, also what is scrolled away.
    QPixmap picture() const;

Q_SIGNALS:
    void rollbackAsked(const QString& deployment);
    void releaseAsked(const QString& deployment);
    void exportAsked(const QString& deployment);
    void awakeAsked(bool keeps);
    void switchAsked(const QString& environment);
    void logAsked(const QString& deployment);
    void noteAsked(const QString& deployment, const slipway::models::WatchIncidentView& incident);
    void signAsked(const QString& deployment, qint64 afterMs);
    void decideAsked(const QString& deployment, qint64 afterMs);

private:
    QWidget* buildHeader();
    QWidget* buildCharts();
    QWidget* buildRail();
    void setHeader(const models::WatchView& watch);
    void setCheckpoints(const models::WatchView& watch);
    void showSpan(qint64 lengthMs);
    void zoom(qint64 aroundMs, double steps);
    void pointAt(qint64 atMs);
    void showAwake();
    void lookCloser();
    void move(qint64 byMs);
    void setWindow(qint64 from, qint64 length);

    Context m_context;
    QString m_deployment;
    models::WatchView m_watch;
    TimeWindow m_window;
    bool m_spanChosen = false; ///< by the person; else the closest that holds everything
    qint64 m_span = 0;         ///< 0: the whole watch; else the newest hours, following now
    bool m_free = false;       ///< zoomed or moved by hand
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    ElidedLabel* m_title;
    Chip* m_state;
    Chip* m_tier;
    ElidedLabel* m_facts;
    Label* m_observed;
    ElidedLabel* m_gaps;
    Button* m_export;
    Button* m_open;
    Button* m_rollback;
    Button* m_switch;
    CheckBox* m_awake;
    Button* m_log;
    Banner* m_superseded;
    QList<std::pair<qint64, Button*>> m_spans;
    Label* m_length;
    ElidedLabel* m_reading;
    qint64 m_cursorMs = 0;
    QTimer* m_lookSoon;
    LanesView* m_lanes;
    LatencyChart* m_chart;
    MeasureCard* m_measures;
    IncidentList* m_incidents;
    CriteriaList* m_criteria;
    QWidget* m_charts = nullptr; ///< everything that is scrolled
    QVBoxLayout* m_cards;
    QList<CheckpointCard*> m_checkpoints;
};

} // namespace slipway::ui
