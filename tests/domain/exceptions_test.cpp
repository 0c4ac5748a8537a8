#include "app/domain/exception_rules.h"
#include "app/domain/sign_offs.h"
#include "tests/domain/chronicle.h"

#include <QJsonArray>
#include <QTest>
#include <functional>

// What passes by other rules: waivers of gates, emergencies, sign-offs that end, and looking at it
// afterwards.

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr qint64 hour = 3'600'000;
const EnvironmentName production(u"production"_s);
const DeploymentId dep(u"dep-1"_s);
const Actor mira{u"mira"_s, true, u"SHA256:mira"_s};
const Actor sam{u"sam"_s, true, u"SHA256:sam"_s};
const Actor ada{u"ada"_s, true, u"SHA256:ada"_s};
const QString stolen = u"it was revoked at 2026-11-18 09:00 UTC (stolen)"_s;

/// Production lets approvers waive, with a release manager beside them, and release managers start
/// emergencies.
Project policedProject() {
    Project project = sampleProject();
    Environment& place = project.environments.last();
    place.waivers = WaiverPolicy{u"approver"_s, u"release-manager"_s, base::Milliseconds(4 * hour), {}};
    place.emergency = u"release-manager"_s;
    return project;
}

GateFacts factsAt(qint64 nowMs) {
    return {nowMs, 0, false};
}

WaiveGate waives(const QString& gate, const QString& reason = u"the board asked"_s, qint64 forMs = hour) {
    const GateFacts facts = factsAt(startMs + 1000);
    return {production, newer(), gate, reason, facts.nowMs + forMs, facts};
}

void waived(Chronicle& chronicle, const QString& gate, const QString& commit = newer().commit,
            const QString& countersign = u"release-manager"_s) {
    QJsonObject fields{{u"waiver"_s, u"wai-"_s + gate},
                       {u"environment"_s, u"production"_s},
                       {u"gate"_s, gate},
                       {u"commit"_s, commit},
                       {u"version"_s, u"v1.1.0"_s},
                       {u"reason"_s, u"the board asked"_s},
                       {u"until"_s, startMs + hour},
                       {u"key"_s, u"SHA256:sam"_s}};
    if (!countersign.isNull())
        fields.insert(u"countersign"_s, countersign);
    QVERIFY(chronicle.add(u"workspace"_s, entry::gateWaived, fields, u"sam"_s).ok());
}

void countersigned(Chronicle& chronicle, const QString& gate) {
    const GateWaiver* waiver = chronicle.world.gateWaiver(u"wai-"_s + gate);
    QVERIFY(waiver);
    QVERIFY(chronicle
                .add(u"workspace"_s, entry::waiverSigned,
                     {{u"waiver"_s, waiver->id}, {u"of"_s, QString::fromLatin1(waiver->hash)}}, u"mira"_s)
                .ok());
}

void markedBad(Chronicle& chronicle) {
    QVERIFY(chronicle
                .add(u"workspace"_s, entry::markedBad,
                     {{u"version"_s, u"v1.1.0"_s}, {u"commit"_s, newer().commit}, {u"reason"_s, u"red"_s}},
                     u"mira"_s)
                .ok());
}

void openedAs(Told& told, const QString& emergency) {
    told.entry(entry::opened,
               {{u"kind"_s, u"deploy"_s},
                {u"environment"_s, u"production"_s},
                {u"candidate"_s, toJson(newer())},
                {u"previous"_s, toJson(older())},
                {u"emergency"_s, emergency}},
               u"mira"_s);
    const Project project = policedProject();
    told.entry(
        entry::planFixed,
        {{u"plan"_s, toJson(expandPlan(project, project.environments.last(), {dep, newer(), older()}))},
         {u"fingerprint"_s, u"f1"_s}});
}

struct Case {
    const char* name;
    std::function<void(Told&, Chronicle&)> before;
    Action action;
    Actor actor;
    QString why; ///< a part of the reason why not; empty: it is allowed
};

