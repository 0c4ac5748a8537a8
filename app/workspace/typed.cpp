#include "app/workspace/typed.h"

#include "app/workspace/spelling.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>

namespace slipway::workspace {

namespace {

constexpr qsizetype longestQuote = 60;

QString shapeOf(const Node& node) {
    switch (node.kind) {
    case Node::Kind::Empty:
        return QStringLiteral("nothing");
    case Node::Kind::Text:
        return QStringLiteral("a text");
    case Node::Kind::List:
        return QStringLiteral("a list");
    case Node::Kind::Map:
        return QStringLiteral("a mapping");
    }
    Q_UNREACHABLE();
}

QString shown(const QString& text) {
    QString line = text.simplified();
    if (line.size() > longestQuote)
        line = line.left(longestQuote - 1) + QChar(0x2026);
    return line;
}

void refuse(const Node& node, const QString& key, const QString& wanted, Report& report) {
    const QString found =
        node.kind == Node::Kind::Text ? QStringLiteral("`%1`").arg(shown(node.text)) : shapeOf(node);
    report.problem(node, QStringLiteral("`%1` must be %2, not %3").arg(key, wanted, found));
}

} // namespace

std::optional<QString> readText(const Node& node, const QString& key, Report& report) {
    if (node.kind == Node::Kind::Text)
        return node.text;
    refuse(node, key, QStringLiteral("a text"), report);
    return {};
}

std::optional<QString> readWord(const Node& node, const QString& key, const QStringList& allowed,
                                Report& report) {
    const auto text = readText(node, key, report);
    if (!text || allowed.contains(*text))
        return text;
    const QString meant = didYouMean(*text, allowed);
    report.problem(node, QStringLiteral("`%1` cannot be `%2`%3 Allowed: %4")
                             .arg(key, shown(*text), meant.isEmpty() ? QStringLiteral(".") : meant,
                                  quotedList(allowed)));
    return {};
}

std::optional<qint64> readInteger(const Node& node, const QString& key, qint64 least, qint64 most,
                                  Report& report) {
    static const QRegularExpression decimal(QStringLiteral("\\A(?:0|[1-9][0-9]{0,15})\\z"));
    if (node.isPlain && decimal.match(node.text).hasMatch()) {
        const qint64 number = node.text.toLongLong();
        if (number >= least && number <= most)
            return number;
    }
    refuse(node, key, QStringLiteral("a whole number from %1 to %2").arg(least).arg(most), report);
    return {};
}

std::optional<base::Milliseconds> readDuration(const Node& node, const QString& key, qint64 least,
                                               qint64 most, Report& report) {
    const auto duration = node.kind == Node::Kind::Text ? base::parseDuration(node.text) : std::nullopt;
    if (!duration) {
        refuse(node, key, QStringLiteral("a duration like 300ms, 15s, 5m, 2h, 7d or 1h30m"), report);
        return {};
    }
    if (duration->count() >= least && duration->count() <= most)
        return duration;
    refuse(
        node, key,
        QStringLiteral("a duration from %1 to %2")
            .arg(base::durationText(base::Milliseconds(least)), base::durationText(base::Milliseconds(most))),
        report);
    return {};
}

std::optional<qint64> readInstant(const Node& node, const QString& key, Report& report) {
    static const QRegularExpression shape(
        QStringLiteral("\\A([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2})Z)?\\z"));
    if (const auto match = shape.match(node.text); node.kind == Node::Kind::Text && match.hasMatch()) {
        const QDate on = QDate::fromString(match.captured(1), Qt::ISODate);
        const QString time = match.captured(2);
        const QTime at = time.isEmpty() ? QTime(0, 0) : QTime::fromString(time, QStringLiteral("HH:mm"));
        if (on.isValid() && at.isValid())
            return QDateTime(on, at, Qt::UTC).toMSecsSinceEpoch();
    }
    refuse(node, key, QStringLiteral("a date or a time in UTC, as 2026-10-02 or 2026-10-02 09:30Z"), report);
    return {};
}

QString readZone(const Node& node, Report& report) {
    const auto text = readText(node, QStringLiteral("zone"), report);
    if (!text || QTimeZone::isTimeZoneIdAvailable(text->toUtf8()))
        return text.value_or(QString());
    QStringList known;
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds())
        known += QString::fromLatin1(id);
    const QString meant = didYouMean(*text, known);
    report.problem(
        node,
        QStringLiteral("`%1` is not a time zone%2")
            .arg(*text, meant.isEmpty() ? QStringLiteral("; write one like Europe/Berlin or UTC") : meant));
    return *text;
}

std::optional<bool> readFlag(const Node& node, const QString& key, Report& report) {
    if (node.isPlain && node.text == QLatin1StringView("true"))
        return true;
    if (node.isPlain && node.text == QLatin1StringView("false"))
        return false;
    refuse(node, key, QStringLiteral("`true` or `false`"), report);
    return {};
}

QStringList readTexts(const Node& node, const QString& key, Report& report) {
    if (node.kind == Node::Kind::Text)
        return {node.text};
    if (node.kind != Node::Kind::List) {
        refuse(node, key, QStringLiteral("a text or a list of texts"), report);
        return {};
    }
    QStringList texts;
    for (const Node& item : node.items)
        if (const auto text = readText(item, key, report))
            texts += *text;
    return texts;
}

