#include "app/base/canonical_json.h"

#include "app/base/sha256.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cmath>

namespace slipway::base {

namespace {

void writeString(const QString& text, QByteArray& out) {
    out += '"';
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += "\\u00" + QByteArray::number(static_cast<unsigned char>(c), 16).rightJustified(2, '0');
            else
                out += c;
        }
    }
    out += '"';
}

std::optional<Error> writeValue(const QJsonValue& value, const QString& path, QByteArray& out) {
    switch (value.type()) {
    case QJsonValue::String:
        writeString(value.toString(), out);
        return {};
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        return {};
    case QJsonValue::Double: {
        const double number = value.toDouble();
        if (std::floor(number) != number || std::abs(number) > 9007199254740992.0)
            return Error{ErrorKind::BadInput, path, QStringLiteral("only integers within 2^53 are stored")};
        out += QByteArray::number(value.toInteger());
        return {};
    }
    case QJsonValue::Array: {
        out += '[';
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (i)
                out += ',';
            if (auto error = writeValue(array[i], path + QStringLiteral("[%1]").arg(i), out))
                return error;
        }
        out += ']';
        return {};
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        QStringList keys = object.keys();
        // RFC 8785 3.2.3: by UTF-16 code units, which is how QString compares.
        std::sort(keys.begin(), keys.end());
        out += '{';
        bool first = true;
        for (const QString& key : keys) {
            if (!first)
                out += ',';
            first = false;
            writeString(key, out);
            out += ':';
            if (auto error = writeValue(object.value(key), path + QLatin1Char('.') + key, out))
                return error;
        }
        out += '}';
        return {};
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return Error{ErrorKind::BadInput, path, QStringLiteral("null is not stored")};
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonObject& object) {
    QByteArray out;
    if (auto error = writeValue(object, QString(), out))
        return *error;
    return out;
}

Result<QJsonObject> parseJsonObject(const QByteArray& bytes) {
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject())
        return Error{ErrorKind::Corrupt, {}, problem.errorString()};
    return document.object();
}

QString sha256Hex(const QByteArray& bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

} // namespace slipway::base
