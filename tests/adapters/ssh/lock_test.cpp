#include "tests/adapters/ssh/shell_fixture.h"

#include <QProcess>
#include <QScopeGuard>
#include <unistd.h>

namespace slipway::adapters {

using base::ErrorKind;
using State = ports::AttemptState::State;

/// The lock of an environment, on a real host and between several desks.
class LockTest : public QObject {
    Q_OBJECT
    Fixture m_fixture;
    std::unique_ptr<Libssh2Shell> m_anna;
    std::unique_ptr<Libssh2Shell> m_ben;
    int m_environments = 0;

    ports::LockOrder order(const QString& owner) const {
        ports::LockOrder order;
        order.host = m_fixture.server.host();
        order.environment = environment();
        order.owner = owner;
        order.who = owner + QStringLiteral("'s desk");
        order.reason = QStringLiteral("release of 2.4.0");
        return order;
    }
    domain::EnvironmentName environment() const {
        return domain::EnvironmentName(QStringLiteral("env-%1").arg(m_environments));
    }
    ports::LockOrder takeOver(const QString& owner, std::optional<qint64> seen = {}) const {
        auto taking = order(owner);
        taking.takeOver = true;
        taking.seen = seen;
        return taking;
    }
    ports::AttemptOrder step(const QString& script, std::optional<qint64> fence) const {
        auto step = m_fixture.order(script);
        step.environment = environment();
        step.fence = fence;
        return step;
    }
    QString folder() const {
        return m_fixture.server.home() + QStringLiteral("/.slipway/5c1f/") + environment().text();
    }
    QString generation(qint64 fence) const { return folder() + QStringLiteral("/lock/%1").arg(fence); }
    static ports::LockState stateOf(const base::Result<ports::LockState>& answer) {
        if (!answer)
            QTest::qFail(qPrintable(answer.error().detail), __FILE__, __LINE__);
        return answer ? *answer : ports::LockState();
    }
    ports::LockState locked(const ports::LockOrder& order) {
        return stateOf(answerOf(m_anna->lock(order, within(20'000))));
    }
    ports::LockState seen() {
        return stateOf(answerOf(m_ben->lockState(m_fixture.server.host(), environment(), within(20'000))));
    }
    /// Answers of `count` calls that are made at the same time, by two desks in turn.
    QList<ports::LockState> atOnce(int count, const std::function<ports::LockOrder(int)>& ordered) {
        QList<base::Future<ports::LockState>> calls;
        for (int index = 0; index < count; ++index)
            calls.append((index % 2 ? m_anna : m_ben)->lock(ordered(index), within(60'000)));
        QList<ports::LockState> states;
        for (const auto& call : calls)
            states.append(stateOf(answerOf(call)));
        return states;
    }

private Q_SLOTS:
    void initTestCase() {
        m_anna = m_fixture.shell();
        m_ben = m_fixture.shell();
    }
    void init() { ++m_environments; } // each test has a lock of its own
    void cleanupTestCase() {
        m_anna.reset();
        m_ben.reset();
    }

    void isTakenRenewedAndGivenBack() {
        QVERIFY(!seen().held);
        auto mine = order(QStringLiteral("dep-1"));
        mine.who = QStringLiteral("Änna's \"desk\" \\ $(id) `id`\nsecond line");
        mine.reason = QStringLiteral("\\0101 %s – release");
        const auto taken = locked(mine);
        QVERIFY(taken.held && taken.mine);
        QVERIFY(taken.fence > 0);
        QCOMPARE(taken.owner, mine.owner);
        QCOMPARE(taken.who, mine.who);
        QCOMPARE(taken.reason, mine.reason);
        QCOMPARE(taken.takenOverFrom, QString());
        QVERIFY(qAbs(taken.sinceMs - QDateTime::currentMSecsSinceEpoch()) < 30'000);
        QCOMPARE(locked(mine).fence, taken.fence);
        const auto shown = seen();
        QVERIFY(shown.held && !shown.mine);
        QCOMPARE(shown.who, mine.who);
        QVERIFY(shown.heartbeatAge.count() >= 0 && shown.heartbeatAge.count() < 30'000);
        // Somebody else cannot give it back.
        QVERIFY(stateOf(answerOf(m_ben->unlock(order(QStringLiteral("dep-2")), within(20'000)))).held);
        const auto given = stateOf(answerOf(m_anna->unlock(mine, within(20'000))));
        QVERIFY(!given.held && !given.mine);
        QCOMPARE(given.owner, QString());
        QVERIFY(!stateOf(answerOf(m_anna->unlock(mine, within(20'000)))).held);
        const auto next = locked(order(QStringLiteral("dep-2")));
        QCOMPARE(next.fence, taken.fence + 1);
        QCOMPARE(next.takenOverFrom, mine.owner);
    }

    void faultCase48_whoSleptThroughATakingAndItsEndSeesTheNumberAndTheOwner() {
        const auto anna = order(QStringLiteral("dep-anna"));
        const auto fence = locked(anna).fence;
        const auto ben = takeOver(QStringLiteral("dep-ben"));
        QVERIFY(stateOf(answerOf(m_ben->lock(ben, within(20'000)))).mine);
        QVERIFY(!stateOf(answerOf(m_ben->unlock(ben, within(20'000)))).held);
        // Anna's heartbeat takes what is free; that it is no renewal shows.
        const auto again = locked(anna);
        QVERIFY(again.mine);
        QCOMPARE(again.fence, fence + 2);
        QCOMPARE(again.takenOverFrom, ben.owner);
    }

    void faultCase47_exactlyOneOfTwentyGetsIt() {
        const auto states =
            atOnce(20, [this](int index) { return order(QStringLiteral("dep-%1").arg(index)); });
        QStringList winners;
        for (int index = 0; index < states.size(); ++index)
            if (states[index].mine)
                winners.append(QStringLiteral("dep-%1").arg(index));
        QCOMPARE(winners.size(), 1);
        for (const auto& state : states) {
            QVERIFY(state.held);
            QCOMPARE(state.owner, winners[0]);
            QCOMPARE(state.who, winners[0] + QStringLiteral("'s desk"));
            QCOMPARE(state.fence, states[0].fence);
        }
    }

    void faultCase48_onlyOneOfTwentyTakesOver() {
        const auto before = locked(order(QStringLiteral("dep-sleeping")));
        // What they saw is the same: whoever is late must not take it from the one who was not.
        const auto states = atOnce(
            20, [&](int index) { return takeOver(QStringLiteral("dep-%1").arg(index), before.fence); });
        int winners = 0;
        for (const auto& state : states) {
            winners += state.mine ? 1 : 0;
            QCOMPARE(state.fence, before.fence + 1);
            QCOMPARE(state.owner, states[0].owner);
            QCOMPARE(state.takenOverFrom, QStringLiteral("dep-sleeping"));
        }
        QCOMPARE(winners, 1);
    }

    void faultCase48_whoSleptIsFencedAndSeesWhoTookOver() {
        const auto anna = order(QStringLiteral("dep-anna"));
        const auto fence = locked(anna).fence;
        const auto running = step(QStringLiteral("sleep 600"), fence);
        QVERIFY(answerOf(m_anna->start(running, within(20'000))).ok());
        QCOMPARE(seen().running, 1);
        // Nothing about an old heartbeat takes it by itself: a person does, with a reason.
        QCOMPARE(stateOf(answerOf(m_ben->lock(order(QStringLiteral("dep-ben")), within(20'000)))).owner,
                 anna.owner);
        const auto taken =
            stateOf(answerOf(m_ben->lock(takeOver(QStringLiteral("dep-ben")), within(20'000))));
        QVERIFY(taken.mine && taken.fence > fence);
        QCOMPARE(taken.takenOverFrom, anna.owner);
        QCOMPARE(taken.running, 1);
        // Anna wakes.
        const auto next = step(QStringLiteral("touch \"$HOME/anna-ran\""), fence);
        QCOMPARE(answerOf(m_anna->start(next, within(20'000))).error().kind, ErrorKind::Fenced);
        QCOMPARE(answerOf(m_anna->stop(running, within(20'000))).error().kind, ErrorKind::Fenced);
        QCOMPARE(answerOf(m_anna->status(next, within(20'000)))->state, State::Never);
        QVERIFY(!QFile::exists(m_fixture.server.home() + QStringLiteral("/anna-ran")));
        const auto refused = locked(anna);
        QVERIFY(refused.held && !refused.mine);
        QCOMPARE(refused.owner, QStringLiteral("dep-ben"));
        QCOMPARE(refused.takenOverFrom, anna.owner);
        QVERIFY(stateOf(answerOf(m_anna->unlock(anna, within(20'000)))).held);
        // What changes nothing goes on; and Ben can stop what Anna left.
        const auto harmless = step(QStringLiteral("true"), {});
        QVERIFY(answerOf(m_anna->start(harmless, within(20'000))).ok());
        auto his = running;
        his.fence = taken.fence;
        his.command.grace = base::Milliseconds(1000);
        QCOMPARE(answerOf(m_ben->stop(his, within(20'000)))->state, State::Done);
    }

    void faultCase48_noStartSlipsThroughBesideATakeOver() {
        // Steps are started all the time while the lock changes hands: none may begin after the answer.
        auto fence = locked(order(QStringLiteral("dep-0"))).fence;
        for (int turn = 1; turn <= 6; ++turn) {
            QList<ports::AttemptOrder> steps;
            QList<base::Future<ports::AttemptState>> starts;
            for (int index = 0; index < 6; ++index) {
                steps.append(step(QStringLiteral("cat /proc/uptime >>\"$HOME/ran-%1\"").arg(turn), fence));
                starts.append(m_anna->start(steps.last(), within(30'000)));
            }
            const auto owner = QStringLiteral("dep-%1").arg(turn);
            const auto taken = stateOf(answerOf(m_ben->lock(takeOver(owner), within(30'000))));
            QVERIFY(taken.mine);
            // What had begun by now is recorded as begun, everything else is refused.
            int begun = 0;
            for (const auto& each : steps)
                begun += QFile::exists(folder() + u'/' + each.attempt.text() + QStringLiteral("/started"));
            int started = 0;
            for (const auto& start : starts) {
                const auto answer = answerOf(start);
                started += answer.ok() ? 1 : 0;
                QVERIFY(answer.ok() || answer.error().kind == ErrorKind::Fenced);
            }
            QCOMPARE(started, begun);
            fence = taken.fence;
        }
    }

    void aFenceIsOnlyGoodForTheLockItCameFrom() {
        const auto fence = locked(order(QStringLiteral("dep-1"))).fence;
        for (const qint64 other : {fence - 1, fence + 1, qint64(0)}) {
            const auto refused = answerOf(m_anna->start(step(QStringLiteral("true"), other), within(20'000)));
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, ErrorKind::Fenced);
        }
        const auto ran = step(QStringLiteral("true"), fence);
        QVERIFY(answerOf(m_anna->start(ran, within(20'000))).ok());
        // Somebody tidied up the host: the fence is gone, and no new lock ever has this number again.
        QVERIFY(QDir(folder() + QStringLiteral("/lock")).removeRecursively());
        QCOMPARE(answerOf(m_anna->start(step(QStringLiteral("true"), fence), within(20'000))).error().kind,
                 ErrorKind::Fenced);
        QTest::qWait(1100); // numbers come from the clock's seconds then
        QVERIFY(locked(order(QStringLiteral("dep-2"))).fence > fence);
    }

    void whatCannotBeReadClosesTheDoorUntilAPersonTakesOver_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("junk") << QByteArray("held by me\n");
        QTest::newRow("cut") << QByteArray("beat b 1 1 1 1 end\nheld end\nsince 1\nowner =a\n");
        QTest::newRow("another word") << QByteArray("beat b 1 1 1 1 end\nmine end\nsince 1\nowner =a\nwho =\n"
                                                    "reason =\nfrom =\nend\n");
    }
    void whatCannotBeReadClosesTheDoorUntilAPersonTakesOver() {
        QFETCH(QByteArray, content);
        const auto fence = locked(order(QStringLiteral("dep-1"))).fence;
        QFile file(generation(fence));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        for (const auto& owner : {QStringLiteral("dep-1"), QStringLiteral("dep-2")}) {
            const auto refused = answerOf(m_anna->lock(order(owner), within(20'000)));
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, ErrorKind::HostUnfit);
            QCOMPARE(refused.error().where, QStringLiteral("box"));
        }
        QCOMPARE(
            answerOf(m_ben->lockState(m_fixture.server.host(), environment(), within(20'000))).error().kind,
            ErrorKind::HostUnfit);
        const auto taken = locked(takeOver(QStringLiteral("dep-3")));
        QVERIFY(taken.mine);
        QCOMPARE(taken.fence, fence + 1);
    }

    void faultCase85_aLockFolderThatIsNotOursIsNoLock() {
        const auto fence = locked(order(QStringLiteral("dep-1"))).fence;
        const auto aside = m_fixture.server.folder() + QStringLiteral("/aside-%1").arg(m_environments);
        QVERIFY(QDir().rename(folder() + QStringLiteral("/lock"), aside));
        QVERIFY(QFile::link(aside, folder() + QStringLiteral("/lock")));
        QCOMPARE(answerOf(m_anna->lock(takeOver(QStringLiteral("dep-2")), within(20'000))).error().kind,
                 ErrorKind::HostUnfit);
        QCOMPARE(answerOf(m_anna->start(step(QStringLiteral("true"), fence), within(20'000))).error().kind,
                 ErrorKind::Fenced);
    }

    void faultCase26_theHeartbeatDoesNotDependOnTheHostsClock() {
        const auto fence = locked(order(QStringLiteral("dep-1"))).fence;
        // As if the host's clock had been an hour ahead when the lock was taken.
        QFile file(generation(fence));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto words = file.readLine().trimmed().split(' ');
        QCOMPARE(words.size(), 7);
        words[3] = words[5] = QByteArray::number(words[3].toLongLong() + 3600);
        file.seek(0);
        file.write(words.join(' ').leftJustified(126));
        file.close();
        const auto age = seen().heartbeatAge.count();
        QVERIFY2(age >= 0 && age < 60'000, qPrintable(QString::number(age)));
    }

    void keepsOnlyTheLastGenerations() {
        qint64 last = 0;
        for (int turn = 0; turn < 25; ++turn)
            last = locked(takeOver(QStringLiteral("dep-%1").arg(turn))).fence;
        const auto left = QDir(folder() + QStringLiteral("/lock")).entryList(QDir::Files);
        QCOMPARE(left.size(), 21);
        QVERIFY(left.contains(QString::number(last)));
        QCOMPARE(seen().fence, last);
    }

    void faultCase22_aFullDiskRefusesANewLockAndKeepsTheOldOne() {
        Fixture full;
        if (::geteuid() != 0 || QProcess::execute(QStringLiteral("mount"),
                                                  {QStringLiteral("-t"), QStringLiteral("tmpfs"),
                                                   QStringLiteral("-o"), QStringLiteral("size=64k"),
                                                   QStringLiteral("slipway-test"), full.server.home()}) != 0)
            QSKIP("a small disk needs the right to mount");
        const auto unmount = qScopeGuard([&] {
            QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), full.server.home()});
        });
        auto shell = full.shell();
        auto there = order(QStringLiteral("dep-1"));
        there.host = full.server.host();
        const auto taken = stateOf(answerOf(shell->lock(there, within(20'000))));
        QVERIFY(taken.mine);
        QProcess::execute(QStringLiteral("sh"),
                          {QStringLiteral("-c"), QStringLiteral("cat /dev/zero >\"$1/fill\" 2>/dev/null"),
                           QStringLiteral("sh"), full.server.home()});
        QCOMPARE(stateOf(answerOf(shell->lock(there, within(20'000)))).fence, taken.fence);
        auto other = takeOver(QStringLiteral("dep-2"));
        other.host = there.host;
        const auto refused = answerOf(shell->lock(other, within(20'000)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::HostUnfit);
        QVERIFY(!stateOf(answerOf(shell->unlock(there, within(20'000)))).held);
        shell.reset();
        full.server.stop();
    }

    void worksInEveryShell_data() {
        QTest::addColumn<QByteArray>("shell");
        for (const QByteArray& shell : hostShells)
            QTest::newRow(shell.constData()) << shell;
    }
    void worksInEveryShell() {
        QFETCH(QByteArray, shell);
        auto options = m_fixture.options();
        options.shell = m_fixture.shellProgram(shell);
        if (options.shell.isEmpty())
            QSKIP("not installed");
        Libssh2Shell desk(options);
        const auto mine = order(QStringLiteral("dep-1"));
        const auto fence = stateOf(answerOf(desk.lock(mine, within(20'000)))).fence;
        QCOMPARE(stateOf(answerOf(desk.lock(mine, within(20'000)))).fence, fence);
        QVERIFY(answerOf(desk.start(step(QStringLiteral("true"), fence), within(20'000))).ok());
        const auto other = order(QStringLiteral("dep-2"));
        QCOMPARE(stateOf(answerOf(desk.lock(other, within(20'000)))).owner, mine.owner);
        const auto taken = stateOf(answerOf(desk.lock(takeOver(QStringLiteral("dep-2")), within(20'000))));
        QVERIFY(taken.mine);
        QCOMPARE(taken.fence, fence + 1);
        QCOMPARE(answerOf(desk.start(step(QStringLiteral("true"), fence), within(20'000))).error().kind,
                 ErrorKind::Fenced);
        QVERIFY(!stateOf(answerOf(desk.unlock(other, within(20'000)))).held);
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::LockTest)
#include "lock_test.moc"
