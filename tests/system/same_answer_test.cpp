#include "app/desk/live_feed.h"
#include "tests/support/cli_run.h"

#include <QDir>
#include <QJsonArray>
#include <QtTest>
#include <csignal>
#include <unistd.h>

using namespace slipway;
using namespace slipway::domain;
using models::ReleaseState;
using support::CliDemo;
using support::CliEnd;

namespace {

QString text(const char* words) {
    return QString::fromUtf8(words);
}

/// What the window offers, or does not and why, beside the command that asks for the same.
struct Asked {
    models::Offer offer;
    QStringList command;
    QString standing; ///< of its deployment; empty: of none
};

/// The window's side of a workspace: the desk and the feed behind every page, as one person.
class Window {
public:
    Window(const QString& folder, const QString& person) {
        auto opened = desk::Desk::open(folder);
        if (!opened.ok())
            qFatal("%s", qPrintable(opened.error().detail));
        m_desk = *std::move(opened);
        QSignalSpy known(&m_desk->acts(), &engine::Acts::identitiesKnown);
        m_desk->begin();
        m_desk->acts().setActor(person);
        if (!QTest::qWaitFor([&] { return m_desk->isReady() && m_desk->acts().areIdentitiesKnown(); }))
            qFatal("the desk is not ready");
        m_feed = std::make_unique<desk::LiveFeed>(*m_desk);
        m_board = models::boardView({m_desk->project(),
                                     m_desk->history().world(),
                                     m_desk->hosts(),
                                     m_desk->acts(),
                                     {},
                                     {},
                                     m_desk->parts().clock.now().utcMs});
    }
    QList<ReleaseState> states() const {
        QList<ReleaseState> all;
        for (const models::DeploymentLine& line : m_feed->deployments())
            all.append(line.state);
        return all;
    }
    QList<Asked> offers() const {
        QList<Asked> all;
        for (const models::DeploymentLine& line : m_feed->deployments())
            all += offersOf(m_feed->release(line.deployment));
        const auto add = [&all](const models::Offer& offer, const QStringList& command) {
            all.append({offer, command, {}});
        };
        for (const models::EnvironmentView& view : m_board.environments) {
            add(view.line.stop, {text("stop-line"), view.name, text("--reason"), text("x")});
            add(view.line.open, {text("open-line"), view.name, text("--reason"), text("x")});
            if (!view.rehearse.allowed) // the command would go there and back at once
                add(view.rehearse, {text("rehearse"), view.name});
        }
        for (const models::RecurringView& view : m_board.recurring) {
            QStringList command{text("recurring"), view.checklist.name};
            for (qsizetype i = 1; i <= view.checklist.items.size(); ++i)
                command << text("--item") << QStringLiteral("%1=passed").arg(i);
            add(view.sign, command);
        }
        return all;
    }
    /// What the promotion dialog says of a start, and of each gate.
    std::optional<engine::Preview> preview(const QString& version, const QString& environment) {
        const auto future = m_desk->acts().preview(version, EnvironmentName(environment));
        std::optional<engine::Preview> found;
        QObject context;
        bool done = false;
        base::deliver(future, &context, [&](const base::Result<engine::Preview>& result) {
            done = true;
            if (result.ok())
                found = *result;
        });
        return QTest::qWaitFor([&] { return done; }, 20'000) ? found : std::nullopt;
    }

private:
    static QList<Asked> offersOf(const models::ReleaseView& release) {
        QList<Asked> all;
        const QString id = release.deployment;
        const QString standing = QString::number(static_cast<int>(release.state)) + release.currentStep;
        const auto add = [&](const models::Offer& offer, const QStringList& command) {
            // What a page does not show is neither allowed nor told why not.
            if (offer.allowed || !offer.why.isEmpty())
                all.append({offer, command, standing});
        };
        const auto decide = [&id](const char* what, const QStringList& more = {}) {
            return QStringList{text("decide"), id, text(what), text("--reason"), text("x")} + more;
        };
        for (const models::StepView& step : release.steps) {
            const QStringList sign{text("sign"), id, step.id, text("--note"), text("x")};
            add(step.sign, sign);
            add(step.answer, sign);
            add(step.takeBack, {text("take-back"), id, step.id, text("--reason"), text("x")});
            add(step.stop, decide("stop", {text("--step"), step.id}));
        }
        for (const models::CheckpointView& checkpoint : release.checkpoints)
            add(checkpoint.sign,
                {text("sign"), id, base::durationText(base::Milliseconds(checkpoint.afterMs)), text("--note"),
                 text("x")});
        add(release.pause, decide("pause"));
        add(release.resume, decide("resume"));
        add(release.abandon, decide("abandon"));
        add(release.rollback, decide("rollback"));
        add(release.review, {text("review"), id, text("--note"), text("x")});
        add(release.lock.takeOver, decide("take-over"));
        const models::FailureView& failure = release.failure;
        if (failure.step.isEmpty())
            return all;
        const QStringList host =
            failure.host.isEmpty() ? QStringList() : QStringList{text("--host"), failure.host};
        add(failure.answer, {text("sign"), id, failure.step, text("--note"), text("x")});
        add(failure.retry, decide("retry"));
        add(failure.rollback, decide("rollback"));
        if (!failure.host.isEmpty())
            add(failure.exclude, decide("exclude", host));
        add(failure.waive, decide("waive", QStringList{text("--step"), failure.step} + host));
        return all;
    }

    std::unique_ptr<desk::Desk> m_desk;
    std::unique_ptr<desk::LiveFeed> m_feed;
    models::BoardView m_board;
};

} // namespace

/// The window and the command line give the same answer and the same reason. One story walks through every
/// state a deployment can be in; in each of them, for several people, everything that the window offers or
/// refuses is asked for on the command line, on a copy of the ledger so that nothing comes of it.
class SameAnswerTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    QTemporaryDir m_home;
    QSet<int> m_seen; ///< of ReleaseState
    QSet<QString> m_comparedBefore;
    int m_compared = 0, m_refused = 0;

