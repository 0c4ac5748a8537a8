#include "app/desk/live_feed.h"

#include "app/desk/deployment_report.h"
#include "app/engine/freezes.h"
#include "app/engine/maintenance.h"
#include "app/engine/probe_lines.h"
#include "app/engine/tag_check.h"
#include "app/models/open_alerts.h"
#include "app/models/output_search.h"
#include "app/models/release_builder.h"
#include "app/models/watch_builder.h"

namespace slipway::desk {

using namespace domain;
using namespace std::chrono_literals;

namespace {
constexpr qint64 dayMs = 86'400'000;
/// Another process's samples may reach the store a moment late.
constexpr int gatherMs = 100;
constexpr int tickMs = 2000;
constexpr qint64 failureBytes = 16 * 1024;
constexpr qsizetype failureLinesShown = 8;

/// One question is asked once, also when several hosts want the same key unlocked.
QString questionOf(const base::Error& problem) {
    return base::kindName(problem.kind) + (base::isKeyLocked(problem.kind) ? QString() : problem.where) +
           problem.detail;
}
} // namespace

LiveFeed::LiveFeed(Desk& desk) : m_desk(desk) {
    m_gather.setInterval(gatherMs);
    m_gather.setSingleShot(true);
    connect(&m_gather, &QTimer::timeout, this, &LiveFeed::flush);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        // Time itself changes pages: soak, ages, gaps that grow, checkpoints that fall due.
        for (const Environment& environment : m_desk.project().environments)
            if (!m_desk.observer().isObserving())
                readSamples(environment.name);
            else
                summarise(environment.name);
        readGates();
        if (!m_desk.observer().isObserving())
            readAlerts();
        for (const Deployment& deployment : m_desk.history().world().deployments)
            if (deployment.isWatched())
                releaseSoon(deployment.id);
    });
    connect(&m_desk.history(), &engine::History::changed, this, [this](const DeploymentId& id) {
        releaseSoon(id);
        readGates();
        boardSoon();
    });
    connect(&m_desk.history(), &engine::History::workspaceChanged, this, &LiveFeed::boardSoon);
    connect(&m_desk.history(), &engine::History::faulted, this, [this] {
        m_ledgerProblem =
            m_desk.history().fault()->where + QStringLiteral(": ") + m_desk.history().fault()->detail;
        boardSoon();
        Q_EMIT noticed(
            tr("The ledger cannot be read on: %1. Nothing is changed any more.").arg(m_ledgerProblem));
    });
    connect(&m_desk, &Desk::driverChanged, this, [this](const DeploymentId& id) {
        releaseSoon(id);
        const engine::Driver* driver = m_desk.driver(id);
        if (!driver || !driver->problem())
            return;
        ask(*driver->problem());
    });
    connect(&m_desk.hosts(), &engine::HostReader::changed, this, [this] {
        readBetween();
        boardSoon();
    });
    connect(&m_desk.hosts(), &engine::HostReader::hostKeyUnknown, this,
            [this](const Host& host, const QString& key) {
                // Asked once a session; the person may say "not now".
                const QString question = questionOf({base::ErrorKind::HostKeyUnknown, host.name.text(), key});
                if (m_askedKeys.contains(question))
                    return;
                m_askedKeys.insert(question);
                // The third word names a jump host, whose key it then is.
                const QString jump = key.section(QLatin1Char(' '), 2);
                const QString place = jump.isEmpty() ? addressText(host) : tr("jump host %1").arg(jump);
                Q_EMIT hostKeyAsked({QStringLiteral("%1 (%2)").arg(host.name.text(), place), host.name.text(),
                                     key.section(QLatin1Char(' '), 0, 0),
                                     key.section(QLatin1Char(' '), 1, 1)});
            });
    connect(&m_desk.hosts(), &engine::HostReader::keyLocked, this,
            [this](const Host& host, const base::Error& error) {
                if (m_askedKeys.contains(questionOf(error)))
                    return;
                m_askedKeys.insert(questionOf(error));
                Q_EMIT passphraseAsked({host.name.text(), error.detail,
                                        error.kind == base::ErrorKind::PinNeeded,
                                        m_givenPins.remove(error.detail)});
            });
    // Whether a PIN is right only a login tells, so it may be asked for again.
    connect(&m_desk, &Desk::keyUnlocked, this, [this](const QString& keyPath) {
        if (m_askedKeys.remove(questionOf({base::ErrorKind::PinNeeded, {}, keyPath})))
            m_givenPins.insert(keyPath);
    });
    connect(&m_desk.observer(), &engine::Observer::sampled, this, &LiveFeed::readSamples);
    // What is filled in is older than what was read last.
    const auto readAnew = [this](const EnvironmentName& name) {
        m_read.remove(name);
        m_keptOf.remove(name);
        for (Watched& watched : m_watches)
            if (watched.view.environment == name.text())
                watched.read = {};
        readSamples(name);
    };
    connect(&m_desk.witnesses(), &engine::Witnesses::filledIn, this, readAnew);
    connect(&m_desk.backfill(), &engine::Backfill::filledIn, this, readAnew);
    connect(&m_desk.observer(), &engine::Observer::observingChanged, this, &LiveFeed::boardSoon);
    connect(&m_desk, &Desk::awakeChanged, this, &LiveFeed::boardSoon);
    connect(&m_desk.acts(), &engine::Acts::identitiesKnown, this, &LiveFeed::boardSoon);
    connect(&m_desk.alerting(), &engine::Alerting::changed, this, &LiveFeed::readAlerts);
    connect(&m_desk.parts().output, &ports::OutputStore::troubleChanged, this,
            &LiveFeed::outputTroubleChanged);
}

