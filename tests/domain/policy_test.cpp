#include "app/domain/inbox.h"
#include "app/domain/policy.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

/// Who may sign, and what production asks for, counts only once somebody who could sign before has signed it.
class PolicyTest : public QObject {
    Q_OBJECT
    Project m_project = sampleProject();
    Chronicle m_chronicle;

    bool add(const char* type, const Project& said, const QString& by, const QString& before = {}) {
        const QJsonObject policy = policyOf(said);
        return m_chronicle
            .add(u"workspace"_s, type,
                 {{u"policy"_s, policy}, {u"digest"_s, policyDigest(policy)}, {u"before"_s, before}}, by)
            .ok();
    }
    bool trust() { return add(entry::policyTrusted, sampleProject(), u"mira"_s); }
    QString inForce() const {
        return m_chronicle.world.policy ? m_chronicle.world.policy->digest : QString();
    }
    static Actor acting(const QString& name) {
        Actor actor{name, true};
        actor.publicKey = u"ssh-ed25519 KEY"_s + name;
        return actor;
    }
    Ruling accepts(const Actor& actor) const {
        return allowed(AcceptPolicy{m_chronicle.nowMs}, actor, m_project, m_chronicle.world);
    }
    bool isClosed() const {
        GateFacts facts{m_chronicle.nowMs, 0, true};
        facts.planFile = FileInGit::Committed;
        for (const Gate& gate :
             gates(m_project, m_chronicle.world, m_project.environments.last(), newer(), facts))
            if (gate.id == u"policy"_s)
                return !gate.met;
        return false;
    }

private Q_SLOTS:
    void init() {
        m_project = sampleProject();
        m_chronicle = {};
    }

    void itHoldsWhatMattersAndNothingElse() {
        const QString before = policyDigest(policyOf(m_project));
        m_project.steps[3].params.insert(u"main"_s, u"do more"_s); // of the plan, which has its fingerprint
        m_project.environments.first().promoteFrom.reset();        // of staging
        std::reverse(m_project.people.begin(), m_project.people.end());
        QCOMPARE(policyDigest(policyOf(m_project)), before);
        const QList<std::function<void(Project&)>> changes{
            [](Project& project) { project.people[1].roles += u"release-manager"_s; },
            [](Project& project) { project.people[1].keys.first().publicKey += u"x"_s; },
            [](Project& project) { project.people[1].keys.first().revokedMs = 1; },
            [](Project& project) { project.people.removeLast(); },
            [](Project& project) { project.people.clear(); },
            [](Project& project) { project.environments.last().promoteFrom->soak = {}; },
            [](Project& project) { project.environments.last().emergency = QString(); },
            [](Project& project) { project.environments.last().waivers = WaiverPolicy{}; },
            [](Project& project) { project.environments.last().maintenance = {FreezeWindow{}}; },
            [](Project& project) { project.environments.last().tier = Tier::Staging; },
            [](Project& project) { project.steps[1].params.insert(u"sign"_s, u"anybody"_s); },
            [](Project& project) { project.steps.removeAt(2); },
        };
        QSet<QString> digests{before};
        for (const auto& change : changes) {
            Project changed = sampleProject();
            change(changed);
            digests.insert(policyDigest(policyOf(changed)));
        }
        QCOMPARE(digests.size(), changes.size() + 1);
    }

    void maintenanceOfProductionCountsOnceItIsAccepted() {
        const auto counts = [this](const char* environment, const QList<FreezeWindow>& planned) {
            return isMaintenanceAccepted(
                m_project, m_chronicle.world,
                *m_project.environment(EnvironmentName(QString::fromLatin1(environment))), planned);
        };
        FreezeWindow night;
        night.zone = u"Europe/Berlin"_s;
        FreezeWindow longer = night;
        longer.endDay = 7;
        m_project.environments.last().maintenance = {night};
        QVERIFY(counts("production", {night})); // no policy is in force yet
        QVERIFY(add(entry::policyTrusted, m_project, u"mira"_s));
        QVERIFY(counts("production", {night}));
        QVERIFY(!counts("production", {longer}));
        QVERIFY(!counts("production", {night, longer}));
        QVERIFY(counts("staging", {longer}));
        // Another change of policy takes nothing from what was accepted.
        m_project.people.removeLast();
        QVERIFY(isClosed() && counts("production", {night}));
        // A word in the file is no way around.
        m_project.environments.last().tier = Tier::Staging;
        QVERIFY(!counts("production", {longer}) && !counts("staging", {longer}));
    }

    void peopleAreReadBackAsTheyWere() {
        QList<Person> people = policyPeople(policyOf(m_project));
        QCOMPARE(people.size(), 3);
        QCOMPARE(people.first().name.text(), u"ada"_s);
        QCOMPARE(people.first().roles, QStringList{u"approver"_s});
        QCOMPARE(people.first().keysAt(startMs), QStringList{u"ssh-ed25519 KEYada"_s});
    }

