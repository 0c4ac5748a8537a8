#pragma once
#include "app/desk/desk.h"
#include "app/models/board_builder.h"
#include "app/models/feed.h"
#include "app/models/watch_builder.h"

#include <QSet>
#include <QTimer>

namespace slipway::desk {

/// What the windows show of an open desk. Heavy sums over samples run on a thread of their
/// own; signals are gathered so that a page repaints at most ten times a second. Main thread.
class LiveFeed final : public models::Feed {
    Q_OBJECT
public:
    explicit LiveFeed(Desk& desk);
    ~LiveFeed() override;
    /// Starts reading hosts, samples and the repository.
    void begin();
    const models::BoardView& board() const override { return m_board; }
    QList<models::DeploymentLine> deployments() const override;
    models::ReleaseView release(const QString& deployment) const override;
    models::WatchView watch(const QString& deployment) override;
    void lookAt(const QString& deployment, qint64 fromMs, qint64 toMs) override;
    std::shared_ptr<models::OutputModel> output(const QString& deployment, const QString& attempt) override;
    std::shared_ptr<models::OutputModel> outputAt(const QString& deployment, const QString& attempt,
                                                  const models::OutputPlace& place) override;
    std::unique_ptr<models::OutputSearch> outputSearch() override;
    std::optional<base::Error> outputTrouble() const override;
    qint64 outputCap() const override;
    void askAgain(const base::Error& problem) override;
    /// Sums the watch of a live deployment anew; watchChanged follows, also when samples cannot be read.
    void readWatchNow(const domain::DeploymentId& id);
    base::Future<QStringList> probeLines(const QString& environment, const QString& label) override;
    base::Future<QList<models::TimelineLine>> story(const QString& deployment) override;
    void boardSoon();
    /// Offers depend on who acts: everything is shown anew.
    void actorChanged();

Q_SIGNALS:
    /// The whole ledger was checked once; when it is wrong, every act is refused from then on.
    void verified(bool good);

private:
    void readRepository();
    void readSamples(const domain::EnvironmentName& environment);
    /// Takes in what the store has since `fromMs`.
    void summarise(const domain::EnvironmentName& environment, const QList<domain::Sample>& read = {},
                   std::optional<qint64> fromMs = {});
    void readGates();
    void readGatesOf(const domain::EnvironmentName& environment);
    void readBetween();
    void readAlerts();
    void verifyLedger();
    void checkAnchors();
    void releaseSoon(const domain::DeploymentId& id);
    void readCommits(const domain::DeploymentId& id);
    void readTag(const domain::DeploymentId& id);
    void readFailure(const domain::DeploymentId& id);
    void flush();
    void makeBoard();
    struct Watched;
    void letGo(Watched& watched);
    /// Asks a person, once a session, for what would end the problem.
    void ask(const base::Error& problem);
    void refreshWatch(const domain::DeploymentId& id);
    void readWatch(const domain::DeploymentId& id);
    bool sumFromBoard(const domain::DeploymentId& id, const models::WatchSource& source,
                      const domain::EnvironmentName& environment);
    void readDayBefore(const domain::DeploymentId& id, const models::WatchSource& source);
    void sumWatch(const domain::DeploymentId& id, const models::WatchSource& source,
                  const QList<domain::Sample>& read, qint64 fromMs);

    /// Until when samples were read, the last time and the time before; 0: never, all is read (again).
    struct Read {
        qint64 lastMs = 0, beforeMs = 0;
        void add(qint64 untilMs) {
            beforeMs = lastMs > 0 ? lastMs : untilMs;
            lastMs = untilMs;
        }
        /// Only what is new is read; but another process's samples may reach the store a moment late, and
        /// that this computer slept is noted, with the time it fell asleep, after it woke.
        qint64 fromMs() const { return beforeMs > 0 ? beforeMs - overlapMs : 0; }
        static constexpr qint64 overlapMs = 15'000;
    };
    /// Since it went live, and of the day before.
    struct WatchSamples {
        engine::KeptSamples since, dayBefore;
    };
    struct Watched {
        std::shared_ptr<WatchSamples> samples; ///< of the queue's thread
        Read read;
        models::WatchView view;
        bool reading = false;
        bool lacksDayBefore = false; ///< it is read next
        bool isAskedFor = true;      ///< since it changed last
        bool isAsleep = false;       ///< nobody asked any more: its samples are let go, and nothing is read
        qint64 closeFromMs = 0, closeToMs = 0; ///< the part that is looked at closely
    };
    Desk& m_desk;
    models::BoardView m_board;
    ports::RepositoryState m_repository;
    QHash<domain::EnvironmentName, models::EnvironmentFacts> m_facts;
    QHash<domain::EnvironmentName, std::shared_ptr<engine::KeptSamples>> m_samples; ///< of the queue's thread
    QHash<domain::EnvironmentName, Read> m_read;
    /// Between these times the queue's thread has all samples, or was given them.
    QHash<domain::EnvironmentName, QPair<qint64, qint64>> m_keptOf;
    QSet<domain::EnvironmentName> m_readingSamples;
    QSet<domain::EnvironmentName> m_readingGates, m_gatesAgain; ///< again: asked for while they were read
    QHash<QPair<QString, QString>, ports::CommitRange> m_ranges;
    QSet<QPair<QString, QString>> m_askedRanges, m_askedTags;
    QHash<QPair<QString, QString>, domain::GitAnswer> m_tags; ///< by version and commit
    QHash<domain::DeploymentId, QStringList> m_failureLines;
    QHash<domain::DeploymentId, QString> m_failureAttempts;
    QHash<domain::DeploymentId, Watched> m_watches;
    QHash<QString, std::weak_ptr<models::OutputModel>> m_outputs;
    QSet<domain::DeploymentId> m_changed;
    QSet<QString> m_askedKeys;
    QSet<QString> m_givenPins; ///< paths of keys whose PIN was given since it was asked for
    bool m_boardDirty = false;
    bool m_verified = false;
    QString m_ledgerProblem, m_anchorProblem;
    QList<domain::Incident> m_incidents;
    QList<ports::OutboxLine> m_outbox;
    QTimer m_gather;
    QTimer m_tick;
    base::WorkQueue m_queue{QStringLiteral("sums")};
};

} // namespace slipway::desk
