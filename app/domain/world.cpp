#include "app/domain/world.h"

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

const LineStop* World::lineStop(const EnvironmentName& environment) const {
    const auto it = stopped.constFind(environment);
    return it == stopped.constEnd() ? nullptr : &*it;
}

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
        if (entry.type == QLatin1StringView(entry::markedBad))
            world.bad.append({entry.text("version"), entry.text("commit"), entry.text("reason"),
                              entry.actor(), DeploymentId(entry.text("of")), entry.timeMs()});
        else if (entry.type == QLatin1StringView(entry::lineStopped))
            world.stopped.insert(EnvironmentName(entry.text("environment")),
                                 {entry.text("reason"), entry.actor(), entry.timeMs()});
        else if (entry.type == QLatin1StringView(entry::lineOpened))
            world.stopped.remove(EnvironmentName(entry.text("environment")));
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
