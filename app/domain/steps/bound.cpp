#include "app/domain/steps/bound.h"

#include <QRegularExpression>

namespace slipway::domain::steps {

std::optional<Bound> boundOf(const QString& text) {
    static const QRegularExpression shape(QStringLiteral("\\A\\s*(<=|>=|<|>|=)\\s*(\\S.*?)\\s*\\z"));
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const Bound bound{match.captured(1), match.captured(2)};
    bool isNumber = false;
    bound.value.toDouble(&isNumber);
    if (bound.sign != QLatin1StringView("=") && !isNumber)
        return std::nullopt;
    return bound;
}

std::optional<bool> holds(const Bound& bound, const QString& found) {
    bool foundNumber = false;
    bool wantedNumber = false;
    const double value = found.toDouble(&foundNumber);
    const double limit = bound.value.toDouble(&wantedNumber);
    if (bound.sign == QLatin1StringView("="))
        return foundNumber && wantedNumber ? value == limit : found == bound.value;
    if (!foundNumber)
        return std::nullopt;
    if (bound.sign == QLatin1StringView("<"))
        return value < limit;
    if (bound.sign == QLatin1StringView("<="))
        return value <= limit;
    if (bound.sign == QLatin1StringView(">"))
        return value > limit;
    return value >= limit;
}

} // namespace slipway::domain::steps
