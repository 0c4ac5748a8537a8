#pragma once
#include "app/models/output_search.h"
#include "ui/widgets/context.h"

#include <QMap>

// A rich world without an engine: three environments, a deployment that stands at its sign-off,
// one that failed, one that is watched.

namespace slipway::ui::fakes {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr qint64 now = 1'763'656'053'000; ///< 20 Nov 2025, 16:27:33 UTC
inline const QString commit = QStringLiteral("9f3c2ab71c04d5e6f708192a3b4c5d6e7f80e41a");
inline const QString oldCommit = QStringLiteral("41d07e9a0b1c2d3e4f5061728394a5b6c7d8e9f0");

class FixedClock final : public base::Clock {
public:
    base::Instant now() const override { return {fakes::now, 1, QStringLiteral("boot")}; }
    void callAfter(qint64, QObject*, std::function<void()>) override {}
};

/// Holds its chunks in memory; `grow` appends and tells.
class FakeOutput final : public ports::OutputStore {
public:
    QMap<QString, QList<ports::OutputChunk>> chunks;
    void grow(const QString& attempt, const QByteArray& bytes, qint64 timeMs, bool err = false) {
        QList<ports::OutputChunk>& list = chunks[attempt];
        const auto stream = err ? ports::OutputStream::Err : ports::OutputStream::Out;
        qint64 offset = 0;
        for (const ports::OutputChunk& chunk : list)
            if (chunk.stream == stream)
                offset = chunk.offset + chunk.bytes.size();
        list.append({stream, timeMs, offset, bytes});
        Q_EMIT grown(domain::AttemptId(attempt));
    }
    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey, base::Masks) override { return nullptr; }
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey) override {
        return base::ready<ports::OutputOffsets>(ports::OutputOffsets{});
    }
    base::Future<ports::OutputDigest> settle(ports::OutputKey) override {
        return base::ready<ports::OutputDigest>(ports::OutputDigest{});
    }
    base::Future<QList<ports::OutputChunk>> read(ports::OutputKey key, ports::OutputOffsets from,
                                                 qint64 maxBytes) override {
        QList<ports::OutputChunk> answer;
        qint64 left = maxBytes;
        for (const ports::OutputChunk& chunk : chunks.value(key.attempt.text())) {
            const qint64 start = chunk.stream == ports::OutputStream::Out ? from.out : from.err;
            if (left <= 0)
                break;
            if (chunk.offset + chunk.bytes.size() <= start)
                continue;
            ports::OutputChunk part = chunk;
            part.bytes = part.bytes.mid(std::max<qint64>(0, start - chunk.offset), left);
            part.offset = std::max(start, chunk.offset);
            left -= part.bytes.size();
            answer << part;
        }
        return base::ready<QList<ports::OutputChunk>>(answer);
    }
    bool searchesHang = false; ///< they are answered by nobody
    std::vector<base::Promise<QList<ports::OutputHit>>> hanging;
    /// Literal texts only; chunks hold whole lines.
    base::Future<QList<ports::OutputHit>> search(ports::OutputQuery query, base::Limit) override {
        if (searchesHang)
            return hanging.emplace_back().future();
        QList<ports::OutputHit> hits;
        for (auto it = chunks.cbegin(); it != chunks.cend(); ++it) {
            const domain::AttemptId attempt(it.key());
            if (query.attempts && !query.attempts->contains(attempt))
                continue;
            for (const ports::OutputChunk& chunk : *it) {
                qint64 offset = chunk.offset;
                for (const QByteArray& line : chunk.bytes.split('\n')) {
                    const auto at = static_cast<int>(line.indexOf(query.text.toUtf8()));
                    if (at >= 0 && !line.isEmpty())
                        hits.append({{query.deployment.value_or(domain::DeploymentId()), attempt},
                                     chunk.stream,
                                     chunk.timeMs,
                                     line,
                                     offset,
                                     at,
                                     static_cast<int>(query.text.toUtf8().size())});
                    offset += line.size() + 1;
                }
            }
        }
        return base::ready<QList<ports::OutputHit>>(
            hits.mid(std::max<qsizetype>(0, hits.size() - query.most)));
    }
    qint64 mostPerStream() const override { return 64LL << 20; }
    std::optional<base::Error> full; ///< why nothing can be kept
    std::optional<base::Error> trouble() const override { return full; }
};

class FakeFeed final : public models::Feed {
public:
    models::BoardView m_board;
    QList<models::DeploymentLine> m_lines;
    QMap<QString, models::ReleaseView> m_releases;
    QMap<QString, models::WatchView> m_watches;
    FakeOutput store;
    domain::World m_world; ///< what a search knows of attempts
    QMap<QString, std::weak_ptr<models::OutputModel>> models;

