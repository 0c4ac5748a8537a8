#include "app/domain/world.h"

#include "app/domain/policy.h"

#include <algorithm>

namespace slipway::domain {

const Deployment* World::deployment(const DeploymentId& id) const {
    const auto it = deployments.constFind(id);
    return it == deployments.constEnd() ? nullptr : &*it;
}

namespace {
template <class Fits>
const Deployment* newestThat(const World& world, const EnvironmentName& environment, Fits fits) {
    for (auto it = world.order.crbegin(); it != world.order.crend(); ++it) {
        const Deployment* deployment = world.deployment(*it);
        if (deployment->environment == environment && fits(*deployment))
            return deployment;
    }
    return nullptr;
}
} // namespace

const Deployment* World::open(const EnvironmentName& environment) const {
    return newestThat(*this, environment, [](const Deployment& one) { return one.isOpen(); });
}

const Deployment* World::newestLive(const EnvironmentName& environment) const {
    return newestThat(*this, environment, [](const Deployment& one) { return one.liveAtMs != 0; });
}

const Deployment* World::newest(const EnvironmentName& environment) const {
    return newestThat(*this, environment,
                      [](const Deployment& one) { return one.result != Deployment::Result::Abandoned; });
}

const Deployment* World::running(const EnvironmentName& environment) const {
    return newestThat(*this, environment, [](const Deployment& one) {
        return one.liveAtMs != 0 && one.result != Deployment::Result::RolledBack;
    });
}

const BadRelease* World::isBad(const QString& commit) const {
    for (const BadRelease& release : bad)
        if (release.commit == commit)
            return &release;
    return nullptr;
}

const Maintenance* World::maintenance(const EnvironmentName& environment, qint64 nowMs) const {
    const auto found = maintained.constFind(environment);
    return found != maintained.constEnd() && nowMs < found->untilMs ? &*found : nullptr;
}

const LineStop* World::lineStop(const EnvironmentName& environment) const {
    const auto it = stopped.constFind(environment);
    return it == stopped.constEnd() ? nullptr : &*it;
}

const GateWaiver* World::gateWaiver(const EnvironmentName& environment, const QString& gate,
                                    const QString& commit, qint64 nowMs) const {
    for (auto it = gateWaivers.crbegin(); it != gateWaivers.crend(); ++it)
        if (it->environment == environment && it->gate == gate && nowMs < it->untilMs &&
            (it->commit.isEmpty() || it->commit == commit))
            return &*it;
    return nullptr;
}

const GateWaiver* World::gateWaiver(const QString& id) const {
    for (const GateWaiver& waiver : gateWaivers)
        if (waiver.id == id)
            return &waiver;
    return nullptr;
}

namespace {

GateWaiver waiverFrom(const Entry& entry) {
    GateWaiver waiver;
    waiver.id = entry.text("waiver");
    waiver.environment = EnvironmentName(entry.text("environment"));
    waiver.gate = entry.text("gate");
    waiver.commit = entry.text("commit");
    waiver.version = entry.text("version");
    waiver.person = PersonName(entry.actor());
    waiver.reason = entry.text("reason");
    waiver.needsSecond = entry.body.contains(QStringLiteral("countersign"));
    waiver.countersign = entry.text("countersign");
    waiver.atMs = entry.timeMs();
    waiver.untilMs = entry.number("until");
    waiver.keyFingerprint = entry.text("key");
    waiver.hash = entry.hash;
    return waiver;
}

void applyToWorkspace(World& world, const Entry& entry) {
    const auto is = [&entry](const char* name) { return entry.type == QLatin1StringView(name); };
    if (is(entry::markedBad))
        world.bad.append({entry.text("version"), entry.text("commit"), entry.text("reason"), entry.actor(),
                          DeploymentId(entry.text("of")), entry.timeMs()});
    else if (is(entry::markedGood))
        world.bad.removeIf(
            [&entry](const BadRelease& release) { return release.commit == entry.text("commit"); });
    else if (is(entry::lineStopped))
        world.stopped.insert(EnvironmentName(entry.text("environment")),
                             {entry.text("reason"), entry.actor(), entry.timeMs()});
    else if (is(entry::switchThrown))
        world.switches.append({EnvironmentName(entry.text("environment")),
                               entry.text("switch"),
                               entry.actor(),
                               entry.text("reason"),
                               entry.timeMs(),
                               false,
                               {}});
    else if (is(entry::switchAnswered)) {
        for (auto it = world.switches.rbegin(); it != world.switches.rend(); ++it)
            if (it->environment.text() == entry.text("environment") && it->name == entry.text("switch")) {
                it->isOff = entry.body.value(QStringLiteral("isOff")).toBool();
                it->summary = entry.text("summary");
                break;
            }
    } else if (is(entry::maintenanceBegun))
        world.maintained.insert(EnvironmentName(entry.text("environment")),
                                {entry.text("reason"), entry.actor(), entry.timeMs(), entry.number("until")});
    else if (is(entry::maintenanceEnded))
        world.maintained.remove(EnvironmentName(entry.text("environment")));
    else if (is(entry::lineOpened))
        world.stopped.remove(EnvironmentName(entry.text("environment")));
    else if (is(entry::policyTrusted) || is(entry::policyAccepted)) {
        // What does not count changes nothing; `ledger verify` names it.
        if (auto after = policyAfter(world.policy, entry); after.ok())
            world.policy = *std::move(after);
    } else if (is(entry::recurringSigned))
        world.recurring.append(recurringSignOff(entry));
    else if (is(entry::gateWaived))
        world.gateWaivers.append(waiverFrom(entry));
    else if (is(entry::waiverSigned))
        for (GateWaiver& waiver : world.gateWaivers)
            if (waiver.id == entry.text("waiver") && waiver.hash == entry.text("of").toLatin1() &&
                waiver.countersignedAtMs == 0) {
                waiver.countersignedBy = PersonName(entry.actor());
                waiver.countersignedAtMs = entry.timeMs();
                waiver.countersignature = entry.hash;
            }
}

} // namespace

std::optional<qint64> usualMs(const World& world, const EnvironmentName& environment) {
    constexpr qsizetype most = 5;
    QList<qint64> took;
    for (auto it = world.order.crbegin(); it != world.order.crend() && took.size() < most; ++it) {
        const Deployment& deployment = *world.deployment(*it);
        if (deployment.environment == environment && deployment.kind == DeploymentKind::Deploy &&
            deployment.liveAtMs != 0)
            took.append(workedMs(deployment));
    }
    if (took.isEmpty())
        return {};
    std::sort(took.begin(), took.end());
    return took.at(took.size() / 2);
}

base::Result<void> apply(World& world, const Entry& entry) {
    if (entry.chain == workspaceChain()) {
        applyToWorkspace(world, entry);
        world.head = entry.hash;
    } else {
        const DeploymentId id(entry.chain.text());
        const bool isNew = !world.deployments.contains(id);
        Deployment copy = world.deployments.value(id);
        if (const auto done = apply(copy, entry); !done.ok())
            return done;
        world.deployments.insert(id, std::move(copy));
        if (isNew)
            world.order.append(id);
    }
    ++world.entries;
    world.lastRow = entry.row;
    return {};
}

} // namespace slipway::domain
