#include "app/engine/witnesses.h"

#include "app/base/canonical_json.h"
#include "app/base/ulid.h"
#include "app/domain/variables.h"
#include "app/engine/filling.h"

#include <QJsonArray>
#include <algorithm>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr qint64 readBytes = 256 * 1024;
/// After a reboot a witness is left anew, but not for ever.
constexpr int mostPerHost = 5;
/// After the n-th has ended the next one is left n times this later: a host that restarts, or a keychain that
/// is locked, needs its time.
constexpr qint64 anewAfterMs = 60'000;
/// What was seen from here counts as long as stretches() lets it.
constexpr double sampleReach = 2.5;
constexpr auto clockWithin = 10s;
constexpr auto cleanWithin = 20s;

struct Looks {
    QStringList probes;
    QList<HostLook> looks;
};

/// What can be looked at on the host itself.
Looks looksOn(const Project& project, const Environment& environment, const Host& host,
              const Deployment& deployment) {
    Looks found;
    for (const ProbeQuestion& question : probeQuestions(project, environment)) {
        if (question.hostName() != host.name)
            continue;
        const ProbeLook look =
            probeKind(question.probe.kind)->look(question.probe, variablesOf(question, &deployment));
        if (const auto* on = std::get_if<HostLook>(&look)) {
            found.probes.append(question.probe.name.text());
            found.looks.append(*on);
        }
    }
    return found;
}

/// What a witness does there: looks at probes, or keeps a log.
struct Duty {
    QStringList probes;
    RemoteCommand command;
};

/// Nothing: there is nothing to look at, or the file does not name the log any more.
std::optional<Duty> dutyOf(const Project& project, const Host& host, const Deployment& deployment,
                           const QString& log, base::Milliseconds every, base::Milliseconds lasts) {
    const Environment& environment = *project.environment(deployment.environment);
    if (log.isEmpty()) {
        const Looks looks = looksOn(project, environment, host, deployment);
        if (looks.looks.isEmpty())
            return {};
        return Duty{looks.probes, witnessCommand(looks.looks, every, lasts)};
    }
    for (const WatchedLog& one : deployment.plan.logs)
        if (one.title() == log) {
            const ProbeQuestion question{
                environment.name, {}, host, definedVariables(project, environment, &host)};
            RemoteCommand command = logCommand(one, variablesOf(question, &deployment), lasts);
            // What the application says of them is not for the disk of this computer.
            command.hidden = environment.secrets;
            for (const SecretSource& secret : project.secrets)
                if (std::none_of(environment.secrets.begin(), environment.secrets.end(),
                                 [&](const SecretSource& own) { return own.name == secret.name; }))
                    command.hidden.append(secret);
            return Duty{{}, command};
        }
    return {};
}

QString digestOf(const RemoteCommand& command) {
    QJsonObject variables;
    for (auto it = command.variables.begin(); it != command.variables.end(); ++it)
        variables.insert(it.key(), it.value());
    const auto bytes = base::canonicalJson({{QStringLiteral("script"), command.script},
                                            {QStringLiteral("variables"), variables},
                                            {QStringLiteral("timeoutMs"), qint64(command.timeout.count())}});
    return base::sha256Hex(bytes.valueOr(QByteArray()));
}

QString answeredWords(const Witness& witness, const RemoteAnswer& answer) {
    if (answer.stopped)
        return Witnesses::tr("ended with the watch");
    if (answer.exitCode == 0)
        return witness.keepsLog() ? Witnesses::tr("kept to the end") : Witnesses::tr("watched to its end");
    if (witness.keepsLog() && answer.exitCode == logIsFull)
        return Witnesses::tr("kept as far as there was room on the host");
    return Witnesses::tr("exit %1").arg(answer.exitCode);
}

} // namespace

/// One witness that is read.
struct Witnesses::Watching {
    DeploymentId deployment;
    EnvironmentName environment;
    Witness witness;
    ports::AttemptOrder order;
    RemoteRun* run = nullptr;
    WitnessReader reader;
    qint64 offset = 0;      ///< of its output, as far as it was read here
    qint64 readUntilMs = 0; ///< by this computer's clock: the newest look
    qint64 askedAtMs = 0;
    std::optional<qint64> aheadMs; ///< how far the host's clock is ahead of this one
    bool isReading = false, again = false;
    bool isStopped = false;
};