    const models::BoardView& board() const override { return m_board; }
    QList<models::DeploymentLine> deployments() const override { return m_lines; }
    models::ReleaseView release(const QString& deployment) const override {
        return m_releases.value(deployment);
    }
    models::WatchView watch(const QString& deployment) override { return m_watches.value(deployment); }
    void lookAt(const QString& deployment, qint64 fromMs, qint64 toMs) override {
        m_looked = {deployment, fromMs, toMs};
    }
    std::tuple<QString, qint64, qint64> m_looked;
    base::Future<QStringList> probeLines(const QString& environment, const QString& label) override {
        m_askedLines << environment + QLatin1Char(' ') + label;
        return base::ready<QStringList>(m_logLines);
    }
    QStringList m_askedLines;
    base::Result<QStringList> m_logLines =
        QStringList{QStringLiteral("14:07:31 Error: P1001 can't reach database"),
                    QStringLiteral("14:07:32 FATAL: ```giving up```")};
    QMap<QString, QList<models::TimelineLine>> stories;
    base::Future<QList<models::TimelineLine>> story(const QString& deployment) override {
        if (!stories.contains(deployment))
            return base::ready<QList<models::TimelineLine>>(
                base::Error{base::ErrorKind::NotFound, deployment, QStringLiteral("no story")});
        return base::ready<QList<models::TimelineLine>>(stories.value(deployment));
    }
    std::shared_ptr<models::OutputModel> output(const QString& deployment, const QString& attempt) override {
        std::shared_ptr<models::OutputModel> shared = models[attempt].lock();
        if (!shared) {
            shared = std::make_shared<models::OutputModel>(
                store, ports::OutputKey{domain::DeploymentId(deployment), domain::AttemptId(attempt)});
            models[attempt] = shared;
        }
        return shared;
    }
    std::shared_ptr<models::OutputModel> outputAt(const QString& deployment, const QString& attempt,
                                                  const models::OutputPlace& place) override {
        return std::make_shared<models::OutputModel>(
            store, ports::OutputKey{domain::DeploymentId(deployment), domain::AttemptId(attempt)}, nullptr,
            place);
    }
    std::unique_ptr<models::OutputSearch> outputSearch() override {
        return std::make_unique<models::OutputSearch>(store,
                                                      [this]() -> const domain::World& { return m_world; });
    }
    std::optional<base::Error> outputTrouble() const override { return store.trouble(); }
    qint64 outputCap() const override { return store.mostPerStream(); }
    void askAgain(const base::Error& problem) override { askedAgain << problem; }
    QList<base::Error> askedAgain;
};

/// Remembers what was asked, as words; answers yes unless `refusal` is set.
class FakeActions final : public models::Actions {
public:
    QStringList asked;
    QString refusal;
    models::PromotionView promotion;

