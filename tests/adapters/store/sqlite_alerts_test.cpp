#include "app/adapters/store/sqlite_alerts.h"
#include "tests/adapters/store/store_support.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::adapters;
using domain::AlertMessage;
using domain::Incident;
using ports::OutboxLine;

namespace {

Incident incident(const QString& id, qint64 ended = 0) {
    return {id,
            {QStringLiteral("production//api"),
             domain::EnvironmentName(QStringLiteral("production")),
             QStringLiteral("API is down"),
             QStringLiteral("503"),
             1'000,
             {}},
            2'000,
            3'000,
            ended};
}

OutboxLine line(const QString& id, qint64 sent = 0, bool givenUp = false) {
    return {id,
            QStringLiteral("ops"),
            AlertMessage{AlertMessage::Kind::Raised,
                         domain::EnvironmentName(QStringLiteral("production")),
                         {incident(QStringLiteral("01"))},
                         4'000},
            5'000,
            2,
            sent,
            givenUp,
            QStringLiteral("refused")};
}

} // namespace

class SqliteAlertsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsNothingWithoutAFileAndMakesNone() {
        const QTemporaryDir place;
        SqliteAlerts alerts(place.path());
        QVERIFY(answer(alerts.incidents())->isEmpty());
        QVERIFY(answer(alerts.waiting())->isEmpty());
        QVERIFY(answer(alerts.newest(5))->isEmpty());
        QVERIFY(QDir(place.path()).isEmpty());
    }

    void keepsWhatLastsAndWhatWaits() {
        const QTemporaryDir place;
        {
            SqliteAlerts alerts(place.path());
            QVERIFY(answer(alerts.keep({incident(QStringLiteral("01")), incident(QStringLiteral("02"))},
                                       {line(QStringLiteral("03")), line(QStringLiteral("04"))}))
                        .ok());
            QVERIFY(answer(alerts.keep({incident(QStringLiteral("02"), 9'000)},
                                       {line(QStringLiteral("03"), 8'000)}))
                        .ok());
        }
        SqliteAlerts other(place.path());
        QCOMPARE(*answer(other.incidents()), QList<Incident>{incident(QStringLiteral("01"))});
        QCOMPARE(*answer(other.waiting()), QList<OutboxLine>{line(QStringLiteral("04"))});
        QCOMPARE(*answer(other.newest(1)), QList<OutboxLine>{line(QStringLiteral("04"))});
        QCOMPARE(answer(other.newest(9))->size(), 2);
        QFile file(place.filePath(QStringLiteral("alerts.sqlite")));
        QVERIFY(!(file.permissions() &
                  (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void doesNotGrowForEverAndForgetsNothingThatWaits() {
        const QTemporaryDir place;
        SqliteAlerts alerts(place.path());
        QList<OutboxLine> lines{line(QStringLiteral("00000"))};
        for (int i = 1; i <= 1'200; ++i)
            lines.append(line(QStringLiteral("%1").arg(i, 5, 10, QLatin1Char('0')), 1'000));
        QVERIFY(answer(alerts.keep({}, lines)).ok());
        QCOMPARE(answer(alerts.newest(5'000))->size(), 1'001);
        QCOMPARE(answer(alerts.waiting())->size(), 1);
    }
};

QTEST_GUILESS_MAIN(SqliteAlertsTest)
#include "sqlite_alerts_test.moc"
