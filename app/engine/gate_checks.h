#pragma once
#include "app/domain/gates.h"
#include "app/engine/local_run.h"

namespace slipway::engine {

/// Asks what stands before a promotion beside the ledger (Environment::gates): CI and the tag. Main thread.
class GateChecks : public QObject {
    Q_OBJECT
public:
    /// By domain::gateId(), everything that answered.
    using Answers = QMap<QString, domain::Judgement>;

    GateChecks(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {}
    /// All of the environment's for the candidate, side by side; an answer that is not older than `maxAge` is
    /// given again. Ends within the limits of the questions, 60 s each.
    base::Future<Answers> ask(const domain::Environment& environment, const domain::Candidate& candidate,
                              base::Milliseconds maxAge);

private:
    struct Known {
        Answers answers;
        qint64 atBootMs = 0;
    };
    struct Asking {
        Answers answers;
        int left = 0;
        QList<std::shared_ptr<base::Promise<Answers>>> promises;
    };
    void perform(const QString& key, const QList<domain::Step>& steps);
    void end(const QString& key);

    const Parts& m_parts;
    QHash<QString, Known> m_known; ///< by environment, commit and what is asked
    QHash<QString, Asking> m_asking;
};

} // namespace slipway::engine