QMap<QString, QString> readTextMap(const Node& node, const QString& key, Report& report) {
    QMap<QString, QString> map;
    if (node.kind != Node::Kind::Map) {
        refuse(node, key, QStringLiteral("a mapping of names and texts"), report);
        return map;
    }
    for (const Node::Entry& entry : node.entries)
        if (const auto text = readText(entry.value, entry.key, report))
            map.insert(entry.key, *text);
    return map;
}

domain::Variables readVariables(const Node& node, const QString& key, Report& report) {
    static const QRegularExpression name(QStringLiteral("\\A[A-Z_][A-Z0-9_]{0,63}\\z"));
    const auto variables = readTextMap(node, key, report);
    for (const Node::Entry& entry : node.entries)
        if (!name.match(entry.key).hasMatch())
            report.problem(entry,
                           QStringLiteral("`%1` is not a variable's name; names are capital letters, digits "
                                          "and `_`, and do not start with a digit")
                               .arg(shown(entry.key)));
        else if (entry.key.startsWith(QLatin1StringView("SLIPWAY_")))
            report.problem(entry,
                           QStringLiteral("`%1`: names that start with SLIPWAY_ are set by deployments only")
                               .arg(entry.key));
    return variables;
}

namespace {

QJsonValue readUndo(const Node& node, const QString& key, Report& report) {
    if (node.kind == Node::Kind::Text)
        return node.text;
    Keys keys(node, QStringLiteral("`%1`").arg(key), report);
    const Node* redeploy = keys.value(QStringLiteral("redeploy"));
    const Node* impossible = keys.value(QStringLiteral("impossible"));
    keys.finish();
    if (!keys.isMap())
        return QJsonValue::Undefined;
    if (bool(redeploy) == bool(impossible)) {
        report.problem(
            node,
            QStringLiteral("`%1` is a command, `redeploy: previous`, `impossible: why` or a step").arg(key));
        return QJsonValue::Undefined;
    }
    if (redeploy) {
        const auto word =
            readWord(*redeploy, QStringLiteral("redeploy"), {QStringLiteral("previous")}, report);
        return word ? QJsonValue(QJsonObject{{QStringLiteral("redeploy"), *word}}) : QJsonValue::Undefined;
    }
    const auto why = readText(*impossible, QStringLiteral("impossible"), report);
    if (!why)
        return QJsonValue::Undefined;
    if (why->trimmed().isEmpty())
        report.problem(*impossible,
                       QStringLiteral("`impossible` says why, so that people read it before they start"));
    return QJsonObject{{QStringLiteral("impossible"), *why}};
}

} // namespace

QJsonValue readField(const Node& node, const domain::Field& field, Report& report) {
    switch (field.type) {
    case domain::Field::Type::Text: {
        const auto text = field.allowed.isEmpty() ? readText(node, field.name, report)
                                                  : readWord(node, field.name, field.allowed, report);
        return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Undefined);
    }
    case domain::Field::Type::Integer: {
        const auto number = readInteger(node, field.name, field.least, field.most, report);
        return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Undefined);
    }
    case domain::Field::Type::Duration: {
        const auto duration = readDuration(node, field.name, field.least, field.most, report);
        return duration ? QJsonValue(qint64(duration->count())) : QJsonValue(QJsonValue::Undefined);
    }
    case domain::Field::Type::Flag: {
        const auto flag = readFlag(node, field.name, report);
        return flag ? QJsonValue(*flag) : QJsonValue(QJsonValue::Undefined);
    }
    case domain::Field::Type::Undo:
        return readUndo(node, field.name, report);
    case domain::Field::Type::Check:
        report.problem(node, QStringLiteral("`%1` is a step: one of run, http, git, file, ci with its fields")
                                 .arg(field.name));
        return QJsonValue::Undefined;
    case domain::Field::Type::Texts:
        return QJsonArray::fromStringList(readTexts(node, field.name, report));
    case domain::Field::Type::TextMap: {
        const auto map = readTextMap(node, field.name, report);
        QJsonObject object;
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
            object.insert(entry.key(), entry.value());
        return object;
    }
    }
    Q_UNREACHABLE();
}

Keys::Keys(const Node& node, const QString& what, Report& report)
    : m_node(node)
    , m_what(what)
    , m_report(report) {
    if (!isMap())
        report.problem(
            node, QStringLiteral("%1 must be a mapping of keys and values, not %2").arg(what, shapeOf(node)));
}

const Node* Keys::value(const QString& key) {
    m_known += key;
    const Node::Entry* entry = m_node.entry(key);
    return entry ? &entry->value : nullptr;
}

const Node* Keys::required(const QString& key) {
    const Node* found = value(key);
    if (!found && isMap())
        m_report.problem(m_node, QStringLiteral("%1 needs the key `%2`").arg(m_what, key));
    return found;
}

void Keys::finish() {
    for (const Node::Entry& entry : m_node.entries) {
        if (m_known.contains(entry.key))
            continue;
        const QString meant = didYouMean(entry.key, m_known);
        m_report.problem(entry, QStringLiteral("unknown key `%1`%2 Allowed: %3")
                                    .arg(shown(entry.key), meant.isEmpty() ? QStringLiteral(".") : meant,
                                         m_known.join(QLatin1StringView(", "))));
    }
}

} // namespace slipway::workspace
