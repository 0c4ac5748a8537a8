#pragma once
#include "app/ports/secret_store.h"

#include <QObject>

namespace slipway::adapters {

/// Reads secrets from this process's environment, from commands (`/bin/sh -c`, in the workspace's
/// folder, without a terminal) and from the operating system's keychain. The keychain is asked in a
/// child process, because its libraries wait without end for a D-Bus that hangs; the value comes
/// back through a pipe. Lives on the main thread.
class SecretReader final : public QObject, public ports::SecretStore {
    Q_OBJECT
public:
    /// `keychainTool`: program and arguments of the child, to which an operation and an entry are
    /// appended; see keychain_tool.h.
    SecretReader(QString folder, QStringList keychainTool);
    ~SecretReader() override;
    base::Future<base::Secret> read(domain::SecretSource source, base::Limit limit) override;
    base::Future<void> write(QString entry, base::Secret value, base::Limit limit) override;
    base::Future<void> forget(QString entry, base::Limit limit) override;

private:
    base::Future<base::Secret> fromEnvironment(const QString& variable);
    base::Future<base::Secret> fromCommand(const QString& command, const base::Limit& limit);
    base::Future<base::Secret> keychain(const QString& operation, const QString& entry,
                                        const QByteArray& input, const base::Limit& limit);
    const QString m_folder;
    const QStringList m_keychainTool;
};

} // namespace slipway::adapters
