#include "app/models/open_alerts.h"

#include "app/engine/troubles.h"
#include "app/models/release_builder.h"

namespace slipway::models {

using namespace domain;

namespace {

QString linesOf(const Project& project, const Environment& environment, const Incident& incident) {
    for (const engine::ProbeQuestion& question : engine::probeQuestions(project, environment))
        if (engine::troubleKey(question) == incident.trouble.key)
            return countsLines(question.probe) ? question.label() : QString();
    return {};
}

} // namespace

QList<OpenAlertView> openAlertViews(const Project& project, const World& world, const engine::Acts& acts,
                                    const QList<Incident>& incidents) {
    QList<OpenAlertView> views;
    for (const Incident& incident : incidents) {
        const EnvironmentName& name = incident.trouble.environment;
        OpenAlertView view;
        view.incident = incident;
        view.contacts = contactWords(project, name);
        if (const Environment* environment = project.environment(name)) {
            view.tier = environment->tier;
            view.hasSwitches = !environment->switches.isEmpty();
            view.linesOf = linesOf(project, *environment, incident);
        }
        if (const Deployment* running = world.running(name)) {
            view.deployment = running->id.text();
            view.version = running->candidate.version;
            view.commit = running->candidate.commit;
            view.liveAtMs = running->liveAtMs;
        }
        if (const Deployment* target = rollbackTarget(world, name); target && !target->previous.isNone()) {
            const Ruling ruling = acts.allowed(RollBack{name, QStringLiteral("-"), target->id});
            view.rollbackOf = target->id.text();
            view.rollback = {ruling.allowed, ruling.why};
        }
        views.append(view);
    }
    return views;
}

} // namespace slipway::models
