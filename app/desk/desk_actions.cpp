#include "app/desk/desk_actions.h"

#include "app/engine/switching.h"

#include "app/desk/deployment_report.h"
#include "app/desk/dossier_export.h"
#include "app/models/release_builder.h"

namespace slipway::desk {

using namespace domain;

namespace {

/// The same answer with the ID as text.
base::Future<QString> asText(const base::Future<DeploymentId>& future, QObject* owner) {
    auto promise = std::make_shared<base::Promise<QString>>();
    base::deliver(future, owner, [promise](const base::Result<DeploymentId>& id) {
        promise->finish(id.map([](const DeploymentId& known) { return known.text(); }));
    });
    return promise->future();
}

} // namespace

DeskActions::DeskActions(Desk& desk, LiveFeed& feed, ports::ReportPrinter& printer)
    : m_desk(desk)
    , m_feed(feed)
    , m_printer(printer) {}

void DeskActions::setActor(const QString& person) {
    m_desk.acts().setActor(person);
    Q_EMIT actorChanged();
}

base::Future<models::PromotionView> DeskActions::preview(const QString& version, const QString& environment) {
    auto promise = std::make_shared<base::Promise<models::PromotionView>>();
    const EnvironmentName name(environment);
    base::deliver(m_desk.acts().preview(version, name), this,
                  [this, promise, name](const base::Result<engine::Preview>& found) {
                      promise->finish(found.map([this, &name](const engine::Preview& known) {
                          return models::promotionView(m_desk.project(), known, name);
                      }));
                  });
    return promise->future();
}

base::Future<QString> DeskActions::start(const QString& version, const QString& environment, bool again,
                                         const QString& emergency) {
    return asText(m_desk.acts().start(version, EnvironmentName(environment), again, emergency), this);
}

base::Future<void> DeskActions::takeBack(const QString& deployment, const QString& step,
                                         const QString& reason) {
    return m_desk.acts().takeBack(DeploymentId(deployment), StepId(step), reason);
}

base::Future<QString> DeskActions::waiveGate(const QString& version, const QString& environment,
                                             const QString& gate, const QString& reason, qint64 forMs) {
    return m_desk.acts().waiveGate(version, EnvironmentName(environment), gate, reason,
                                   base::Milliseconds(forMs), false);
}

base::Future<void> DeskActions::countersign(const QString& waiver) {
    return m_desk.acts().countersign(waiver);
}

base::Future<void> DeskActions::clearBad(const QString& version, const QString& reason) {
    return m_desk.acts().clearBad(version, reason);
}

base::Future<void> DeskActions::acceptPolicy(const QString& digest) {
    return m_desk.acts().acceptPolicy(digest);
}

base::Future<void> DeskActions::signRecurring(const QString& checklist,
                                              const QList<domain::RecurringItem>& items,
                                              const QString& note) {
    return m_desk.acts().signRecurring(checklist, items, note);
}

base::Future<void> DeskActions::keepAwake(bool keeps) {
    return m_desk.keepAwake(keeps);
}

base::Future<void> DeskActions::testChannel(const QString& channel) {
    return m_desk.alerting().test(channel);
}

base::Future<void> DeskActions::review(const QString& deployment, const QString& note) {
    return m_desk.acts().review(DeploymentId(deployment), note);
}

base::Future<void> DeskActions::sign(const QString& deployment, const QString& step, const QString& note,
                                     bool go, const QString& typed) {
    return m_desk.acts().sign(DeploymentId(deployment), StepId(step), note, go, typed);
}

base::Future<void> DeskActions::answer(const QString& deployment, const QString& step, Answered answered,
                                       const QString& note) {
    Verdict verdict = Verdict::Passed;
    switch (answered) {
    case Answered::Passed:
        verdict = Verdict::Passed;
        break;
    case Answered::Failed:
        verdict = Verdict::Failed;
        break;
    case Answered::NotApplicable:
        verdict = Verdict::NotApplicable;
        break;
    }
    return m_desk.acts().answer(DeploymentId(deployment), StepId(step), verdict, note);
}

base::Future<void> DeskActions::decide(const QString& deployment, Decision decision, const QString& reason) {
    const DeploymentId id(deployment);
    switch (decision) {
    case Decision::Retry:
        return m_desk.acts().retry(id, reason);
    case Decision::Abandon:
        return m_desk.acts().abandon(id, reason);
    }
    Q_UNREACHABLE();
}

base::Future<void> DeskActions::waive(const QString& deployment, const QString& step, const QString& host,
                                      const QString& reason) {
    return m_desk.acts().waive(DeploymentId(deployment), StepId(step), HostName(host), reason);
}

base::Future<void> DeskActions::exclude(const QString& deployment, const QString& host,
                                        const QString& reason) {
    return m_desk.acts().exclude(DeploymentId(deployment), HostName(host), reason);
}

base::Future<void> DeskActions::takeOver(const QString& deployment, const QString& reason) {
    return m_desk.acts().takeOver(DeploymentId(deployment), reason);
}

base::Future<QString> DeskActions::rehearse(const QString& environment) {
    return asText(m_desk.acts().rehearse(EnvironmentName(environment)), this);
}

base::Future<void> DeskActions::pause(const QString& deployment, const QString& reason) {
    return m_desk.acts().pause(DeploymentId(deployment), reason);
}

base::Future<void> DeskActions::resume(const QString& deployment) {
    return m_desk.acts().resume(DeploymentId(deployment));
}

base::Future<void> DeskActions::stopStep(const QString& deployment, const QString& step) {
    return m_desk.acts().stopStep(DeploymentId(deployment), StepId(step));
}

base::Future<QString> DeskActions::rollback(const QString& environment, const QString& reason, bool markBad) {
    return asText(m_desk.acts().rollback(EnvironmentName(environment), reason, markBad), this);
}

base::Future<void> DeskActions::stopLine(const QString& environment, const QString& reason) {
    return m_desk.acts().stopLine(EnvironmentName(environment), reason);
}

base::Future<void> DeskActions::openLine(const QString& environment, const QString& reason) {
    return m_desk.acts().openLine(EnvironmentName(environment), reason);
}

base::Future<QString> DeskActions::throwSwitch(const QString& environment, const QString& name,
                                               const QString& reason) {
    const auto promise = std::make_shared<base::Promise<QString>>();
    auto future = promise->future();
    base::deliver(engine::throwSwitch(m_desk.parts(), m_desk.history(), m_desk.acts(),
                                      EnvironmentName(environment), name, reason, &m_desk),
                  &m_desk, [promise, name](const base::Result<engine::SwitchEnd>& end) {
                      if (!end.ok())
                          promise->finish(end.error());
                      else if (!end->isOff)
                          promise->finish(base::Error{base::ErrorKind::Conflict, name, end->words});
                      else
                          promise->finish(end->words);
                  });
    return future;
}

base::Future<void> DeskActions::beginMaintenance(const QString& environment, qint64 forMs,
                                                 const QString& reason) {
    return m_desk.acts().beginMaintenance(EnvironmentName(environment), base::Milliseconds(forMs), reason);
}

base::Future<void> DeskActions::endMaintenance(const QString& environment) {
    return m_desk.acts().endMaintenance(EnvironmentName(environment));
}

base::Future<void> DeskActions::signCheckpoint(const QString& deployment, qint64 afterMs,
                                               const QString& note) {
    return m_desk.acts().signCheckpoint(DeploymentId(deployment), base::Milliseconds(afterMs), note);
}

base::Future<void> DeskActions::writeReport(const QString& deployment, const QString& file) {
    auto promise = std::make_shared<base::Promise<void>>();
    base::deliver(deploymentReport(m_desk, m_feed, DeploymentId(deployment)), this,
                  [this, promise, file](const base::Result<ports::Report>& report) {
                      if (!report.ok())
                          promise->finish(report.error());
                      else
                          m_writing.post([this, promise, file, report = *report] {
                              promise->finish(desk::writeReport(report, file, &m_printer));
                          });
                  });
    return promise->future();
}

base::Future<void> DeskActions::exportDossier(const QString& deployment, const QString& folder) {
    auto promise = std::make_shared<base::Promise<void>>();
    auto* exporting = new DossierExport(m_desk, DeploymentId(deployment), folder, this);
    connect(exporting, &DossierExport::answered, this,
            [promise](const base::Result<QPair<int, int>>& written) {
                promise->finish(written.ok() ? base::Result<void>() : base::Result<void>(written.error()));
            });
    exporting->begin();
    return promise->future();
}

base::Future<void> DeskActions::waiveCheckpoint(const QString& deployment, qint64 afterMs,
                                                const QString& reason) {
    return m_desk.acts().waiveCheckpoint(DeploymentId(deployment), base::Milliseconds(afterMs), reason);
}

base::Future<void> DeskActions::extendCheckpoint(const QString& deployment, qint64 afterMs, qint64 byMs,
                                                 const QString& reason) {
    return m_desk.acts().extendCheckpoint(DeploymentId(deployment), base::Milliseconds(afterMs),
                                          base::Milliseconds(byMs), reason);
}

base::Future<void> DeskActions::acceptHostKey(const QString& hostName, const QString& key) {
    return base::ready<void>(m_desk.acceptHostKey(HostName(hostName), key));
}

base::Future<void> DeskActions::unlockKey(const QString& keyPath, const base::Secret& passphrase) {
    return m_desk.unlockKey(keyPath, passphrase);
}

} // namespace slipway::desk
