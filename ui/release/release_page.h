#pragma once
#include "ui/widgets/context.h"

#include <QWidget>

class QStackedLayout;

namespace slipway::ui {

class Banner;
class EmptyState;
class PhaseList;
class ReleaseHeader;
class SignOffRail;
class StepPanel;

/// One deployment as a walkthrough: phases at the left, the selected step in the middle, the
/// next sign-off at the right. Follows the current step until the person selects another.
class ReleasePage : public QWidget {
    Q_OBJECT
public:
    explicit ReleasePage(const Context& context, QWidget* parent = nullptr);
    /// Shows a deployment; empty shows what is under way, else the newest.
    /// Stays on this step, at this host's output (empty: as it is), until a person goes on.
    void showStep(const QString& step, const QString& host);
    void setDeployment(const QString& deployment);
    QString deployment() const { return m_deployment; }
    QString shownStep() const { return m_step; }
    void refresh();

Q_SIGNALS:
    void signAsked(const QString& deployment, const QString& step);
    void answerAsked(const QString& deployment, const QString& step);
    void takeBackAsked(const QString& deployment, const QString& step);
    void stopAsked(const QString& deployment, const QString& step);
    void pauseAsked(const QString& deployment);
    void resumeAsked(const QString& deployment);
    void abandonAsked(const QString& deployment);
    void rollbackAsked(const QString& deployment);
    void watchAsked(const QString& deployment);
    void decideAsked(const QString& deployment);
    void takeOverAsked(const QString& deployment);
    void changesAsked(const QString& deployment);
    /// The shown deployment stands at a failure that waits for a decision; `attempt` tells one
    /// failure of a step from the next.
    void failureShown(const QString& deployment, const QString& attempt);

private:
    QString pickDeployment() const;
    void chooseAnother();
    void setLock(const models::ReleaseView& release);
    void setChanged(const models::ReleaseView& release);
    void setProblem(const models::ReleaseView& release);

    Context m_context;
    QString m_deployment, m_step;
    bool m_follow = true;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    ReleaseHeader* m_header;
    QWidget* m_lockRow;
    Banner* m_lock;
    QWidget* m_changedRow;
    Banner* m_changed;
    QWidget* m_problemRow;
    Banner* m_problem;
    PhaseList* m_phases;
    StepPanel* m_panel;
    SignOffRail* m_rail;
};

/// The deployment a person most likely means: the newest under way, else the newest.
QString likelyDeployment(const QList<models::DeploymentLine>& lines);

} // namespace slipway::ui
