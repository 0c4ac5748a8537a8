#include "tests/support/cli_run.h"

#include <QDir>
#include <QtTest>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;

/// `slipway monitor --install` beside a small program that takes systemctl's place: what would run is what is
/// written, also with a folder that systemd would like to read as something else.
class MonitorServiceTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    QTemporaryDir m_tools, m_config;

    CliEnd run(const char* words) { return m_demo->run(QString::fromUtf8(words).split(u' ')); }
    void tool(const char* name, const QByteArray& script) {
        QFile file(m_tools.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho \"" + QByteArray(name) + " $*\" >>\"" + calls().toUtf8() + "\"\n" +
                   script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QString calls() const { return m_tools.filePath(QStringLiteral("calls")); }
    QByteArray told() const {
        QFile file(calls());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray unit() const {
        const QDir folder(m_config.filePath(QStringLiteral("systemd/user")));
        const QStringList files = folder.entryList(QDir::Files);
        if (files.size() != 1)
            return {};
        QFile file(folder.filePath(files.first()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        m_demo->cli().setVariable(QStringLiteral("XDG_CONFIG_HOME"), m_config.path());
        m_demo->cli().setVariable(QStringLiteral("PATH"), m_tools.path() + QStringLiteral(":/usr/bin:/bin"));
    }
    void cleanupTestCase() { m_demo.reset(); }
    void init() { QFile::remove(calls()); }

    void isWrittenEnabledAndStarted() {
        tool("systemctl", {});
        tool("loginctl", "echo no\n");
        const CliEnd installed = run("monitor --install");
        QVERIFY2(installed.code == 0 && installed.out.contains(QStringLiteral("loginctl enable-linger")),
                 qPrintable(installed.told()));
        const QByteArray name = "slipway-monitor-" + m_demo->id().left(8).toUtf8() + ".service";
        QCOMPARE(told().left(told().indexOf("loginctl")),
                 "systemctl --user daemon-reload\nsystemctl --user enable " + name +
                     "\nsystemctl --user restart " + name + '\n');
        QVERIFY2(unit().contains("ExecStart=\"" + QByteArray(SLIPWAY_BINARY) + "\" monitor --workspace \"" +
                                 m_demo->folder().toUtf8() + "\"\n"),
                 unit().constData());
        QVERIFY(unit().contains("Restart=always\n"));
        tool("loginctl", "echo yes\n");
        QVERIFY(!run("monitor --install").out.contains(QStringLiteral("enable-linger")));
    }

    void isStoppedAndRemoved() {
        MUST_END(run("monitor --uninstall"), 0);
        QVERIFY(told().contains("systemctl --user disable --now slipway-monitor-"));
        QVERIFY(unit().isEmpty());
        MUST_END(run("monitor --uninstall"), 2);
    }

    void whatSystemdRefusesIsSaid() {
        tool("systemctl", "echo 'Failed to connect to bus: No medium found' >&2\nexit 1\n");
        const CliEnd refused = run("monitor --install");
        QVERIFY2(refused.code == 1 && refused.err.contains(QStringLiteral("No medium found")),
                 qPrintable(refused.told()));
        MUST_END(run("monitor --install --uninstall"), 2);
        MUST_END(run("monitor --install --for 3s"), 2);
    }
};

QTEST_GUILESS_MAIN(MonitorServiceTest)
#include "monitor_service_test.moc"
