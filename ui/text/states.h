#pragma once
#include "app/models/views.h"
#include "ui/theme/glyph.h"

namespace slipway::ui {

/// How a state is shown: always all three together.
struct Look {
    Glyph glyph = Glyph::None;
    QString word;
    Tone tone = Tone::Neutral;
};

Look lookOf(domain::Verdict verdict);
/// As lookOf(verdict), but an item whose turn it is waits for its signature.
Look lookOf(const models::StepView& step);
/// Upcoming, due, passed, decide.
Look lookOf(const models::CheckpointView& checkpoint);
Look lookOf(domain::HealthState state);
Look lookOf(models::ReleaseState state);

QString tierWord(domain::Tier tier);
Tone tierTone(domain::Tier tier);
QString phaseWord(domain::Phase phase);
/// Where a step does its work, for its title row: "over SSH", "a person", ….
QString kindWord(const QString& kind);
/// Whether something is still to be done in this state.
bool isUnderWay(models::ReleaseState state);

} // namespace slipway::ui
