#include "app/domain/watch.h"

#include <QCoreApplication>
#include <cmath>

namespace slipway::domain {

namespace {
constexpr double coverageNeeded = 0.95;
constexpr double upNeeded = 0.99;
constexpr qint64 longestGapMs = 15 * 60'000;

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

QString availabilityWords(const Availability& availability) {
    if (availability.coverage() <= 0)
        return QCoreApplication::translate("watch", "not observed");
    return QCoreApplication::translate("watch", "%1 % up · %2 % observed")
        .arg(percent(availability.upShare(), 2), percent(availability.coverage(), 0));
}

CheckpointFinding evaluateCheckpoint(const QList<Stretch>& worstOfAll) {
    const Availability seen = availability(worstOfAll);
    qint64 gap = 0;
    for (const Stretch& stretch : worstOfAll)
        if (stretch.state == HealthState::Unobserved)
            gap = qMax(gap, stretch.to - stretch.from);
    const bool down = !worstOfAll.isEmpty() && worstOfAll.last().state == HealthState::Down;
    CheckpointFinding finding{Verdict::Passed, availabilityWords(seen)};
    if (seen.coverage() > 0 && (seen.upShare() < upNeeded || down))
        finding.verdict = Verdict::Failed;
    else if (seen.coverage() < coverageNeeded || gap > longestGapMs)
        finding.verdict = Verdict::Inconclusive;
    return finding;
}

} // namespace slipway::domain
