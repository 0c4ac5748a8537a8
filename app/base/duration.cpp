#include "app/base/duration.h"

#include <QRegularExpression>

namespace slipway::base {

namespace {
struct Unit {
    const char* name;
    qint64 ms;
};
constexpr Unit units[] = {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}};
constexpr qint64 tenYears = 10LL * 366 * 86'400'000;
} // namespace

std::optional<Milliseconds> parseDuration(QStringView text) {
    static const QRegularExpression part(QStringLiteral("\\G(\\d{1,12})(ms|d|h|m|s)"));
    qint64 total = 0;
    qsizetype at = 0;
    const QString whole = text.toString();
    while (at < whole.size()) {
        const auto match = part.match(whole, at);
        if (!match.hasMatch())
            return {};
        for (const Unit& unit : units)
            if (match.captured(2) == QLatin1StringView(unit.name))
                total += match.captured(1).toLongLong() * unit.ms;
        if (total > tenYears)
            return {};
        at = match.capturedEnd();
    }
    if (whole.isEmpty())
        return {};
    return Milliseconds(total);
}

QString durationText(Milliseconds duration) {
    qint64 left = duration.count();
    if (left <= 0)
        return QStringLiteral("0s");
    QString text;
    for (const Unit& unit : units)
        if (left >= unit.ms) {
            text += QString::number(left / unit.ms) + QLatin1StringView(unit.name);
            left %= unit.ms;
        }
    return text;
}

} // namespace slipway::base