Witnesses::Witnesses(const Parts& parts, History& history, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history) {
    connect(&parts.output, &ports::OutputStore::grown, this, [this](const AttemptId& attempt) {
        if (const auto watching = m_watching.value(attempt))
            read(watching);
    });
}

Witnesses::~Witnesses() = default;

void Witnesses::begin() {
    if (m_hasBegun)
        return;
    m_hasBegun = true;
    round();
}

void Witnesses::round() {
    m_rounds.begun(m_parts.clock.now().utcMs);
    if (m_history.isReady())
        for (const DeploymentId& id : m_history.world().order)
            look(*m_history.deployment(id));
    m_parts.clock.callAfter(Rounds::everyMs, this, [this] { round(); });
}

void Witnesses::look(const Deployment& deployment) {
    for (const Witness& witness : deployment.witnesses)
        if (!witness.isEnded && !m_watching.contains(witness.attempt) &&
            (deployment.isWatched() || deployment.endedAtMs))
            attach(deployment, witness);
    if (!deployment.isWatched()) {
        // The watch is over before its time: nothing is to be seen any more.
        for (const auto& watching : std::as_const(m_watching))
            if (watching->deployment == deployment.id && deployment.endedAtMs && !watching->isStopped) {
                watching->isStopped = true;
                if (watching->run)
                    watching->run->askStop();
            }
        return;
    }
    const Environment* environment = m_parts.source.project().environment(deployment.environment);
    QStringList wanted; // by the log that is kept; empty: the one that looks at probes
    if (deployment.plan.witness.count() > 0)
        wanted.append(QString());
    for (const WatchedLog& log : deployment.plan.logs)
        wanted.append(log.title());
    if (!environment || wanted.isEmpty() || m_parts.clock.now().utcMs >= deployment.watchEndsAtMs())
        return;
    for (const Host& host : environment->hosts)
        for (const QString& log : std::as_const(wanted)) {
            int there = 0;
            bool isThere = false;
            qint64 endedAtMs = 0;
            for (const Witness& one : deployment.witnesses)
                if (one.host == host.name && one.log == log) {
                    ++there;
                    isThere = isThere || !one.isEnded;
                    endedAtMs = std::max(endedAtMs, one.endedAtMs);
                }
            const bool isSoon = m_parts.clock.now().utcMs < endedAtMs + there * anewAfterMs;
            if (!isThere && there < mostPerHost && !isSoon)
                leave(deployment, host, log);
        }
}

void Witnesses::leave(const Deployment& deployment, const Host& host, const QString& log) {
    const QString key = QStringList{deployment.id.text(), host.name.text(), log}.join(QLatin1Char('\n'));
    if (m_leaving.contains(key))
        return;
    const base::Milliseconds left(deployment.watchEndsAtMs() - m_parts.clock.now().utcMs);
    const base::Milliseconds every = log.isEmpty() ? deployment.plan.witness : base::Milliseconds(0);
    const auto duty = dutyOf(m_parts.source.project(), host, deployment, log, every, left);
    if (!duty)
        return;
    QJsonObject fields{{QStringLiteral("attempt"), base::newUlid(m_parts.clock.now().utcMs)},
                       {QStringLiteral("host"), host.name.text()},
                       {QStringLiteral("digest"), digestOf(duty->command)},
                       {QStringLiteral("probes"), QJsonArray::fromStringList(duty->probes)},
                       {QStringLiteral("everyMs"), qint64(every.count())},
                       {QStringLiteral("lastsMs"), qint64(left.count())}};
    if (!log.isEmpty())
        fields.insert(QStringLiteral("log"), log);
    m_leaving.insert(key);
    // Durable before anything is started there.
    m_history.append({{chainOf(deployment.id), QString::fromLatin1(entry::witnessLeft),
                       QStringLiteral("slipway"), fields}},
                     this, [this, key, id = deployment.id](const base::Result<void>&) {
                         m_leaving.remove(key);
                         if (const Deployment* known = m_history.deployment(id))
                             look(*known);
                     });
}

