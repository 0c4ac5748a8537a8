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
    void summarise(const domain::EnvironmentName& environment);
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
    void readWatch(const domain::DeploymentId& id);
    void sumWatch(const domain::DeploymentId& id, const models::WatchSource& source);

    struct Watched {
        /// Takes in what the store has since `fromMs`.
        void keep(const QList<domain::Sample>& read, qint64 fromMs, qint64 liveAtMs, qint64 untilMs);
        void forget() { samples.clear(), before.clear(), readUntilMs = 0; }
        QList<domain::Sample> samples, before; ///< since it went live, and of the day before
        qint64 readUntilMs = 0;
        models::WatchView view;
        bool reading = false;
        qint64 closeFromMs = 0, closeToMs = 0; ///< the part that is looked at closely
    };
    Desk& m_desk;
    models::BoardView m_board;
    ports::RepositoryState m_repository;
    QHash<domain::EnvironmentName, models::EnvironmentFacts> m_facts;
    QHash<domain::EnvironmentName, QList<domain::Sample>> m_samples;
    QHash<domain::EnvironmentName, qint64> m_readUntil;
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
