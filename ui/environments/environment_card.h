#pragma once
#include "app/models/views.h"
#include "ui/widgets/card.h"

class QAction;
class QVBoxLayout;

namespace slipway::ui {

class Button;
class Chip;
class ElidedLabel;
class HealthStrip;
class Label;
class ProbeRow;

/// One environment: what runs there, since when, how healthy the last day was, and what its
/// checklist says.
class EnvironmentCard : public Card {
    Q_OBJECT
public:
    explicit EnvironmentCard(QWidget* parent = nullptr);
    /// `deployVersion`: offered by a primary button on the card itself; empty: no button.
    void set(const models::EnvironmentView& view, const QString& deployVersion, qint64 nowMs);
    QString environment() const { return m_environment; }

Q_SIGNALS:
    void openAsked(const QString& deployment);
    void deployAsked(const QString& version);
    void rehearseAsked();
    /// The line is to be stopped, or opened again where it is stopped.
    void lineAsked();
    void maintenanceAsked();
    /// A person wants to answer what a host waits for.
    void answerAsked(const slipway::base::Error& problem);

private:
    QVBoxLayout* buildHead();
    QVBoxLayout* buildDay();
    void setHead(const models::EnvironmentView& view, qint64 nowMs);
    void setNumbers(const models::EnvironmentView& view);
    void setRest(const QList<models::ProbeGroupView>& rest);
    void setClosures(const models::EnvironmentView& view, qint64 nowMs);
    void setFoot(const models::EnvironmentView& view, qint64 nowMs);

    QString m_environment, m_openDeployment, m_deployVersion;
    std::optional<base::Error> m_answerable; ///< the first such problem of its hosts
    ElidedLabel* m_name;
    Chip* m_tier;
    Chip* m_health;
    ElidedLabel* m_version;
    Label* m_commit;
    Chip* m_mixed;
    ElidedLabel* m_deployed;
    QWidget* m_closures; ///< what keeps deployments out; hidden while nothing does
    Chip* m_line;
    Chip* m_maintenance;
    Chip* m_freeze;
    HealthStrip* m_strip;
    Label* m_share;
    Label* m_latency;
    Label* m_errors;
    Label* m_hosts;
    QVBoxLayout* m_probes;
    Label* m_rest;
    QList<ProbeRow*> m_rows;
    ElidedLabel* m_contacts; ///< whom to reach, while it is down
    ElidedLabel* m_waits;    ///< on whom a deployment waits, and since when
    Chip* m_state;
    Button* m_open;
    Button* m_more;
    QAction* m_maintain = nullptr;
    QAction* m_answer;
    QAction* m_stopLine;
    Button* m_deploy;
};

} // namespace slipway::ui
