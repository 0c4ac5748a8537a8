#include "app/domain/changes.h"

#include "app/domain/spoken.h"
#include "app/domain/step_kind.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <algorithm>

namespace slipway::domain {

namespace {

constexpr qsizetype mostLines = 200;
constexpr qsizetype mostCharacters = 2000;

QString tr(const char* text) {
    return QCoreApplication::translate("changes", text);
}

/// Whether a stored number is milliseconds; one behind a kind's own key is (wait, health).
bool isDuration(const QString& key) {
    static const QSet<QString> durations = [] {
        QSet<QString> names{QStringLiteral("timeout"), QStringLiteral("soak"), QStringLiteral("maxAge"),
                            QStringLiteral("main")};
        for (const StepKind* kind : stepKinds())
            for (const Field& field : kind->fields())
                if (field.type == Field::Type::Duration)
                    names.insert(field.name);
        return names;
    }();
    return durations.contains(key);
}

QString shown(const QJsonValue& value, const QString& key = {}) {
    if (value.isDouble() && isDuration(key))
        return spokenDuration(value.toInteger());
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString().left(mostCharacters);
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QString::number(value.toInteger());
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
            .left(mostCharacters);
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
            .left(mostCharacters);
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    }
    Q_UNREACHABLE();
}

/// By what an element of a list is the same one on both sides; empty: by nothing.
QString identity(const QJsonValue& element) {
    const QJsonObject object = element.toObject();
    for (const auto& key : {QStringLiteral("id"), QStringLiteral("name")})
        if (const QString text = object.value(key).toString(); !text.isEmpty())
            return text;
    return {};
}

QString title(const QJsonValue& element) {
    const QString text = element[QStringLiteral("title")].toString();
    return text.isEmpty() ? identity(element) : text;
}

/// None when they cannot be told apart by it.
std::optional<QStringList> identities(const QJsonArray& array) {
    QStringList names;
    for (const QJsonValue element : array) {
        const QString name = identity(element);
        if (name.isEmpty() || names.contains(name))
            return {};
        names += name;
    }
    return names;
}

QJsonValue named(const QJsonArray& array, const QString& name) {
    for (const QJsonValue element : array)
        if (identity(element) == name)
            return element;
    return QJsonValue::Undefined;
}

class Comparison {
public:
    QList<Change> lines;
    qsizetype more = 0;

    void compare(const QString& where, const QJsonValue& was, const QJsonValue& now,
                 const QString& key = {}) {
        if (was == now)
            return;
        if (was.isObject() && now.isObject())
            compareObjects(where, was.toObject(), now.toObject());
        else if (was.isArray() && now.isArray())
            compareLists(where, was.toArray(), now.toArray());
        else if (was.isString() && now.isString())
            compareTexts(where, was.toString(), now.toString());
        else
            add({where, shown(was, key), shown(now, key)});
    }

private:
    static QString below(const QString& where, const QString& key) {
        // The value behind a kind's key stands under "main".
        if (key == QStringLiteral("params") || key == QStringLiteral("main"))
            return where;
        return where.isEmpty() ? key : where + QStringLiteral(" · ") + key;
    }
    void add(const Change& change) {
        if (lines.size() < mostLines)
            lines.append(change);
        else
            ++more;
    }
    void compareObjects(const QString& where, const QJsonObject& was, const QJsonObject& now) {
        QStringList keys = was.keys() + now.keys();
        keys.removeDuplicates();
        keys.sort();
        for (const QString& key : keys)
            compare(below(where, key), was.value(key), now.value(key), key);
    }
    void compareLists(const QString& where, const QJsonArray& was, const QJsonArray& now) {
        const auto before = identities(was), after = identities(now);
        if (!before || !after) {
            add({where, shown(was), shown(now)});
            return;
        }
        for (const QString& name : *before)
            if (const QJsonValue element = named(was, name); after->contains(name))
                compare(title(element), element, named(now, name));
            else
                add({title(element), shown(element), {}});
        for (const QString& name : *after)
            if (!before->contains(name))
                add({title(named(now, name)), {}, shown(named(now, name))});
        const auto common = [](QStringList names, const QStringList& others) {
            names.removeIf([&others](const QString& name) { return !others.contains(name); });
            return names;
        };
        const QStringList order = common(*before, *after), newOrder = common(*after, *before);
        if (order != newOrder)
            add({where + QStringLiteral(" · ") + tr("order"), order.join(QStringLiteral(", ")),
                 newOrder.join(QStringLiteral(", "))});
    }
    /// Of a long text only the lines between those that stayed.
    void compareTexts(const QString& where, const QString& was, const QString& now) {
        QStringList before = was.split(QLatin1Char('\n')), after = now.split(QLatin1Char('\n'));
        while (before.size() > 1 && after.size() > 1 && before.first() == after.first()) {
            before.removeFirst();
            after.removeFirst();
        }
        while (before.size() > 1 && after.size() > 1 && before.last() == after.last()) {
            before.removeLast();
            after.removeLast();
        }
        add({where, before.join(QLatin1Char('\n')).left(mostCharacters),
             after.join(QLatin1Char('\n')).left(mostCharacters)});
    }
};

} // namespace

QList<Change> changesBetween(const QJsonValue& was, const QJsonValue& now) {
    Comparison comparison;
    comparison.compare({}, was, now);
    if (comparison.more > 0)
        comparison.lines.append({tr("%1 more").arg(comparison.more), {}, {}});
    return comparison.lines;
}

QJsonArray toJson(const QList<Change>& changes) {
    QJsonArray array;
    for (const Change& change : changes)
        array.append(QJsonObject{{QStringLiteral("where"), change.where},
                                 {QStringLiteral("was"), change.was},
                                 {QStringLiteral("now"), change.now}});
    return array;
}

QList<Change> changesFromJson(const QJsonArray& array) {
    QList<Change> changes;
    for (const QJsonValue value : array)
        changes.append({value[QStringLiteral("where")].toString(), value[QStringLiteral("was")].toString(),
                        value[QStringLiteral("now")].toString()});
    return changes;
}

} // namespace slipway::domain
