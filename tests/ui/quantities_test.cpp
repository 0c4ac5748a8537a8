#include "ui/text/errors.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"

#include <QSet>
#include <QtTest>

using namespace slipway;
using namespace slipway::ui;

namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr qint64 now = 1'763'656'053'000;

} // namespace

class QuantitiesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void spansAreSaidInTheirTwoLargestUnits();
    void distancesInTimeAreSaidFromNow();
    void sharesAreNeverRoundedUpToAHundred();
    void latenciesAreSaidInReadableUnits();
    void fingerprintsKeepHeadAndTail();
    void everyStateHasAnIconAWordAndATone();
    void everyErrorBecomesASentence();
    void aRefusalIsSaidInTheRulesOwnWords();
};

void QuantitiesTest::spansAreSaidInTheirTwoLargestUnits() {
    QCOMPARE(span(9 * second), QStringLiteral("9 s"));
    QCOMPARE(span(12 * minute + 40 * second), QStringLiteral("12 min"));
    QCOMPARE(span(3 * hour + 2 * minute), QStringLiteral("3 h 02 min"));
    QCOMPARE(span(day), QStringLiteral("24 h"));
    QCOMPARE(stopwatch(38 * second), QStringLiteral("0:38"));
    QCOMPARE(stopwatch(hour + 2 * minute + 9 * second), QStringLiteral("1:02:09"));
}

void QuantitiesTest::distancesInTimeAreSaidFromNow() {
    QCOMPARE(ago(now - second, now), QStringLiteral("just now"));
    QCOMPARE(ago(now + hour, now), QStringLiteral("just now"));
    QCOMPARE(ago(now - 12 * minute, now), QStringLiteral("12 min ago"));
    QCOMPARE(ago(now - 9 * hour - 14 * minute, now), QStringLiteral("9 h ago"));
    QCOMPARE(until(now + 2 * hour + 54 * minute, now), QStringLiteral("in 2 h 54 min"));
    QCOMPARE(until(now - 1, now), QStringLiteral("now"));
}

void QuantitiesTest::sharesAreNeverRoundedUpToAHundred() {
    QCOMPARE(percent(1), QStringLiteral("100 %"));
    QCOMPARE(percent(0.99999), QStringLiteral("99.9 %"));
    QCOMPARE(percent(0.974), QStringLiteral("97.4 %"));
    QCOMPARE(percent(0.97, 0), QStringLiteral("97 %"));
    QCOMPARE(percent(0), QStringLiteral("0.0 %"));
}

void QuantitiesTest::latenciesAreSaidInReadableUnits() {
    QCOMPARE(latency(-1), QStringLiteral("–"));
    QCOMPARE(latency(400), QStringLiteral("< 1 ms"));
    QCOMPARE(latency(38'400), QStringLiteral("38 ms"));
    QCOMPARE(latency(1'240'000), QStringLiteral("1.2 s"));
}

void QuantitiesTest::fingerprintsKeepHeadAndTail() {
    QCOMPARE(shortFingerprint(QStringLiteral("5d0e8a1b2c3d71")), QStringLiteral("5d0e…71"));
    QCOMPARE(shortFingerprint(QStringLiteral("SHA256:Yk3hxxxxxxp0")), QStringLiteral("SHA256:Yk3h…p0"));
    QCOMPARE(shortFingerprint(QString()), QString());
}

void QuantitiesTest::everyStateHasAnIconAWordAndATone() {
    const auto check = [](const Look& look) {
        QVERIFY(look.glyph != Glyph::None);
        QVERIFY(!look.word.isEmpty());
    };
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(domain::Verdict::Undone); ++i) {
        check(lookOf(static_cast<domain::Verdict>(i)));
        words << lookOf(static_cast<domain::Verdict>(i)).word;
    }
    QCOMPARE(words.size(), static_cast<int>(domain::Verdict::Undone) + 1);
    for (int i = 0; i <= static_cast<int>(domain::HealthState::Down); ++i)
        check(lookOf(static_cast<domain::HealthState>(i)));
    for (int i = 0; i <= static_cast<int>(models::ReleaseState::RollbackDone); ++i)
        check(lookOf(static_cast<models::ReleaseState>(i)));
}

void QuantitiesTest::everyErrorBecomesASentence() {
    for (int i = 0; i <= static_cast<int>(base::ErrorKind::Signature); ++i) {
        const QString words = sentence({static_cast<base::ErrorKind>(i), QStringLiteral("prod-1"),
                                        QStringLiteral("connection refused")});
        QVERIFY2(words.contains(QStringLiteral("connection refused")), qPrintable(words));
        QVERIFY2(words.endsWith(QLatin1Char('.')), qPrintable(words));
        QVERIFY2(words.startsWith(QStringLiteral("prod-1: ")), "a name stays as it is");
        QVERIFY(sentence({static_cast<base::ErrorKind>(i), {}, QStringLiteral("connection refused")})
                    .startsWith(QStringLiteral("Connection refused")));
    }
}

void QuantitiesTest::aRefusalIsSaidInTheRulesOwnWords() {
    QCOMPARE(
        sentence({base::ErrorKind::Refused, {}, QStringLiteral("mira started it, so she does not count")}),
        QStringLiteral("Mira started it, so she does not count."));
}

QTEST_GUILESS_MAIN(QuantitiesTest)
#include "quantities_test.moc"
