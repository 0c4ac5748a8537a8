#pragma once
#include "app/adapters/ssh/libssh2_shell.h"
#include "app/base/ulid.h"
#include "tests/support/ssh_server.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>
#include <mutex>

namespace slipway::adapters {

/// Collects output; says full as often as it was told to.
class Collector final : public ports::OutputSink {
public:
    bool accept(ports::OutputStream stream, const QByteArray& bytes, qint64 rawEnd) override {
        const std::scoped_lock lock(m_mutex);
        if (m_refuseNext > 0) {
            --m_refuseNext;
            return false;
        }
        auto& log = stream == ports::OutputStream::Out ? m_out : m_err;
        log += bytes;
        m_exact = m_exact && log.size() + m_skipped == rawEnd;
        return true;
    }
    void skip(ports::OutputStream, qint64 rawStart, qint64 rawEnd) override {
        const std::scoped_lock lock(m_mutex);
        m_skipped += rawEnd - rawStart;
    }
    /// Bytes that the host had let go of; only one stream may have some.
    qint64 skipped() const {
        const std::scoped_lock lock(m_mutex);
        return m_skipped;
    }
    void refuse(int times) {
        const std::scoped_lock lock(m_mutex);
        m_refuseNext = times;
    }
    QByteArray out() const {
        const std::scoped_lock lock(m_mutex);
        return m_out;
    }
    QByteArray err() const {
        const std::scoped_lock lock(m_mutex);
        return m_err;
    }
    ports::OutputOffsets offsets() const {
        const std::scoped_lock lock(m_mutex);
        return {m_out.size(), m_err.size()};
    }
    /// Whether every offset that was told was right.
    bool isExact() const {
        const std::scoped_lock lock(m_mutex);
        return m_exact;
    }

private:
    mutable std::mutex m_mutex;
    QByteArray m_out, m_err;
    bool m_exact = true;
    int m_refuseNext = 0;
    qint64 m_skipped = 0;
};

inline base::Limit within(int milliseconds) {
    return {std::chrono::milliseconds(milliseconds), {}};
}

/// The answer of a future, waited for with a running event loop.
template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    [[maybe_unused]] const bool finished = QTest::qWaitFor([&] { return future.isFinished(); }, 60'000);
    if (!future.isFinished() || future.resultCount() == 0)
        return base::Error{base::ErrorKind::Lost, {}, QStringLiteral("the test waited in vain")};
    return future.result();
}

/// A shell script that can be executed.
inline bool writeProgram(const QString& path, const QByteArray& script) {
    QFile program(path);
    return program.open(QIODevice::WriteOnly) && program.write("#!/bin/sh\n" + script) > 0 &&
           program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

/// One server, whose key is known, and a shell that knows it.
struct Fixture {
    Fixture() {
        if (server.start())
            trust();
    }
    void trust() const {
        QFile file(knownHosts());
        if (file.open(QIODevice::WriteOnly))
            file.write("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() +
                       '\n');
    }
    QString knownHosts() const { return server.folder() + QStringLiteral("/known_hosts"); }
    /// Also at a port that leads to it.
    void trust(quint16 port) const {
        QFile file(knownHosts());
        if (file.open(QIODevice::Append))
            file.write("[127.0.0.1]:" + QByteArray::number(port) + ' ' + server.hostKeyLine() + '\n');
    }
    Libssh2Shell::Options options() const {
        Libssh2Shell::Options options;
        options.workspaceId = QStringLiteral("5c1f");
        options.knownHostsOwn = knownHosts();
        options.sshConfig = QStringLiteral("none");
        options.keepaliveEvery = std::chrono::milliseconds(1000);
        return options;
    }
    std::unique_ptr<Libssh2Shell> shell() const { return std::make_unique<Libssh2Shell>(options()); }
    ports::AttemptOrder order(const QString& script) const {
        ports::AttemptOrder order;
        order.host = server.host();
        order.environment = domain::EnvironmentName(QStringLiteral("staging"));
        order.attempt = domain::AttemptId(base::newUlid(QDateTime::currentMSecsSinceEpoch()));
        order.digest = QStringLiteral("d1");
        order.command.script = script;
        return order;
    }
    QString spool(const ports::AttemptOrder& order) const {
        return server.home() + QStringLiteral("/.slipway/5c1f/staging/") + order.attempt.text();
    }
    QByteArray fileAtHome(const QString& name) const {
        QFile file(server.home() + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void writeAtHome(const QString& name, const QByteArray& bytes) const {
        QFile file(server.home() + u'/' + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    /// From now on this runs before every command, as an account's start files do; whatever its shell is.
    bool atLogin(const QByteArray& script) {
        writeAtHome(QStringLiteral("login"), script + "exec /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"\n");
        server.stop();
        server.addConfig(QStringLiteral("ForceCommand exec /bin/sh \"%1/login\"").arg(server.home()));
        return server.start();
    }
    /// A program on the host that is `shell` (a path, also with a word); empty when it is not installed.
    QByteArray shellProgram(const QByteArray& shell) const {
        if (!QFile::exists(QFile::decodeName(shell.split(' ').first())))
            return {};
        const QString program = server.folder() + QStringLiteral("/shell");
        return writeProgram(program, "exec " + shell + " \"$@\"\n") ? QFile::encodeName(program)
                                                                    : QByteArray();
    }
    support::SshServer server;
};

/// The shells of hosts that the gate script is tried in.
inline const QList<QByteArray> hostShells = {"/bin/bash", "/bin/dash", "/usr/bin/busybox sh"};

} // namespace slipway::adapters
