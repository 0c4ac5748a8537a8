#include "app/models/timeline.h"

#include "app/domain/evidence.h"
#include "app/domain/gates.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace slipway::models {

using namespace domain;

namespace {

using Kind = TimelineLine::Kind;

QString tr(const char* text) {
    return QCoreApplication::translate("timeline", text);
}

class Teller {
public:
    explicit Teller(const Deployment& deployment) : m_deployment(deployment) {}

    std::optional<TimelineLine> tell(const Entry& entry) {
        m_line = {
            entry.seq, entry.timeMs(), entry.actor(), {}, {}, Kind::Neutral, !entry.signature.isEmpty(), {},
            {}};
        const auto [step, host] = whereOf(entry);
        m_line.step = step.text();
        m_line.host = host.text();
        if (m_line.who == QLatin1StringView("slipway"))
            m_line.who.clear();
        const auto is = [&](const char* type) { return entry.type == QLatin1StringView(type); };
        if (is(entry::intent) && hasOutcome(entry.text("attempt")))
            return {};
        if (is(entry::opened))
            opened(entry);
        else if (is(entry::planFixed))
            say(tr("the plan is fixed"), tr("fingerprint %1").arg(entry.text("fingerprint").left(12)));
        else if (is(entry::planChanged))
            say(tr("something changed after it was signed; nothing new starts"), entry.text("what"),
                Kind::Attention);
        else if (is(entry::intent))
            say(tr("begun: %1").arg(place(entry)));
        else if (is(entry::outcome))
            outcome(entry);
        else if (is(entry::signedOff))
            signedOff(entry);
        else if (is(entry::takenBack))
            say(tr("took the sign-off back: %1").arg(title(entry)), entry.text("reason"), Kind::Attention);
        else if (is(entry::signOffExpired))
            say(tr("the sign-off of %1 expired: %2").arg(entry.text("person"), title(entry)), {},
                Kind::Attention);
        else if (is(entry::evidenceExpired))
            say(tr("what was seen is too old, and is looked at again: %1").arg(title(entry)), {},
                Kind::Attention);
        else if (is(entry::witnessLeft) && !entry.text("log").isEmpty())
            say(tr("the log %1 is kept on %2").arg(entry.text("log"), entry.text("host")));
        else if (is(entry::witnessLeft))
            say(tr("a witness is left on %1").arg(entry.text("host")),
                tr("it looks every %1").arg(spokenDuration(entry.number("everyMs"))));
        else if (is(entry::witnessEnded) && !entry.text("log").isEmpty())
            say(tr("the log %1 on %2: %3").arg(entry.text("log"), entry.text("host"), entry.text("summary")));
        else if (is(entry::witnessEnded))
            say(tr("the witness on %1 %2").arg(entry.text("host"), entry.text("summary")));
        else if (is(entry::guardTripped))
            say(entry.text("action") == QLatin1StringView("hold")
                    ? tr("the plan's guard holds: the line is stopped")
                    : tr("the plan's guard rolls back"),
                entry.text("what"), Kind::Attention);
        else if (is(entry::checkpointWaived))
            say(tr("accepted the checkpoint at %1 as it is").arg(spokenDuration(entry.number("after"))),
                entry.text("reason"), Kind::Waived);
        else if (is(entry::checkpointExtended))
            say(tr("the checkpoint at %1 is judged again at %2")
                    .arg(spokenDuration(entry.number("after")), spokenInstant(entry.number("dueAt"))),
                entry.text("reason"), Kind::Attention);
        else if (is(entry::reviewed))
            say(tr("reviewed"), entry.text("note"), Kind::Signed);
        else if (is(entry::answered))
            answered(entry);
        else if (is(entry::decided))
            decided(entry);
        else if (is(entry::paused))
            say(tr("paused"), entry.text("reason"), Kind::Attention);
        else if (is(entry::resumed))
            say(tr("resumed"));
        else if (is(entry::freezeHolds))
            say(tr("waits for the end of a freeze before %1").arg(title(entry)), entry.text("words"),
                Kind::Attention);
        else if (is(entry::freezeEnded))
            say(tr("goes on: the freeze is over"));
        else if (is(entry::stopAsked))
            say(tr("asked to stop %1").arg(place(entry)), {}, Kind::Attention);
        else if (is(entry::live))
            say(tr("live"), {}, Kind::Passed);
        else if (is(entry::ended))
            ended(entry);
        else if (is(entry::checkpoint))
            checkpoint(entry);
        else if (is(entry::refused))
            say(tr("refused: %1").arg(entry.text("action")), entry.text("reason"), Kind::Attention);
        else if (!lock(entry, is))
            say(entry.type);
        return m_line;
    }

private:
    void say(const QString& what, const QString& detail = {}, Kind kind = Kind::Neutral) {
        m_line.what = what;
        m_line.detail = detail;
        m_line.kind = kind;
    }
    std::pair<StepId, HostName> whereOf(const Entry& entry) const {
        const QString id = entry.text("attempt");
        if (!id.isEmpty())
            for (const Attempt& attempt : m_deployment.attempts)
                if (attempt.id.text() == id)
                    return {attempt.step, attempt.host};
        return {StepId(entry.text("step")), HostName(entry.text("host"))};
    }
    QString titleOf(const StepId& id) const {
        const Step* step = m_deployment.plan.step(id);
        return step ? step->title : id.text();
    }
    QString title(const Entry& entry) const { return titleOf(StepId(entry.text("step"))); }
    /// The step, and the host where there is one.
    QString place(const Entry& entry) const {
        const auto [step, host] = whereOf(entry);
        return host.isEmpty() ? titleOf(step) : tr("%1 on %2").arg(titleOf(step), host.text());
    }
    bool hasOutcome(const QString& attempt) const {
        return std::any_of(
            m_deployment.attempts.begin(), m_deployment.attempts.end(),
            [&](const Attempt& one) { return one.id.text() == attempt && !one.outcomeHash.isEmpty(); });
    }
    void opened(const Entry& entry) {
        switch (m_deployment.kind) {
        case DeploymentKind::Deploy:
            if (m_deployment.emergency.isEmpty())
                say(tr("%1 to %2 is started")
                        .arg(m_deployment.candidate.version, m_deployment.environment.text()));
            else
                say(tr("%1 to %2 is started as an emergency, past gates and approvals")
                        .arg(m_deployment.candidate.version, m_deployment.environment.text()),
                    m_deployment.emergency, Kind::Failed);
            return;
        case DeploymentKind::Rollback:
            say(tr("the rollback of %1 is started").arg(m_deployment.undoes.text()), entry.text("reason"),
                Kind::RolledBack);
            return;
        case DeploymentKind::Rehearsal:
            say(tr("a rehearsal of the way back from %1 is started").arg(m_deployment.undoes.text()));
            return;
        }
        Q_UNREACHABLE();
    }
    void outcome(const Entry& entry) {
        const Verdict verdict = verdictFromName(entry.text("verdict")).value_or(Verdict::Inconclusive);
        const QString& where = place(entry);
        const QString summary = entry.text("summary");
        switch (verdict) {
        case Verdict::Passed:
            return say(tr("passed: %1").arg(where), summary, Kind::Passed);
        case Verdict::Failed:
            return say(tr("failed: %1").arg(where), summary, Kind::Failed);
        case Verdict::Stopped:
            return say(tr("stopped: %1").arg(where), summary, Kind::Attention);
        case Verdict::Interrupted:
            return say(tr("outcome unknown: %1").arg(where), summary, Kind::Attention);
        case Verdict::Inconclusive:
            return say(tr("could not be measured: %1").arg(where), summary, Kind::Attention);
        case Verdict::Waived:
        case Verdict::NotApplicable:
        case Verdict::Undone:
        case Verdict::Waiting:
        case Verdict::Ready:
        case Verdict::Running:
            return say(QStringLiteral("%1: %2").arg(verdictName(verdict), where), summary);
        }
    }
    void signedOff(const Entry& entry) {
        const bool go = entry.text("decision") != QLatin1StringView("no-go");
        const bool alone = entry.body.value(QStringLiteral("selfApproved")).toBool();
        const QString what = entry.text("step").isEmpty() ? entry.text("statement") : title(entry);
        if (!go)
            say(tr("no-go: %1").arg(what), entry.text("note"), Kind::Failed);
        else if (alone)
            say(tr("self-approved: %1").arg(what), entry.text("note"), Kind::Waived);
        else
            say(tr("signed: %1").arg(what), entry.text("note"), Kind::Signed);
    }
    void answered(const Entry& entry) {
        const Verdict verdict = verdictFromName(entry.text("verdict")).value_or(Verdict::Failed);
        if (verdict == Verdict::Passed)
            say(tr("answered: %1").arg(title(entry)), entry.text("note"), Kind::Passed);
        else if (verdict == Verdict::NotApplicable)
            say(tr("does not apply: %1").arg(title(entry)), entry.text("note"), Kind::Waived);
        else
            say(tr("answered with failed: %1").arg(title(entry)), entry.text("note"), Kind::Failed);
    }
    void decided(const Entry& entry) {
        const QString what = entry.text("decision");
        const QString reason = entry.text("reason");
        if (what == QLatin1StringView("retry"))
            say(tr("decided to try again"), reason);
        else if (what == QLatin1StringView("waive"))
            say(tr("decided to go on without %1").arg(place(entry)), reason, Kind::Waived);
        else if (what == QLatin1StringView("exclude"))
            say(tr("decided to leave %1 out").arg(entry.text("host")), reason, Kind::Waived);
        else if (what == QLatin1StringView("take-over"))
            say(tr("decided to take the environment over"), reason, Kind::Attention);
        else if (what == QLatin1StringView("rollback"))
            say(tr("decided to roll back"), reason, Kind::RolledBack);
        else
            say(tr("decided: %1").arg(what), reason);
    }
    void ended(const Entry& entry) {
        const QString result = entry.text("result");
        const QString by = entry.text("by");
        if (result == QLatin1StringView("successful"))
            say(tr("ended well"), {}, Kind::Passed);
        else if (result == QLatin1StringView("rolled-back"))
            say(tr("rolled back"), by, Kind::RolledBack);
        else if (result == QLatin1StringView("superseded"))
            say(tr("superseded by the next deployment"), by);
        else
            say(tr("abandoned"), entry.text("reason"), Kind::Attention);
    }
    void checkpoint(const Entry& entry) {
        const Verdict verdict = verdictFromName(entry.text("verdict")).value_or(Verdict::Inconclusive);
        say(tr("checkpoint at %1: %2").arg(spokenDuration(entry.number("after")), verdictName(verdict)),
            entry.text("summary"),
            verdict == Verdict::Passed   ? Kind::Passed
            : verdict == Verdict::Failed ? Kind::Failed
                                         : Kind::Attention);
    }
    template <class Is>
    bool lock(const Entry& entry, const Is& is) {
        if (is(entry::lockTaken))
            say(tr("the environment is locked on its hosts"));
        else if (is(entry::lockReleased))
            say(tr("the environment is given back"));
        else if (is(entry::lockWaits))
            say(tr("waits: %1 has the environment").arg(entry.text("who")), entry.text("reason"),
                Kind::Attention);
        else if (is(entry::lockLost))
            say(tr("%1 took the environment over").arg(entry.text("who")), entry.text("reason"),
                Kind::Attention);
        else
            return false;
        return true;
    }

    const Deployment& m_deployment;
    TimelineLine m_line;
};

} // namespace

QList<TimelineLine> timeline(const Deployment& deployment, const QList<Entry>& entries) {
    QList<TimelineLine> lines;
    Teller teller(deployment);
    for (const Entry& entry : entries)
        if (auto line = teller.tell(entry))
            lines.append(*line);
    return lines;
}

} // namespace slipway::models
