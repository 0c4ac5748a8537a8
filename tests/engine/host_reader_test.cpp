#include "tests/engine/engine_life.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using engine::HostReader;

class HostReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheVersionFromTheHostsAndAgainEveryMinute() {
        FakeWorld world;
        furnish(world, {deployStep()});
        HostReader reader(world.parts);
        const auto& environment = world.source.atStart.environments.first();
        QVERIFY(reader.isReading(environment));
        reader.begin();
        FakeClock::settle();
        QVERIFY(!reader.isReading(environment));
        QCOMPARE(reader.agreedCommit(environment), QString(40, u'a'));
        QVERIFY(!reader.isMixed(environment));
        world.shell.host(u"stg-1"_s).version = u"v1.1.0 "_s + QString(40, u'b');
        world.clock.advance(60'000);
        QVERIFY(reader.isMixed(environment));
        QCOMPARE(reader.agreedCommit(environment), QString());
        QCOMPARE(reader.reading(HostName(u"stg-1"_s)).version, u"v1.1.0"_s);
    }

    void saysWhyAHostCannotBeRead_data() {
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<int>("kind");
        QTest::newRow("unreachable") << u"unreachable"_s << int(base::ErrorKind::Unreachable);
        QTest::newRow("another exit") << u"exit"_s << int(base::ErrorKind::Protocol);
        QTest::newRow("no version") << u"words"_s << int(base::ErrorKind::Protocol);
        QTest::newRow("an unknown key") << u"key"_s << int(base::ErrorKind::HostKeyUnknown);
    }
    void saysWhyAHostCannotBeRead() {
        QFETCH(QString, trouble);
        QFETCH(int, kind);
        FakeWorld world;
        furnish(world, {deployStep()});
        auto& host = world.shell.host(u"stg-1"_s);
        host.isReachable = trouble != u"unreachable"_s;
        host.isKeyKnown = trouble != u"key"_s;
        host.queryExit = trouble == u"exit"_s ? 3 : 0;
        if (trouble == u"words"_s)
            host.version = u"command not found"_s;
        HostReader reader(world.parts);
        QSignalSpy unknown(&reader, &HostReader::hostKeyUnknown);
        reader.refresh(EnvironmentName(u"staging"_s));
        FakeClock::settle();
        const auto reading = reader.reading(HostName(u"stg-1"_s));
        QVERIFY(!reading.known);
        QCOMPARE(int(reading.error->kind), kind);
        QCOMPARE(unknown.size(), trouble == u"key"_s ? 1 : 0);
        // The other host still tells.
        QCOMPARE(reader.agreedCommit(world.source.atStart.environments.first()), QString(40, u'a'));
    }

    void readsOnlyExactlyAVersionAndACommit_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("isRead");
        const QByteArray commit(40, 'a');
        QTest::newRow("as asked") << "v1.0.0 " + commit + "\n" << true;
        QTest::newRow("more blanks") << "  v1.0.0   " + commit + "  \n" << true;
        QTest::newRow("no commit") << QByteArray("v1.0.0\n") << false;
        QTest::newRow("a short commit") << QByteArray("v1.0.0 abc123\n") << false;
        QTest::newRow("capitals") << "v1.0.0 " + QByteArray(40, 'A') << false;
        QTest::newRow("two lines") << "v1.0.0 " + commit + "\nv1.0.0 " + commit << false;
        QTest::newRow("words before") << "hello v1.0.0 " + commit << false;
        QTest::newRow("a long version") << QByteArray(101, 'v') + ' ' + commit << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void readsOnlyExactlyAVersionAndACommit() {
        QFETCH(QByteArray, line);
        QFETCH(bool, isRead);
        const auto parsed = engine::parseVersionLine(line);
        QCOMPARE(parsed.has_value(), isRead);
        if (parsed)
            QCOMPARE(*parsed, (QPair<QString, QString>(u"v1.0.0"_s, QString(40, u'a'))));
    }
};

QTEST_GUILESS_MAIN(HostReaderTest)
#include "host_reader_test.moc"