void Witnesses::attach(const Deployment& deployment, const Witness& witness) {
    const Project& project = m_parts.source.project();
    const Environment* environment = project.environment(deployment.environment);
    const auto host = hostOf(project, deployment.environment, witness.host);
    if (!environment || !host)
        return;
    auto watching = std::make_shared<Watching>();
    watching->deployment = deployment.id;
    watching->environment = deployment.environment;
    watching->witness = witness;
    watching->askedAtMs = m_parts.clock.now().utcMs;
    watching->order = {*host, deployment.environment, witness.attempt, witness.digest, {}};
    // As it was left; when the file says something else by now it is read, and never started.
    if (const auto duty = dutyOf(project, *host, deployment, witness.log, witness.every, witness.lasts))
        watching->order.command = duty->command;
    if (digestOf(watching->order.command) != witness.digest)
        watching->order.command.script = QStringLiteral("exit 125");
    m_watching.insert(witness.attempt, watching);
    attend(watching);
    if (witness.keepsLog())
        return; // its output is for people
    read(watching);
    // By whose clock it tells when it looked.
    const qint64 before = m_parts.clock.now().utcMs;
    base::deliver(m_parts.shell.query(*host, QStringLiteral("date +%s"), {}, {clockWithin, {}}), this,
                  [this, watching, before](const base::Result<ports::RemoteShell::QueryAnswer>& answer) {
                      const qint64 now = m_parts.clock.now().utcMs;
                      bool isTime = false;
                      const qint64 there =
                          answer.ok() ? answer->output.trimmed().toLongLong(&isTime) * 1000 : 0;
                      // A second is all it tells; what is within that counts as the same.
                      const qint64 ahead = there + 500 - (before + now) / 2;
                      watching->aheadMs = isTime && std::abs(ahead) > 1000 ? ahead : 0;
                      read(watching);
                  });
}

void Witnesses::attend(const std::shared_ptr<Watching>& watching) {
    watching->run = new RemoteRun(m_parts, watching->order, {watching->deployment, watching->witness.attempt},
                                  true, this);
    connect(watching->run, &RemoteRun::finished, this, [this, watching](const RunEnd& end) {
        watching->run->deleteLater();
        watching->run = nullptr;
        ended(watching, end);
    });
    watching->run->begin();
    if (watching->isStopped)
        watching->run->askStop();
}

void Witnesses::read(const std::shared_ptr<Watching>& watching) {
    if (!watching->aheadMs)
        return;
    if (watching->isReading) {
        watching->again = true;
        return;
    }
    watching->isReading = true;
    // Only its standard output is read; what stands on the other is for people.
    base::deliver(m_parts.output.read({watching->deployment, watching->witness.attempt},
                                      {watching->offset, std::numeric_limits<qint64>::max()}, readBytes),
                  this, [this, watching](const base::Result<QList<ports::OutputChunk>>& chunks) {
                      watching->isReading = false;
                      QList<WitnessSight> sights;
                      bool any = false;
                      if (chunks.ok())
                          for (const ports::OutputChunk& chunk : *chunks)
                              if (chunk.stream == ports::OutputStream::Out) {
                                  any = any || !chunk.bytes.isEmpty();
                                  sights += watching->reader.take(chunk.bytes);
                                  watching->offset = chunk.offset + chunk.bytes.size();
                              }
                      took(watching, sights);
                      if (any || std::exchange(watching->again, false))
                          read(watching);
                  });
}

