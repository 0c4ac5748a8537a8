#include "app/engine/kept_samples.h"

#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using engine::KeptSamples;

namespace {

Sample sampleAt(const char* probe, qint64 timeMs, qint64 tookUs = 0, const char* host = "") {
    Sample sample;
    sample.probe = ProbeName(QString::fromLatin1(probe));
    sample.host = HostName(QString::fromLatin1(host));
    sample.timeMs = timeMs;
    sample.tookUs = tookUs;
    return sample;
}

QList<qint64> times(const QList<Sample>& lane) {
    QList<qint64> all;
    for (const Sample& sample : lane)
        all.append(sample.timeMs);
    return all;
}

} // namespace

class KeptSamplesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachProbeAtEachHostIsALane() {
        const KeptSamples kept({sampleAt("", 5), sampleAt("api", 10), sampleAt("api", 20),
                                sampleAt("cpu", 7, 0, "one"), sampleAt("cpu", 8, 0, "two")});
        QCOMPARE(kept.count(), 5);
        QCOMPARE(times(kept.of(ProbeName(QStringLiteral("api")), {})), (QList<qint64>{10, 20}));
        QCOMPARE(times(kept.of(ProbeName(QStringLiteral("cpu")), HostName(QStringLiteral("two")))),
                 (QList<qint64>{8}));
        QCOMPARE(times(kept.notes()), (QList<qint64>{5}));
        QVERIFY(kept.of(ProbeName(QStringLiteral("never")), {}).isEmpty());
    }

    void whatIsReadAgainStandsForWhatWasKnown() {
        KeptSamples kept({sampleAt("api", 10, 1), sampleAt("api", 20, 1), sampleAt("api", 30, 1)});
        kept.take({sampleAt("api", 20, 2), sampleAt("api", 25, 2), sampleAt("api", 40, 2)}, 20);
        const QList<Sample> api = kept.of(ProbeName(QStringLiteral("api")), {});
        QCOMPARE(times(api), (QList<qint64>{10, 20, 25, 40}));
        QCOMPARE(api.first().tookUs, 1);
        QCOMPARE(api.at(1).tookUs, 2);
        // Nothing there any more: what was known from then on is gone.
        kept.take({}, 25);
        QCOMPARE(times(kept.of(ProbeName(QStringLiteral("api")), {})), (QList<qint64>{10, 20}));
    }

    void takesOnlyWhatIsBetween() {
        KeptSamples kept;
        kept.take({sampleAt("api", 10), sampleAt("api", 20), sampleAt("api", 30)}, 20, 30);
        QCOMPARE(times(kept.of(ProbeName(QStringLiteral("api")), {})), (QList<qint64>{20}));
    }

    void whatIsOldGoes() {
        KeptSamples kept({sampleAt("", 1), sampleAt("api", 10), sampleAt("api", 20), sampleAt("cpu", 15)});
        kept.dropBefore(15);
        QCOMPARE(kept.count(), 2);
        QCOMPARE(times(kept.of(ProbeName(QStringLiteral("api")), {})), (QList<qint64>{20}));
    }

    void aPartBeginsAtATime() {
        const KeptSamples kept({sampleAt("", 1), sampleAt("api", 10), sampleAt("api", 20)});
        const KeptSamples part = kept.since(10);
        QCOMPARE(part.count(), 2);
        QVERIFY(part.notes().isEmpty());
        QCOMPARE(kept.since(11).count(), 1);
        QCOMPARE(kept.since(21).count(), 0);
        QCOMPARE(kept.count(), 3);
    }

    void aCopyStaysAsItWas() {
        KeptSamples kept({sampleAt("api", 10)});
        const KeptSamples copy = kept;
        kept.take({sampleAt("api", 20)}, 20);
        QCOMPARE(copy.count(), 1);
        QCOMPARE(kept.count(), 2);
    }
};

QTEST_APPLESS_MAIN(KeptSamplesTest)
#include "kept_samples_test.moc"
