#include "app/base/async.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>
#include <atomic>

using namespace slipway::base;
using namespace Qt::StringLiterals;

class AsyncTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDroppedPromiseAnswersThatItIsLost() {
        Future<int> future;
        {
            Promise<int> promise;
            future = promise.future();
            QVERIFY(!future.isFinished());
        }
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().kind, ErrorKind::Lost);
    }

    void aPromiseThatIsReplacedAnswersThatItIsLost() {
        Promise<int> promise;
        const auto first = promise.future();
        promise = Promise<int>();
        QCOMPARE(first.result().error().kind, ErrorKind::Lost);
        const auto second = promise.future();
        promise.finish(2);
        QCOMPARE(*second.result(), 2);
    }

    void aPromiseIsFinishedOnce() {
        Promise<int> promise;
        const auto future = promise.future();
        promise.finish(1);
        QVERIFY(!promise.isOpen());
        promise.finish(2);
        QCOMPARE(*future.result(), 1);
    }

    void deliversInALaterTurnOnTheOwnersThread() {
        bool wasCalled = false;
        deliver(ready<int>(5), this, [&](const Result<int>& answer) {
            wasCalled = answer.ok() && *answer == 5 && QThread::currentThread() == thread();
        });
        QVERIFY(!wasCalled);
        QTRY_VERIFY(wasCalled);
    }

    void deliversFromAnotherThread() {
        WorkQueue queue(u"test"_s);
        QThread* calledOn = nullptr;
        deliver(queue.run<int>([] { return Result<int>(3); }), this,
                [&](const Result<int>&) { calledOn = QThread::currentThread(); });
        QTRY_COMPARE(calledOn, thread());
    }

    void neverCallsAnOwnerThatIsGone() {
        Promise<int> promise;
        auto owner = std::make_unique<QObject>();
        bool wasCalled = false;
        bool isAfter = false;
        deliver(promise.future(), owner.get(), [&](const Result<int>&) { wasCalled = true; });
        owner.reset();
        deliver(promise.future(), this, [&](const Result<int>&) { isAfter = true; });
        promise.finish(1);
        QTRY_VERIFY(isAfter);
        QVERIFY(!wasCalled);
    }

    void neverCallsAnOwnerThatGoesBetweenAnswerAndDelivery() {
        auto owner = std::make_unique<QObject>();
        bool wasCalled = false;
        bool isAfter = false;
        deliver(ready<int>(1), owner.get(), [&](const Result<int>&) { wasCalled = true; });
        deliver(ready<int>(1), this, [&](const Result<int>&) { isAfter = true; });
        owner.reset();
        QTRY_VERIFY(isAfter);
        QVERIFY(!wasCalled);
    }

    void theOwnerMayGoWhileItIsCalled() {
        auto* owner = new QObject;
        bool wasCalled = false;
        deliver(ready<int>(1), owner, [&wasCalled, owner](const Result<int>&) {
            wasCalled = true;
            owner->deleteLater();
        });
        QTRY_VERIFY(wasCalled);
    }

    void runsJobsInTheirOrder() {
        WorkQueue queue(u"test"_s);
        std::vector<int> order; // only touched by the queue's thread until the last job is answered
        for (int i = 0; i < 100; ++i)
            queue.post([&order, i] { order.push_back(i); });
        bool isDone = false;
        deliver(queue.run<void>([] { return Result<void>(); }), this,
                [&](const Result<void>&) { isDone = true; });
        QTRY_VERIFY(isDone);
        QCOMPARE(order.size(), size_t(100));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(order[size_t(i)], i);
    }

    void waitsForTheRunningJobAndDropsTheOthers() {
        QSemaphore started;
        QSemaphore goOn;
        std::atomic_bool ended = false;
        std::atomic_bool secondRan = false;
        Future<int> second;
        std::unique_ptr<QThread> release;
        {
            WorkQueue queue(u"test"_s);
            queue.post([&] {
                started.release();
                goOn.acquire();
                ended = true;
            });
            second = queue.run<int>([&] {
                secondRan = true;
                return Result<int>(1);
            });
            started.acquire();
            // The queue goes while the first job still works.
            release.reset(QThread::create([&] { goOn.release(); }));
            queue.post([] {});
            release->start();
        }
        QVERIFY(ended);
        QVERIFY(release->wait());
        // The second was either dropped and said so, or had its turn; never neither.
        QVERIFY(second.isFinished());
        QCOMPARE(second.result().ok(), secondRan.load());
        if (!second.result().ok())
            QCOMPARE(second.result().error().kind, ErrorKind::Lost);
    }

    void whatIsDestroyedWithTheQueueAnswersThatItIsLost() {
        QSemaphore started;
        QSemaphore goOn;
        Future<int> dropped;
        auto queue = std::make_unique<WorkQueue>(u"test"_s);
        queue->post([&] {
            started.release();
            goOn.acquire();
        });
        dropped = queue->run<int>([] { return Result<int>(1); });
        started.acquire();
        const std::unique_ptr<QThread> closing(QThread::create([&] { queue.reset(); }));
        closing->start();
        QVERIFY(!dropped.isFinished());
        // Stopping is asked before the job ends, because the queue's owner is waiting for it by then.
        QTRY_VERIFY(closing->isRunning());
        QTest::qWait(50);
        goOn.release();
        QVERIFY(closing->wait());
        QVERIFY(dropped.isFinished());
        QCOMPARE(dropped.result().error().kind, ErrorKind::Lost);
    }
};

QTEST_GUILESS_MAIN(AsyncTest)
#include "async_test.moc"
