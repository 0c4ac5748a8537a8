#pragma once
#include "app/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace slipway::base {

template <class T>
using Future = QFuture<Result<T>>;

/// How long a call may take, and how it is asked to stop before. Asking is not having
/// stopped: the call still answers, with Error{Cancelled} or its true outcome.
struct Limit {
    std::chrono::milliseconds within{30'000};
    std::stop_token stop{};
};

/// The sending end of a Future. Finishes it exactly once; dropped unfinished it answers
/// Error{Lost}. Move-only; any thread.
template <class T>
class Promise {
public:
    Promise() : m_promise(std::make_unique<QPromise<Result<T>>>()) { m_promise->start(); }
    Promise(Promise&&) noexcept = default;
    Promise& operator=(Promise&& other) noexcept {
        drop();
        m_promise = std::move(other.m_promise);
        return *this;
    }
    Promise(const Promise&) = delete;
    Promise& operator=(const Promise&) = delete;
    ~Promise() { drop(); }

    Future<T> future() const { return m_promise->future(); }
    bool isOpen() const { return m_promise != nullptr; }
    void finish(Result<T> result) {
        if (!m_promise)
            return;
        const auto promise = std::move(m_promise);
        promise->addResult(std::move(result));
        promise->finish();
    }

private:
    void drop() {
        finish(Error{ErrorKind::Lost, {}, QStringLiteral("the worker went away without an answer")});
    }
    std::unique_ptr<QPromise<Result<T>>> m_promise;
};

template <class T>
Future<T> ready(Result<T> result) {
    Promise<T> promise;
    auto future = promise.future();
    promise.finish(std::move(result));
    return future;
}

/// Calls `f(Result<T>)` on the owner's thread, always in a later turn of its event loop,
/// never when the owner is gone. To be called on the owner's thread. Every future may be
/// delivered once.
template <class T, class F>
void deliver(const Future<T>& future, QObject* owner, F f) {
    auto* watcher = new QFutureWatcher<Result<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, f = std::move(f)]() mutable {
        const auto result = watcher->future().resultCount() > 0
                                ? watcher->future().result()
                                : Result<T>(Error{ErrorKind::Lost, {}, QStringLiteral("no answer")});
        watcher->deleteLater();
        f(result);
    });
    watcher->setFuture(future);
}

/// One thread that runs jobs in their order. What it is destroyed with in the queue is
/// dropped (their promises answer Error{Lost}); the running job is waited for.
class WorkQueue {
public:
    explicit WorkQueue(QString name);
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;
    void post(std::function<void()> job);
    /// Runs `f()` (returning Result<T>) on the queue's thread.
    template <class T, class F>
    Future<T> run(F f) {
        auto promise = std::make_shared<Promise<T>>();
        auto future = promise->future();
        post([promise, f = std::move(f)]() mutable { promise->finish(f()); });
        return future;
    }

private:
    void loop(const std::stop_token& stop);
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void()>> m_jobs;
    QString m_name;
    std::jthread m_thread;
};

} // namespace slipway::base
