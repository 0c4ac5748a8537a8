#pragma once
#include "app/base/canonical_json.h"
#include "app/base/clock.h"
#include "app/domain/project.h"
#include "app/domain/world.h"

namespace slipway::test {

using namespace Qt::StringLiterals;
using namespace slipway::domain;

inline constexpr qint64 startMs = 1'795'000'000'000;

/// Writes entries as a ledger would and folds them at once; every entry is a second later than the last.
class Chronicle {
public:
    World world;
    QList<Entry> entries; ///< as written, of all chains

    base::Result<void> add(const QString& chain, const char* type, QJsonObject fields = {},
                           const QString& actor = u"slipway"_s) {
        Entry entry;
        entry.row = ++m_row;
        entry.chain = ChainId(chain);
        entry.seq = m_seqs[chain] + 1;
        entry.type = QString::fromLatin1(type);
        fields.insert(u"actor"_s, actor);
        fields.insert(u"time"_s, base::isoUtc(nowMs += 1000));
        fields.insert(u"bootMs"_s, nowMs - startMs);
        fields.insert(u"boot"_s, u"boot-1"_s);
        entry.body = fields;
        entry.bytes = base::canonicalJson(fields).valueOr(QByteArray());
        entry.hash = base::sha256Hex(QByteArray::number(m_row) + entry.bytes).toLatin1();
        entries.append(entry);
        auto done = apply(world, entry);
        if (done.ok())
            m_seqs[chain] = entry.seq;
        return done;
    }
    const Deployment& operator[](const QString& id) const {
        return world.deployments.find(DeploymentId(id)).value();
    }