const auto nothing = [](Told&, Chronicle&) {};
const auto signedBySam = [](Told& told, Chronicle&) {
    told.opened().planned().answered().signedBy(u"sam"_s);
};
const auto begun = [](Told& told, Chronicle&) { told.readyToSwitch().intent(u"a1"_s); };
const auto live = [](Told& told, Chronicle&) { told.wentLive(); };
const auto rolledBack = [](Told& told, Chronicle& chronicle) {
    told.wentLive();
    const Project project = policedProject();
    Told(chronicle, project, u"dep-2"_s, u"production"_s)
        .rollbackOpened(u"dep-1"_s)
        .entry(entry::planFixed, {{u"plan"_s, toJson(Plan())}, {u"fingerprint"_s, u"f2"_s}})
        .ended(u"successful"_s);
};
const auto rollingBack = [](Told& told, Chronicle& chronicle) {
    told.wentLive();
    const Project project = policedProject();
    Told(chronicle, project, u"dep-2"_s, u"production"_s)
        .rollbackOpened(u"dep-1"_s)
        .entry(entry::planFixed, {{u"plan"_s, toJson(Plan())}, {u"fingerprint"_s, u"f2"_s}});
};
const auto bad = [](Told&, Chronicle& chronicle) { markedBad(chronicle); };
const auto asked = [](Told&, Chronicle& chronicle) { waived(chronicle, u"soaked"_s); };
const auto askedAlone = [](Told&, Chronicle& chronicle) {
    waived(chronicle, u"soaked"_s, newer().commit, {});
};
const auto askedAndSigned = [](Told&, Chronicle& chronicle) {
    waived(chronicle, u"soaked"_s);
    countersigned(chronicle, u"soaked"_s);
};

TakeBack takesBack(const QString& step, const QString& reason = u"the wrong tag"_s) {
    return {dep, StepId(step), reason};
}
CountersignWaiver signsToo(qint64 nowMs = startMs + 5000) {
    return {u"wai-soaked"_s, nowMs};
}
ClearBad clears(qint64 nowMs, const QString& reason = u"it was the network"_s) {
    return {newer().commit, reason, nowMs};
}
Review reviews(const QString& id, const QString& note = u"fine"_s) {
    return {DeploymentId(id), note, startMs + hour};
}
StartDeployment hurries(const EnvironmentName& environment = production) {
    return {environment, newer(), false, factsAt(startMs + 1000), u"customers cannot pay"_s};
}

