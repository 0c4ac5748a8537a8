#pragma once
#include "app/domain/health.h"
#include "app/domain/verdict.h"

#include <QJsonObject>

namespace slipway::domain {

/// What a checkpoint asks of the measured time, in the file's words. A broken one fails the checkpoint
/// (where it is not critical, a person looks); one that could not be measured leaves it open.
struct WatchRule {
    enum class Measure {
        Available, ///< share of the observed time that was not down, at least `limit` ("99.9%")
        P50,       ///< latency of a probe, at most `limit`: "300ms", or "1.5x" of the day before
        P95,
        P99,
        Errors,    ///< share of the answered questions that failed, at most `limit` ("1%")
        Incidents, ///< stretches down, at most `limit` ("0")
        Last,      ///< the newest measured number of a probe, its median, its worst: "< 450"
        Median,
        Peak,
        Growth, ///< of a measured number in an hour, at most `limit` ("20"); steady where no trend is clear
    };
    enum class Missing { Inconclusive, Fails, Holds };
    Measure measure = Measure::Available;
    QString limit;
    ProbeName probe{};          ///< empty: the whole environment (Available, Errors, Incidents)
    base::Milliseconds over{0}; ///< the time before the checkpoint it looks at; 0: all of it
    Missing missing = Missing::Inconclusive;
    bool critical = true;
    friend bool operator==(const WatchRule&, const WatchRule&) = default;
};
/// Whether any compares with the day before the release.
bool looksBack(const QList<WatchRule>& rules);

/// The file's word for a measure: "available", "p95"; all of them in their order.
QString measureName(WatchRule::Measure measure);
QList<WatchRule::Measure> allMeasures();
/// Whether the rule is about one probe and no environment.
bool needsProbe(WatchRule::Measure measure);
/// What is wrong with the limit, as the end of a sentence; empty: nothing.
QString limitComplaint(const WatchRule& rule);
/// "p95 of “API” at most 300ms over 3 h"
QString ruleWords(const WatchRule& rule);

QJsonObject toJson(const WatchRule& rule);
/// Nothing: not a rule this program knows.
std::optional<WatchRule> watchRuleFromJson(const QJsonObject& object);

/// One probe (at one host) over a time.
struct WatchedLane {
    ProbeName probe;
    QString label; ///< "API · prod-1"
    QString unit;  ///< of its measured number
    QList<Sample> samples;
    QList<Stretch> stretches;
};

/// What a checkpoint is judged on.
struct WatchEvidence {
    qint64 fromMs = 0, toMs = 0; ///< UTC
    QList<Stretch> health;       ///< of the environment
    QList<WatchedLane> lanes;
    QList<WatchedLane> before{}; ///< the same probes on the day before the release
};

struct RuleFinding {
    QString rule;                            ///< ruleWords()
    Verdict verdict = Verdict::Inconclusive; ///< passed, failed or inconclusive
    QString found;                           ///< "214 ms", or why it could not be measured
    bool critical = true;
    friend bool operator==(const RuleFinding&, const RuleFinding&) = default;
};

/// Pure; walks over all samples, so not for the main thread where there are many.
RuleFinding judge(const WatchRule& rule, const WatchEvidence& evidence);

} // namespace slipway::domain
