#include "app/adapters/ssh/gate.h"
#include "app/base/ulid.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

namespace slipway::adapters {

using base::ErrorKind;

namespace {

ports::AttemptOrder order() {
    ports::AttemptOrder order;
    order.environment = domain::EnvironmentName(QStringLiteral("staging"));
    order.attempt = domain::AttemptId(base::newUlid(QDateTime::currentMSecsSinceEpoch()));
    order.digest = QStringLiteral("d1");
    order.command.script = QStringLiteral("touch \"$HOME/ran\"");
    order.command.variables = {{QStringLiteral("NAME"), QStringLiteral("value")}};
    return order;
}

/// Runs a call on this machine with `home` as its home folder; what it printed.
QByteArray runHere(const QByteArray& command, const QByteArray& input, const QString& home) {
    QProcess shell;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), home);
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromUtf8(command)});
    shell.waitForStarted();
    shell.write(input);
    shell.closeWriteChannel();
    shell.waitForFinished();
    return '\n' + shell.readAllStandardOutput();
}

} // namespace

class GateTest : public QObject {
    Q_OBJECT
    const Gate m_gate{QStringLiteral("5c1f"), "/bin/sh", 64LL * 1024 * 1024};
private Q_SLOTS:
    void sendsNothingFromPeopleAsShellText() {
        auto hostile = order();
        hostile.environment = domain::EnvironmentName(QStringLiteral("a b;$(id)/../`x`"));
        hostile.digest = QStringLiteral("x y");
        hostile.command.folder = QStringLiteral("$(id)");
        hostile.command.variables = {{QStringLiteral("V"), QStringLiteral("$(id)'\"\n.\n")}};
        const auto call = m_gate.start(hostile);
        QVERIFY(call.ok());
        for (const char c : call->command)
            QVERIFY(QByteArray("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -._+/")
                        .contains(c));
        QVERIFY(!call->input.contains("$(id)"));
        QVERIFY(!call->command.contains("/."));
    }

    void writesAnyNameAsOnePlainWord() {
        QCOMPARE(plainWord(QStringLiteral("prod-1.eu_2")), "prod-1.eu_2");
        QCOMPARE(plainWord(QStringLiteral("-rf")), "+2drf");
        QCOMPARE(plainWord(QStringLiteral("..")), "+2e.");
        QCOMPARE(plainWord(QStringLiteral("a/b")), "a+2fb");
        QCOMPARE(plainWord(QStringLiteral("+2f")), "+2b2f");
    }

    void givesEveryCallAMarkOfItsOwn() {
        QVERIFY(m_gate.status(order())->nonce != m_gate.status(order())->nonce);
    }

    void refusesWhatCannotBeSent() {
        auto bad = order();
        bad.attempt = domain::AttemptId(QStringLiteral("../x"));
        QCOMPARE(m_gate.start(bad).error().kind, ErrorKind::BadInput);
        bad = order();
        bad.command.script = QStringLiteral("a") + QChar(0);
        QCOMPARE(m_gate.start(bad).error().kind, ErrorKind::BadInput);
        bad.command.script = QString(2'000'000, u'x');
        QCOMPARE(m_gate.start(bad).error().kind, ErrorKind::BadInput);
        QCOMPARE(m_gate.query(QString(70'000, u'x'), {}, base::Milliseconds(1)).error().kind,
                 ErrorKind::BadInput);
    }

    void readsAnswersAndRefusesOthers() {
        const auto done = Gate::stateFrom("state done 137 yes no 1250 12 3");
        QVERIFY(done.ok());
        QCOMPARE(done->exitCode, 137);
        QVERIFY(done->timedOut && !done->stopped);
        QCOMPARE(done->took, base::Milliseconds(1250));
        QVERIFY(!done->diskWasFull);
        QVERIFY(Gate::stateFrom("state done 0 no no 1250 12 3 full")->diskWasFull);
        QCOMPARE(Gate::stateFrom("state done 0 no no 1250 12 3 empty").error().kind, ErrorKind::Protocol);
        QCOMPARE(Gate::stateFrom("state running -1 no no 0 12 3")->exitCode, -1);
        QCOMPARE(Gate::stateFrom("unfit setsid is missing").error().detail,
                 QStringLiteral("setsid is missing"));
        QCOMPARE(Gate::stateFrom("fenced 4").error().kind, ErrorKind::Fenced);
        for (const QByteArray& bad :
             {QByteArray(), QByteArray("state"), QByteArray("state done"),
              QByteArray("state won 0 no no 1 1 1"), QByteArray("state done x no no 1 1 1"),
              QByteArray("state done 0 no no 1 -1 1"),
              QByteArray("state done 0 no no 1 99999999999999999999 1")})
            QCOMPARE(Gate::stateFrom(bad).error().kind, ErrorKind::Protocol);
    }

    void readsAnyBytesWithoutHarm() {
        QRandomGenerator random(7);
        const QByteArray words[] = {"\n",    "slipway-1", " ", "state", "done", "end",
                                    "hello", "stream",    "0", "\0x",   "\xff"};
        for (int turn = 0; turn < 20'000; ++turn) {
            QByteArray text;
            for (int word = random.bounded(20); word > 0; --word)
                text += words[random.bounded(11)];
            const auto state = Gate::stateFrom(Gate::answerIn(text, "slipway-1"));
            QVERIFY(state.ok() || state.error().kind != ErrorKind::Lost);
        }
    }

    void faultCase04_aTruncatedScriptDoesNothing() {
        const auto call = m_gate.start(order());
        QVERIFY(call.ok());
        for (qsizetype cut = 1; cut < call->input.size() - 1; cut += 151) {
            const QTemporaryDir home;
            const auto output = runHere(call->command, call->input.left(cut), home.path());
            QVERIFY2(!Gate::saidHello(output, call->nonce), qPrintable(QString::number(cut)));
            QVERIFY(QDir(home.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        }
        const QTemporaryDir home;
        const auto output = runHere(call->command, call->input, home.path());
        const auto state = Gate::stateFrom(Gate::answerIn(output, call->nonce));
        QVERIFY(state.ok());
        QTRY_VERIFY(QFile::exists(home.filePath(QStringLiteral("ran"))));
        // The supervisor still writes into the folder that is about to go.
        const auto slot = home.filePath(QStringLiteral(".slipway/5c1f/staging"));
        QTRY_VERIFY([&] {
            const auto attempts = QDir(slot).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            QFile result(slot + u'/' + attempts.value(0) + QStringLiteral("/result"));
            return result.open(QIODevice::ReadOnly) && result.readAll().startsWith("done 0");
        }());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::GateTest)
#include "gate_test.moc"