const QList<Case>& cases() {
    static const QList<Case> all{
        {"takes back nothing", nothing, takesBack(u"go"_s), sam, u"no deployment dep-1"_s},
        {"takes back what another signed", signedBySam, takesBack(u"go"_s), ada,
         u"ada has not signed “go”"_s},
        {"takes back without a reason", signedBySam, takesBack(u"go"_s, u" "_s), sam, u"needs a reason"_s},
        {"takes back what was used", begun, takesBack(u"go"_s), sam, u"“switch” has already begun on it"_s},
        {"takes back after the end", live, takesBack(u"go"_s), sam, u"already live or ended"_s},
        {"takes back without a key", signedBySam, takesBack(u"go"_s), {u"sam"_s, false}, u"No private key"_s},
        {"takes back with a revoked key",
         signedBySam,
         takesBack(u"go"_s),
         {u"sam"_s, false, {}, stolen},
         stolen},
        {"takes back", signedBySam, takesBack(u"go"_s), sam, {}},

        {"waives nowhere", nothing,
         WaiveGate{EnvironmentName(u"moon"_s), newer(), u"soaked"_s, u"x"_s, 1, {}}, sam,
         u"no environment “moon”"_s},
        {"waives what nobody may", nothing, waives(u"free"_s), sam, u"cannot be waived"_s},
        {"waives a bad release", bad, waives(u"not-bad"_s), sam, u"cannot be waived"_s},
        {"waives a stopped line", nothing, waives(u"line"_s), sam, u"cannot be waived"_s},
        {"waives without the role", nothing, waives(u"soaked"_s), mira, u"needs the role “approver”"_s},
        {"waives an open gate", nothing, waives(u"freeze"_s), sam, u"nothing to waive"_s},
        {"waives without a reason", nothing, waives(u"soaked"_s, u" "_s), sam, u"needs a reason"_s},
        {"waives for too long", nothing, waives(u"soaked"_s, u"x"_s, 4 * hour + 1), sam, u"at most 4 h"_s},
        {"waives for no time", nothing, waives(u"soaked"_s, u"x"_s, 0), sam, u"at most 4 h"_s},
        {"waives without a key", nothing, waives(u"soaked"_s), {u"sam"_s, false}, u"No private key of sam"_s},
        {"waives where no policy allows it", nothing,
         WaiveGate{EnvironmentName(u"staging"_s), newer(), u"soaked"_s, u"x"_s, startMs + hour,
                   factsAt(startMs)},
         sam, u"names nobody who may waive"_s},
        {"waives", nothing, waives(u"soaked"_s), sam, {}},

        {"signs no waiver", nothing, signsToo(), mira, u"no waiver wai-soaked"_s},
        {"signs a waiver that needs it not", askedAlone, signsToo(), mira, u"needs no second signature"_s},
        {"signs a waiver again", askedAndSigned, signsToo(), mira, u"signed by mira already"_s},
        {"signs a waiver too late", asked, signsToo(startMs + hour), mira, u"ended at"_s},
        {"signs their own waiver", asked, signsToo(), sam, u"another person's"_s},
        {"signs their own waiver under another name",
         asked,
         signsToo(),
         {u"mira"_s, true, u"SHA256:sam"_s},
         u"with another key"_s},
        {"signs a waiver without the role", asked, signsToo(), ada, u"needs the role “release-manager”"_s},
        {"signs a waiver", asked, signsToo(), mira, {}},

        {"clears what is not bad", nothing, clears(startMs + hour), sam, u"never marked bad"_s},
        {"clears their own mark", bad, clears(startMs + 100 * hour), mira, u"another person"_s},
        {"clears without a reason", bad, clears(startMs + hour, {}), sam, u"needs a reason"_s},
        {"clears", bad, clears(startMs + hour), sam, {}},

        {"reviews nothing", nothing, reviews(u"dep-1"_s), sam, u"no deployment dep-1"_s},
        {"reviews what was usual", live, reviews(u"dep-1"_s), sam, u"neither an emergency nor a rollback"_s},
        {"reviews what goes on", rollingBack, reviews(u"dep-2"_s), sam, u"under way"_s},
        {"reviews their own", rolledBack, reviews(u"dep-2"_s), mira, u"another person"_s},
        {"reviews without a word", rolledBack, reviews(u"dep-2"_s, u" "_s), sam, u"says what was found"_s},
        {"reviews", rolledBack, reviews(u"dep-2"_s), sam, {}},

        {"hurries where it is not allowed", nothing,
         StartDeployment{EnvironmentName(u"staging"_s), newer(), false, {}, u"x"_s}, mira,
         u"allows no emergency on staging"_s},
        {"hurries without the role", nothing, hurries(), sam, u"needs the role “release-manager”"_s},
        {"hurries without a key", nothing, hurries(), {u"mira"_s, false}, u"No private key"_s},
        {"hurries beside another", [](Told& told, Chronicle&) { told.opened(); }, hurries(), mira,
         u"Not even an emergency"_s},
        {"hurries past a stopped line",
         [](Told&, Chronicle& chronicle) {
             QVERIFY(chronicle
                         .add(u"workspace"_s, entry::lineStopped,
                              {{u"environment"_s, u"production"_s}, {u"reason"_s, u"audit"_s}}, u"sam"_s)
                         .ok());
         },
         hurries(), mira, u"Not even an emergency"_s},
        {"hurries with a bad release", bad, hurries(), mira, u"Not even an emergency"_s},
        {"hurries past closed gates", nothing, hurries(), mira, {}},
    };
    return all;
}

} // namespace

class ExceptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsOpenToWhomAndWhyNot_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < cases().size(); ++i)
            QTest::newRow(cases().at(i).name) << i;
    }
    void saysWhatIsOpenToWhomAndWhyNot() {
        QFETCH(int, index);
        const Case& one = cases().at(index);
        const Project project = policedProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        one.before(told, chronicle);
        const Ruling ruling = allowed(one.action, one.actor, project, chronicle.world);
        QVERIFY2(ruling.allowed == one.why.isEmpty(), qPrintable(ruling.why));
        QVERIFY2(ruling.why.contains(one.why), qPrintable(ruling.why));
        QCOMPARE(ruling.why.isEmpty(), ruling.allowed);
    }

    void onePersonAloneWaitsADayBeforeTheyLookAgain() {
        Project project = policedProject();
        project.people.clear();
        Chronicle chronicle;
        markedBad(chronicle);
        const Actor user{u"mira"_s, false};
        const qint64 markedMs = chronicle.nowMs;
        const Ruling early = allowed(clears(markedMs + 23 * hour), user, project, chronicle.world);
        QVERIFY(!early);
        QVERIFY2(early.why.contains(u"in 1 h"_s), qPrintable(early.why));
        QVERIFY(allowed(clears(markedMs + 24 * hour), user, project, chronicle.world));
    }

    void onePersonAloneMayWaiveWithoutAPolicy() {
        Project project = sampleProject();
        project.people.clear();
        Chronicle chronicle;
        const Actor user{u"user"_s, false};
        QVERIFY(allowed(waives(u"soaked"_s), user, project, chronicle.world));
        const Ruling days =
            allowed(waives(u"soaked"_s, u"x"_s, 24 * hour + 1), user, project, chronicle.world);
        QVERIFY2(days.why.contains(u"at most 24 h"_s) || days.why.contains(u"at most 1 day"_s),
                 qPrintable(days.why));
    }

    void aPolicyMayNameItsGates() {
        Project project = policedProject();
        project.environments.last().waivers->gates = {u"fresh"_s};
        Chronicle chronicle;
        const Ruling ruling = allowed(waives(u"soaked"_s), sam, project, chronicle.world);
        QVERIFY2(ruling.why.contains(u"only these gates can be waived: fresh"_s), qPrintable(ruling.why));
    }

    void aWaiverPassesItsGateOfItsReleaseUntilItEndsAndIsNeverCalledMet() {
        const Project project = policedProject();
        const Environment& place = project.environments.last();
        Chronicle chronicle;
        waived(chronicle, u"soaked"_s);
        const auto gate = [&](const QString& id, const Candidate& what, qint64 nowMs) {
            for (const Gate& one : gates(project, chronicle.world, place, what, factsAt(nowMs)))
                if (one.id == id)
                    return one;
            return Gate();
        };
        const qint64 now = startMs + 10'000;
        Gate half = gate(u"soaked"_s, newer(), now);
        QVERIFY(!half.isPassed());
        QCOMPARE(half.unsignedWaiver, u"wai-soaked"_s);
        QVERIFY2(half.waiverWords.contains(u"release-manager"_s), qPrintable(half.waiverWords));
        countersigned(chronicle, u"soaked"_s);
        const Gate passed = gate(u"soaked"_s, newer(), now);
        QVERIFY(passed.isPassed() && !passed.met);
        QCOMPARE(passed.waiver, u"wai-soaked"_s);
        QVERIFY2(passed.waiverWords.contains(u"waived by sam with mira until"_s),
                 qPrintable(passed.waiverWords));
        QVERIFY(!gate(u"soaked"_s, older(), now).isPassed());
        QVERIFY(!gate(u"fresh"_s, newer(), now).isPassed());
        QVERIFY(gate(u"soaked"_s, newer(), startMs + hour - 1).isPassed());
        QVERIFY(!gate(u"soaked"_s, newer(), startMs + hour).isPassed());
        // Others stay closed, so nothing starts.
        const StartDeployment start{production, newer(), false, factsAt(now)};
        QVERIFY(!allowed(start, mira, project, chronicle.world));
        for (const auto& id : waivableGates())
            if (id != u"soaked"_s) {
                waived(chronicle, id, {});
                countersigned(chronicle, id);
            }
        QVERIFY(allowed(start, mira, project, chronicle.world));
    }

    void aSecondSignatureForAnotherWordingIsNone() {
        Chronicle chronicle;
        waived(chronicle, u"soaked"_s);
        QVERIFY(chronicle
                    .add(u"workspace"_s, entry::waiverSigned,
                         {{u"waiver"_s, u"wai-soaked"_s}, {u"of"_s, QString(64, u'0')}}, u"mira"_s)
                    .ok());
        QVERIFY(!chronicle.world.gateWaiver(u"wai-soaked"_s)->stands(startMs + 10'000));
    }

    void whatWasWaivedStaysWithTheDeployment() {
        const Project project = policedProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        told.entry(entry::opened,
                   {{u"kind"_s, u"deploy"_s},
                    {u"environment"_s, u"production"_s},
                    {u"candidate"_s, toJson(newer())},
                    {u"gates"_s, QJsonArray{QJsonObject{{u"id"_s, u"free"_s}, {u"met"_s, true}},
                                            QJsonObject{{u"id"_s, u"soaked"_s},
                                                        {u"met"_s, false},
                                                        {u"title"_s, u"It has soaked"_s},
                                                        {u"waiver"_s, u"wai-1"_s},
                                                        {u"waivedBy"_s, u"sam"_s},
                                                        {u"reason"_s, u"the board asked"_s}}}}},
                   u"mira"_s);
        QCOMPARE(told.now().waivers.size(), 1);
        QCOMPARE(told.now().waivers.first().gate, u"It has soaked"_s);
        QCOMPARE(told.now().waivers.first().person.text(), u"sam"_s);
        QVERIFY(!told.now().exclusion(HostName()));
    }

    void aBadReleaseThatWasClearedIsOpenAgain() {
        Chronicle chronicle;
        markedBad(chronicle);
        QVERIFY(chronicle.world.isBad(newer().commit));
        QVERIFY(
            chronicle.add(u"workspace"_s, entry::markedGood, {{u"commit"_s, newer().commit}}, u"sam"_s).ok());
        QVERIFY(!chronicle.world.isBad(newer().commit));
    }

    void anEmergencyGoesOnWithoutTheSignOffsOfOthersAndStaysOpen() {
        const Project project = policedProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        openedAs(told, u"customers cannot pay"_s);
        const Deployment& deployment = told.now();
        QCOMPARE(deployment.verdict(*deployment.plan.step(StepId(u"go"_s))), Verdict::Waived);
        QCOMPARE(deployment.verdict(*deployment.plan.step(StepId(u"four"_s))), Verdict::Waived);
        // What anybody answers is still asked.
        QCOMPARE(deployment.verdict(*deployment.plan.step(StepId(u"notes"_s))), Verdict::Waiting);
        QVERIFY(deployment.signatures.isEmpty());
        QCOMPARE(deployment.waivers.size(), 2);
        QVERIFY(deployment.needsReview());
        told.live();
        QVERIFY(told.now().needsReview());
        QVERIFY(allowed(reviews(u"dep-1"_s), sam, project, chronicle.world));
        told.entry(entry::reviewed, {{u"note"_s, u"it was needed"_s}}, u"sam"_s);
        QVERIFY(!told.now().needsReview());
        QCOMPARE(told.now().review->note, u"it was needed"_s);
        const Ruling twice = allowed(reviews(u"dep-1"_s), ada, project, chronicle.world);
        QVERIFY2(twice.why.contains(u"reviewed by sam"_s), qPrintable(twice.why));
    }

    void whatIsTakenBackOrExpiredWaitsAgainAndIsRemembered() {
        const Project project = policedProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        told.opened().planned().answered().signedBy(u"sam"_s);
        const auto go = [&] { return told.now().verdict(*told.now().plan.step(StepId(u"go"_s))); };
        const auto hash = [&] {
            return QString::fromLatin1(told.now().signatures.value(StepId(u"go"_s)).first().hash);
        };
        QCOMPARE(go(), Verdict::Passed);
        told.entry(entry::takenBack, {{u"step"_s, u"go"_s}, {u"of"_s, hash()}, {u"reason"_s, u"wrong"_s}},
                   u"sam"_s);
        QCOMPARE(go(), Verdict::Waiting);
        QCOMPARE(told.now().endedSignOffs.size(), 1);
        QVERIFY(!told.now().endedSignOffs.first().isExpired);
        QCOMPARE(told.now().endedSignOffs.first().reason, u"wrong"_s);

        told.signedBy(u"sam"_s);
        const auto list = endings(told.now());
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().untilMs, chronicle.nowMs + 24 * hour);
        // Before its time nobody can end it.
        told.entry(entry::signOffExpired, {{u"step"_s, u"go"_s}, {u"of"_s, hash()}});
        QCOMPARE(go(), Verdict::Passed);
        chronicle.nowMs += 24 * hour;
        told.entry(entry::signOffExpired, {{u"step"_s, u"go"_s}, {u"of"_s, hash()}});
        QCOMPARE(go(), Verdict::Waiting);
        QVERIFY(told.now().endedSignOffs.last().isExpired);
        QVERIFY(endings(told.now()).isEmpty());
    }

    void onlyItsAuthorMakesANoGoDisappear() {
        const Project project = policedProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        told.opened().planned().answered().signedBy(u"sam"_s, u"go"_s, u"no-go"_s);
        const QString of = QString::fromLatin1(told.now().signatures.value(StepId(u"go"_s)).first().hash);
        for (const char* type : {entry::takenBack, entry::signOffExpired}) {
            chronicle.nowMs += 48 * hour;
            told.entry(type, {{u"step"_s, u"go"_s}, {u"of"_s, of}, {u"person"_s, u"sam"_s}}, u"mira"_s);
            QCOMPARE(told.now().verdict(*told.now().plan.step(StepId(u"go"_s))), Verdict::Failed);
        }
    }

    void whatSomethingHasBegunOnHoldsWhateverTheClockSays() {
        const Project project = policedProject();
        Chronicle chronicle;
        Told told(chronicle, project, u"dep-1"_s, u"production"_s);
        told.readyToSwitch();
        QCOMPARE(endings(told.now()).size(), 2);
        told.intent(u"a1"_s);
        QVERIFY(endings(told.now()).isEmpty());
    }

    void aKeyCountsInItsTime() {
        SigningKey key{u"ssh-ed25519 KEYsam"_s, startMs, startMs + hour, 0};
        QVERIFY(!key.isValidAt(startMs - 1) && key.isValidAt(startMs) && !key.isValidAt(startMs + hour));
        QVERIFY(keyTrouble(key, startMs - 1).startsWith(u"it is valid from 2026-"_s));
        QCOMPARE(keyTrouble(key, startMs), QString());
        QVERIFY(keyTrouble(key, startMs + hour).startsWith(u"it was valid until 2026-"_s));
        key.revokedMs = startMs + 1000;
        key.revokedWhy = u"stolen"_s;
        QVERIFY(key.isValidAt(startMs + 999) && !key.isValidAt(startMs + 1000));
        QVERIFY(keyTrouble(key, startMs + hour).endsWith(u"(stolen)"_s));
        const Person person{
            PersonName(u"sam"_s), {}, {}, {}, {key, {u"ssh-ed25519 KEYnew"_s, startMs + 1000}}};
        QCOMPARE(person.keysAt(startMs), QStringList{u"ssh-ed25519 KEYsam"_s});
        QCOMPARE(person.keysAt(startMs + 1000), QStringList{u"ssh-ed25519 KEYnew"_s});
    }
};

QTEST_GUILESS_MAIN(ExceptionsTest)
#include "exceptions_test.moc"
