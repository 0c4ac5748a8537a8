#pragma once
#include "app/domain/ids.h"

#include <QByteArray>
#include <QJsonObject>

namespace slipway::domain {

/// A ledger row. `body` is `bytes` parsed; `bytes` are the truth.
struct Entry {
    qint64 row = 0; ///< order over all chains
    ChainId chain;
    qint64 seq = 0; ///< order in the chain, from 1
    QString type;
    QJsonObject body;
    QByteArray bytes;
    QByteArray prev;      ///< hex SHA-256 of the chain's entry before, 64 zeros for the first
    QByteArray hash;      ///< hex SHA-256 of bytes
    QByteArray signature; ///< armoured SSHSIG over bytes, or empty
    qint64 timeMs() const;
    QString actor() const { return body.value(QStringLiteral("actor")).toString(); }
    QString text(const char* key) const { return body.value(QLatin1StringView(key)).toString(); }
    qint64 number(const char* key) const { return body.value(QLatin1StringView(key)).toInteger(); }
};

/// What somebody wants appended. The ledger adds v, type, chain, seq, prev, time, boot and
/// app; `fields` hold the rest (strings, integers, booleans, arrays, objects).
struct Draft {
    ChainId chain;
    QString type;
    QString actor; ///< person, or "slipway" for what the driver does by itself
    QJsonObject fields;
};

/// Names of the entry types, as stored. An unknown one makes the ledger read-only.
namespace entry {
inline constexpr char head[] = "head";                ///< workspace: chain, seq, hash
inline constexpr char opened[] = "deployment.opened"; ///< kind, environment, candidate, previous, undoes
inline constexpr char planFixed[] = "plan.fixed";     ///< plan, hostKeys, place, fingerprint, fileDigest
inline constexpr char planChanged[] = "plan.changed"; ///< was, what, changes
inline constexpr char intent[] = "step.intent";       ///< step, host, attempt, digest, timeoutMs
inline constexpr char outcome[] = "step.outcome";     ///< step, host, attempt, verdict, summary, …
inline constexpr char signedOff[] =
    "signed"; ///< step, person, role, note, statement, fingerprint, evidence, decision
inline constexpr char takenBack[] = "sign-off.taken-back";   ///< step, of, person, reason, fingerprint
inline constexpr char signOffExpired[] = "sign-off.expired"; ///< step, of, person: by the driver
inline constexpr char answered[] = "item.answered";          ///< step, verdict, note
inline constexpr char decided[] =
    "decided";                             ///< retry, waive, exclude, take-over, rollback; step, host, reason
inline constexpr char paused[] = "paused"; ///< reason
inline constexpr char resumed[] = "resumed";
inline constexpr char stopAsked[] = "stop.asked";       ///< step, host, attempt
inline constexpr char live[] = "deployment.live";       ///< versions
inline constexpr char ended[] = "deployment.ended";     ///< result, by
inline constexpr char lockTaken[] = "lock.taken";       ///< fences: host -> number
inline constexpr char lockReleased[] = "lock.released"; ///< after the last changing step
inline constexpr char lockWaits[] =
    "lock.waits";                               ///< host, owner, who, reason, since, silentMs, running, fence
inline constexpr char lockLost[] = "lock.lost"; ///< the same: who took it over
inline constexpr char freezeHolds[] =
    "freeze.holds"; ///< step, since, until, words: what would start waits for the end of a freeze
inline constexpr char freezeEnded[] = "freeze.ended";
inline constexpr char checkpoint[] =
    "checkpoint.evaluated"; ///< after, verdict, summary, dueAt, from, signBy, rules: by the observer
inline constexpr char witnessLeft[] =
    "witness.left"; ///< attempt, host, digest, probes, everyMs, lastsMs, log: by the observer
inline constexpr char witnessEnded[] =
    "witness.ended"; ///< attempt, host, log, summary, outDigest, errDigest, outBytes, errBytes, leftOutBytes
inline constexpr char guardTripped[] = "guard.tripped"; ///< what, action: by the observer
inline constexpr char checkpointWaived[] =
    "checkpoint.waived"; ///< after, statement, summary, person, role, reason, countersign, fingerprint
inline constexpr char checkpointExtended[] =
    "checkpoint.extended"; ///< after, statement, summary, person, role, reason, dueAt, fingerprint
inline constexpr char refused[] = "refused";              ///< action, reason
inline constexpr char markedBad[] = "release.marked-bad"; ///< workspace: version, commit, reason, deployment
inline constexpr char markedGood[] = "release.cleared";   ///< workspace: version, commit, reason
inline constexpr char gateWaived[] =
    "gate.waived"; ///< workspace: waiver, environment, gate, version, commit, reason, until, countersign
inline constexpr char waiverSigned[] = "gate.waiver-countersigned"; ///< workspace: waiver, of
inline constexpr char policyTrusted[] = "policy.trusted";   ///< workspace: policy, digest; the first one
inline constexpr char policyAccepted[] = "policy.accepted"; ///< workspace: policy, digest, before, changes
inline constexpr char recurringSigned[] =
    "recurring.signed"; ///< workspace: checklist, title, from, due, until, role, items, note
inline constexpr char reviewed[] = "deployment.reviewed";       ///< note
inline constexpr char lineStopped[] = "line.stopped";           ///< workspace: environment, reason
inline constexpr char lineOpened[] = "line.opened";             ///< workspace: environment, reason
inline constexpr char maintenanceBegun[] = "maintenance.begun"; ///< workspace: environment, reason, until
inline constexpr char maintenanceEnded[] = "maintenance.ended"; ///< workspace: environment, reason
inline constexpr char switchThrown[] = "switch.thrown";         ///< workspace: environment, switch, reason
inline constexpr char switchAnswered[] =
    "switch.answered"; ///< workspace: environment, switch, isOff, summary
inline constexpr char hostKeyAccepted[] = "host-key.accepted"; ///< workspace: host, key
} // namespace entry
bool isKnownEntryType(const QString& type);

} // namespace slipway::domain
