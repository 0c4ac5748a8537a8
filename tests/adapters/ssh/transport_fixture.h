#pragma once
#include "app/adapters/ssh/host_key.h"
#include "tests/adapters/ssh/shell_fixture.h"

#include <QProcess>

namespace slipway::adapters {

inline bool runTool(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

inline void append(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (file.open(QIODevice::Append))
        file.write(bytes);
}

inline QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A key that the server accepts; `arguments` for ssh-keygen ("-t rsa").
inline QString acceptedKey(const support::SshServer& server, const QString& name, const QString& arguments,
                           const QString& passphrase = {}) {
    const auto path = server.folder() + u'/' + name;
    runTool(QStringLiteral("ssh-keygen"),
            arguments.split(u' ') + QStringList{QStringLiteral("-q"), QStringLiteral("-N"), passphrase,
                                                QStringLiteral("-f"), path});
    append(server.folder() + QStringLiteral("/authorized_keys"), contentOf(path + QStringLiteral(".pub")));
    return path;
}

inline QByteArray knownLine(const support::SshServer& server) {
    return "[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() + '\n';
}

inline QString keyTextOf(const support::SshServer& server) {
    const auto fields = server.hostKeyLine().split(' ');
    return HostKey{fields.value(0), QByteArray::fromBase64(fields.value(1))}.text();
}

template <class T>
QByteArray wordsOf(const base::Result<T>& result) {
    return result ? QByteArray("fine")
                  : (base::kindName(result.error().kind) + u' ' + result.error().detail).toUtf8();
}

} // namespace slipway::adapters