LiveFeed::~LiveFeed() = default;

void LiveFeed::begin() {
    makeBoard();
    readRepository();
    m_desk.hosts().begin();
    for (const Environment& environment : m_desk.project().environments)
        readSamples(environment.name);
    readGates();
    readAlerts();
    m_desk.parts().desktop.whenClicked(this, [this](const QString& about) { Q_EMIT alertClicked(about); });
    verifyLedger();
    for (const Deployment& deployment : m_desk.history().world().deployments)
        releaseSoon(deployment.id);
    m_tick.start();
}

void LiveFeed::boardSoon() {
    m_boardDirty = true;
    if (!m_gather.isActive())
        m_gather.start();
}

void LiveFeed::actorChanged() {
    boardSoon();
    for (const DeploymentId& id : m_desk.history().world().order)
        releaseSoon(id);
}

void LiveFeed::releaseSoon(const DeploymentId& id) {
    m_changed.insert(id);
    readCommits(id);
    readTag(id);
    readFailure(id);
    if (!m_gather.isActive())
        m_gather.start();
}

void LiveFeed::flush() {
    if (m_boardDirty) {
        m_boardDirty = false;
        makeBoard();
        Q_EMIT boardChanged();
    }
    const QSet<DeploymentId> changed = std::exchange(m_changed, {});
    for (const DeploymentId& id : changed) {
        Q_EMIT releaseChanged(id.text());
        if (m_watches.contains(id))
            refreshWatch(id);
    }
}

void LiveFeed::refreshWatch(const DeploymentId& id) {
    Watched& watched = m_watches[id];
    if (watched.reading)
        return;
    if (std::exchange(watched.isAskedFor, false)) {
        readWatch(id);
        return;
    }
    letGo(watched);
}

void LiveFeed::letGo(Watched& watched) {
    watched.isAsleep = true;
    watched.read = {};
    m_queue.post([samples = std::exchange(watched.samples, {})] {}); // a million of them are let go there
}

void LiveFeed::makeBoard() {
    // Freezes and maintenance are known at once, also before anything was observed.
    const qint64 now = m_desk.parts().clock.now().utcMs;
    for (const Environment& environment : m_desk.project().environments) {
        GateFacts& gates = m_facts[environment.name].gates;
        gates.nowMs = now;
        gates.freezes = engine::freezesAround(m_desk.parts(), environment.name, now);
        m_facts[environment.name].maintenance =
            engine::maintenanceAt(m_desk.parts(), m_desk.history().world(), environment.name, now);
    }
    m_board = models::boardView({m_desk.project(), m_desk.history().world(), m_desk.hosts(), m_desk.acts(),
                                 m_facts, m_repository, now});
    const AlertPlan& alerts = m_desk.project().alerts;
    m_board.alertChannels = models::alertChannelViews(alerts, m_outbox);
    m_board.alerts =
        models::openAlertViews(m_desk.project(), m_desk.history().world(), m_desk.acts(), m_incidents);
    m_board.watchIsNoticed = alerts.channels.isEmpty() || !alerts.ping.isEmpty();
    m_board.ledgerEntries = m_desk.history().world().entries;
    m_board.ledgerVerified = m_verified;
    m_board.ledgerProblem = m_ledgerProblem;
    m_board.anchoredAtMs = m_desk.anchoring().lastAtMs();
    const auto& problem = m_desk.anchoring().problem();
    m_board.anchorProblem = problem ? problem->detail : m_anchorProblem;
    m_board.observing = m_desk.observer().isObserving();
    m_board.keepsAwake = m_desk.isKeptAwake();
    m_board.observedElsewhere = !m_board.observing && m_desk.isReady();
}