void Witnesses::took(const std::shared_ptr<Watching>& watching, const QList<WitnessSight>& sights) {
    const Deployment* deployment = m_history.deployment(watching->deployment);
    const Project& project = m_parts.source.project();
    const Environment* environment = project.environment(watching->environment);
    if (sights.isEmpty() || !deployment || !environment)
        return;
    const auto questions = probeQuestions(project, *environment);
    QList<Sample> seen;
    for (const WitnessSight& sight : sights) {
        const QString name = watching->witness.probes.value(sight.look);
        const auto question = std::find_if(questions.begin(), questions.end(), [&](const ProbeQuestion& one) {
            return one.probe.name.text() == name && one.hostName() == watching->witness.host;
        });
        if (question == questions.end())
            continue;
        const Seen judged = judgeProbe(question->probe, variablesOf(*question, deployment), sight.sight, {});
        Sample sample;
        sample.environment = watching->environment;
        sample.probe = question->probe.name;
        sample.host = watching->witness.host;
        sample.timeMs = sight.hostMs - *watching->aheadMs;
        sample.everyMs = watching->witness.every.count();
        sample.outcome = judged.outcome;
        sample.reason = judged.reason;
        sample.value = judged.value;
        sample.isFilledIn = true;
        seen.append(sample);
        watching->readUntilMs = std::max(watching->readUntilMs, sample.timeMs);
    }
    std::stable_sort(seen.begin(), seen.end(),
                     [](const Sample& one, const Sample& other) { return one.timeMs < other.timeMs; });
    fill(watching, seen);
}

void Witnesses::fill(const std::shared_ptr<Watching>& watching, const QList<Sample>& seen) {
    base::deliver(fillIn(m_parts, watching->environment, seen, sampleReach, this), this,
                  [this, watching](const base::Result<int>& count) {
                      if (count.ok() && *count > 0)
                          Q_EMIT filledIn(watching->environment);
                  });
}

void Witnesses::ended(const std::shared_ptr<Watching>& watching, const RunEnd& end) {
    base::deliver(
        m_parts.output.settle({watching->deployment, watching->witness.attempt}), this,
        [this, watching, end](const base::Result<ports::OutputDigest>& digest) {
            read(watching);
            QString summary;
            switch (end.how) {
            case RunEnd::How::Answered:
                summary = answeredWords(watching->witness, end.answer);
                break;
            case RunEnd::How::NotStarted:
                summary = tr("was not left: %1").arg(end.error.detail);
                break;
            case RunEnd::How::Unknown:
                summary = tr("is gone: %1").arg(end.error.detail);
                break;
            }
            QJsonObject fields{{QStringLiteral("attempt"), watching->witness.attempt.text()},
                               {QStringLiteral("host"), watching->witness.host.text()},
                               {QStringLiteral("summary"), summary}};
            if (watching->witness.keepsLog())
                fields.insert(QStringLiteral("log"), watching->witness.log);
            if (digest.ok()) {
                fields.insert(QStringLiteral("outDigest"), digest->out);
                fields.insert(QStringLiteral("errDigest"), digest->err);
                fields.insert(QStringLiteral("outBytes"), digest->outBytes);
                fields.insert(QStringLiteral("errBytes"), digest->errBytes);
                fields.insert(QStringLiteral("leftOutBytes"), digest->outLeftOut + digest->errLeftOut);
            }
            m_history.append({{chainOf(watching->deployment), QString::fromLatin1(entry::witnessEnded),
                               QStringLiteral("slipway"), fields}},
                             this, [this, watching](const base::Result<void>& done) {
                                 if (!done.ok())
                                     return;
                                 m_watching.remove(watching->witness.attempt);
                                 base::deliver(m_parts.shell.clean(watching->order, {cleanWithin, {}}), this,
                                               [](const base::Result<void>&) {}); // else its 30 days end it
                             });
        });
}

bool Witnesses::areRead(const Deployment& deployment, qint64 untilMs) const {
    const qint64 now = m_parts.clock.now().utcMs;
    if (!deployment.witnesses.isEmpty() && m_rounds.isLate(now))
        return false;
    for (const Witness& witness : deployment.witnesses) {
        if (witness.isEnded || witness.keepsLog() || witness.leftAtMs > untilMs)
            continue;
        const auto watching = m_watching.value(witness.attempt);
        if (!watching)
            return false;
        // Its next look after that moment proves that there is none before it to come.
        if (watching->readUntilMs >= untilMs - witness.every.count())
            continue;
        // After waking the hosts have their time again.
        const qint64 heard = watching->run ? watching->run->heardAtMs() : 0;
        if (now - std::max({heard, watching->askedAtMs, m_rounds.wokeAtMs()}) < patienceMs)
            return false;
    }
    return true;
}

} // namespace slipway::engine
