#include "app/domain/watch.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace slipway::domain {

namespace {
constexpr double coverageNeeded = 0.95;
constexpr double upNeeded = 0.99;
constexpr qint64 longestGapMs = 15 * 60'000;
constexpr qint64 leastForSigningMs = 2 * 3600'000;
constexpr int morningHour = 10;
constexpr qint64 guardGraceMs = 60'000;

QString percent(double share, int digits) {
    // Rounded down: 99.999 % up is not "100 % up".
    const double scale = std::pow(10.0, digits);
    const double value = std::floor(share * 100.0 * scale) / scale;
    QString text = QString::number(value, 'f', digits);
    if (digits > 0 && text.endsWith(QLatin1String(".00")))
        text.chop(3);
    return text;
}
} // namespace

bool isGuarded(const Deployment& deployment, qint64 nowMs) {
    const Guard& guard = deployment.plan.guard;
    return deployment.isWatched() && guard.lasts.count() > 0 &&
           nowMs <= deployment.liveAtMs + guard.lasts.count() + guard.down.count() + guardGraceMs;
}

const Checkpoint* failedUnderGuard(const Deployment& deployment, qint64 nowMs) {
    if (deployment.tripped || !isGuarded(deployment, nowMs))
        return nullptr;
    const qint64 until = deployment.liveAtMs + deployment.plan.guard.lasts.count();
    for (const Checkpoint& checkpoint : deployment.checkpoints)
        if (checkpoint.verdict == Verdict::Failed && checkpoint.dueAtMs <= until)
            return &checkpoint;
    return nullptr;
}

QString availabilityWords(const Availability& availability) {
    if (availability.coverage() <= 0)
        return QCoreApplication::translate("watch", "not observed");
    return QCoreApplication::translate("watch", "%1 % up · %2 % observed")
        .arg(percent(availability.upShare(), 2), percent(availability.coverage(), 0));
}

CheckpointFinding evaluateCheckpoint(const CheckpointPlan& plan, const WatchEvidence& evidence) {
    const Availability seen = availability(evidence.health);
    qint64 gap = 0;
    for (const Stretch& stretch : evidence.health)
        if (stretch.state == HealthState::Unobserved)
            gap = qMax(gap, stretch.to - stretch.from);
    const bool isUsual = std::none_of(plan.rules.begin(), plan.rules.end(), [](const WatchRule& rule) {
        return rule.measure == WatchRule::Measure::Available && rule.probe.text().isEmpty();
    });
    const bool isDown = !evidence.health.isEmpty() && evidence.health.last().state == HealthState::Down;
    CheckpointFinding finding{Verdict::Passed, availabilityWords(seen), {}};
    bool isBroken = seen.coverage() > 0 && (isDown || (isUsual && seen.upShare() < upNeeded));
    bool isOpen = seen.coverage() < coverageNeeded || gap > longestGapMs;
    for (const WatchRule& rule : plan.rules) {
        const RuleFinding one = judge(rule, evidence);
        isBroken = isBroken || (one.verdict == Verdict::Failed && rule.critical);
        isOpen = isOpen || one.verdict != Verdict::Passed;
        finding.rules.append(one);
    }
    if (isBroken)
        finding.verdict = Verdict::Failed;
    else if (isOpen)
        finding.verdict = Verdict::Inconclusive;
    return finding;
}

qint64 nextWorkingMorningMs(qint64 fromMs, const QTimeZone& zone) {
    const qint64 earliest = fromMs + leastForSigningMs;
    for (QDate day = QDateTime::fromMSecsSinceEpoch(earliest, zone).date();; day = day.addDays(1)) {
        const qint64 morning = QDateTime(day, QTime(morningHour, 0), zone).toMSecsSinceEpoch();
        if (day.dayOfWeek() <= Qt::Friday && morning >= earliest)
            return morning;
    }
}

} // namespace slipway::domain
