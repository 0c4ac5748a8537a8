#include "app/adapters/secrets/secret_reader.h"
#include "tests/support/environment_variable.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::SecretReader;
using base::ErrorKind;
using domain::SecretSource;

namespace {

template <class T>
base::Result<T> answer(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
        return base::Error{ErrorKind::Timeout, {}, QStringLiteral("no answer in the test")};
    return future.result();
}

SecretSource source(SecretSource::Kind kind, const QString& from) {
    return {QStringLiteral("TOKEN"), kind, from, {}};
}

/// The shipped program as the child that asks the keychain.
const QStringList tool{QStringLiteral(SLIPWAY_BINARY), QStringLiteral("secret"), QStringLiteral("tool")};

} // namespace

class SecretReaderTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_place;

private Q_SLOTS:
    void readsVariablesOfTheEnvironment() {
        SecretReader reader(m_place.path(), tool);
        const support::EnvironmentVariable set("SLIPWAY_TEST_TOKEN", "tr0ub4dor&3");
        QCOMPARE(
            answer(reader.read(source(SecretSource::Kind::Environment, QStringLiteral("SLIPWAY_TEST_TOKEN")),
                               {}))
                ->reveal(),
            QByteArray("tr0ub4dor&3"));
        QCOMPARE(answer(reader.read(
                            source(SecretSource::Kind::Environment, QStringLiteral("SLIPWAY_TEST_NONE")), {}))
                     .error()
                     .kind,
                 ErrorKind::NotFound);
        const support::EnvironmentVariable empty("SLIPWAY_TEST_EMPTY", "");
        QCOMPARE(
            answer(reader.read(source(SecretSource::Kind::Environment, QStringLiteral("SLIPWAY_TEST_EMPTY")),
                               {}))
                .error()
                .kind,
            ErrorKind::BadInput);
    }

    void readsWhatACommandPrints_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("with a newline") << QStringLiteral("echo 'a b'") << QByteArray("a b");
        QTest::newRow("without") << QStringLiteral("printf '%s' x") << QByteArray("x");
        QTest::newRow("only the last newline goes")
            << QStringLiteral("printf 'a\\n\\n'") << QByteArray("a\n");
        QTest::newRow("in the workspace") << QStringLiteral("cat token") << QByteArray("from a file");
    }
    void readsWhatACommandPrints() {
        QFETCH(QString, command);
        QFETCH(QByteArray, value);
        QFile file(m_place.filePath(QStringLiteral("token")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from a file\n");
        file.close();
        SecretReader reader(m_place.path(), tool);
        const auto read = answer(reader.read(source(SecretSource::Kind::Command, command), {}));
        QVERIFY2(read.ok(), qPrintable(read.ok() ? QString() : read.error().detail));
        QCOMPARE(read->reveal(), value);
    }

    void aCommandThatFailsSaysNothingOfWhatItPrinted() {
        SecretReader reader(m_place.path(), tool);
        const auto failed = answer(reader.read(
            source(SecretSource::Kind::Command, QStringLiteral("echo tr0ub4dor; echo hunter2 >&2; exit 3")),
            {}));
        QCOMPARE(failed.error().kind, ErrorKind::Refused);
        QVERIFY(failed.error().detail.contains(QStringLiteral("exit 3")));
        QVERIFY(!failed.error().detail.contains(QStringLiteral("hunter2")));
        for (const auto& command : {QStringLiteral("head -c 40000 /dev/zero | tr '\\0' x"),
                                    QStringLiteral("printf 'a\\0b'"), QStringLiteral("true")})
            QCOMPARE(answer(reader.read(source(SecretSource::Kind::Command, command), {})).error().kind,
                     ErrorKind::BadInput);
    }

    void aCommandHasADeadline() {
        SecretReader reader(m_place.path(), tool);
        QElapsedTimer timer;
        timer.start();
        const auto late = answer(
            reader.read(source(SecretSource::Kind::Command, QStringLiteral("sleep 600")), {300ms, {}}));
        QCOMPARE(late.error().kind, ErrorKind::Timeout);
        QVERIFY(timer.elapsed() < 30'000);
    }

    void faultCase70_noKeychainIsSaidAndNothingElseIsTried() {
        SecretReader reader(m_place.path(), tool);
        const support::EnvironmentVariable bus("DBUS_SESSION_BUS_ADDRESS",
                                               "unix:path=" +
                                                   m_place.filePath(QStringLiteral("none")).toLocal8Bit());
        const support::EnvironmentVariable home("HOME", m_place.path().toLocal8Bit());
        const auto read =
            answer(reader.read(source(SecretSource::Kind::Keychain, QStringLiteral("bot/token")), {}));
        QVERIFY(!read.ok());
        QVERIFY2(read.error().kind == ErrorKind::ToolMissing || read.error().kind == ErrorKind::Refused,
                 qPrintable(base::kindName(read.error().kind) + QLatin1Char(' ') + read.error().detail));
        const auto written =
            answer(reader.write(QStringLiteral("bot/token"), base::Secret("tr0ub4dor&3"), {}));
        QVERIFY(!written.ok());
        // Never a file instead.
        const auto grep = std::make_unique<QProcess>();
        grep->start(QStringLiteral("grep"),
                    {QStringLiteral("-r"), QStringLiteral("tr0ub4dor"), m_place.path()});
        QTRY_COMPARE_WITH_TIMEOUT(grep->state(), QProcess::NotRunning, 20'000);
        QCOMPARE(grep->exitCode(), 1);
    }

    void faultCase70_aDBusThatHangsCostsADeadlineAndBlocksNobody() {
        // Takes connections and never answers.
        const QByteArray path = m_place.filePath(QStringLiteral("bus")).toLocal8Bit();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        const int silent = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto close = qScopeGuard([silent] { ::close(silent); });
        QCOMPARE(::bind(silent, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        QCOMPARE(::listen(silent, 8), 0);
        const support::EnvironmentVariable bus("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + path);
        SecretReader reader(m_place.path(), tool);
        int turns = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++turns; });
        timer.start(10);
        const auto read =
            answer(reader.read(source(SecretSource::Kind::Keychain, QStringLiteral("bot/token")), {1s, {}}));
        QCOMPARE(read.error().kind, ErrorKind::Timeout);
        QVERIFY(turns > 10);
    }

    void faultCase70_aRealKeychainKeepsReadsAndForgets() {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon"));
        const QString session = QStandardPaths::findExecutable(QStringLiteral("dbus-run-session"));
        if (daemon.isEmpty() || session.isEmpty())
            QSKIP("no gnome-keyring-daemon or dbus-run-session here");
        // A bus, a home and a keyring of their own; the last read comes after it was locked.
        const QString script = QStringLiteral(
            "printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n"
            "printf 'tr0ub4dor&3' | \"$1\" secret tool write bot/token || exit 11\n"
            "\"$1\" secret tool read bot/token || exit 12\n"
            "\"$1\" secret tool forget bot/token || exit 13\n"
            "\"$1\" secret tool read bot/token >/dev/null 2>&1; echo \" $?\"\n");
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_place.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_place.path());
        environment.remove(QStringLiteral("XDG_DATA_HOME"));
        environment.insert(QStringLiteral("XDG_CURRENT_DESKTOP"), QStringLiteral("GNOME"));
        process.setProcessEnvironment(environment);
        process.start(session, {QStringLiteral("--"), QStringLiteral("/bin/sh"), QStringLiteral("-c"), script,
                                QStringLiteral("sh"), tool.first()});
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 0, errors.constData());
        QCOMPARE(process.readAllStandardOutput(), QByteArray("tr0ub4dor&3 11\n")); // 10 + EntryNotFound
    }
};

QTEST_GUILESS_MAIN(SecretReaderTest)
#include "secret_reader_test.moc"
