#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace slipway::domain {

/// Where the value of a secret is read right before a step that names it starts. This is part of
/// the plan and of the fingerprint; the value never is.
struct SecretSource {
    enum class Kind {
        Environment, ///< a variable of Slipway's own environment
        Command,     ///< what a command prints on this computer, without its last newline
        Keychain,    ///< an entry of the operating system's keychain
    };
    QString name; ///< of the variable that the step gets
    Kind kind = Kind::Environment;
    QString from;    ///< the variable, the command line or the entry
    QString version; ///< changed by people when the value changes; may be empty
    friend bool operator==(const SecretSource&, const SecretSource&) = default;
};

/// "env", "command", "keychain": its word in slipway.yaml.
QString secretKindName(SecretSource::Kind kind);
std::optional<SecretSource::Kind> secretKindFromName(QStringView name);

QJsonObject toJson(const SecretSource& secret);
QJsonArray toJson(const QList<SecretSource>& secrets);
/// Nothing when it is not one.
std::optional<SecretSource> secretFromJson(const QJsonObject& object);

/// Those of `names` that are defined, in their order; the environment's own come before the project's.
QList<SecretSource> secretsNamed(const QStringList& names, const QList<SecretSource>& ofEnvironment,
                                 const QList<SecretSource>& ofProject);

} // namespace slipway::domain