    CliEnd run(const char* words) { return m_demo->run(text(words).split(u' ')); }
    CliEnd runOnACopy(const QStringList& command) {
        if (m_demo->workOnACopy(m_home.path(), false).isEmpty())
            qFatal("the ledger cannot be copied");
        const CliEnd end = m_demo->run(command);
        m_demo->workOnTheDemo();
        return end;
    }
    /// Everything that is open or closed now, to each of them.
    void compare(const QStringList& people, const QList<ReleaseState>& expected) {
        for (const QString& person : people) {
            const Window window(m_demo->folder(), person);
            const QList<ReleaseState> states = window.states();
            for (const ReleaseState state : states)
                m_seen.insert(static_cast<int>(state));
            for (const ReleaseState state : expected)
                QVERIFY2(states.contains(state), qPrintable(QString::number(static_cast<int>(state))));
            for (const Asked& asked : window.offers()) {
                const QStringList command = asked.command + QStringList{text("--as"), person};
                // What the window says as before of a deployment that stands as before was compared before.
                const QString key = command.join(u' ') + asked.offer.why + asked.standing;
                if (m_comparedBefore.contains(key))
                    continue;
                m_comparedBefore.insert(key);
                const CliEnd end = runOnACopy(command);
                const QByteArray told =
                    (command.join(u' ') +
                     (asked.offer.allowed ? text("\nopen in the window")
                                          : text("\nclosed in the window: ") + asked.offer.why) +
                     u'\n' + end.told())
                        .toUtf8();
                ++m_compared;
                if (asked.offer.allowed) {
                    QVERIFY2(end.code == 0, told.constData());
                    continue;
                }
                ++m_refused;
                QVERIFY2(end.code == 4 && end.err.contains(asked.offer.why), told.constData());
            }
        }
    }
    void comparePlans(const QString& version, const QString& environment, const QString& person) {
        const auto found = Window(m_demo->folder(), person).preview(version, environment);
        QVERIFY(found);
        const CliEnd end = runOnACopy({text("deploy"), version, text("--to"), environment, text("--dry-run"),
                                       text("--json"), text("--as"), person});
        const QJsonObject plan = end.json();
        QCOMPARE(end.code, found->start.allowed ? 0 : 4);
        const QJsonObject start = plan.value(text("start")).toObject();
        QCOMPARE(start.value(text("allowed")).toBool(), found->start.allowed);
        // How much of a soak is left changes from one look to the next; digits are left out.
        static const QRegularExpression digits(text("[0-9]+"));
        const auto plain = [](QString words) { return words.remove(digits); };
        QCOMPARE(plain(start.value(text("why")).toString()), plain(found->start.why));
        const QJsonArray gates = plan.value(text("gates")).toArray();
        QCOMPARE(gates.size(), found->gates.size());
        for (qsizetype i = 0; i < gates.size(); ++i) {
            QCOMPARE(gates[i].toObject().value(text("id")).toString(), found->gates[i].id);
            QCOMPARE(gates[i].toObject().value(text("met")).toBool(), found->gates[i].met);
            QCOMPARE(plain(gates[i].toObject().value(text("detail")).toString()),
                     plain(found->gates[i].detail));
        }
        ++m_compared;
    }
    bool touch(const char* host, const char* name) const {
        QFile file(m_demo->home(text(host)) + u'/' + text(name));
        return file.open(QIODevice::WriteOnly);
    }
    bool untouch(const char* host, const char* name) const {
        return QFile::remove(m_demo->home(text(host)) + u'/' + text(name));
    }
    /// Kills what runs a step there, as a crash of the host would; answers how many processes there were.
    int killHeld(const char* host) const {
        const QString home = QFileInfo(m_demo->home(text(host))).canonicalFilePath();
        QSet<pid_t> sessions;
        const QStringList all = QDir(text("/proc")).entryList({text("[0-9]*")}, QDir::Dirs);
        for (const QString& entry : all) {
            QFile file(text("/proc/") + entry + text("/cmdline"));
            if (!QFileInfo(text("/proc/") + entry + text("/cwd")).symLinkTarget().startsWith(home) ||
                !file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray line = file.readAll();
            if (line.contains("slipway-step") || line.endsWith(QByteArray("/script\0", 8)))
                sessions.insert(::getsid(entry.toInt()));
        }
        int killed = 0;
        for (const QString& entry : all)
            if (sessions.contains(::getsid(entry.toInt())))
                killed += ::kill(entry.toInt(), SIGKILL) == 0 ? 1 : 0;
        return killed;
    }
    /// State and step of the newest deployment there: "running held".
    QString standing(const char* environment) {
        const QJsonObject shown = m_demo->run({text("show"), text(environment), text("--json")}).json();
        return shown.value(text("state")).toString() + u' ' + shown.value(text("currentStep")).toString();
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(text(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        // A step that waits for the test, and one that fails when the test says so.
        QVERIFY(m_demo->rewrite("    - { wait: 2s, name: Let it settle, id: settle }\n",
                                "    - { run: \"while [ -e hold ]; do sleep 0.05; done\", name: Held, id: "
                                "held, undo: \"true\", timeout: 90s }\n"
                                "    - { run: \"test ! -e fail\", name: May fail, id: may-fail, required: "
                                "false, undo: \"true\" }\n"
                                "    - { wait: 100ms, name: Let it settle, id: settle }\n"));
    }
    void cleanupTestCase() { m_demo.reset(); }

    void beforeAnything() {
        compare({text("mira"), text("jonas")}, {});
        comparePlans(text("v1.1.0"), text("staging"), text("mira"));
        comparePlans(text("v1.1.0"), text("production"), text("mira"));
    }

    void whileItIsPreparedAndWhenAStepFailed() {
        // A host whose key nobody has accepted: the plan cannot be fixed.
        const QString known = m_demo->dataFolder() + text("/known_hosts");
        QVERIFY(QFile::rename(known, known + text(".away")));
        const CliEnd unknown = run("deploy v1.1.0 --to development --as mira");
        QVERIFY2(unknown.code == 3, qPrintable(unknown.told()));
        compare({text("mira"), text("jonas")}, {ReleaseState::Preparing});
        QFile::remove(known);
        QVERIFY(QFile::rename(known + text(".away"), known));
        // What runs there was not read either, so this one could not be rolled back.
        MUST_END(run("decide development abandon --reason unread --as mira"), 0);
        QVERIFY(touch("dev-1", "fail"));
        MUST_END(run("deploy v1.1.0 --to development --as mira"), 1);
        compare({text("mira"), text("jonas")}, {ReleaseState::Failed});
        MUST_END(run("rollback development --reason red --not-bad --as mira"), 0);
        compare({text("mira"), text("jonas")}, {ReleaseState::RolledBack, ReleaseState::RollbackDone});
        QVERIFY(untouch("dev-1", "fail"));
    }

    void whileItWaitsForAPersonAndWhilePaused() {
        MUST_END(run("deploy v1.1.0 --to staging --as mira"), 3);
        compare({text("mira"), text("jonas")}, {ReleaseState::WaitsForPerson});
        comparePlans(text("v1.1.0"), text("staging"), text("mira"));
        MUST_END(run("decide staging pause --reason lunch --as mira"), 0);
        compare({text("mira"), text("jonas")}, {ReleaseState::Paused});
        MUST_END(run("decide staging resume --as mira"), 0);
        MUST_END(run("sign staging code-review --as jonas"), 0);
        compare({text("jonas"), text("priya")}, {});
    }

    void whatChangedSinceItWasSignedIsStaleAndThenAbandoned() {
        QVERIFY(m_demo->rewrite("name: The bot answers", "name: The bot answers at all"));
        MUST_END(run("deploy v1.1.0 --to staging --as mira"), 4);
        compare({text("mira"), text("jonas")}, {ReleaseState::Stale});
        MUST_END(run("decide staging abandon --reason changed --as mira"), 0);
        compare({text("jonas")}, {ReleaseState::Abandoned});
    }

    void whileItRunsAndWhenItIsLive() {
        QVERIFY(touch("staging-1", "hold"));
        MUST_END(run("deploy v1.1.0 --to staging --as mira"), 3);
        MUST_END(run("sign staging code-review --as jonas"), 0);
        const auto driving = m_demo->cli().start(
            {text("deploy"), text("v1.1.0"), text("--to"), text("staging"), text("--as"), text("mira")});
        QTRY_COMPARE_WITH_TIMEOUT(standing("staging"), text("running held"), 60'000);
        compare({text("mira"), text("jonas")}, {ReleaseState::Running});
        QVERIFY(untouch("staging-1", "hold"));
        const CliEnd end = support::CliRun::end(*driving);
        QVERIFY2(end.code == 0, qPrintable(end.told()));
        compare({text("mira")}, {ReleaseState::Successful});
        comparePlans(text("v1.1.0"), text("staging"), text("mira"));
        comparePlans(text("v1.1.0"), text("production"), text("mira"));
        MUST_END(run("rehearse staging --as mira"), 0);
        compare({text("mira"), text("jonas")}, {ReleaseState::Rehearsed});
    }

    void whileItIsWatched() {
        MUST_END(m_demo->run({text("deploy"), text("v1.1.0"), text("--to"), text("production"),
                              text("--emergency"), text("the shop is down"), text("--as"), text("mira")}),
                 0);
        compare({text("mira"), text("jonas")}, {ReleaseState::Live});
        MUST_END(run("stop-line production --reason looking --as mira"), 0);
        comparePlans(text("v1.2.0"), text("production"), text("mira"));
        compare({text("jonas")}, {});
    }

    void whenNobodyKnowsWhatBecameOfAStep() {
        QVERIFY(touch("dev-1", "hold"));
        const auto driving =
            m_demo->cli().start({text("deploy"), text("v1.1.0"), text("--to"), text("development"),
                                 text("--again"), text("--as"), text("mira")});
        QTRY_COMPARE_WITH_TIMEOUT(standing("development"), text("running held"), 60'000);
        QVERIFY(killHeld("dev-1") > 0);
        const CliEnd end = support::CliRun::end(*driving);
        QVERIFY2(end.code == 5, qPrintable(end.told()));
        compare({text("mira"), text("jonas")}, {ReleaseState::Interrupted});
        QVERIFY(untouch("dev-1", "hold"));
        MUST_END(run("decide development retry --reason seen --as mira"), 0);
        MUST_END(run("deploy v1.1.0 --to development --as mira"), 0);
    }

    void whileItWaitsForTime() {
        QVERIFY(m_demo->rewrite("wait: 100ms", "wait: 20s"));
        const auto driving = m_demo->cli().start(
            {text("deploy"), text("v1.2.0"), text("--to"), text("development"), text("--as"), text("mira")});
        QTRY_COMPARE_WITH_TIMEOUT(standing("development"), text("waits-for-time settle"), 60'000);
        driving->kill();
        support::CliRun::end(*driving);
        compare({text("mira"), text("jonas")}, {ReleaseState::WaitsForTime});
        MUST_END(run("deploy v1.2.0 --to development --as mira"), 0);
    }

    void whileAnotherDeskHoldsTheEnvironment() {
        QVERIFY(m_demo->rewrite("wait: 20s", "wait: 100ms"));
        QVERIFY(touch("dev-1", "hold"));
        QVERIFY(!m_demo->workOnACopy(m_home.path(), false).isEmpty());
        const auto driving = m_demo->cli().start(
            {text("deploy"), text("v1.1.0"), text("--to"), text("development"), text("--as"), text("priya")});
        QTRY_COMPARE_WITH_TIMEOUT(standing("development"), text("running held"), 60'000);
        driving->kill();
        support::CliRun::end(*driving);
        m_demo->workOnTheDemo();
        MUST_END(run("deploy v1.1.0 --to development --as mira"), 3);
        compare({text("mira"), text("jonas")}, {ReleaseState::WaitsForLock});
        QVERIFY(untouch("dev-1", "hold"));
    }

    void everyStateWasSeen() {
        for (int state = 0; state <= static_cast<int>(ReleaseState::RollbackDone); ++state)
            QVERIFY2(m_seen.contains(state), qPrintable(QString::number(state)));
        qInfo("%d answers compared, %d of them a no with its reason", m_compared, m_refused);
        QVERIFY(m_refused > 100 && m_compared > m_refused + 50);
    }
};

QTEST_GUILESS_MAIN(SameAnswerTest)
#include "same_answer_test.moc"
