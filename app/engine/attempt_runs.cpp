#include "app/engine/attempt_runs.h"

#include <QDir>

namespace slipway::engine {

using namespace domain;

namespace {

/// How much of the end of each stream a step is judged by.
constexpr qint64 mostRead = 1024 * 1024;
constexpr qint64 mostComplaints = 4096;

QJsonObject digestFields(const base::Result<ports::OutputDigest>& digest) {
    if (!digest.ok())
        return {};
    QJsonObject fields{{QStringLiteral("outDigest"), digest->out},
                       {QStringLiteral("errDigest"), digest->err},
                       {QStringLiteral("outBytes"), digest->outBytes},
                       {QStringLiteral("errBytes"), digest->errBytes}};
    if (const qint64 leftOut = digest->outLeftOut + digest->errLeftOut; leftOut > 0)
        fields.insert(QStringLiteral("leftOutBytes"), leftOut);
    return fields;
}

} // namespace

AttemptRuns::AttemptRuns(const Parts& parts, const History& history, DeploymentId id, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_id(std::move(id)) {}

void AttemptRuns::run(const Attempt& attempt, bool resume) {
    m_open.insert(attempt.id);
    const Step& step = *deployment().plan.step(attempt.step);
    const Operation operation = step.operation(attempt.host);
    if (const auto* command = std::get_if<RemoteCommand>(&operation))
        runRemote(attempt, step, *command, resume);
    else
        runLocal(attempt, step, operation, resume);
}

Connection AttemptRuns::connection(const AttemptId& attempt) const {
    Connection known = m_connections.value(attempt);
    if (const RemoteRun* run = m_remote.value(attempt)) {
        known.heardAtMs = run->heardAtMs();
        known.sentBytes = run->sentBytes();
        known.bytesToSend = run->bytesToSend();
    }
    return known;
}

void AttemptRuns::askStop(const AttemptId& attempt) {
    if (const auto remote = m_remote.value(attempt))
        remote->askStop();
    else if (const auto local = m_local.value(attempt))
        local->askStop();
}

void AttemptRuns::runLocal(const Attempt& attempt, const Step& step, const Operation& operation,
                           bool resume) {
    const auto now = m_parts.clock.now();
    const qint64 since =
        now.bootId == attempt.bootId ? now.bootMs - attempt.intentBootMs : now.utcMs - attempt.intentAtMs;
    auto* asking = new LocalRun(m_parts, *stepKind(step.kind), operation,
                                {attempt.id, qMax<qint64>(0, since), resume}, this);
    m_local.insert(attempt.id, asking);
    connect(asking, &LocalRun::finished, this, [this, attempt, asking](const Judgement& judgement) {
        asking->deleteLater();
        m_local.remove(attempt.id);
        keepTranscript(attempt, judgement, asking->transcript());
    });
    asking->begin();
    if (attempt.stopAsked)
        askStop(attempt.id); // while nobody drove it
}

void AttemptRuns::keepTranscript(const Attempt& attempt, const Judgement& judgement,
                                 const QByteArray& transcript) {
    QJsonObject more;
    if (judgement.verdict == Verdict::Interrupted)
        more.insert(QStringLiteral("gone"), true); // nothing of it runs on, and nobody can be asked
    if (transcript.isEmpty()) {
        end(attempt, judgement, more);
        return;
    }
    const ports::OutputKey key{m_id, attempt.id};
    base::deliver(
        m_parts.output.offsets(key), this,
        [this, attempt, judgement, transcript, key, more](const base::Result<ports::OutputOffsets>& offsets) {
            // After a crash between the two, the transcript is there already.
            if (offsets.ok() && offsets->out == 0)
                m_parts.output.sink(key, {})->accept(ports::OutputStream::Out, transcript, transcript.size());
            base::deliver(m_parts.output.settle(key), this,
                          [this, attempt, judgement, more](const base::Result<ports::OutputDigest>& digest) {
                              QJsonObject all = digestFields(digest);
                              for (auto it = more.begin(); it != more.end(); ++it)
                                  all.insert(it.key(), it.value());
                              end(attempt, judgement, all);
                          });
        });
}

void AttemptRuns::runRemote(const Attempt& attempt, const Step& step, const RemoteCommand& command,
                            bool resume) {
    const Project& project = m_parts.source.project();
    const auto target = hostOf(project, deployment().environment, attempt.host);
    if (!target) {
        end(attempt, {Verdict::Interrupted, tr("slipway.yaml does not name this host any more")}, {});
        return;
    }
    if (attempt.digest != step.digest(attempt.host)) {
        // The ledger was written by hand or by another version: never run what was not recorded.
        end(attempt, {Verdict::Failed, tr("the recorded digest is not that of the plan")}, {});
        return;
    }
    ports::AttemptOrder order{*target, deployment().environment, attempt.id, attempt.digest, command};
    order.command.variables.insert(QStringLiteral("SLIPWAY_ATTEMPT"), attempt.id.text());
    if (attempt.host.isEmpty())
        order.command.folder = command.folder.startsWith(QLatin1StringView("~/"))
                                   ? command.folder
                                   : QDir(project.folder).filePath(command.folder);
    // Without the lock's number a host that has one refuses the step.
    else if (step.changesHosts())
        order.fence = deployment().lock.fences.value(attempt.host);
    auto* running = new RemoteRun(m_parts, order, {m_id, attempt.id}, resume, this);
    m_remote.insert(attempt.id, running);
    connect(running, &RemoteRun::connectionChanged, this, [this, id = attempt.id, running] {
        m_connections.insert(id, {running->lostAtMs(), running->reconnectedAtMs()});
        Q_EMIT connectionChanged();
    });
    connect(running, &RemoteRun::finished, this, [this, attempt, running](const RunEnd& end) {
        running->deleteLater();
        m_remote.remove(attempt.id);
        settle(attempt, end);
    });
    running->begin();
    if (attempt.stopAsked)
        running->askStop();
}

void AttemptRuns::settle(const Attempt& attempt, const RunEnd& how) {
    base::deliver(
        m_parts.output.settle({m_id, attempt.id}), this,
        [this, attempt, how](const base::Result<ports::OutputDigest>& digest) {
            QJsonObject more = digestFields(digest);
            switch (how.how) {
            case RunEnd::How::Answered:
                more.insert(QStringLiteral("exit"), how.answer.exitCode);
                more.insert(QStringLiteral("tookMs"), static_cast<qint64>(how.answer.took.count()));
                judge(attempt, how.answer, more);
                return;
            case RunEnd::How::NotStarted:
                if (how.error.kind == base::ErrorKind::Fenced)
                    more.insert(QStringLiteral("fenced"), true);
                if (how.error.kind == base::ErrorKind::Cancelled)
                    end(attempt, {Verdict::Stopped, tr("stopped before it began")}, more);
                else
                    end(attempt,
                        {Verdict::Failed, tr("was not started: %1 (%2)")
                                              .arg(how.error.detail, base::kindName(how.error.kind))},
                        more);
                return;
            case RunEnd::How::Unknown:
                more.insert(QStringLiteral("gone"), how.gone);
                end(attempt, {Verdict::Interrupted, tr("outcome unknown: %1").arg(how.error.detail)}, more);
                return;
            }
        });
}

void AttemptRuns::judge(const Attempt& attempt, const RemoteAnswer& answer, const QJsonObject& more) {
    const auto judged = [this, attempt, more](const RemoteAnswer& whole) {
        const Step& its = *deployment().plan.step(attempt.step);
        Judgement judgement = stepKind(its.kind)->judge(its.operation(attempt.host), whole);
        if (whole.isCut)
            judgement.summary =
                tr("%1; the host's disk was full, its output may be incomplete").arg(judgement.summary);
        end(attempt, judgement, more);
    };
    const Step& step = *deployment().plan.step(attempt.step);
    const bool readsOutput = stepKind(step.kind)->readsOutput(step.params);
    const bool hasFailed = answer.exitCode != 0 || answer.timedOut;
    if (!readsOutput && !hasFailed) {
        judged(answer);
        return;
    }
    const qint64 out = more.value(QStringLiteral("outBytes")).toInteger();
    const qint64 err = more.value(QStringLiteral("errBytes")).toInteger();
    const ports::OutputOffsets from{readsOutput ? qMax<qint64>(0, out - mostRead) : out,
                                    hasFailed ? qMax<qint64>(0, err - mostComplaints) : err};
    base::deliver(m_parts.output.read({m_id, attempt.id}, from, mostRead + mostComplaints), this,
                  [answer, judged](const base::Result<QList<ports::OutputChunk>>& chunks) {
                      RemoteAnswer whole = answer;
                      if (chunks.ok())
                          for (const ports::OutputChunk& chunk : *chunks)
                              (chunk.stream == ports::OutputStream::Out ? whole.tail : whole.complaints) +=
                                  chunk.bytes;
                      judged(whole);
                  });
}

void AttemptRuns::end(const Attempt& attempt, const Judgement& judgement, const QJsonObject& more) {
    m_open.remove(attempt.id);
    Q_EMIT ended(attempt, judgement, more);
}

} // namespace slipway::engine
