#include "app/domain/checkpoints.h"
#include "app/domain/rules.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

const QString dep = u"dep-1"_s;
const base::Milliseconds tenMinutes(600'000);
const Actor mira{u"mira"_s, true, u"SHA256:mira"_s};
const Actor sam{u"sam"_s, true, u"SHA256:sam"_s};
const Actor ada{u"ada"_s, true, u"SHA256:ada"_s};

} // namespace

/// Deciding about a checkpoint that did not pass.
class CheckpointsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_chronicle = {};
        m_project = sampleProject();
        m_project.checkpoints.first().role = u"approver"_s;
    }

    void onlyWhatDidNotPassIsDecided() {
        told().wentLive();
        QVERIFY(why(waive(), sam).contains(u"not evaluated yet"_s));
        QVERIFY(why(extend(), sam).contains(u"not evaluated yet"_s));
        evaluated(u"passed"_s);
        QVERIFY(why(waive(), sam).contains(u"nothing to decide"_s));
        QVERIFY(why(WaiveCheckpoint{DeploymentId(dep), base::Milliseconds(1), u"-"_s}, sam)
                    .contains(u"no such checkpoint"_s));
        QVERIFY(why(WaiveCheckpoint{DeploymentId(u"dep-9"_s), tenMinutes, u"-"_s}, sam)
                    .contains(u"not being watched"_s));
    }

    void whoSignsItDecidesWithAReasonAndAKey() {
        told().wentLive();
        evaluated(u"failed"_s);
        QCOMPARE(why(waive(), sam), QString());
        QCOMPARE(why(extend(), sam), QString());
        QVERIFY(why(waive(), mira).contains(u"“approver”"_s));
        QVERIFY(why(extend(), mira).contains(u"“approver”"_s));
        QVERIFY(why(waive(QString()), sam).contains(u"reason"_s));
        QVERIFY(why(extend(base::Milliseconds(600'000), QString()), sam).contains(u"reason"_s));
        QVERIFY(why(extend(base::Milliseconds(1000)), sam).contains(u"one minute"_s));
        QVERIFY(why(extend(base::Milliseconds(3'600'001)), sam).contains(u"one minute"_s));
        QVERIFY(why(waive(), Actor{u"sam"_s, false}).contains(u"No private key"_s));
    }

    void whoMayWaiveGatesThereAcceptsIt() {
        m_project.environments.last().waivers = WaiverPolicy{u"release-manager"_s, {}, tenMinutes, {}};
        told().wentLive();
        evaluated(u"inconclusive"_s);
        QCOMPARE(why(waive(), mira), QString());
        QVERIFY(why(waive(), sam).contains(u"“release-manager”"_s));
    }

    void aSecondPersonSignsWherePolicyAsks() {
        m_project.environments.last().waivers = WaiverPolicy{u"approver"_s, u"approver"_s, tenMinutes, {}};
        told().wentLive();
        evaluated(u"failed"_s);
        waived(u"sam"_s, u"approver"_s);
        QCOMPARE(now().verdict, Verdict::Failed);
        QVERIFY(m_chronicle[dep].waivers.isEmpty());
        QVERIFY(why(waive(), sam).contains(u"another person"_s));
        QVERIFY(why(waive(), Actor{u"ada"_s, true, u"SHA256:sam"_s, {}, {}}).contains(u"another key"_s));
        QVERIFY(why(waive(), mira).contains(u"“approver”"_s));
        QCOMPARE(why(waive(), ada), QString());
        waived(u"ada"_s, {});
        QCOMPARE(now().verdict, Verdict::Waived);
        QCOMPARE(m_chronicle[dep].waivers.size(), 1);
        QCOMPARE(m_chronicle[dep].waivers.first().gate, u"checkpoint after 10 min"_s);
        QVERIFY(why(waive(), sam).contains(u"sam has accepted it"_s));
    }

    void anExtensionJudgesTheTimeFromThenOn() {
        told().wentLive();
        const qint64 ends = m_chronicle[dep].watchEndsAtMs();
        QCOMPARE(ends, m_chronicle[dep].liveAtMs + 3'600'000);
        evaluated(u"failed"_s);
        told().entry(entry::checkpointExtended,
                     {{u"after"_s, 600'000}, {u"dueAt"_s, ends + 60'000}, {u"reason"_s, u"cache"_s}},
                     u"sam"_s);
        QCOMPARE(now().verdict, Verdict::Waiting);
        QCOMPARE(now().fromMs, m_chronicle.nowMs);
        QCOMPARE(m_chronicle[dep].watchEndsAtMs(), ends + 60'000);
        QCOMPARE(now().extensions.first().person, PersonName(u"sam"_s));
        evaluated(u"passed"_s);
        QCOMPARE(now().verdict, Verdict::Passed);
        // A second judgement of the same hour changes nothing.
        evaluated(u"failed"_s);
        QCOMPARE(now().verdict, Verdict::Passed);
    }

    void itsRoleSigns() {
        told().wentLive();
        m_chronicle.nowMs += 600'000;
        evaluated(u"passed"_s);
        const SignCheckpoint sign{DeploymentId(dep), tenMinutes, m_chronicle.nowMs};
        QVERIFY(why(sign, mira).contains(u"“approver”"_s));
        QCOMPARE(why(sign, sam), QString());
    }

    void whatWasFoundIsReadBack() {
        told().wentLive();
        const QList<RuleFinding> rules{{u"up"_s, Verdict::Passed, u"99 %"_s, true},
                                       {u"quick"_s, Verdict::Failed, u"2 s"_s, false}};
        told().entry(entry::checkpoint, {{u"after"_s, 600'000},
                                         {u"verdict"_s, u"inconclusive"_s},
                                         {u"rules"_s, toJson(rules)},
                                         {u"signBy"_s, 42}});
        QCOMPARE(now().rules, rules);
        QCOMPARE(now().signByMs, 42);
    }

private:
    Told told() { return Told(m_chronicle, m_project, dep, u"production"_s); }
    void evaluated(const QString& verdict) {
        told().entry(entry::checkpoint, {{u"after"_s, 600'000}, {u"verdict"_s, verdict}});
    }
    void waived(const QString& person, const QString& countersign) {
        told().entry(entry::checkpointWaived,
                     {{u"after"_s, 600'000},
                      {u"reason"_s, u"known"_s},
                      {u"countersign"_s, countersign},
                      {u"key"_s, u"SHA256:"_s + person}},
                     person);
    }
    const Checkpoint& now() const { return m_chronicle[dep].checkpoints.first(); }
    static WaiveCheckpoint waive(const QString& reason = u"known"_s) {
        return {DeploymentId(dep), tenMinutes, reason};
    }
    static ExtendCheckpoint extend(base::Milliseconds by = base::Milliseconds(600'000),
                                   const QString& reason = u"cache"_s) {
        return {DeploymentId(dep), tenMinutes, by, reason};
    }
    QString why(const Action& action, const Actor& actor) const {
        return allowed(action, actor, m_project, m_chronicle.world).why;
    }

    Chronicle m_chronicle;
    Project m_project;
};

QTEST_GUILESS_MAIN(CheckpointsTest)
#include "checkpoints_test.moc"
