#pragma once
#include "app/models/views.h"
#include "ui/theme/glyph.h"

namespace slipway::ui {

/// How a state is shown: always all three together.
struct Look {
    Glyph glyph = Glyph::None;
    QString word;
    Tone tone = Tone::Neutral;
    friend bool operator==(const Look&, const Look&) = default;
};

Look lookOf(domain::Verdict verdict);
/// As lookOf(verdict), but an item whose turn it is waits for its signature.
Look lookOf(const models::StepView& step);
/// Upcoming, due, passed, decide.
Look lookOf(const models::CheckpointView& checkpoint);
Look lookOf(domain::HealthState state);
Look lookOf(models::ReleaseState state);
/// What was done, or told, at a moment of a watch.
Look lookOf(const models::WatchMark& mark);
/// Due, late, signed, ….
Look lookOf(const domain::RecurringStanding& standing);

QString tierWord(domain::Tier tier);
Tone tierTone(domain::Tier tier);
QString phaseWord(domain::Phase phase);
/// Where a step does its work, for its title row: "over SSH", "a person", ….
QString kindWord(const QString& kind);
/// What a deployment is, as its heading: "v1.8.0 → production", "Rehearsal of v1.8.0 on staging".
QString deploymentTitle(const QString& kind, const QString& version, const QString& environment);
/// "2 waived" on the icon and in the colour of waivers.
Look waivedLook(int waivers);
/// What passed by the usual rules, the loudest first: an emergency, waivers, a review that is missing.
/// Nothing: all went as it should.
std::optional<Look> exceptionLook(bool isEmergency, bool needsReview, int waivers);
std::optional<Look> exceptionLook(const models::ReleaseView& release);
std::optional<Look> exceptionLook(const models::DeploymentLine& line);
/// "Rehearsed: there and back in 41 s".
Look rehearsedLook(qint64 tookMs);
/// "≈ 41 s to v1.7.3 · rehearsed on staging 11:20"; empty while nobody has gone the way back.
QString wayBackWords(const models::WayBackView& way, const QString& version, qint64 nowMs);
/// How long the host of a running step has given no sign of life; 0: not worth a word.
qint64 silentForMs(const models::HostRunView& host, qint64 nowMs);
/// Whether something is still to be done in this state.
bool isUnderWay(models::ReleaseState state);

} // namespace slipway::ui
