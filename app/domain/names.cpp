#include "app/domain/environment.h"
#include "app/domain/plan.h"
#include "app/domain/verdict.h"

namespace slipway::domain {

const Host* Environment::host(const HostName& wanted) const {
    for (const Host& candidate : hosts)
        if (candidate.name == wanted)
            return &candidate;
    return nullptr;
}

QString tierName(Tier tier) {
    switch (tier) {
    case Tier::Development:
        return QStringLiteral("development");
    case Tier::Staging:
        return QStringLiteral("staging");
    case Tier::Production:
        return QStringLiteral("production");
    }
    Q_UNREACHABLE();
}

std::optional<Tier> tierFromName(QStringView name) {
    for (const Tier tier : {Tier::Development, Tier::Staging, Tier::Production})
        if (tierName(tier) == name)
            return tier;
    return {};
}

QString phaseName(Phase phase) {
    switch (phase) {
    case Phase::PreDeploy:
        return QStringLiteral("pre-deploy");
    case Phase::Deploy:
        return QStringLiteral("deploy");
    case Phase::PostDeploy:
        return QStringLiteral("post-deploy");
    case Phase::Watch:
        return QStringLiteral("watch");
    }
    Q_UNREACHABLE();
}

std::optional<Phase> phaseFromName(QStringView name) {
    for (const Phase phase : {Phase::PreDeploy, Phase::Deploy, Phase::PostDeploy, Phase::Watch})
        if (phaseName(phase) == name)
            return phase;
    return {};
}

QString verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::Waiting:
        return QStringLiteral("waiting");
    case Verdict::Ready:
        return QStringLiteral("ready");
    case Verdict::Running:
        return QStringLiteral("running");
    case Verdict::Interrupted:
        return QStringLiteral("interrupted");
    case Verdict::Passed:
        return QStringLiteral("passed");
    case Verdict::Failed:
        return QStringLiteral("failed");
    case Verdict::Inconclusive:
        return QStringLiteral("inconclusive");
    case Verdict::Waived:
        return QStringLiteral("waived");
    case Verdict::NotApplicable:
        return QStringLiteral("not-applicable");
    case Verdict::Stopped:
        return QStringLiteral("stopped");
    case Verdict::Undone:
        return QStringLiteral("undone");
    }
    Q_UNREACHABLE();
}

std::optional<Verdict> verdictFromName(QStringView name) {
    for (int i = 0; i <= static_cast<int>(Verdict::Undone); ++i)
        if (verdictName(static_cast<Verdict>(i)) == name)
            return static_cast<Verdict>(i);
    return {};
}

bool isComplete(Verdict verdict) {
    return verdict == Verdict::Passed || verdict == Verdict::Waived || verdict == Verdict::NotApplicable ||
           verdict == Verdict::Undone;
}

bool isTrouble(Verdict verdict) {
    return verdict == Verdict::Failed || verdict == Verdict::Stopped || verdict == Verdict::Inconclusive ||
           verdict == Verdict::Interrupted;
}

} // namespace slipway::domain
