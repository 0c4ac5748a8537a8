#pragma once
#include "app/domain/health_point.h"
#include "app/domain/watch_rule.h"
#include "app/engine/kept_samples.h"
#include "app/engine/probe_questions.h"

namespace slipway::engine {

/// One probe's samples and what they say between two instants.
struct Lane {
    ProbeQuestion question;
    QList<domain::Sample> samples;
    QList<domain::Stretch> stretches;
};

/// Sorts an environment's samples into the lanes of its probes; a probe without samples is an
/// unobserved lane. Samples of probes that the file no longer names are left out.
QList<Lane> lanesOf(const QList<ProbeQuestion>& questions, const KeptSamples& samples, qint64 fromMs,
                    qint64 toMs);
/// Whether how long it took is what a user would wait.
bool hasLatency(const domain::Probe& probe);
/// As rules of a watch judge them.
QList<domain::WatchedLane> watchedLanes(const QList<Lane>& lanes);
/// The minutes of all of them between two whole minutes; the samples begin early enough for the first.
QList<domain::HealthPoint> minutePoints(const QList<ProbeQuestion>& questions, const KeptSamples& samples,
                                        qint64 fromMs, qint64 toMs);
/// What the lanes say of their environment: a probe that is not critical degrades it at worst, and hides
/// nothing when it is not observed beside ones that are critical.
QList<QList<domain::Stretch>> sayOfEnvironment(const QList<Lane>& lanes);
/// The same of one state.
domain::HealthState sayOfEnvironment(const domain::Probe& probe, domain::HealthState state);
/// The environment's health: the worst of what its lanes say.
QList<domain::Stretch> healthOf(const QList<ProbeQuestion>& questions, const KeptSamples& samples,
                                qint64 fromMs, qint64 toMs);

} // namespace slipway::engine