    void theFirstIsTrustedAndOnlyOnce() {
        QVERIFY(!isClosed());
        QVERIFY(trust());
        QVERIFY(!isClosed() && m_chronicle.world.policy->isFirst);
        Project other = m_project;
        other.people.removeLast();
        QVERIFY(add(entry::policyTrusted, other, u"mallory"_s));
        QCOMPARE(inForce(), policyDigest(policyOf(m_project)));
    }

    void aChangeClosesProductionAndNothingIsSignedThere() {
        QVERIFY(trust());
        Told story(m_chronicle, m_project, u"dep-1"_s, u"production"_s);
        story.opened().planned().answered();
        const SignStep sign{DeploymentId(u"dep-1"_s), StepId(u"go"_s)};
        QVERIFY(allowed(sign, acting(u"sam"_s), m_project, m_chronicle.world));
        m_project.people.append(
            {PersonName(u"mallory"_s), {}, {}, {u"approver"_s}, {{u"ssh-ed25519 KEYmallory"_s}}});
        QVERIFY(isClosed());
        for (const QString& person : {u"sam"_s, u"mallory"_s}) {
            const Ruling ruling = allowed(sign, acting(person), m_project, m_chronicle.world);
            QVERIFY(!ruling);
            QVERIFY2(ruling.why.contains(u"accept-policy"_s), qPrintable(ruling.why));
        }
        const auto changes = policyChanges(m_project, m_chronicle.world);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().where, u"mallory"_s);
        QVERIFY(changes.first().was.isEmpty());
    }

    void whoCouldNotSignBeforeDoesNotAccept() {
        QVERIFY(trust());
        m_project.people.append(
            {PersonName(u"mallory"_s), {}, {}, {u"approver"_s}, {{u"ssh-ed25519 KEYmallory"_s}}});
        QVERIFY(accepts(acting(u"mallory"_s)).why.contains(u"could not sign before"_s));
        QVERIFY(accepts(Actor{u"sam"_s}).why.contains(u"No private key"_s));
        Actor other = acting(u"sam"_s);
        other.publicKey = u"ssh-ed25519 KEYother"_s;
        QVERIFY(accepts(other).why.contains(u"key of sam"_s));
        QVERIFY(accepts(acting(u"sam"_s)));
        QCOMPARE(inbox(m_project, m_chronicle.world, m_chronicle.nowMs).first().people,
                 (QStringList{u"mira"_s, u"sam"_s, u"ada"_s}));
    }

    void nobodyGivesThemselvesARoleOrAKey() {
        QVERIFY(trust());
        m_project.people[1].roles += u"release-manager"_s;
        QVERIFY(accepts(acting(u"sam"_s)).why.contains(u"another person"_s));
        QVERIFY(accepts(acting(u"ada"_s)));
        m_project = sampleProject();
        m_project.people[1].keys.append({u"ssh-ed25519 KEYsecond"_s});
        QVERIFY(accepts(acting(u"sam"_s)).why.contains(u"another person"_s));
        m_project = sampleProject();
        m_project.people[1].roles.clear(); // giving up is no gain
        QVERIFY(accepts(acting(u"sam"_s)));
    }

    void takingThePeopleOutDoesNotOpenAnything() {
        QVERIFY(trust());
        m_project.people.clear();
        QVERIFY(isClosed());
        QVERIFY(!accepts(Actor{u"mallory"_s}));
    }

    void callingProductionSomethingElseClosesEverything() {
        QVERIFY(trust());
        const auto closedOn = [this](const Environment& environment) {
            for (const Gate& gate : gates(m_project, m_chronicle.world, environment, newer(), {}))
                if (gate.id == u"policy"_s)
                    return !gate.met;
            return false;
        };
        QVERIFY(!closedOn(m_project.environments.first()));
        m_project.environments.last().tier = Tier::Staging;
        for (const Environment& environment : m_project.environments)
            QVERIFY(closedOn(environment));
        m_project = sampleProject();
        m_project.environments.last().name = EnvironmentName(u"live"_s);
        for (const Environment& environment : m_project.environments)
            QVERIFY(closedOn(environment));
        QVERIFY(!inbox(m_project, m_chronicle.world, m_chronicle.nowMs).isEmpty());
    }

    void anAcceptedChangeBuildsOnTheOneBefore() {
        QVERIFY(trust());
        const QString first = inForce();
        m_project.people[1].roles += u"release-manager"_s;
        QVERIFY(add(entry::policyAccepted, m_project, u"mallory"_s, first)); // not one of them
        QVERIFY(add(entry::policyAccepted, m_project, u"ada"_s, u"0"_s));    // on another
        QCOMPARE(inForce(), first);
        QVERIFY(add(entry::policyAccepted, m_project, u"ada"_s, first));
        QVERIFY(!isClosed());
        QCOMPARE(m_chronicle.world.policy->by, u"ada"_s);
        QVERIFY(accepts(acting(u"ada"_s)).why.contains(u"says what ada accepted"_s));
    }

    void whoWorkedAloneAcceptsTheFirstPeople() {
        Project alone = sampleProject();
        alone.people.clear();
        QVERIFY(add(entry::policyTrusted, alone, u"user"_s));
        QVERIFY(isClosed());
        QVERIFY(accepts(acting(u"mira"_s)));
    }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "policy_test.moc"
