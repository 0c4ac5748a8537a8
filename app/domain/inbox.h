#pragma once
#include "app/domain/rules.h"

namespace slipway::domain {

/// Something that waits for a person.
struct InboxItem {
    enum class Kind {
        Sign,             ///< `step` is to be signed
        Question,         ///< `step` is to be answered
        Failure,          ///< `step` failed, or what became of it is not known
        Stale,            ///< it changed since it was signed, so it is abandoned and started again
        Paused,           ///< somebody paused it
        CheckpointDue,    ///< the one at `after` passed and is to be signed
        CheckpointFailed, ///< the one at `after` did not pass
        ReviewDue,        ///< an emergency or a rollback nobody else has looked at
        PolicyChanged,    ///< the file changed who may sign, or what production asks for
        RecurringDue,     ///< `checklist` is to be done again
        SecondSignature,  ///< `waiver` counts when a second person has signed it
    };
    Kind kind = Kind::Sign;
    EnvironmentName environment;
    QString version;         ///< empty: a waiver for all
    DeploymentId deployment; ///< empty for a waiver
    StepId step;
    base::Milliseconds after{0};
    QString waiver;
    QString checklist{};
    qint64 dueMs = 0; ///< RecurringDue, checkpoints: until then it is on time, UTC; 0: not said
    QString what;     ///< the step's title, the checkpoint's statement, the waived gate's ID, or the reason
    QString detail;   ///< SecondSignature: who would waive it, until when and why; RecurringDue: what is late
                      ///< or missed; checkpoints: until when, or that it is overdue
    QString role;     ///< empty: anybody
    qint64 sinceMs = 0; ///< when it began to wait, UTC
    QStringList people; ///< who may, in the file's order; none in a solo workspace

    bool isAnybodys = false; ///< in a solo workspace
    bool isFor(const QString& person) const { return isAnybodys || people.contains(person); }
};

/// All that waits for people now, the oldest first. Who may is what allowed() says of each person, whose keys
/// are taken to be at hand; so the list is the same on every desk.
QList<InboxItem> inbox(const Project& project, const World& world, qint64 nowMs);
/// Those of one deployment.
QList<InboxItem> inboxOf(const Project& project, const World& world, const Deployment& deployment,
                         qint64 nowMs);

} // namespace slipway::domain
