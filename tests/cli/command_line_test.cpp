#include "app/cli/command_line.h"
#include "tests/support/cli_run.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace slipway;

namespace {

QString manual() {
    QFile file(QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/help/command-line.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList split(const QString& line) {
    return line.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT
    support::CliRun m_cli{QStringLiteral(SLIPWAY_BINARY)};

private Q_SLOTS:
    void opensAWindowOnlyWhenNoCommandIsMeant_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("window");
        QTest::addRow("nothing") << QString() << true;
        QTest::addRow("a folder") << QDir::tempPath() << true;
        QTest::addRow("here") << QStringLiteral(".") << true;
        QTest::addRow("the demo") << QStringLiteral("demo") << true;
        QTest::addRow("pictures of the demo") << QStringLiteral("demo --screenshots shots") << true;
        QTest::addRow("a demo without a window") << QStringLiteral("demo up x") << false;
        QTest::addRow("the end of a demo") << QStringLiteral("demo down x") << false;
        QTest::addRow("help of the demo") << QStringLiteral("demo --help") << false;
        QTest::addRow("a command") << QStringLiteral("status") << false;
        QTest::addRow("a command with options") << QStringLiteral("deploy v1 --to staging") << false;
        QTest::addRow("help") << QStringLiteral("--help") << false;
        QTest::addRow("version") << QStringLiteral("--version") << false;
        QTest::addRow("an option nobody knows") << QStringLiteral("--frobnicate") << false;
        QTest::addRow("a word nobody knows") << QStringLiteral("no-such-command") << false;
        QTest::addRow("two folders") << QStringLiteral(". .") << false;
    }
    void opensAWindowOnlyWhenNoCommandIsMeant() {
        QFETCH(const QString, arguments);
        QFETCH(const bool, window);
        QCOMPARE(cli::wantsWindow(split(arguments)), window);
    }

    void refusesWhatItDoesNotUnderstand_data() {
        QTest::addColumn<QString>("arguments");
        for (const auto& line : {"frobnicate",
                                 "--frobnicate",
                                 "help frobnicate",
                                 "status --frobnicate",
                                 "status more",
                                 "deploy",
                                 "deploy v1",
                                 "deploy --to staging",
                                 "deploy v1 v2 --to staging",
                                 "deploy v1 --to",
                                 "deploy v1 --wait-watch",
                                 "rollback",
                                 "rollback a b",
                                 "sign",
                                 "sign dep-1",
                                 "decide dep-1",
                                 "decide dep-1 explode --reason x",
                                 "decide dep-1 retry",
                                 "decide dep-1 abandon --reason",
                                 "ledger",
                                 "ledger prune",
                                 "stop-line staging",
                                 "stop-line --reason x",
                                 "open-line staging --reason",
                                 "maintenance staging",
                                 "kill-switch",
                                 "kill-switch staging off",
                                 "maintenance staging --for soon --reason x",
                                 "maintenance staging --end --for 1h",
                                 "logs",
                                 "logs --grep",
                                 "monitor --for soon",
                                 "monitor now",
                                 "check a b",
                                 "show a b",
                                 "demo sideways",
                                 "demo up",
                                 "demo down",
                                 "demo up a b"})
            QTest::addRow("%s", line) << QString::fromLatin1(line);
    }
    void refusesWhatItDoesNotUnderstand() {
        QFETCH(const QString, arguments);
        const auto end = m_cli.run(split(arguments));
        QVERIFY2(end.code == 2, qPrintable(end.told()));
        QVERIFY2(end.err.startsWith(QStringLiteral("slipway: ")), qPrintable(end.told()));
        QVERIFY2(end.out.isEmpty(), qPrintable(end.told()));
    }

    void explainsEveryCommandAsTheManualDoes_data() {
        QTest::addColumn<QString>("command");
        static const QRegularExpression line(QStringLiteral("^slipway ([a-z-]+)  "),
                                             QRegularExpression::MultilineOption);
        QSet<QString> seen;
        for (auto match = line.globalMatch(cli::overview()); match.hasNext();) {
            const auto name = match.next().captured(1);
            if (!seen.contains(name))
                QTest::addRow("%s", qPrintable(name)) << name;
            seen.insert(name);
        }
        QVERIFY(seen.size() >= 11);
    }
    void explainsEveryCommandAsTheManualDoes() {
        QFETCH(const QString, command);
        const auto help = m_cli.run({command, QStringLiteral("--help")});
        QVERIFY2(help.code == 0 && help.err.isEmpty(), qPrintable(help.told()));
        QVERIFY2(help.out.startsWith(QStringLiteral("Usage: slipway ") + command), qPrintable(help.out));
        QCOMPARE(m_cli.run({QStringLiteral("help"), command}).out, help.out);

        const auto text = manual();
        const auto from =
            text.indexOf(QRegularExpression(QStringLiteral("\n### `slipway %1[ `]").arg(command)));
        QVERIFY2(from >= 0, qPrintable(command));
        const auto part = text.mid(from, text.indexOf(QStringLiteral("\n#"), from + 2) - from);
        static const QRegularExpression option(QStringLiteral("--[a-z][a-z-]+"));
        for (auto match = option.globalMatch(help.out); match.hasNext();) {
            const auto name = match.next().captured();
            const bool everywhere = name == QStringLiteral("--json") ||
                                    name == QStringLiteral("--workspace") || name == QStringLiteral("--as") ||
                                    name == QStringLiteral("--help");
            QVERIFY2((everywhere ? text : part).contains(QStringLiteral("`%1").arg(name)), qPrintable(name));
        }
        for (auto match = option.globalMatch(part); match.hasNext();) {
            const auto name = match.next().captured();
            QVERIFY2(help.out.contains(name), qPrintable(name));
        }
    }

    void tellsItsCommandsCodesAndVersion() {
        const auto help = m_cli.run({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QCOMPARE(help.out.trimmed(), cli::overview().trimmed());
        for (int code = 0; code <= 5; ++code)
            QVERIFY(manual().contains(QStringLiteral("\n| %1 | ").arg(code)));
        QVERIFY(m_cli.run({QStringLiteral("--version")}).out.startsWith(QStringLiteral("slipway ")));
    }

    void saysThatThereIsNoWorkspaceHere() {
        for (const auto& command : {QStringLiteral("status"), QStringLiteral("show"), QStringLiteral("check"),
                                    QStringLiteral("monitor")}) {
            const auto end = m_cli.run({command});
            QVERIFY2(end.code == 2, qPrintable(end.told()));
            QVERIFY2((end.out + end.err).contains(QStringLiteral("slipway.yaml")), qPrintable(end.told()));
        }
        QCOMPARE(
            m_cli.run({QStringLiteral("demo"), QStringLiteral("down"), QStringLiteral("/nonexistent")}).code,
            2);
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
