#pragma once
#include "app/adapters/store/sqlite_ledger.h"

#include <QtTest>
#include <csignal>

namespace slipway::adapters {

/// Waits for an answer with the event loop turning; Error{Timeout} after 60 s.
template <class T>
base::Result<T> answer(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
        return base::Error{base::ErrorKind::Timeout, {}, QStringLiteral("no answer in the test")};
    return future.result();
}

inline const base::Clock& testClock() {
    static const base::SystemClock clock;
    return clock;
}

inline domain::Draft draft(const char* chain, int number, const char* type = domain::entry::paused) {
    return {domain::ChainId(QString::fromLatin1(chain)),
            QString::fromLatin1(type),
            QStringLiteral("mira"),
            {{QStringLiteral("reason"), QStringLiteral("number %1").arg(number)}}};
}

inline std::unique_ptr<SqliteLedger> openLedger(const QString& folder) {
    return std::make_unique<SqliteLedger>(folder, testClock(), QStringLiteral("test"));
}

/// The test's own executable run again with arguments, as the other process. Killed when it goes.
class OtherProcess {
public:
    explicit OtherProcess(const QStringList& arguments) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), arguments);
    }
    ~OtherProcess() {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            (void)QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 10'000);
        }
    }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;

    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    int exitCode() const { return m_process.exitCode(); }
    qint64 id() const { return m_process.processId(); }
    void kill() { m_process.kill(); }
    /// The whole lines it has written so far.
    QList<QByteArray> lines() {
        m_output += m_process.readAllStandardOutput();
        QList<QByteArray> all = m_output.split('\n');
        all.removeLast();
        return all;
    }

private:
    QProcess m_process;
    QByteArray m_output;
};

/// Writes a line at once, past every buffer, so that it counts even when the process is killed.
inline void tell(const QByteArray& line) {
    const QByteArray whole = line + '\n';
    [[maybe_unused]] const ssize_t written =
        ::write(STDOUT_FILENO, whole.constData(), static_cast<size_t>(whole.size()));
}

} // namespace slipway::adapters
