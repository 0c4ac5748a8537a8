#pragma once
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>

namespace slipway::support {

/// Field paths ("hosts[].name") and their types as the manual knows them.
using Shape = QMap<QString, QString>;

/// "text", "number" or "flag"; "null" for a time that is not known.
inline QString typeName(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::Bool:
        return QStringLiteral("flag");
    case QJsonValue::Double:
        return QStringLiteral("number");
    case QJsonValue::String:
        return QStringLiteral("text");
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Array:
    case QJsonValue::Object:
    case QJsonValue::Undefined:
        return {};
    }
    Q_UNREACHABLE();
}

/// Adds every path that leads to a value; a "text" that is null elsewhere becomes a "time".
inline void addPaths(const QJsonValue& value, const QString& path, Shape& shape) {
    if (value.isObject()) {
        const auto object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            addPaths(it.value(), path.isEmpty() ? it.key() : path + QLatin1Char('.') + it.key(), shape);
    } else if (value.isArray()) {
        const auto array = value.toArray();
        for (const auto& element : array)
            addPaths(element, path + QStringLiteral("[]"), shape);
    } else {
        static const QRegularExpression time(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$"));
        const bool isTime = value.isNull() || time.match(value.toString()).hasMatch();
        shape[path] = isTime ? QStringLiteral("time") : typeName(value);
    }
}

/// The table under "### JSON of `NAME`" in the manual.
inline Shape documentedShape(const QString& manual, const QString& name) {
    QFile file(manual);
    Shape shape;
    if (!file.open(QIODevice::ReadOnly))
        return shape;
    const auto text = QString::fromUtf8(file.readAll());
    const auto from = text.indexOf(QStringLiteral("\n### JSON of `%1`\n").arg(name));
    if (from < 0)
        return shape;
    const auto part = text.mid(from, text.indexOf(QStringLiteral("\n#"), from + 2) - from);
    static const QRegularExpression row(QStringLiteral("^\\| `([^`]+)` \\| (\\w+) \\|"),
                                        QRegularExpression::MultilineOption);
    for (auto match = row.globalMatch(part); match.hasNext();) {
        const auto found = match.next();
        shape.insert(found.captured(1), found.captured(2));
    }
    return shape;
}

} // namespace slipway::support
