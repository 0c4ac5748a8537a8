#include "app/domain/secret.h"

namespace slipway::domain {

QString secretKindName(SecretSource::Kind kind) {
    switch (kind) {
    case SecretSource::Kind::Environment:
        return QStringLiteral("env");
    case SecretSource::Kind::Command:
        return QStringLiteral("command");
    case SecretSource::Kind::Keychain:
        return QStringLiteral("keychain");
    }
    Q_UNREACHABLE();
}

std::optional<SecretSource::Kind> secretKindFromName(QStringView name) {
    using Kind = SecretSource::Kind;
    for (const Kind kind : {Kind::Environment, Kind::Command, Kind::Keychain})
        if (secretKindName(kind) == name)
            return kind;
    return {};
}

QJsonObject toJson(const SecretSource& secret) {
    return {{QStringLiteral("name"), secret.name},
            {QStringLiteral("kind"), secretKindName(secret.kind)},
            {QStringLiteral("from"), secret.from},
            {QStringLiteral("version"), secret.version}};
}

QJsonArray toJson(const QList<SecretSource>& secrets) {
    QJsonArray array;
    for (const SecretSource& secret : secrets)
        array.append(toJson(secret));
    return array;
}

std::optional<SecretSource> secretFromJson(const QJsonObject& object) {
    const auto kind = secretKindFromName(object.value(QStringLiteral("kind")).toString());
    SecretSource secret{
        object.value(QStringLiteral("name")).toString(), kind.value_or(SecretSource::Kind::Environment),
        object.value(QStringLiteral("from")).toString(), object.value(QStringLiteral("version")).toString()};
    if (!kind || secret.name.isEmpty() || secret.from.isEmpty())
        return {};
    return secret;
}

QList<SecretSource> secretsNamed(const QStringList& names, const QList<SecretSource>& ofEnvironment,
                                 const QList<SecretSource>& ofProject) {
    QList<SecretSource> found;
    for (const QString& name : names)
        for (const SecretSource& secret : ofEnvironment + ofProject)
            if (secret.name == name) {
                found += secret;
                break;
            }
    return found;
}

} // namespace slipway::domain
