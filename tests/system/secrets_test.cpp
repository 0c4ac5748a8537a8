#include "tests/support/cli_run.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;

namespace {

const QByteArray value = "tr0ub4dor&3/x";

QStringList words(const char* text) {
    return QString::fromUtf8(text).split(u' ');
}

/// What the step does with its secret: prints it in every way, and looks whether any process on this
/// computer has it among its arguments.
const QByteArray step =
    "    - { run: \"printf '%s\\\\n' \\\"$TOKEN\\\"; printf '%s' \\\"x$TOKEN\\\" | base64; "
    "printf '%s' \\\"$TOKEN\\\" >&2; printf '%s' \\\"$TOKEN\\\" | grep -l -a -F -f - /proc/[0-9]*/cmdline "
    "2>/dev/null | sed 's/^/an argument of /'; echo \\\"deployment $SLIPWAY_DEPLOYMENT\\\"\", id: leak, "
    "secrets: [TOKEN], undo: \"echo \\\"undone $TOKEN in $SLIPWAY_DEPLOYMENT\\\"\" }\n";

} // namespace

/// A release whose steps print their secrets, and a look into everything that was left behind.
class SecretsTest : public QObject {
    Q_OBJECT

    /// Files below the folder that hold the value; output is unpacked first.
    static QStringList holders(const QString& folder) {
        QStringList found;
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            QByteArray bytes = file.readAll();
            if (path.endsWith(QStringLiteral(".zst"))) {
                QProcess zstd;
                zstd.start(QStringLiteral("zstd"), {QStringLiteral("-dcq"), path});
                if (!QTest::qWaitFor([&] { return zstd.state() == QProcess::NotRunning; }, 20'000))
                    return {QStringLiteral("zstd does not end")};
                bytes = zstd.readAllStandardOutput();
            }
            if (bytes.contains(value) || bytes.contains(value.toBase64().left(12)))
                found.append(path);
        }
        return found;
    }

private Q_SLOTS:
    void faultCase69_aSecretIsNowhereAfterARelease() {
        if (QStandardPaths::findExecutable(QStringLiteral("zstd")).isEmpty())
            QSKIP("no zstd here");
        CliDemo demo(QStringLiteral(SLIPWAY_BINARY));
        const auto up = demo.up(true);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        QVERIFY(demo.rewrite("\nplan:\n", "\nsecrets:\n  TOKEN: { env: BOT_TOKEN }\nplan:\n"));
        QVERIFY(demo.rewrite("  deploy:\n", "  deploy:\n" + step));

        demo.cli().setVariable(QStringLiteral("BOT_TOKEN"), QString::fromLatin1(value));
        const CliEnd deployed = demo.run(words("deploy v1.0.0 --to development"));
        QVERIFY2(deployed.code == 0, qPrintable(deployed.told()));
        const CliEnd logs = demo.run(words("logs --deployment development --step leak"));
        QVERIFY2(logs.code == 0, qPrintable(logs.told()));
        QVERIFY2(logs.out.contains(QStringLiteral("******")), qPrintable(logs.told()));
        QVERIFY2(!logs.out.contains(QStringLiteral("an argument of")), qPrintable(logs.told()));
        QVERIFY2(logs.out.contains(QStringLiteral("deployment dep-")), qPrintable(logs.told()));
        QStringList told{deployed.told(), logs.told()};

        // The way back gets the same secret, and its own deployment's ID.
        const CliEnd back = demo.run(words("rollback development --reason again --not-bad"));
        QVERIFY2(back.code == 0, qPrintable(back.told()));
        const CliEnd undone = demo.run(words("logs --deployment development --grep undone"));
        QVERIFY2(undone.out.contains(QStringLiteral("undone ****** in dep-")), qPrintable(undone.told()));
        told += {back.told(), undone.told()};
        for (const char* command : {"show development", "show development --json",
                                    "logs --grep deployment --json", "status --json", "ledger verify"})
            told += demo.run(words(command)).told();
        for (const QString& one : told)
            QVERIFY2(!one.contains(QString::fromLatin1(value)), qPrintable(one));
        QCOMPARE(holders(demo.folder()), QStringList());

        // Without the value nothing starts, and the words say why.
        demo.cli().removeVariable(QStringLiteral("BOT_TOKEN"));
        const CliEnd refused = demo.run(words("deploy v1.0.0 --to development"));
        QVERIFY2(refused.code == 1, qPrintable(refused.told()));
        const CliEnd why = demo.run(words("show development"));
        QVERIFY2(why.out.contains(QStringLiteral("BOT_TOKEN")) && why.out.contains(QStringLiteral("not set")),
                 qPrintable(why.told()));
    }
};

QTEST_GUILESS_MAIN(SecretsTest)
#include "secrets_test.moc"
