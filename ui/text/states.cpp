#include "ui/text/states.h"

#include "ui/text/quantities.h"

#include <QCoreApplication>

namespace slipway::ui {
namespace {

struct States {
    Q_DECLARE_TR_FUNCTIONS(States)
};

/// Half a second is a second, never "0 s".
QString wholeSpan(qint64 ms) {
    return span(std::max<qint64>(1000, ms + 500));
}

} // namespace

Look lookOf(domain::Verdict verdict) {
    switch (verdict) {
    case domain::Verdict::Waiting:
        return {Glyph::Circle, States::tr("Waiting"), Tone::Waiting};
    case domain::Verdict::Ready:
        return {Glyph::Dot, States::tr("Ready"), Tone::Running};
    case domain::Verdict::Running:
        return {Glyph::Half, States::tr("Running"), Tone::Running};
    case domain::Verdict::Interrupted:
        return {Glyph::Lightning, States::tr("Interrupted: outcome unknown"), Tone::Attention};
    case domain::Verdict::Passed:
        return {Glyph::Check, States::tr("Passed"), Tone::Passed};
    case domain::Verdict::Failed:
        return {Glyph::Cross, States::tr("Failed"), Tone::Failed};
    case domain::Verdict::Inconclusive:
        return {Glyph::Triangle, States::tr("Inconclusive: could not be measured"), Tone::Attention};
    case domain::Verdict::Waived:
        return {Glyph::Diamond, States::tr("Waived"), Tone::Attention};
    case domain::Verdict::NotApplicable:
        return {Glyph::Diamond, States::tr("Not applicable"), Tone::Waiting};
    case domain::Verdict::Stopped:
        return {Glyph::Stop, States::tr("Stopped"), Tone::Attention};
    case domain::Verdict::Undone:
        return {Glyph::Undo, States::tr("Undone"), Tone::Waiting};
    }
    Q_UNREACHABLE();
}

Look lookOf(const models::StepView& step) {
    if (step.asksPerson && step.verdict == domain::Verdict::Ready)
        return {Glyph::Pen, States::tr("Waits for a person"), Tone::Attention};
    if (step.asksPerson && step.verdict == domain::Verdict::Waiting)
        return {Glyph::Pen, States::tr("Waiting"), Tone::Waiting};
    return lookOf(step.verdict);
}

Look lookOf(const models::CheckpointView& checkpoint) {
    if (checkpoint.verdict == domain::Verdict::Waiting)
        return {Glyph::Clock, States::tr("upcoming"), Tone::Waiting};
    if (checkpoint.verdict == domain::Verdict::Ready)
        return {Glyph::Pen, States::tr("due"), Tone::Attention};
    if (checkpoint.verdict == domain::Verdict::Passed)
        return checkpoint.isOverdue ? Look{Glyph::Exclamation, States::tr("signature overdue"), Tone::Failed}
                                    : Look{Glyph::Check,
                                           checkpoint.signedBy.isEmpty() ? States::tr("passed, not signed")
                                                                         : States::tr("passed"),
                                           Tone::Passed};
    if (checkpoint.verdict == domain::Verdict::Inconclusive)
        return {Glyph::Triangle, States::tr("inconclusive"), Tone::Attention};
    if (checkpoint.verdict == domain::Verdict::Waived)
        return {Glyph::Diamond, States::tr("accepted"), Tone::Attention};
    return lookOf(checkpoint.verdict);
}

Look lookOf(const models::WatchMark& mark) {
    switch (mark.kind) {
    case models::WatchMark::Kind::Deployment:
        return {Glyph::Play, States::tr("Deployment"), Tone::Accent};
    case models::WatchMark::Kind::Rollback:
        return {Glyph::Undo, States::tr("Rollback"), Tone::Failed};
    case models::WatchMark::Kind::Signed:
        return {Glyph::Pen, States::tr("Signed"), Tone::Passed};
    case models::WatchMark::Kind::Accepted:
        return {Glyph::Diamond, States::tr("Decided"), Tone::Attention};
    case models::WatchMark::Kind::Alert:
        return {Glyph::Exclamation, States::tr("Alert"), Tone::Failed};
    case models::WatchMark::Kind::Over:
        return {Glyph::Check, States::tr("Over"), Tone::Passed};
    case models::WatchMark::Kind::Switch:
        return {Glyph::Lightning, States::tr("Kill switch"), Tone::Attention};
    case models::WatchMark::Kind::Guard:
        return {Glyph::Lock, States::tr("Guard"), Tone::Attention};
    }
    Q_UNREACHABLE();
}

Look lookOf(domain::HealthState state) {
    switch (state) {
    case domain::HealthState::Unobserved:
        return {Glyph::Hatch, States::tr("Not observed"), Tone::Waiting};
    case domain::HealthState::Up:
        return {Glyph::Check, States::tr("Healthy"), Tone::Passed};
    case domain::HealthState::Degraded:
        return {Glyph::Triangle, States::tr("Degraded"), Tone::Attention};
    case domain::HealthState::Suspect:
        return {Glyph::Exclamation, States::tr("Suspect"), Tone::Attention};
    case domain::HealthState::Maintenance:
        return {Glyph::Half, States::tr("Maintenance"), Tone::Running};
    case domain::HealthState::Down:
        return {Glyph::Cross, States::tr("Down"), Tone::Failed};
    }
    Q_UNREACHABLE();
}

Look lookOf(const domain::RecurringStanding& standing) {
    switch (standing.state) {
    case domain::RecurringStanding::State::Early:
        return {Glyph::Clock, States::tr("Upcoming"), Tone::Waiting};
    case domain::RecurringStanding::State::Open:
        return {Glyph::Pen, States::tr("Due"), Tone::Accent};
    case domain::RecurringStanding::State::Overdue:
        return {Glyph::Triangle, States::tr("Late"), Tone::Attention};
    case domain::RecurringStanding::State::Failed:
        return {Glyph::Cross, States::tr("Items failed"), Tone::Failed};
    case domain::RecurringStanding::State::Signed:
        return {Glyph::Check, States::tr("Signed"), Tone::Passed};
    }
    Q_UNREACHABLE();
}

Look lookOf(models::ReleaseState state) {
    switch (state) {
    case models::ReleaseState::Preparing:
        return {Glyph::Half, States::tr("Preparing"), Tone::Running};
    case models::ReleaseState::Running:
        return {Glyph::Half, States::tr("Running"), Tone::Running};
    case models::ReleaseState::WaitsForPerson:
        return {Glyph::Pen, States::tr("Waits for a person"), Tone::Attention};
    case models::ReleaseState::WaitsForTime:
        return {Glyph::Clock, States::tr("Waits"), Tone::Running};
    case models::ReleaseState::WaitsForLock:
        return {Glyph::Lock, States::tr("Waits for the environment"), Tone::Attention};
    case models::ReleaseState::Failed:
        return {Glyph::Cross, States::tr("Failed: decide"), Tone::Failed};
    case models::ReleaseState::Interrupted:
        return {Glyph::Lightning, States::tr("Interrupted: decide"), Tone::Attention};
    case models::ReleaseState::Paused:
        return {Glyph::Pause, States::tr("Paused"), Tone::Attention};
    case models::ReleaseState::Stale:
        return {Glyph::Triangle, States::tr("Sign-offs are stale"), Tone::Attention};
    case models::ReleaseState::Live:
        return {Glyph::Check, States::tr("Live"), Tone::Passed};
    case models::ReleaseState::Successful:
        return {Glyph::Check, States::tr("Successful"), Tone::Passed};
    case models::ReleaseState::RolledBack:
        return {Glyph::Undo, States::tr("Rolled back"), Tone::Failed};
    case models::ReleaseState::Abandoned:
        return {Glyph::Cross, States::tr("Abandoned"), Tone::Waiting};
    case models::ReleaseState::Rehearsed:
        return {Glyph::Check, States::tr("Rehearsed"), Tone::Passed};
    case models::ReleaseState::RollbackDone:
        return {Glyph::Undo, States::tr("Rollback done"), Tone::Passed};
    }
    Q_UNREACHABLE();
}

QString tierWord(domain::Tier tier) {
    switch (tier) {
    case domain::Tier::Development:
        return States::tr("Development");
    case domain::Tier::Staging:
        return States::tr("Staging");
    case domain::Tier::Production:
        return States::tr("Production");
    }
    Q_UNREACHABLE();
}

Tone tierTone(domain::Tier tier) {
    switch (tier) {
    case domain::Tier::Development:
        return Tone::Waiting;
    case domain::Tier::Staging:
        return Tone::Running;
    case domain::Tier::Production:
        return Tone::Production;
    }
    Q_UNREACHABLE();
}

QString phaseWord(domain::Phase phase) {
    switch (phase) {
    case domain::Phase::PreDeploy:
        return States::tr("PRE-DEPLOY");
    case domain::Phase::Deploy:
        return States::tr("DEPLOY");
    case domain::Phase::PostDeploy:
        return States::tr("POST-DEPLOY");
    case domain::Phase::Watch:
        return States::tr("MONITOR 24 H");
    }
    Q_UNREACHABLE();
}

QString kindWord(const QString& kind) {
    if (kind == QLatin1StringView("http"))
        return States::tr("HTTP request from this computer");
    if (kind == QLatin1StringView("git"))
        return States::tr("question to the Git repository");
    if (kind == QLatin1StringView("item") || kind == QLatin1StringView("approval"))
        return States::tr("asks a person");
    if (kind == QLatin1StringView("wait"))
        return States::tr("waits");
    return States::tr("command over SSH");
}

QString deploymentTitle(const QString& kind, const QString& version, const QString& environment) {
    if (kind == QLatin1StringView("rollback"))
        return States::tr("Rollback to %1 on %2").arg(version, environment);
    if (kind == QLatin1StringView("rehearsal"))
        return States::tr("Rehearsal of %1 on %2").arg(version, environment);
    return States::tr("%1 → %2").arg(version, environment);
}

Look waivedLook(int waivers) {
    return {Glyph::Diamond, States::tr("%n waived", nullptr, waivers), Tone::Attention};
}

std::optional<Look> exceptionLook(bool isEmergency, bool needsReview, int waivers) {
    if (isEmergency)
        return Look{Glyph::Triangle,
                    needsReview ? States::tr("emergency · to be reviewed") : States::tr("emergency"),
                    Tone::Failed};
    if (waivers > 0)
        return waivedLook(waivers);
    if (needsReview)
        return Look{Glyph::Half, States::tr("to be reviewed"), Tone::Attention};
    return {};
}

std::optional<Look> exceptionLook(const models::ReleaseView& release) {
    return exceptionLook(!release.emergency.isEmpty(), release.needsReview,
                         static_cast<int>(release.waivers.size()));
}

std::optional<Look> exceptionLook(const models::DeploymentLine& line) {
    return exceptionLook(line.isEmergency, line.needsReview, line.waivers);
}

Look rehearsedLook(qint64 tookMs) {
    Look look = lookOf(models::ReleaseState::Rehearsed);
    look.word = States::tr("Rehearsed: there and back in %1").arg(wholeSpan(tookMs));
    return look;
}

QString wayBackWords(const models::WayBackView& way, const QString& version, qint64 nowMs) {
    if (way.tookMs < 0)
        return {};
    const QString took = wholeSpan(way.tookMs);
    return (way.rehearsed ? States::tr("≈ %1 to %2 · rehearsed on %3 %4")
                          : States::tr("≈ %1 to %2 · as on %3 %4"))
        .arg(took, version, way.on, dayAndTime(way.atMs, nowMs));
}

qint64 silentForMs(const models::HostRunView& host, qint64 nowMs) {
    // A healthy host answers within a few seconds, be it only to a keepalive.
    constexpr qint64 worthAWord = 10'000;
    if (host.verdict != domain::Verdict::Running || host.heardAtMs == 0)
        return 0;
    const qint64 silent = nowMs - host.heardAtMs;
    return silent >= worthAWord ? silent : 0;
}

bool isUnderWay(models::ReleaseState state) {
    switch (state) {
    case models::ReleaseState::Preparing:
    case models::ReleaseState::Running:
    case models::ReleaseState::WaitsForPerson:
    case models::ReleaseState::WaitsForTime:
    case models::ReleaseState::WaitsForLock:
    case models::ReleaseState::Failed:
    case models::ReleaseState::Interrupted:
    case models::ReleaseState::Paused:
    case models::ReleaseState::Stale:
        return true;
    case models::ReleaseState::Live:
    case models::ReleaseState::Successful:
    case models::ReleaseState::RolledBack:
    case models::ReleaseState::Abandoned:
    case models::ReleaseState::Rehearsed:
    case models::ReleaseState::RollbackDone:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace slipway::ui
