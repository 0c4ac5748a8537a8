#include "app/domain/inbox.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using Kind = InboxItem::Kind;

namespace {

const QString dep = u"dep-1"_s;

} // namespace

class InboxTest : public QObject {
    Q_OBJECT
    Project m_project = sampleProject();
    Chronicle m_chronicle;

    Told told(const QString& id = dep) { return {m_chronicle, m_project, id, u"production"_s}; }
    QList<InboxItem> now() const { return inbox(m_project, m_chronicle.world, m_chronicle.nowMs); }
    InboxItem only() const {
        const auto list = now();
        return list.size() == 1 ? list.first() : InboxItem{};
    }

private Q_SLOTS:
    void init() {
        m_project = sampleProject();
        m_chronicle = {};
    }

    void nothingWaitsWhereNothingIsUnderWay() { QVERIFY(now().isEmpty()); }

    void anItemWaitsForEverybodyAndASignOffForItsRole() {
        auto story = told();
        story.opened().planned();
        QCOMPARE(only().kind, Kind::Question);
        QCOMPARE(only().step.text(), u"notes"_s);
        QCOMPARE(only().people, (QStringList{u"mira"_s, u"sam"_s, u"ada"_s}));
        story.answered();
        const qint64 answeredMs = m_chronicle.nowMs;
        QCOMPARE(only().kind, Kind::Sign);
        QCOMPARE(only().role, u"approver"_s);
        QCOMPARE(only().people, (QStringList{u"sam"_s, u"ada"_s}));
        QCOMPARE(only().sinceMs, answeredMs);
        QVERIFY(only().isFor(u"sam"_s) && !only().isFor(u"mira"_s));
    }

    void fourEyesNeverWaitForWhoStartedIt() {
        told().opened(newer(), older(), u"sam"_s).planned().answered().signedBy(u"ada"_s);
        QCOMPARE(only().step.text(), u"four"_s);
        QCOMPARE(only().people, (QStringList{u"mira"_s, u"ada"_s}));
    }

    void theFirstOfTwoSignaturesDoesNotBeginTheWaitAnew() {
        m_project.steps[2].params.insert(u"four-eyes"_s, 2);
        told().opened().planned().answered().signedBy(u"sam"_s);
        const qint64 since = only().sinceMs;
        QCOMPARE(since, m_chronicle.nowMs);
        told().signedBy(u"ada"_s, u"four"_s);
        QCOMPARE(only().step.text(), u"four"_s);
        QCOMPARE(only().sinceMs, since);
        QCOMPARE(only().people, QStringList{u"sam"_s});
    }

    void aFailureWaitsForADecisionSinceItFailed() {
        told().readyToSwitch().intent(u"a1"_s).outcome(u"a1"_s, u"failed"_s);
        QCOMPARE(only().kind, Kind::Failure);
        QCOMPARE(only().what, u"switch"_s);
        QCOMPARE(only().sinceMs, m_chronicle.nowMs);
        QCOMPARE(only().people.size(), 3);
    }

    void whatRunsWaitsForNobody() {
        told().readyToSwitch().intent(u"a1"_s);
        QVERIFY(now().isEmpty());
    }

    void aPauseAndAChangeWait() {
        auto story = told();
        story.readyToSwitch().entry(entry::paused, {{u"reason"_s, u"lunch"_s}}, u"mira"_s);
        QCOMPARE(only().kind, Kind::Paused);
        QCOMPARE(only().what, u"lunch"_s);
        QCOMPARE(only().sinceMs, m_chronicle.nowMs);
        story.entry(entry::resumed, {}, u"mira"_s).entry(entry::planChanged, {{u"what"_s, u"steps"_s}});
        QCOMPARE(only().kind, Kind::Stale);
        QCOMPARE(only().sinceMs, m_chronicle.nowMs);
        story.ended(u"abandoned"_s);
        QVERIFY(now().isEmpty());
    }

    void checkpointsWaitOnceTheyAreEvaluated() {
        auto story = told();
        story.wentLive();
        QVERIFY(now().isEmpty());
        m_chronicle.nowMs += 600'000;
        QVERIFY(now().isEmpty());
        const auto evaluated = [&](const QString& verdict) {
            story.entry(entry::checkpoint, {{u"after"_s, 600'000}, {u"verdict"_s, verdict}});
        };
        evaluated(u"failed"_s);
        QCOMPARE(only().kind, Kind::CheckpointFailed);
        story.entry(entry::checkpointExtended,
                    {{u"after"_s, 600'000}, {u"dueAt"_s, m_chronicle.nowMs + 60'000}}, u"sam"_s);
        QVERIFY(now().isEmpty());
        evaluated(u"passed"_s);
        QCOMPARE(only().kind, Kind::CheckpointDue);
        QCOMPARE(only().after.count(), 600'000);
        story.entry(entry::signedOff, {{u"checkpoint"_s, 600'000}, {u"decision"_s, u"go"_s}}, u"sam"_s);
        QVERIFY(now().isEmpty());
    }

    void aReviewWaitsForAnotherThanWhoDidIt() {
        told().wentLive();
        auto back = told(u"dep-2"_s);
        back.rollbackOpened(dep).planned();
        QCOMPARE(only().kind, Kind::Question); // not yet over
        back.live();
        QCOMPARE(only().kind, Kind::ReviewDue);
        QCOMPARE(only().what, u"red"_s);
        QCOMPARE(only().people, (QStringList{u"sam"_s, u"ada"_s}));
    }

    void whoWorksAloneReviewsADayLater() {
        m_project.people.clear();
        told().wentLive();
        told(u"dep-2"_s).rollbackOpened(dep).planned().live();
        QVERIFY(now().isEmpty());
        m_chronicle.nowMs += 25 * 3'600'000LL;
        QCOMPARE(only().kind, Kind::ReviewDue);
        QVERIFY(only().isFor(u"whoever"_s));
    }

    void aWaiverWaitsForItsSecondSignatureUntilItEnds() {
        QVERIFY(m_chronicle
                    .add(u"workspace"_s, entry::gateWaived,
                         {{u"waiver"_s, u"wai-1"_s},
                          {u"environment"_s, u"production"_s},
                          {u"gate"_s, u"soaked"_s},
                          {u"version"_s, newer().version},
                          {u"commit"_s, newer().commit},
                          {u"reason"_s, u"login is broken"_s},
                          {u"until"_s, m_chronicle.nowMs + 3'600'000},
                          {u"countersign"_s, u"release-manager"_s},
                          {u"key"_s, u"SHA256:sam"_s}},
                         u"sam"_s)
                    .ok());
        QCOMPARE(only().kind, Kind::SecondSignature);
        QCOMPARE(only().waiver, u"wai-1"_s);
        QCOMPARE(only().people, QStringList{u"mira"_s});
        QVERIFY(only().detail.contains(u"login is broken"_s));
        m_chronicle.nowMs += 3'600'000;
        QVERIFY(now().isEmpty());
    }

    void theOldestComesFirst() {
        auto second = Told(m_chronicle, m_project, u"dep-2"_s, u"staging"_s);
        told().opened().planned();
        second.opened().planned();
        told().answered();
        const auto list = now();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.first().deployment.text(), u"dep-2"_s);
        QCOMPARE(inboxOf(m_project, m_chronicle.world, m_chronicle[dep], m_chronicle.nowMs).size(), 1);
    }
};

QTEST_GUILESS_MAIN(InboxTest)
#include "inbox_test.moc"
