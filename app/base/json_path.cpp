#include "app/base/json_path.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace slipway::base {

namespace {

constexpr int maxIndexDigits = 6;

QString textOf(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        // A variant keeps integers beyond 2^53 exact.
        return value.toVariant().toString();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return QStringLiteral("null");
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<QList<std::variant<QString, int>>> parseJsonPath(const QString& path) {
    if (!path.startsWith(u'$'))
        return {};
    QList<std::variant<QString, int>> result;
    qsizetype at = 1;
    while (at < path.size()) {
        if (path[at] == u'.') {
            qsizetype end = at + 1;
            while (end < path.size() && path[end] != u'.' && path[end] != u'[')
                ++end;
            if (end == at + 1)
                return {};
            result.append(path.sliced(at + 1, end - at - 1));
            at = end;
        } else if (path[at] == u'[') {
            const qsizetype end = path.indexOf(u']', at);
            bool isNumber = false;
            if (end < 0 || end - at - 1 > maxIndexDigits)
                return {};
            const int index = path.sliced(at + 1, end - at - 1).toInt(&isNumber);
            if (!isNumber || index < 0)
                return {};
            result.append(index);
            at = end + 1;
        } else {
            return {};
        }
    }
    return result;
}

QMap<QString, QString> readJsonPaths(const QByteArray& body, const QList<QString>& paths) {
    QMap<QString, QString> result;
    if (paths.isEmpty())
        return result;
    const auto document = QJsonDocument::fromJson(body);
    if (document.isNull())
        return result;
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const QString& path : paths) {
        const auto steps = parseJsonPath(path);
        if (!steps)
            continue;
        QJsonValue value = root;
        for (const auto& step : *steps) {
            if (const auto* key = std::get_if<QString>(&step))
                value = value.isObject() ? value.toObject().value(*key) : QJsonValue(QJsonValue::Undefined);
            else
                value = value.isArray() ? value.toArray().at(std::get<int>(step))
                                        : QJsonValue(QJsonValue::Undefined);
        }
        if (!value.isUndefined())
            result.insert(path, textOf(value));
    }
    return result;
}

} // namespace slipway::base