    template <class T>
    base::Future<T> answerWith(T value) {
        if (!refusal.isEmpty())
            return base::ready<T>(base::Error{base::ErrorKind::Refused, {}, refusal});
        return base::ready<T>(std::move(value));
    }
    base::Future<void> done() {
        if (!refusal.isEmpty())
            return base::ready<void>(base::Error{base::ErrorKind::Refused, {}, refusal});
        return base::ready<void>(base::Result<void>{});
    }
    void setActor(const QString& person) override { asked << QStringLiteral("actor ") + person; }
    base::Future<models::PromotionView> preview(const QString& version, const QString& environment) override {
        asked << QStringLiteral("preview %1 %2").arg(version, environment);
        return answerWith(promotion);
    }
    base::Future<QString> start(const QString& version, const QString& environment, bool,
                                const QString& emergency) override {
        asked << (QStringLiteral("start %1 %2 ").arg(version, environment) + emergency).trimmed();
        return answerWith(QStringLiteral("dep-0413"));
    }
    base::Future<void> takeBack(const QString& deployment, const QString& step,
                                const QString& reason) override {
        asked << QStringLiteral("take back %1 %2 %3").arg(deployment, step, reason);
        return done();
    }
    base::Future<QString> waiveGate(const QString& version, const QString& environment, const QString& gate,
                                    const QString& reason, qint64 forMs) override {
        asked << QStringLiteral("waive %1 %2 %3 %4 %5")
                     .arg(version, environment, gate, reason)
                     .arg(forMs / hour);
        return answerWith(QStringLiteral("wai-0001"));
    }
    base::Future<void> acceptPolicy(const QString& digest) override {
        asked << QStringLiteral("accept policy ") + digest;
        return done();
    }
    base::Future<void> keepAwake(bool keeps) override {
        asked << (keeps ? QStringLiteral("keep awake") : QStringLiteral("may sleep"));
        return done();
    }
    base::Future<void> testChannel(const QString& channel) override {
        asked << QStringLiteral("test ") + channel;
        return done();
    }
    base::Future<void> signRecurring(const QString& checklist, const QList<domain::RecurringItem>& items,
                                     const QString& note) override {
        QStringList words;
        for (const domain::RecurringItem& item : items)
            words << domain::verdictName(item.verdict) + (item.note.isEmpty() ? QString() : u':' + item.note);
        asked << QStringLiteral("recurring %1 %2 %3").arg(checklist, words.join(u' '), note).trimmed();
        return done();
    }
    base::Future<void> countersign(const QString& waiver) override {
        asked << QStringLiteral("countersign ") + waiver;
        return done();
    }
    base::Future<void> clearBad(const QString& version, const QString& reason) override {
        asked << QStringLiteral("clear %1 %2").arg(version, reason);
        return done();
    }
    base::Future<void> review(const QString& deployment, const QString& note) override {
        asked << QStringLiteral("review %1 %2").arg(deployment, note);
        return done();
    }
    base::Future<void> sign(const QString& deployment, const QString& step, const QString& note, bool go,
                            const QString& typed) override {
        asked << QStringLiteral("sign %1 %2 %3 %4")
                         .arg(deployment, step, note, go ? QStringLiteral("go") : QStringLiteral("no-go")) +
                     (typed.isEmpty() ? QString() : QStringLiteral(" typed ") + typed);
        return done();
    }
    base::Future<void> answer(const QString& deployment, const QString& step, Answered answered,
                              const QString& note) override {
        asked << QStringLiteral("answer %1 %2 %3 %4")
                     .arg(deployment, step)
                     .arg(static_cast<int>(answered))
                     .arg(note);
        return done();
    }
    base::Future<void> decide(const QString& deployment, Decision decision, const QString& reason) override {
        asked
            << QStringLiteral("decide %1 %2 %3").arg(deployment).arg(static_cast<int>(decision)).arg(reason);
        return done();
    }
    base::Future<void> waive(const QString& deployment, const QString& step, const QString& host,
                             const QString& reason) override {
        asked << QStringLiteral("waive %1 %2 %3 %4").arg(deployment, step, host, reason);
        return done();
    }
    base::Future<void> exclude(const QString& deployment, const QString& host,
                               const QString& reason) override {
        asked << QStringLiteral("exclude %1 %2 %3").arg(deployment, host, reason);
        return done();
    }
    base::Future<void> takeOver(const QString& deployment, const QString& reason) override {
        asked << QStringLiteral("take over %1 %2").arg(deployment, reason);
        return done();
    }
    base::Future<QString> rehearse(const QString& environment) override {
        asked << QStringLiteral("rehearse ") + environment;
        return answerWith(QStringLiteral("dep-0414"));
    }
    base::Future<void> pause(const QString& deployment, const QString& reason) override {
        asked << QStringLiteral("pause %1 %2").arg(deployment, reason);
        return done();
    }
    base::Future<void> resume(const QString& deployment) override {
        asked << QStringLiteral("resume ") + deployment;
        return done();
    }
    base::Future<void> stopStep(const QString& deployment, const QString& step) override {
        asked << QStringLiteral("stop %1 %2").arg(deployment, step);
        return done();
    }
    base::Future<QString> rollback(const QString& environment, const QString& reason, bool markBad) override {
        asked << QStringLiteral("rollback %1 %2 %3").arg(environment, reason).arg(markBad);
        return answerWith(QStringLiteral("dep-0414"));
    }
    base::Future<void> stopLine(const QString& environment, const QString& reason) override {
        asked << QStringLiteral("stop line %1 %2").arg(environment, reason);
        return done();
    }
    base::Future<void> openLine(const QString& environment, const QString& reason) override {
        asked << QStringLiteral("open line %1 %2").arg(environment, reason);
        return done();
    }
    base::Future<QString> throwSwitch(const QString& environment, const QString& name,
                                      const QString& reason) override {
        asked << QStringLiteral("throw %1 %2 %3").arg(environment, name, reason);
        return base::ready<QString>(QStringLiteral("off"));
    }
    base::Future<void> beginMaintenance(const QString& environment, qint64 forMs,
                                        const QString& reason) override {
        asked << QStringLiteral("maintain %1 %2 %3").arg(environment).arg(forMs / 60'000).arg(reason);
        return done();
    }
    base::Future<void> endMaintenance(const QString& environment) override {
        asked << QStringLiteral("end maintenance ") + environment;
        return done();
    }
    base::Future<void> signCheckpoint(const QString& deployment, qint64 afterMs,
                                      const QString& note) override {
        asked << QStringLiteral("checkpoint %1 %2 %3").arg(deployment).arg(afterMs / hour).arg(note);
        return done();
    }
    base::Future<void> waiveCheckpoint(const QString& deployment, qint64 afterMs,
                                       const QString& reason) override {
        asked << QStringLiteral("accept %1 %2 %3").arg(deployment).arg(afterMs / hour).arg(reason);
        return done();
    }
    base::Future<void> extendCheckpoint(const QString& deployment, qint64 afterMs, qint64 byMs,
                                        const QString& reason) override {
        asked << QStringLiteral("extend %1 %2 by %3 %4")
                     .arg(deployment)
                     .arg(afterMs / hour)
                     .arg(byMs / 60'000)
                     .arg(reason);
        return done();
    }
    base::Future<void> writeReport(const QString& deployment, const QString& file) override {
        asked << QStringLiteral("report %1 %2").arg(deployment, file);
        return done();
    }
    base::Future<void> exportDossier(const QString& deployment, const QString& folder) override {
        asked << QStringLiteral("export %1 %2").arg(deployment, folder);
        return done();
    }
    base::Future<void> acceptHostKey(const QString& hostName, const QString& key) override {
        asked << QStringLiteral("accept %1 %2").arg(hostName, key);
        return done();
    }
    base::Future<void> unlockKey(const QString& keyPath, const base::Secret& passphrase) override {
        asked << QStringLiteral("unlock %1").arg(keyPath);
        if (passphrase.reveal() == "open sesame")
            return done();
        return base::ready<void>(base::Error{base::ErrorKind::PassphraseNeeded, {}, keyPath});
    }
};

// The sample world; each function makes one part of it, so that tests can change a part.
models::BoardView sampleBoard();
/// A person came in and the soak became shorter.
models::PolicyView samplePolicy();
/// A log review that is due, a restore test that is signed, and an audit that is late for jonas.
QList<models::RecurringView> sampleRecurring();
QList<models::AlertChannelView> sampleChannels();
/// A page and a log of production, where there is a way back; and a host of staging, where there is none.
QList<models::OpenAlertView> sampleAlerts();
/// Three items for mira, two for others.
QList<models::InboxLine> sampleInbox();
models::ReleaseView sampleRelease();   ///< dep-0413: deploying to production, "Deploy to green" runs
models::ReleaseView failedRelease();   ///< dep-0415: the same step failed on prod-2
models::ReleaseView rollbackRelease(); ///< dep-0416
models::ReleaseView manyHostsRelease(int hosts); ///< dep-0420: a rolling deployment; two of the hosts failed
models::ReleaseView heldRelease();               ///< dep-0421: another desk holds the environment
models::ReleaseView rehearsalRelease();          ///< dep-0422
QList<models::ProbeView> manyProbes(int hosts);  ///< two on every host; one is down on five of them
models::WatchView sampleWatch();                 ///< dep-0413 nine hours after launch
models::PromotionView samplePromotion();
/// One gate is waived, one waits for a second signature, one may be waived; and emergencies are known.
models::PromotionView exceptionalPromotion();
/// The release was started past gates and approvals, and a sign-off of it was taken back.
void makeEmergency(models::ReleaseView& release);
/// Something changed after people signed.
void makeStale(models::ReleaseView& release);
QList<models::DeploymentLine> sampleLines();
QList<models::TimelineLine> sampleStory(); ///< of dep-0413
void fillOutput(FakeOutput& store);
domain::World sampleWorld(); ///< the attempts of dep-0413 and dep-0415, as far as a search asks for them

struct World {
    FakeFeed feed;
    FakeActions actions;
    FixedClock clock;
    World() {
        feed.m_board = sampleBoard();
        feed.m_lines = sampleLines();
        for (const models::ReleaseView& release : {sampleRelease(), failedRelease(), rollbackRelease(),
                                                   manyHostsRelease(8), heldRelease(), rehearsalRelease()})
            feed.m_releases[release.deployment] = release;
        feed.m_watches[QStringLiteral("dep-0413")] = sampleWatch();
        for (const models::DeploymentLine& line : feed.m_lines)
            feed.stories[line.deployment] = sampleStory();
        actions.promotion = samplePromotion();
        fillOutput(feed.store);
        feed.m_world = sampleWorld();
    }
    Context context() { return {feed, actions, clock}; }
};

} // namespace slipway::ui::fakes
