#pragma once
#include "app/domain/step_kind.h"

#include <QRegularExpression>

namespace slipway::domain::steps {

// Fields of kinds, written on one line each.
inline Field text(const char* name, const char* help, QStringList allowed = {}) {
    return {QString::fromLatin1(name), Field::Type::Text, std::move(allowed), 0, 0, QString::fromUtf8(help)};
}
inline Field flag(const char* name, const char* help) {
    return {QString::fromLatin1(name), Field::Type::Flag, {}, 0, 0, QString::fromUtf8(help)};
}
inline Field integer(const char* name, qint64 least, qint64 most, const char* help) {
    return {QString::fromLatin1(name), Field::Type::Integer, {}, least, most, QString::fromUtf8(help)};
}
inline Field duration(const char* name, qint64 leastMs, qint64 mostMs, const char* help) {
    return {QString::fromLatin1(name), Field::Type::Duration, {}, leastMs, mostMs, QString::fromUtf8(help)};
}
inline Field texts(const char* name, const char* help) {
    return {QString::fromLatin1(name), Field::Type::TextMap, {}, 0, 0, QString::fromUtf8(help)};
}
inline Field list(const char* name, const char* help) {
    return {QString::fromLatin1(name), Field::Type::Texts, {}, 0, 0, QString::fromUtf8(help)};
}
inline Field undoField() {
    return {QStringLiteral("undo"),
            Field::Type::Undo,
            {},
            0,
            0,
            QStringLiteral("how a rollback takes the change back: a command, `redeploy: previous`, "
                           "`impossible: why` or another step")};
}

/// How long what people say counts while nothing has started on it.
inline Field validForField() {
    return duration("valid-for", 60'000, 366LL * 86'400'000,
                    "how long the answer counts until something starts on it; 24h for what is signed");
}

inline QString textOf(const QJsonObject& params, const char* name, const QString& otherwise = {}) {
    return params.value(QLatin1StringView(name)).toString(otherwise);
}
inline bool flagOf(const QJsonObject& params, const char* name) {
    return params.value(QLatin1StringView(name)).toBool();
}
inline base::Milliseconds durationOf(const QJsonObject& params, const char* name, qint64 otherwiseMs = 0) {
    return base::Milliseconds(params.value(QLatin1StringView(name)).toInteger(otherwiseMs));
}

/// A regular expression as people mean it for texts of many lines: ^ and $ are those of a line.
inline QRegularExpression multiline(const QString& pattern) {
    return QRegularExpression(pattern, QRegularExpression::MultilineOption);
}
/// Why it is none; empty when it is one, also for the empty text.
inline QString patternProblem(const QString& pattern) {
    const QRegularExpression expression = multiline(pattern);
    return expression.isValid()
               ? QString()
               : QStringLiteral("is no regular expression: %1").arg(expression.errorString());
}

inline base::Milliseconds validForOf(const QJsonObject& params, bool isSigned) {
    return durationOf(params, "valid-for", isSigned ? 24 * 3600'000LL : 0);
}

} // namespace slipway::domain::steps