void LiveFeed::readRepository() {
    base::deliver(m_desk.parts().git.state({30s, {}}), this,
                  [this](const base::Result<ports::RepositoryState>& state) {
                      if (state.ok())
                          m_repository = *state;
                      boardSoon();
                      m_desk.parts().clock.callAfter(10'000, this, [this] { readRepository(); });
                  });
}

void LiveFeed::readSamples(const EnvironmentName& name) {
    if (m_readingSamples.contains(name))
        return;
    m_readingSamples.insert(name);
    const qint64 now = m_desk.parts().clock.now().utcMs;
    const qint64 from = qMax(now - dayMs, m_read.value(name).fromMs());
    m_read[name].add(now); // unless a witness tells of an earlier time meanwhile
    base::deliver(m_desk.parts().samples.read(name, from, now + 1), this,
                  [this, name, from, now](const base::Result<QList<Sample>>& samples) {
                      m_readingSamples.remove(name);
                      if (!samples.ok()) {
                          m_read.remove(name);
                          return;
                      }
                      const qint64 known = m_keptOf.value(name, {from, 0}).first;
                      m_keptOf.insert(name, {qMin(known, from), now});
                      summarise(name, *samples, from);
                  });
}

void LiveFeed::summarise(const EnvironmentName& name, const QList<Sample>& read,
                         std::optional<qint64> fromMs) {
    const Environment* environment = m_desk.project().environment(name);
    if (!environment)
        return;
    const auto questions = engine::probeQuestions(m_desk.project(), *environment);
    const qint64 now = m_desk.parts().clock.now().utcMs;
    std::shared_ptr<engine::KeptSamples>& kept = m_samples[name];
    if (!kept)
        kept = std::make_shared<engine::KeptSamples>();
    base::deliver(m_queue.run<models::HealthFacts>(
                      [questions, kept, read, fromMs, now]() -> base::Result<models::HealthFacts> {
                          if (fromMs)
                              kept->take(read, *fromMs);
                          kept->dropBefore(now - dayMs);
                          return models::healthFacts(questions, *kept, now);
                      }),
                  this, [this, name](const base::Result<models::HealthFacts>& facts) {
                      if (facts.ok())
                          m_facts[name].health = *facts;
                      boardSoon();
                  });
}

void LiveFeed::readGates() {
    for (const Environment& environment : m_desk.project().environments)
        readGatesOf(environment.name);
}

void LiveFeed::readGatesOf(const EnvironmentName& name) {
    const Environment* environment = m_desk.project().environment(name);
    if (!environment)
        return;
    // Entries come faster than samples and Git are read: what comes meanwhile is one more reading.
    if (m_readingGates.contains(name)) {
        m_gatesAgain.insert(name);
        return;
    }
    m_readingGates.insert(name);
    // The board asks for what is deployed before; that costs others a request, so it is not asked often.
    const Deployment* before = environment->promoteFrom
                                   ? m_desk.history().world().running(environment->promoteFrom->environment)
                                   : nullptr;
    base::deliver(m_desk.acts().gateFacts(*environment, before ? before->candidate : Candidate(), 5min), this,
                  [this, name](const base::Result<GateFacts>& facts) {
                      m_readingGates.remove(name);
                      if (facts.ok())
                          m_facts[name].gates = *facts;
                      boardSoon();
                      if (m_gatesAgain.remove(name))
                          readGatesOf(name);
                  });
}

void LiveFeed::readAlerts() {
    if (m_desk.project().alerts.isEmpty())
        return;
    base::deliver(m_desk.parts().alerts.incidents(), this,
                  [this](const base::Result<QList<Incident>>& known) {
                      if (known.ok())
                          m_incidents = *known;
                      base::deliver(m_desk.parts().alerts.newest(models::alertsLookedBack), this,
                                    [this](const base::Result<QList<ports::OutboxLine>>& lines) {
                                        if (lines.ok())
                                            m_outbox = *lines;
                                        boardSoon();
                                    });
                  });
}

void LiveFeed::readBetween() {
    const auto& environments = m_desk.project().environments;
    for (qsizetype i = 1; i < environments.size(); ++i) {
        const QString from = m_desk.hosts().agreedCommit(environments.at(i));
        const QString to = m_desk.hosts().agreedCommit(environments.at(i - 1));
        auto& facts = m_facts[environments.at(i).name];
        if (from.isEmpty() || to.isEmpty()) {
            facts.fromBefore.reset();
            continue;
        }
        base::deliver(m_desk.parts().git.between(from, to, {30s, {}}), this,
                      [this, name = environments.at(i).name](const base::Result<ports::CommitRange>& range) {
                          if (range.ok())
                              m_facts[name].fromBefore = *range;
                          else
                              m_facts[name].fromBefore.reset();
                          boardSoon();
                      });
    }
}

void LiveFeed::verifyLedger() {
    base::deliver(
        m_desk.parts().ledger.verify(), this, [this](const base::Result<ports::LedgerCheck>& check) {
            if (!check.ok() && check.error().kind == base::ErrorKind::Busy) {
                m_desk.parts().clock.callAfter(tickMs, this, [this] { verifyLedger(); });
                return;
            }
            m_verified = check.ok() && !check->fault;
            if (!m_verified) {
                m_ledgerProblem = check.ok() ? check->fault->detail : check.error().detail;
                m_desk.acts().close(
                    tr("The ledger does not verify (%1), so nothing is done on it.").arg(m_ledgerProblem));
            }
            Q_EMIT verified(m_verified);
            boardSoon();
            if (m_verified)
                checkAnchors();
        });
}

void LiveFeed::checkAnchors() {
    base::deliver(
        m_desk.anchoring().check(false), this, [this](const base::Result<engine::AnchorCheck>& check) {
            if (!check.ok())
                return;
            m_anchorProblem = check->problem ? check->problem->detail : QString();
            if (!check->fault.isEmpty()) {
                m_verified = false;
                m_ledgerProblem = check->fault;
                m_desk.acts().close(
                    tr("The ledger is not the one that was anchored (%1), so nothing is done on it.")
                        .arg(check->fault));
            }
            boardSoon();
        });
}

void LiveFeed::readCommits(const DeploymentId& id) {
    const Deployment* deployment = m_desk.history().deployment(id);
    if (!deployment || deployment->previous.isNone())
        return;
    const QPair key{deployment->previous.commit, deployment->candidate.commit};
    if (m_askedRanges.contains(key))
        return;
    m_askedRanges.insert(key);
    base::deliver(m_desk.parts().git.between(key.first, key.second, {30s, {}}), this,
                  [this, id, key](const base::Result<ports::CommitRange>& range) {
                      if (range.ok()) {
                          m_ranges.insert(key, *range);
                          releaseSoon(id);
                      }
                  });
}

void LiveFeed::readTag(const DeploymentId& id) {
    const Deployment* deployment = m_desk.history().deployment(id);
    if (!deployment || !deployment->isOpen())
        return;
    const QPair key{deployment->candidate.version, deployment->candidate.commit};
    if (m_askedTags.contains(key))
        return;
    m_askedTags.insert(key);
    base::deliver(
        engine::checkTag(m_desk.parts(), engine::tagQuestion(deployment->candidate), {30s, {}}, this), this,
        [this, id, key](const base::Result<GitAnswer>& answer) {
            m_tags.insert(key,
                          answer.ok() ? *answer : GitAnswer{false, answer.error().detail, answer.error()});
            releaseSoon(id);
        });
}

void LiveFeed::readFailure(const DeploymentId& id) {
    const Deployment* deployment = m_desk.history().deployment(id);
    if (!deployment)
        return;
    const Next todo = next(*deployment);
    const Attempt* attempt =
        todo.what == Next::What::Decide ? deployment->attempt(todo.step, todo.host) : nullptr;
    const QString name =
        attempt && attempt->outBytes + attempt->errBytes > 0 ? attempt->id.text() : QString();
    if (m_failureAttempts.value(id) == name)
        return;
    m_failureAttempts.insert(id, name);
    m_failureLines.remove(id);
    if (name.isEmpty())
        return;
    const ports::OutputOffsets from{qMax<qint64>(0, attempt->outBytes - failureBytes),
                                    qMax<qint64>(0, attempt->errBytes - failureBytes)};
    base::deliver(m_desk.parts().output.read({id, attempt->id}, from, 2 * failureBytes), this,
                  [this, id](const base::Result<QList<ports::OutputChunk>>& chunks) {
                      if (!chunks.ok())
                          return;
                      QByteArray all;
                      for (const ports::OutputChunk& chunk : *chunks)
                          all += chunk.bytes;
                      QStringList lines = QString::fromUtf8(all).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
                      for (QString& line : lines)
                          for (QChar& c : line)
                              if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
                                  c = QChar::ReplacementCharacter;
                      m_failureLines.insert(id,
                                            lines.mid(qMax<qsizetype>(0, lines.size() - failureLinesShown)));
                      releaseSoon(id);
                  });
}

QList<models::DeploymentLine> LiveFeed::deployments() const {
    QList<models::DeploymentLine> lines;
    const World& world = m_desk.history().world();
    for (auto it = world.order.crbegin(); it != world.order.crend(); ++it)
        lines.append(models::deploymentLine(m_desk.project(), *world.deployment(*it)));
    return lines;
}

void LiveFeed::ask(const base::Error& problem) {
    for (const Environment& environment : m_desk.project().environments)
        if (const Host* host = environment.host(HostName(problem.where))) {
            if (problem.kind == base::ErrorKind::HostKeyUnknown)
                Q_EMIT m_desk.hosts().hostKeyUnknown(*host, problem.detail);
            if (base::isKeyLocked(problem.kind))
                Q_EMIT m_desk.hosts().keyLocked(*host, problem);
        }
}

void LiveFeed::askAgain(const base::Error& problem) {
    m_askedKeys.remove(questionOf(problem));
    ask(problem);
}

models::ReleaseView LiveFeed::release(const QString& id) const {
    const World& world = m_desk.history().world();
    const Deployment* deployment = world.deployment(DeploymentId(id));
    std::optional<ports::CommitRange> commits;
    if (deployment)
        if (const auto it = m_ranges.constFind({deployment->previous.commit, deployment->candidate.commit});
            it != m_ranges.constEnd())
            commits = *it;
    std::optional<GitAnswer> tag;
    if (deployment)
        if (const auto it = m_tags.constFind({deployment->candidate.version, deployment->candidate.commit});
            it != m_tags.constEnd())
            tag = *it;
    return models::releaseView({m_desk.project(), world, m_desk.parts().clock.now().utcMs,
                                [this](const Action& action) { return m_desk.acts().allowed(action); },
                                m_desk.driver(DeploymentId(id)), commits,
                                m_failureLines.value(DeploymentId(id)), tag},
                               DeploymentId(id));
}

models::WatchView LiveFeed::watch(const QString& text) {
    const DeploymentId id(text);
    const bool isNew = !m_watches.contains(id);
    Watched& watched = m_watches[id];
    watched.isAskedFor = true;
    if (std::exchange(watched.isAsleep, false) || isNew) {
        for (auto other = m_watches.begin(); other != m_watches.end(); ++other)
            if (other.key() != id && !other->reading && !other->isAsleep)
                letGo(*other); // who still shows it asks again
        readWatch(id);
    }
    return m_watches.value(id).view;
}

void LiveFeed::readWatch(const DeploymentId& id) {
    const Deployment* deployment = m_desk.history().deployment(id);
    if (!deployment || !deployment->liveAtMs || m_watches[id].reading)
        return;
    const Environment* environment = m_desk.project().environment(deployment->environment);
    if (!environment)
        return;
    Watched& watched = m_watches[id];
    models::WatchView& view = watched.view;
    const qint64 now = m_desk.parts().clock.now().utcMs;
    view.deployment = id.text();
    view.environment = deployment->environment.text();
    view.version = deployment->candidate.version;
    view.tier = environment->tier;
    view.liveAtMs = deployment->liveAtMs;
    view.endsAtMs = deployment->watchEndsAtMs();
    view.nowMs = deployment->endedAtMs ? deployment->endedAtMs : qMin(now, view.endsAtMs);
    view.state = models::releaseState(*deployment);
    if (deployment->result == Deployment::Result::Superseded)
        view.supersededBy = deployment->endedBy.text();
    view.keepsLog = std::any_of(deployment->witnesses.begin(), deployment->witnesses.end(),
                                [](const Witness& witness) { return witness.keepsLog(); });
    const models::ReleaseView release = this->release(id.text());
    view.checkpoints = release.checkpoints;
    view.rollback = release.rollback;
    const auto questions = engine::probeQuestions(m_desk.project(), *environment);
    view.probes = static_cast<int>(questions.size());
    view.everyMs = 0;
    for (const auto& question : questions)
        view.everyMs = view.everyMs ? qMin(view.everyMs, static_cast<qint64>(question.probe.every.count()))
                                    : question.probe.every.count();
    view.marks = models::watchMarks(m_desk.history().world(), *deployment, view.nowMs, m_outbox);
    watched.reading = true;
    models::WatchSource source;
    source.questions = questions;
    source.liveAtMs = view.liveAtMs;
    source.toMs = view.nowMs;
    source.closeFromMs = watched.closeFromMs;
    source.closeToMs = watched.closeToMs;
    if (!deployment->plan.checkpoints.isEmpty())
        source.criteria = deployment->plan.checkpoints.last().rules;
    if (watched.read.lastMs == 0 && sumFromBoard(id, source, environment->name))
        return;
    const qint64 from = qMax(view.liveAtMs - dayMs, watched.read.fromMs());
    watched.lacksDayBefore = false;
    watched.read.add(view.nowMs); // unless a witness tells of an earlier time meanwhile
    base::deliver(m_desk.parts().samples.read(environment->name, from, view.nowMs + 1), this,
                  [this, id, source, from](const base::Result<QList<Sample>>& samples) {
                      Watched& known = m_watches[id];
                      if (!samples.ok()) {
                          known.reading = false;
                          known.read = {};
                          Q_EMIT watchChanged(id.text());
                          return;
                      }
                      sumWatch(id, source, *samples, from);
                  });
}

bool LiveFeed::sumFromBoard(const DeploymentId& id, const models::WatchSource& source,
                            const EnvironmentName& environment) {
    const auto [from, until] = m_keptOf.value(environment);
    // The board's day is let go at its old end.
    const qint64 oldest = qMax(from, m_desk.parts().clock.now().utcMs - dayMs + Read::overlapMs);
    if (until == 0 || source.liveAtMs < oldest || source.toMs < until)
        return false;
    Watched& watched = m_watches[id];
    watched.read = {until, until};
    watched.lacksDayBefore = true;
    models::WatchSource first = source;
    if (looksBack(first.criteria))
        first.criteria.clear(); // known with the day before, in a moment
    watched.samples = std::make_shared<WatchSamples>();
    m_queue.post([kept = watched.samples, board = m_samples.value(environment), from = source.liveAtMs] {
        kept->since = board->since(from);
    });
    sumWatch(id, first, {}, until + 1);
    return true;
}

void LiveFeed::readDayBefore(const DeploymentId& id, const models::WatchSource& source) {
    Watched& watched = m_watches[id];
    watched.reading = true;
    watched.lacksDayBefore = false;
    const qint64 from = source.liveAtMs - dayMs;
    const Deployment* deployment = m_desk.history().deployment(id);
    const EnvironmentName environment = deployment ? deployment->environment : EnvironmentName();
    base::deliver(m_desk.parts().samples.read(environment, from, source.liveAtMs), this,
                  [this, id, from, source](const base::Result<QList<Sample>>& samples) {
                      Watched& known = m_watches[id];
                      known.reading = false;
                      if (!samples.ok()) {
                          known.read = {};
                          return;
                      }
                      m_queue.post([kept = known.samples, read = *samples, from, until = source.liveAtMs] {
                          kept->dayBefore.take(read, from, until);
                      });
                      readWatch(id);
                  });
}

void LiveFeed::sumWatch(const DeploymentId& id, const models::WatchSource& source, const QList<Sample>& read,
                        qint64 fromMs) {
    std::shared_ptr<WatchSamples>& kept = m_watches[id].samples;
    if (!kept)
        kept = std::make_shared<WatchSamples>();
    base::deliver(
        m_queue.run<models::WatchView>([source, kept, read, fromMs]() -> base::Result<models::WatchView> {
            const qint64 liveAtMs = source.liveAtMs;
            if (fromMs < liveAtMs)
                kept->dayBefore.take(read, fromMs, liveAtMs);
            kept->since.take(read, qMax(fromMs, liveAtMs));
            return models::watchSums(source, kept->since, kept->dayBefore);
        }),
        this, [this, id, source](const base::Result<models::WatchView>& sums) {
            Watched& known = m_watches[id];
            known.reading = false;
            if (sums.ok()) {
                known.view.lanes = sums->lanes;
                known.view.availability = sums->availability;
                known.view.latency = sums->latency;
                known.view.latencyBefore = sums->latencyBefore;
                known.view.measures = sums->measures;
                known.view.incidents = sums->incidents;
                known.view.criteria = sums->criteria;
                known.view.detail = sums->detail;
            }
            Q_EMIT watchChanged(id.text());
            const Watched& next = m_watches[id];
            if (next.lacksDayBefore && next.read.lastMs > 0)
                readDayBefore(id, source);
            // Looked at elsewhere meanwhile.
            else if (next.closeFromMs != source.closeFromMs || next.closeToMs != source.closeToMs)
                readWatch(id);
        });
}

void LiveFeed::lookAt(const QString& deployment, qint64 fromMs, qint64 toMs) {
    const DeploymentId id(deployment);
    if (!m_watches.contains(id))
        return;
    Watched& watched = m_watches[id];
    if (watched.closeFromMs == fromMs && watched.closeToMs == toMs)
        return;
    watched.closeFromMs = fromMs;
    watched.closeToMs = toMs;
    readWatch(id);
}

void LiveFeed::readWatchNow(const DeploymentId& id) {
    m_watches[id].isAsleep = false;
    readWatch(id);
}

base::Future<QStringList> LiveFeed::probeLines(const QString& environment, const QString& label) {
    const auto question = engine::questionLabelled(m_desk.project(), EnvironmentName(environment), label);
    if (!question)
        return base::ready<QStringList>(
            base::Error{base::ErrorKind::NotFound, label, QStringLiteral("slipway.yaml has no such probe")});
    return engine::probeLines(m_desk.parts(), m_desk.history().world(), *question, this);
}

base::Future<QList<models::TimelineLine>> LiveFeed::story(const QString& text) {
    const DeploymentId id(text);
    auto promise = std::make_shared<base::Promise<QList<models::TimelineLine>>>();
    base::deliver(readEntries(m_desk.parts().ledger, id, this), this,
                  [this, id, promise](const base::Result<QList<Entry>>& entries) {
                      const Deployment* deployment = m_desk.history().deployment(id);
                      if (!deployment)
                          promise->finish(base::Error{base::ErrorKind::NotFound, id.text(),
                                                      tr("There is no deployment %1.").arg(id.text())});
                      else
                          promise->finish(entries.map([deployment](const QList<Entry>& known) {
                              return models::timeline(*deployment, known);
                          }));
                  });
    return promise->future();
}

std::shared_ptr<models::OutputModel> LiveFeed::output(const QString& deployment, const QString& attempt) {
    const QString key = deployment + QLatin1Char('/') + attempt;
    if (auto known = m_outputs.value(key).lock())
        return known;
    auto made = std::make_shared<models::OutputModel>(
        m_desk.parts().output, ports::OutputKey{DeploymentId(deployment), AttemptId(attempt)});
    m_outputs.insert(key, made);
    return made;
}

std::shared_ptr<models::OutputModel> LiveFeed::outputAt(const QString& deployment, const QString& attempt,
                                                        const models::OutputPlace& place) {
    return std::make_shared<models::OutputModel>(
        m_desk.parts().output, ports::OutputKey{DeploymentId(deployment), AttemptId(attempt)}, nullptr,
        place);
}

std::unique_ptr<models::OutputSearch> LiveFeed::outputSearch() {
    return std::make_unique<models::OutputSearch>(
        m_desk.parts().output, [this]() -> const World& { return m_desk.history().world(); });
}

std::optional<base::Error> LiveFeed::outputTrouble() const {
    return m_desk.parts().output.trouble();
}

qint64 LiveFeed::outputCap() const {
    return m_desk.parts().output.mostPerStream();
}

} // namespace slipway::desk
