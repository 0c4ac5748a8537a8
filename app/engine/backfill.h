#pragma once
#include "app/engine/history.h"
#include "app/engine/observer.h"
#include "app/engine/probe_questions.h"
#include "app/engine/rounds.h"

namespace slipway::engine {

/// Asks those who can still tell (a unit's journal, a process that ran all the while, an access log,
/// Prometheus) of the time that nobody watched, and fills it with what they prove. Only while this process
/// observes. Main thread.
class Backfill : public QObject {
    Q_OBJECT
public:
    Backfill(const Parts& parts, History& history, Observer& observer, QObject* parent = nullptr);
    /// Looks for what the last day lacks, and from then on at what is missed; called once this process
    /// observes.
    void begin();
    /// Whether all that was missed of an environment until then is asked for, or cannot be told for now: who
    /// has not answered for two minutes is not waited for.
    bool isDone(const domain::EnvironmentName& environment, qint64 untilMs) const;

Q_SIGNALS:
    /// Time that nobody had watched is filled in.
    void filledIn(const slipway::domain::EnvironmentName& environment);

private:
    struct Missed;
    void round();
    void findIn(const domain::Environment& environment, qint64 nowMs);
    void miss(const ProbeQuestion& question, const domain::Gap& gap);
    void ask(const std::shared_ptr<Missed>& missed);
    void told(const std::shared_ptr<Missed>& missed, const domain::ProbeSight& sight);
    void notTold(const std::shared_ptr<Missed>& missed);
    void done(const std::shared_ptr<Missed>& missed);

    const Parts& m_parts;
    History& m_history;
    Observer& m_observer;
    bool m_hasBegun = false;
    QSet<domain::EnvironmentName> m_reading, m_asksPast; ///< those with a probe that can tell later
    QList<std::shared_ptr<Missed>> m_missed;
    Rounds m_rounds;
};

} // namespace slipway::engine