    qint64 nowMs = startMs;

private:
    qint64 m_row = 0;
    QMap<QString, qint64> m_seqs;
};

inline Candidate candidate(const QString& version, QChar digit) {
    return {version, QString(40, digit), QString(40, digit), {}};
}
inline Candidate older() {
    return candidate(u"v1.0.0"_s, u'a');
}
inline Candidate newer() {
    return candidate(u"v1.1.0"_s, u'b');
}

/// staging (two hosts) before production (tier with a watch); mira releases, sam and ada approve.
inline Project sampleProject() {
    Project project;
    project.name = u"boats"_s;
    for (const auto& [name, role] :
         {std::pair(u"mira"_s, u"release-manager"_s), {u"sam"_s, u"approver"_s}, {u"ada"_s, u"approver"_s}})
        project.people.append({PersonName(name), name, {}, {role}, {{u"ssh-ed25519 KEY"_s + name}}});
    Environment staging;
    staging.name = EnvironmentName(u"staging"_s);
    staging.tier = Tier::Staging;
    for (const auto& name : {u"stg-1"_s, u"stg-2"_s}) {
        Host host;
        host.name = HostName(name);
        host.user = u"deploy"_s;
        host.address = u"127.0.0.1"_s;
        host.port = 22;
        staging.hosts.append(host);
    }
    Environment production = staging;
    production.name = EnvironmentName(u"production"_s);
    production.tier = Tier::Production;
    production.hosts.first().name = HostName(u"prod-1"_s);
    production.hosts.last().name = HostName(u"prod-2"_s);
    production.promoteFrom =
        PromoteFrom{staging.name, base::Milliseconds(20'000), base::Milliseconds(3'600'000)};
    project.environments = {staging, production};
    const auto add = [&](Phase phase, const QString& kind, const QString& id, const QJsonObject& params) {
        project.steps.append({phase, kind, params, id, id, {}, {}, {}, {}});
    };
    add(Phase::PreDeploy, u"item"_s, u"notes"_s, {{u"main"_s, u"The notes are written"_s}});
    add(Phase::PreDeploy, u"approval"_s, u"go"_s, {{u"main"_s, u"Go"_s}, {u"sign"_s, u"approver"_s}});
    add(Phase::PreDeploy, u"approval"_s, u"four"_s, {{u"main"_s, u"Sure"_s}, {u"four-eyes"_s, 1}});
    add(Phase::Deploy, u"run"_s, u"switch"_s, {{u"main"_s, u"do"_s}, {u"undo"_s, u"undo"_s}});
    add(Phase::PostDeploy, u"item"_s, u"seen"_s, {{u"main"_s, u"A person has looked"_s}});
    project.watchFor = base::Milliseconds(3'600'000);
    project.checkpoints = {{base::Milliseconds(600'000), u"It holds"_s}};
    return project;
}

/// The usual entries of one deployment, each as the driver and people write them.
class Told {
public:
    Told(Chronicle& chronicle, const Project& project, const QString& id, const QString& environment)
        : m_chronicle(chronicle)
        , m_project(project)
        , m_id(id)
        , m_environment(environment) {}

    Told& opened(const Candidate& what = newer(), const Candidate& before = older(),
                 const QString& by = u"mira"_s) {
        QJsonObject fields{
            {u"kind"_s, u"deploy"_s}, {u"environment"_s, m_environment}, {u"candidate"_s, toJson(what)}};
        if (!before.isNone())
            fields.insert(u"previous"_s, toJson(before));
        m_candidate = what;
        m_previous = before;
        return entry(entry::opened, fields, by);
    }
    Told& rollbackOpened(const QString& undoes) {
        return entry(entry::opened,
                     {{u"kind"_s, u"rollback"_s},
                      {u"environment"_s, m_environment},
                      {u"candidate"_s, toJson(older())},
                      {u"previous"_s, toJson(newer())},
                      {u"undoes"_s, undoes},
                      {u"reason"_s, u"red"_s}},
                     u"mira"_s);
    }
    Told& planned() {
        const Plan plan = expandPlan(m_project, *m_project.environment(EnvironmentName(m_environment)),
                                     {DeploymentId(m_id), m_candidate, m_previous});
        return entry(entry::planFixed, {{u"plan"_s, toJson(plan)}, {u"fingerprint"_s, u"f1"_s}});
    }
    Told& answered(const QString& verdict = u"passed"_s, const QString& step = u"notes"_s) {
        return entry(entry::answered, {{u"step"_s, step}, {u"verdict"_s, verdict}}, u"mira"_s);
    }
    Told& signedBy(const QString& who, const QString& step = u"go"_s, const QString& decision = u"go"_s,
                   const QString& fingerprint = u"f1"_s, const QString& key = {}) {
        return entry(entry::signedOff,
                     {{u"step"_s, step},
                      {u"decision"_s, decision},
                      {u"fingerprint"_s, fingerprint},
                      {u"key"_s, key.isEmpty() ? u"SHA256:"_s + who : key}},
                     who);
    }
    Told& readyToSwitch() {
        return opened().planned().answered().signedBy(u"sam"_s).signedBy(u"ada"_s, u"four"_s);
    }
    Told& intent(const QString& attempt, const QString& host = {}, const QString& step = u"switch"_s) {
        return entry(entry::intent, {{u"step"_s, step},
                                     {u"host"_s, host.isEmpty() ? firstHost() : host},
                                     {u"attempt"_s, attempt},
                                     {u"digest"_s, u"d"_s}});
    }
    Told& outcome(const QString& attempt, const QString& verdict, bool gone = false) {
        return entry(
            entry::outcome,
            {{u"attempt"_s, attempt}, {u"verdict"_s, verdict}, {u"summary"_s, u"said"_s}, {u"gone"_s, gone}});
    }
    Told& switched() {
        intent(u"a1"_s).outcome(u"a1"_s, u"passed"_s);
        return intent(u"a2"_s, secondHost()).outcome(u"a2"_s, u"passed"_s);
    }
    Told& live() { return entry(entry::live, {}); }
    Told& wentLive() { return readyToSwitch().switched().live(); }
    Told& ended(const QString& result, const QString& by = {}) {
        return entry(entry::ended, {{u"result"_s, result}, {u"by"_s, by}});
    }
    Told& entry(const char* type, const QJsonObject& fields, const QString& actor = u"slipway"_s) {
        last = m_chronicle.add(m_id, type, fields, actor);
        return *this;
    }
    const Deployment& now() const { return m_chronicle[m_id]; }
    QString firstHost() const { return host(0); }
    QString secondHost() const { return host(1); }

    base::Result<void> last;

private:
    QString host(int index) const {
        return m_project.environment(EnvironmentName(m_environment))->hosts.at(index).name.text();
    }
    Chronicle& m_chronicle;
    const Project& m_project;
    QString m_id, m_environment;
    Candidate m_candidate, m_previous;
};

} // namespace slipway::test
