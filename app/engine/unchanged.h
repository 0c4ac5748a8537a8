#pragma once
#include "app/domain/deployment.h"
#include "app/engine/history.h"
#include "app/engine/parts.h"

#include <QObject>

namespace slipway::engine {

/// What differs from what was signed: in a sentence, and line by line where that can be told.
struct Changed {
    QString what; ///< empty: nothing
    QList<domain::Change> lines{};
};

/// Finds out whether everything people signed for is still so: the tag names the same commit,
/// the file expands to the same plan, the hosts show the same keys, the side to deploy to is idle, every
/// signature that counts verifies, and the output that was there when it was given is still as recorded.
/// Answers the first differences; an error when it cannot be found out now. Deletes itself after its answer.
/// Main thread.
class UnchangedCheck : public QObject {
    Q_OBJECT
public:
    UnchangedCheck(const Parts& parts, const History& history, const domain::Deployment& deployment,
                   QObject* parent);
    void begin();

Q_SIGNALS:
    void answered(const slipway::base::Result<slipway::engine::Changed>& what);

private:
    void checkCandidate();
    void checkPlan();
    void checkBound(const domain::Plan& now);
    void checkHosts();
    /// The first host that shows another key than recorded, or cannot be asked; nothing when all hold.
    std::optional<base::Result<Changed>>
    differing(const QList<QPair<domain::Host, base::Result<ports::HostFacts>>>& reached) const;
    /// Under blue-green, until the switch: that what is being changed does not serve.
    void checkSide(const domain::Environment& environment);
    void checkSignatures(int index);
    /// What was there to be read when the last of them signed.
    void checkSignedEvidence();
    void end(const base::Result<Changed>& what);

    const Parts& m_parts;
    const History& m_history;
    domain::Deployment m_deployment;
    domain::Project m_project;
    struct Signature {
        domain::PersonName person;
        QByteArray hash;
        QString role; ///< that its step asks for; empty: none
    };
    QList<Signature> m_signatures;
    bool m_ended = false;
};

} // namespace slipway::engine
