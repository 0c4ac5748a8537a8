#include "tests/adapters/ssh/shell_fixture.h"
#include "tests/support/mute_server.h"

#include <QElapsedTimer>
#include <QRegularExpression>

namespace slipway::adapters {

using base::ErrorKind;
using support::MuteServer;

/// How long the way to a host may take, beside the time of what is asked there.
class ConnectLimitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultCase10_aHostThatNeverAnswersIsGivenUpByTheConnectLimit_data() {
        QTest::addColumn<bool>("withOpenSsh");
        QTest::addColumn<bool>("drops");
        QTest::addColumn<bool>("sshConfigSaysSo");
        QTest::newRow("libssh2, mute") << false << false << false;
        QTest::newRow("libssh2, drops packets") << false << true << false;
        QTest::newRow("libssh2, ssh config") << false << false << true;
        QTest::newRow("openssh, mute") << true << false << false;
        QTest::newRow("openssh, drops packets") << true << true << false;
        QTest::newRow("openssh, ssh config") << true << true << true;
    }
    void faultCase10_aHostThatNeverAnswersIsGivenUpByTheConnectLimit() {
        QFETCH(const bool, withOpenSsh);
        QFETCH(const bool, drops);
        QFETCH(const bool, sshConfigSaysSo);
        Fixture fixture;
        MuteServer server;
        QVERIFY(!drops || server.dropNew());
        auto options = fixture.options();
        options.connectWithin = std::chrono::milliseconds(sshConfigSaysSo ? 300'000 : 1'000);
        if (sshConfigSaysSo) {
            options.sshConfig = fixture.server.folder() + QStringLiteral("/config");
            QFile file(options.sshConfig);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("Host *\n  ConnectTimeout 1\n");
        }
        Libssh2Shell shell(options);
        auto order = fixture.order(QStringLiteral("true"));
        order.host.port = server.port();
        order.host.transport = withOpenSsh ? domain::Transport::OpenSsh : domain::Transport::Libssh2;
        QElapsedTimer timer;
        timer.start();
        // The step itself may take an hour.
        const auto started = answerOf(shell.run(order, {}, std::make_shared<Collector>(), within(3'600'000)));
        QVERIFY(!started.ok());
        QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
        const auto& error = started.error();
        QCOMPARE(error.kind, ErrorKind::Unreachable);
        QCOMPARE(error.where, QStringLiteral("box"));
        for (const auto& word : {QStringLiteral("127.0.0.1:%1 ").arg(server.port()),
                                 QStringLiteral("ConnectTimeout in ssh config")})
            QVERIFY2(error.detail.contains(word), qPrintable(error.detail));
        static const QRegularExpression told(QStringLiteral("within ([0-9.]+) s"));
        const auto seconds = told.match(error.detail).captured(1).toDouble();
        QVERIFY2(seconds >= 1 && seconds < 30, qPrintable(error.detail));
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::ConnectLimitTest)
#include "connect_limit_test.moc"
