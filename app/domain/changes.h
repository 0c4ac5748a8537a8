#pragma once
#include <QJsonArray>
#include <QList>
#include <QString>

namespace slipway::domain {

/// One line of what differs between what was signed and what is there now.
struct Change {
    QString where; ///< "Switch traffic · timeout"; of a step's main value only its title
    QString was;   ///< empty: it was not there
    QString now;   ///< empty: it is gone
    friend bool operator==(const Change&, const Change&) = default;
};

/// What differs between two values of the same shape, line by line. Lists whose elements have an `id` or a
/// `name` are compared by it, so that one step that came in does not change all after it. At most 200 lines
/// of at most 2000 characters; what is more is counted in a last line.
QList<Change> changesBetween(const QJsonValue& was, const QJsonValue& now);

QJsonArray toJson(const QList<Change>& changes);
QList<Change> changesFromJson(const QJsonArray& array);

} // namespace slipway::domain
