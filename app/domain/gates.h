#pragma once
#include "app/domain/project.h"
#include "app/domain/spoken.h"
#include "app/domain/world.h"

namespace slipway::domain {

/// A condition for starting a deployment: met or not, with the reason and the proof.
struct Gate {
    QString
        id; ///< stable: "deployed-before", "soaked", "fresh", "not-bad", "freeze", "line", "free", gateId()
    QString title;
    QString detail; ///< in words, the same on screen, on the command line and in the ledger
    bool met = false;
    bool timeWillMeet = false; ///< waiting is enough
    bool isPassed() const { return met || !waiver.isEmpty(); }
    QString waiver{};         ///< ID of the waiver by which a closed one is passed; empty: none stands
    QString waiverWords{};    ///< who waived it, until when and why, also while a second person is to sign
    QString unsignedWaiver{}; ///< ID of one that a second person is to sign
    QString soon{};           ///< of one that is met: when it will close, "in 1 h 58 min"; empty: not soon
};

/// Whether a waiver can ever pass it: the others are opened by what they ask for, or not at all.
bool isWaivable(const QString& gate);
/// What a gate is called in slipway.yaml and on the command line.
QStringList waivableGates();

/// What the gates look at beside the ledger.
struct GateFacts {
    qint64 nowMs = 0; ///< UTC
    qint64 soakedMs =
        0; ///< observed healthy time of the environment before, since the candidate is live there
    bool healthyBefore = false;          ///< it is up or degraded right now
    QList<FreezeSpan> freezes{};         ///< of the environment, those around now
    bool isPreviousKnown = false;        ///< what runs in the environment now
    std::optional<FileInGit> planFile{}; ///< slipway.yaml; none: Git was not asked, or could not tell
    QMap<QString, Judgement> asked{};    ///< of Environment::gates, by gateId(); those that answered
};

/// Of one of Environment::gates: "ci", or the word behind `git`.
QString gateId(const StepTemplate& written);
/// Environment::gates as steps that can be performed, with gateId() for an ID.
QList<Step> gateSteps(const Project& project, const Environment& environment, const Candidate& candidate);

/// "stopped by mira at 2026-11-20 16:00 UTC: the payment provider is down".
QString stoppedWords(const LineStop& stop);

/// "waived by mira until 2026-11-20 18:00 UTC: the payment provider asks for it".
QString waiverWords(const GateWaiver& waiver, qint64 nowMs);

/// Every gate between the candidate and the environment, in a fixed order.
QList<Gate> gates(const Project& project, const World& world, const Environment& environment,
                  const Candidate& candidate, const GateFacts& facts);

} // namespace slipway::domain
