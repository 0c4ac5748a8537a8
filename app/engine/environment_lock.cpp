#include "app/engine/environment_lock.h"

#include <algorithm>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
constexpr auto askWithin = 20s;
constexpr qint64 repeatAfterMs = 1000;
} // namespace

EnvironmentLock::EnvironmentLock(const Parts& parts, Order order, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_order(std::move(order)) {
    std::sort(m_order.hosts.begin(), m_order.hosts.end(),
              [](const Host& one, const Host& other) { return one.name < other.name; });
}

ports::LockOrder EnvironmentLock::orderFor(const Host& host) const {
    return {host, m_order.environment, m_order.owner, m_order.who, m_order.reason, false, {}};
}

void EnvironmentLock::take() {
    m_answer = {};
    if (m_order.hosts.isEmpty()) {
        finish();
        return;
    }
    m_open = 1;
    ask(0);
}

void EnvironmentLock::ask(qsizetype index) {
    ports::LockOrder order = orderFor(m_order.hosts[index]);
    order.takeOver = m_order.takeOver;
    if (m_order.takeOver && m_order.seen && m_order.seen->host == order.host.name)
        order.seen = m_order.seen->fence;
    send(index, order);
}

void EnvironmentLock::send(qsizetype index, const ports::LockOrder& order) {
    base::deliver(m_parts.shell.lock(order, {askWithin, {}}), this,
                  [this, index](const base::Result<ports::LockState>& state) { heard(index, state); });
}

void EnvironmentLock::heard(qsizetype index, const base::Result<ports::LockState>& state) {
    const HostName name = m_order.hosts[index].name;
    if (!state.ok()) {
        const bool passes =
            m_order.passesUnreachable && (state.error().kind == base::ErrorKind::Unreachable ||
                                          state.error().kind == base::ErrorKind::Timeout);
        if (!passes && !m_answer.error)
            m_answer.error = state.error();
    } else if (state->mine && wasElsewhere(name, state->fence)) {
        if (!m_answer.holder)
            m_answer.holder = LockHolder{name,
                                         state->takenOverFrom,
                                         tr("Another desk"),
                                         state->takenOverFrom.isEmpty()
                                             ? tr("it seems: the host has lost its record of the lock")
                                             : tr("it has given it back since"),
                                         state->sinceMs,
                                         state->heartbeatAge.count(),
                                         state->running,
                                         state->fence};
    } else if (state->mine) {
        m_answer.fences.insert(name, state->fence);
    } else if (m_order.isOver && m_order.isOver(state->owner) && state->running == 0) {
        // Left behind by a deployment of ours of which nothing runs: nobody is pushed aside.
        ports::LockOrder order = orderFor(m_order.hosts[index]);
        order.takeOver = true;
        order.seen = state->fence;
        send(index, order);
        return;
    } else if (!m_answer.holder) {
        m_answer.holder = LockHolder{name,           state->owner,   state->who,
                                     state->reason,  state->sinceMs, state->heartbeatAge.count(),
                                     state->running, state->fence};
    }
    if (index == 0 && !m_answer.error && !m_answer.holder)
        askOthers();
    if (--m_open == 0)
        finish();
}

bool EnvironmentLock::wasElsewhere(const HostName& host, qint64 fence) const {
    // The next number is ours too: given back by us, which was not recorded any more, and taken again.
    const qint64 held = m_order.fences.value(host);
    return held != 0 && fence > held + 1;
}

void EnvironmentLock::askOthers() {
    m_open += m_order.hosts.size() - 1;
    for (qsizetype i = 1; i < m_order.hosts.size(); ++i)
        ask(i);
}

void EnvironmentLock::finish() {
    // What was held before is not given back here: a step of ours may run on those hosts.
    const bool refused = (m_answer.holder || m_answer.error) && !m_order.isHeld;
    if (refused && !m_answer.fences.isEmpty() && !m_releasing) {
        release();
        return;
    }
    Q_EMIT answered(m_answer);
}

void EnvironmentLock::release() {
    const bool refused = m_answer.error || m_answer.holder;
    m_releasing = true;
    m_open = 1;
    const auto done = [this, refused] {
        if (--m_open > 0)
            return;
        if (refused)
            finish();
        else
            Q_EMIT released();
    };
    for (const Host& host : m_order.hosts) {
        if (refused && !m_answer.fences.contains(host.name))
            continue;
        ++m_open;
        giveBack(host, true, done);
    }
    base::deliver(base::ready<void>({}), this, [done](const base::Result<void>&) { done(); });
}

void EnvironmentLock::giveBack(const Host& host, bool mayRepeat, const std::function<void()>& done) {
    base::deliver(m_parts.shell.unlock(orderFor(host), {askWithin, {}}), this,
                  [this, host, mayRepeat, done](const base::Result<ports::LockState>& state) {
                      // A lock that is left behind stands in another desk's way, so a connection that broke
                      // is worth a second try; a host that is away is not waited for.
                      if (!state.ok() && mayRepeat && state.error().kind != base::ErrorKind::Timeout)
                          m_parts.clock.callAfter(repeatAfterMs, this,
                                                  [this, host, done] { giveBack(host, false, done); });
                      else
                          done();
                  });
}

} // namespace slipway::engine
