#include "app/adapters/secrets/secret_reader.h"

#include "app/adapters/secrets/keychain_tool.h"
#include "app/base/tool_run.h"

#include <sys/prctl.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Future;
using base::Result;
using base::Secret;

namespace {

Result<Secret> checked(const QByteArray& value) {
    if (value.isEmpty())
        return Error{ErrorKind::BadInput, {}, SecretReader::tr("it is empty")};
    if (value.size() > ports::SecretStore::largest)
        return Error{ErrorKind::BadInput, {}, SecretReader::tr("it is larger than 32 KiB")};
    if (value.contains('\0'))
        return Error{ErrorKind::BadInput, {}, SecretReader::tr("it holds a zero byte")};
    // From the first value on, a crash must not write this process's memory to a disk.
    ::prctl(PR_SET_DUMPABLE, 0);
    return Secret(value);
}

/// The same answer without a value.
Future<void> withoutValue(const Future<Secret>& future, QObject* owner) {
    auto promise = std::make_shared<base::Promise<void>>();
    base::deliver(future, owner, [promise](const Result<Secret>& answer) {
        promise->finish(answer.ok() ? Result<void>() : Result<void>(answer.error()));
    });
    return promise->future();
}

/// What ToolRun answers when there is no outcome, in words about the source.
Error asked(const Error& error) {
    if (error.kind == ErrorKind::Timeout)
        return {error.kind, {}, SecretReader::tr("there was no answer in time")};
    if (error.kind == ErrorKind::Protocol)
        return {ErrorKind::BadInput, {}, SecretReader::tr("it is larger than 32 KiB")};
    return {error.kind, {}, error.detail};
}

} // namespace

SecretReader::SecretReader(QString folder, QStringList keychainTool)
    : m_folder(std::move(folder))
    , m_keychainTool(std::move(keychainTool)) {}

SecretReader::~SecretReader() = default;

Future<Secret> SecretReader::read(domain::SecretSource source, base::Limit limit) {
    switch (source.kind) {
    case domain::SecretSource::Kind::Environment:
        return fromEnvironment(source.from);
    case domain::SecretSource::Kind::Command:
        return fromCommand(source.from, limit);
    case domain::SecretSource::Kind::Keychain:
        return keychain(QStringLiteral("read"), source.from, {}, limit);
    }
    Q_UNREACHABLE();
}

Future<Secret> SecretReader::fromEnvironment(const QString& variable) {
    const QByteArray name = variable.toLocal8Bit();
    if (!qEnvironmentVariableIsSet(name.constData()))
        return base::ready<Secret>(
            Error{ErrorKind::NotFound, {}, tr("it is not set where Slipway was started")});
    return base::ready<Secret>(checked(qgetenv(name.constData())));
}

Future<Secret> SecretReader::fromCommand(const QString& command, const base::Limit& limit) {
    auto promise = std::make_shared<base::Promise<Secret>>();
    auto future = promise->future();
    base::ToolRun::start(
        this, {QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command}, {}, m_folder},
        QDeadlineTimer(limit.within), limit.stop, [promise](const Result<base::ToolOutcome>& outcome) {
            if (!outcome.ok()) {
                promise->finish(asked(outcome.error()));
                return;
            }
            if (outcome->exitCode != 0) {
                // What it said may hold what nobody may see.
                promise->finish(Error{
                    ErrorKind::Refused,
                    {},
                    tr("it ended with exit %1; run it in a terminal to see why").arg(outcome->exitCode)});
                return;
            }
            QByteArray value = outcome->output;
            if (value.endsWith('\n'))
                value.chop(value.endsWith("\r\n") ? 2 : 1);
            promise->finish(checked(value));
        });
    return future;
}

Future<Secret> SecretReader::keychain(const QString& operation, const QString& entry, const QByteArray& input,
                                      const base::Limit& limit) {
    auto promise = std::make_shared<base::Promise<Secret>>();
    auto future = promise->future();
    base::ToolRun::start(
        this, {m_keychainTool.value(0), m_keychainTool.mid(1) + QStringList{operation, entry}, input},
        QDeadlineTimer(limit.within), limit.stop,
        [promise, operation](const Result<base::ToolOutcome>& outcome) {
            if (!outcome.ok()) {
                promise->finish(asked(outcome.error()));
                return;
            }
            if (const auto error = keychainError(outcome->exitCode, outcome->errors))
                promise->finish(*error);
            else
                promise->finish(operation == QLatin1StringView("read") ? checked(outcome->output)
                                                                       : Result<Secret>(Secret()));
        });
    return future;
}

Future<void> SecretReader::write(QString entry, Secret value, base::Limit limit) {
    if (const auto usable = checked(value.reveal()); !usable)
        return base::ready<void>(usable.error());
    return withoutValue(keychain(QStringLiteral("write"), entry, value.reveal(), limit), this);
}

Future<void> SecretReader::forget(QString entry, base::Limit limit) {
    return withoutValue(keychain(QStringLiteral("forget"), entry, {}, limit), this);
}

} // namespace slipway::adapters
