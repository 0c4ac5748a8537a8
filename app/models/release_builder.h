#pragma once
#include "app/domain/rules.h"
#include "app/engine/acts.h"
#include "app/engine/driver.h"
#include "app/models/feed.h"

#include <functional>

namespace slipway::models {

/// What a release page is made from, beside the fold.
struct ReleaseInput {
    const domain::Project& project;
    const domain::World& world;
    qint64 nowMs = 0;
    std::function<domain::Ruling(const domain::Action&)> allowed; ///< for the current actor
    const engine::Driver* driver = nullptr;                       ///< of this process; null: none here
    std::optional<ports::CommitRange> commits;
    QStringList failureLines;               ///< the last lines of the failed attempt's output
    std::optional<domain::GitAnswer> tag{}; ///< whether the released tag is signed; none: not known yet
};

/// Whom to reach when something fails there: "Hosting: +49 30 123456".
QStringList contactWords(const domain::Project& project, const domain::EnvironmentName& environment);
/// Empty `deployment` when there is none with this ID. Pure.
ReleaseView releaseView(const ReleaseInput& input, const domain::DeploymentId& id);
DeploymentLine deploymentLine(const domain::Project& project, const domain::Deployment& deployment);
ReleaseState releaseState(const domain::Deployment& deployment);
/// From the first step's start to the last one's end.
qint64 tookMs(const domain::Deployment& deployment);
/// What or whom a deployment waits for, in words; empty when for nobody.
QString waitsFor(const domain::Deployment& deployment);
/// On whom the deployment waits, and since when; `items`: of an inbox that may hold others, too.
WaitView waitView(const QList<domain::InboxItem>& items, const domain::Deployment& deployment);
/// The steps of a plan that has not started, for the promotion dialog.
QList<StepView> plannedSteps(const domain::Plan& plan);
QList<UndoStepView> undoSteps(const domain::Plan& plan,
                              const QList<QPair<domain::StepId, QList<domain::HostName>>>& touched);
GateView gateView(const domain::Gate& gate);
/// What a deployment would do, before it is opened.
PromotionView promotionView(const domain::Project& project, const engine::Preview& found,
                            const domain::EnvironmentName& environment);
QStringList withoutUndo(const domain::Plan& plan,
                        const QList<QPair<domain::StepId, QList<domain::HostName>>>& touched);

} // namespace slipway::models
