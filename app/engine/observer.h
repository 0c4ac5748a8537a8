#pragma once
#include "app/engine/history.h"
#include "app/engine/probe_questions.h"

#include <QSet>

namespace slipway::engine {

/// Asks every probe of every environment on time and writes what it saw; evaluates the
/// checkpoints of running watches when they are due. One process at a time: the others wait for
/// the observer lock and take over when it is let go of. Main thread.
class Observer : public QObject {
    Q_OBJECT
public:
    Observer(const Parts& parts, History& history, QObject* parent = nullptr);
    ~Observer() override;
    void begin();
    bool isObserving() const { return m_lock != nullptr; }
    /// A checkpoint that is due is judged once this says so; it is asked again every second.
    using MayJudge = std::function<bool(const domain::Deployment& deployment, qint64 dueAtMs)>;
    void setMayJudge(MayJudge may) { m_mayJudge = std::move(may); }

Q_SIGNALS:
    void observingChanged();
    /// New samples are stored.
    void sampled(const slipway::domain::EnvironmentName& environment);
    /// A probe is answered again that was not, or was not asked, since `fromMs` (UTC): until `toMs` nothing
    /// was seen.
    void missed(const slipway::engine::ProbeQuestion& question, qint64 fromMs, qint64 toMs);

private:
    struct Asked;
    struct Judging;
    void takeLock();
    void schedule(const std::shared_ptr<Asked>& asked, qint64 afterMs);
    void ask(const std::shared_ptr<Asked>& asked);
    /// Notes when this computer has slept, or its clock was set, since the last look.
    void lookAtClocks();
    void noteGap(qint64 fromMs, qint64 toMs, QLatin1StringView reason);
    void flushSoon();
    void saw(const std::shared_ptr<Asked>& asked, domain::Sample sample);
    void flush();
    void watchRound();
    /// Whether all that was seen before then is stored; a verdict rests on nothing else.
    bool isStored(qint64 beforeMs) const;
    /// Notes for how long an environment has been in maintenance.
    void noteMaintenance();
    void noteMaintenance(const domain::EnvironmentName& environment, qint64 fromMs, qint64 toMs);
    void evaluate(const domain::Deployment& deployment, const domain::Checkpoint& checkpoint);
    void judge(const QString& key, const Judging& judging, const QList<domain::Sample>& samples);

    const Parts& m_parts;
    History& m_history;
    std::unique_ptr<ports::Lock> m_lock;
    QList<domain::Sample> m_pending;
    bool m_flushing = false;
    std::optional<base::Instant> m_clocks; ///< at the last look; none: it has not observed yet
    qint64 m_wakingUntilBootMs = 0;        ///< failures until then are not believed
    std::stop_source m_stop;
    QSet<QString> m_evaluating;
    MayJudge m_mayJudge;
    struct Maintained {
        qint64 notedMs = 0; ///< until then
        qint64 untilMs = 0;
    };
    QHash<domain::EnvironmentName, Maintained> m_maintained; ///< at the last look
    base::WorkQueue m_queue{QStringLiteral("judge")};
};

} // namespace slipway::engine
