#include "app/desk/live_feed.h"
#include "tests/support/cli_run.h"

#include <QFile>
#include <QtTest>

using namespace slipway;
using namespace Qt::StringLiterals;
using support::CliDemo;
using support::CliEnd;

/// A deployment whose hosts take only a security key with a PIN, as a person at the window meets it.
class LockedKeyTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;

    static bool write(const QString& path, QIODevice::OpenMode mode, const QByteArray& bytes) {
        QFile file(path);
        return file.open(mode) && file.write(bytes) == bytes.size();
    }
    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString key() const { return m_demo->folder() + u"/.slipway/ssh/deploy"_s; }
    QString pins() const { return m_demo->folder() + u"/.slipway/pins"_s; }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        QVERIFY(QFile::remove(key()) && QFile::remove(key() + u".pub"_s));
        QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519-sk"_s, u"-w"_s,
                                                     QStringLiteral(SLIPWAY_SECURITY_KEY), u"-N"_s, QString(),
                                                     u"-f"_s, key()}),
                 0);
        QVERIFY(write(m_demo->hostsFolder() + u"/dev-1/authorized_keys"_s, QIODevice::Append,
                      contentOf(key() + u".pub"_s)));
        QVERIFY(write(m_demo->folder() + u"/.slipway/ssh_config"_s, QIODevice::WriteOnly,
                      "SecurityKeyProvider " SLIPWAY_SECURITY_KEY "\n"));
        QVERIFY(m_demo->rewrite("ssh-config: none\n", "ssh-config: .slipway/ssh_config\n"));
        QVERIFY(write(pins(), QIODevice::WriteOnly, "123456\n"));
        qputenv("SLIPWAY_TEST_PIN", QFile::encodeName(pins()));
        m_demo->cli().setVariable(u"SLIPWAY_TEST_PIN"_s, pins());
    }
    void cleanupTestCase() {
        qunsetenv("SLIPWAY_TEST_PIN");
        m_demo.reset();
    }

    void isAskedForItsPinUntilItIsRightAndTheDeploymentGoesOn() {
        const CliEnd started = m_demo->run({u"deploy"_s, u"v1.0.0"_s, u"--to"_s, u"development"_s});
        QVERIFY2(started.code == 3, qPrintable(started.told()));
        QVERIFY2(started.told().contains(u"asks for its PIN"_s), qPrintable(started.told()));

        auto opened = desk::Desk::open(m_demo->folder());
        QVERIFY(opened.ok());
        const auto desk = *std::move(opened);
        desk->begin();
        desk->acts().setActor(u"mira"_s);
        QTRY_VERIFY(desk->isReady() && desk->acts().areIdentitiesKnown());
        desk::LiveFeed feed(*desk);
        QList<models::PassphraseQuestion> questions;
        connect(&feed, &models::Feed::passphraseAsked, this,
                [&](const models::PassphraseQuestion& question) { questions << question; });
        desk->driveAll();
        const QString id = feed.deployments().value(0).deployment;
        QVERIFY(!id.isEmpty());
        const auto problem = [&] { return feed.release(id).problem.value_or(base::Error{}); };
        QTRY_COMPARE_WITH_TIMEOUT(problem().kind, base::ErrorKind::PinNeeded, 30'000);
        QCOMPARE(problem().where, u"dev-1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 10'000);
        QCOMPARE(questions[0].keyPath, key());
        QVERIFY(questions[0].isPin && !questions[0].wasWrong);

        // The person said "not now", and is asked again only because they want to be.
        feed.askAgain(problem());
        QCOMPARE(questions.size(), 2);
        QVERIFY(!questions[1].wasWrong);

        bool given = false;
        const auto give = [&](const QByteArray& pin) {
            given = false;
            base::deliver(desk->unlockKey(key(), base::Secret(pin)), this,
                          [&](const base::Result<void>& result) { given = result.ok(); });
        };
        give("0000");
        QTRY_VERIFY(given);
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 3, 30'000);
        QVERIFY(questions[2].isPin && questions[2].wasWrong);
        QCOMPARE(contentOf(pins()), QByteArray("123456\n0000\n"));

        give("123456");
        QTRY_VERIFY(given);
        QTRY_VERIFY_WITH_TIMEOUT(!m_demo->runs(u"dev-1"_s).isEmpty(), 60'000);
        QTRY_VERIFY(!feed.release(id).problem);
        QCOMPARE(questions.size(), 3);
        QCOMPARE(contentOf(pins()), QByteArray("123456\n0000\n"));
    }
};

QTEST_GUILESS_MAIN(LockedKeyTest)
#include "locked_key_test.moc"
