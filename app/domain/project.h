#pragma once
#include "app/domain/alerts.h"
#include "app/domain/plan.h"
#include "app/domain/recurring.h"

namespace slipway::domain {

/// A person's public key and when a signature by it counts. UTC milliseconds; 0: no limit.
struct SigningKey {
    QString publicKey; ///< OpenSSH's form, "ssh-ed25519 AAAA…", without a comment
    qint64 fromMs = 0;
    qint64 untilMs = 0;   ///< from here on it does not
    qint64 revokedMs = 0; ///< from here on somebody else may have it
    QString revokedWhy{};
    bool isValidAt(qint64 atMs) const {
        return atMs >= fromMs && (untilMs == 0 || atMs < untilMs) && (revokedMs == 0 || atMs < revokedMs);
    }
    friend bool operator==(const SigningKey&, const SigningKey&) = default;
};

struct Person {
    PersonName name;
    QString fullName;
    QStringList emails;
    QStringList roles;
    QList<SigningKey> keys;
    QStringList keysAt(qint64 atMs) const; ///< the public keys by which they could sign then
    /// Those of them that what is still to be done may rely on: a key that was revoked since may have been
    /// somebody else's already; one that only expired has signed in its time.
    QStringList trustedKeysOf(qint64 atMs) const;
    const SigningKey* key(const QString& publicKey) const;
    bool hasRole(const QString& role) const { return role.isEmpty() || roles.contains(role); }
    friend bool operator==(const Person&, const Person&) = default;
};

/// Whom to reach when something fails.
struct Contact {
    QString name, reach;           ///< "Hosting", "+49 30 123456, 24 h"
    QList<EnvironmentName> only{}; ///< empty: every environment
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// Everything slipway.yaml says, checked whole. An immutable value.
struct Project {
    QString id; ///< uuid from the file, or derived from the folder
    QString name;
    QString folder;      ///< absolute path of the workspace
    QString sshConfig{}; ///< absolute path; empty: the person's own; "none": no ssh config
    QString anchor = QStringLiteral("origin"); ///< remote that keeps the heads of the ledger; empty: none
    QString policyBranch{}; ///< "origin/main": production goes by the file that it has; empty: by the
                            ///< committed one
    QString fileDigest;     ///< SHA-256 of slipway.yaml's bytes
    QString policyDigest{}; ///< of policyOf() (policy.h), by who read the file; empty: computed when asked
    QList<Contact> contacts{};
    QList<RecurringChecklist> recurring{}; ///< in the file's order
    AlertPlan alerts{};
    QList<Person> people;
    QList<Environment> environments; ///< in the file's order, which is the lifecycle's
    Variables variables;
    QList<SecretSource> secrets;
    qint64 outputLimit = 0; ///< raw bytes kept of each stream of an attempt; 0: the usual limit
    QList<StepTemplate> steps;
    base::Milliseconds watchFor{0};
    QList<CheckpointPlan> checkpoints;
    Guard guard{};
    base::Milliseconds witness{0}; ///< as Plan's
    QList<WatchedLog> logs{};      ///< as Plan's
    QString watchZone{};           ///< IANA name: whose working morning; empty: this computer's

    const Person* person(const PersonName& name) const;
    const RecurringChecklist* recurringChecklist(const QString& wanted) const;
    const Environment* environment(const EnvironmentName& name) const;
    /// The environment whose promote-from names this one; null at the end of the lifecycle.
    const Environment* next(const EnvironmentName& name) const;
    bool solo() const { return people.isEmpty(); }
};

/// Why a signature by the key does not count at this time: "it was revoked at 2026-10-02 09:00 UTC (laptop
/// stolen)"; empty when it does.
QString keyTrouble(const SigningKey& key, qint64 atMs);

/// Where an attempt happens: a host of the environment, or this computer for one without a host. None
/// when the file does not name it (any more).
std::optional<Host> hostOf(const Project& project, const EnvironmentName& environment, const HostName& host);

/// The plan for one environment and candidate: every command, its undo and its words.
/// Deterministic: the same project and context give the same bytes.
Plan expandPlan(const Project& project, const Environment& environment, const PlanContext& context);

/// What of the environment is signed beside the plan: its hosts with their keys, and what stands before it.
QJsonObject signedPlace(const Environment& environment, const QMap<HostName, QString>& hostKeys);

/// SHA-256 over canonical JSON of candidate, plan, tier, promotion and hosts with the keys
/// the driving desk saw; a comment changed in the file does not touch it. `hostKeys`: host -> "SHA256:…".
QString fingerprint(const Candidate& candidate, const Plan& plan, const Environment& environment,
                    const QMap<HostName, QString>& hostKeys);

} // namespace slipway::domain
