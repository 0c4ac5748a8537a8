#pragma once
#include <QString>
#include <optional>

namespace slipway::domain::steps {

/// "< 300": a comparison and what is compared with.
struct Bound {
    QString sign; ///< one of <=, >=, <, >, =
    QString value;
};

/// Nothing when it is not one; only `=` compares with what is no number.
std::optional<Bound> boundOf(const QString& text);
/// Nothing when the found value is no number and a number is asked for.
std::optional<bool> holds(const Bound& bound, const QString& found);

} // namespace slipway::domain::steps
