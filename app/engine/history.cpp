#include "app/engine/history.h"

#include <QSet>
#include <QTimer>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
/// Pause before a ledger that could not be read is read again.
constexpr auto readAgainAfter = 1s;
} // namespace

History::History(ports::Ledger& ledger, QObject* parent) : QObject(parent), m_ledger(ledger) {
    connect(&m_ledger, &ports::Ledger::grown, this, &History::readOn);
}

void History::open() {
    readOn();
}

void History::readOn() {
    if (m_fault)
        return;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    base::deliver(m_ledger.read(m_world.lastRow), this, [this](const base::Result<QList<Entry>>& page) {
        m_reading = false;
        if (!page.ok()) {
            if (page.error().kind == base::ErrorKind::Corrupt || !m_ready) {
                m_fault = page.error();
                tellWaiting();
                Q_EMIT faulted();
                return;
            }
            // A busy file is read again soon, because what was missed may not be announced a second
            // time; who waits is told now and may look for himself.
            m_again = false;
            m_unread = page.error();
            tellWaiting();
            m_unread.reset();
            QTimer::singleShot(readAgainAfter, this, &History::readOn);
            return;
        }
        fold(*page);
        if (m_fault)
            return;
        if (!page->isEmpty() || m_again) {
            m_again = false;
            readOn();
            return;
        }
        if (!m_ready) {
            m_ready = true;
            Q_EMIT ready();
        }
    });
}

void History::fold(const QList<Entry>& entries) {
    QSet<DeploymentId> touched;
    bool workspace = false;
    for (const Entry& entry : entries) {
        if (const auto done = apply(m_world, entry); !done.ok()) {
            m_fault = done.error();
            tellWaiting();
            Q_EMIT faulted();
            return;
        }
        if (!entry.signature.isEmpty())
            m_signed.insert(entry.hash, entry);
        if (entry.chain == workspaceChain())
            workspace = true;
        else
            touched.insert(DeploymentId(entry.chain.text()));
    }
    tellWaiting();
    if (!m_ready)
        return;
    for (const DeploymentId& id : touched)
        Q_EMIT changed(id);
    if (workspace)
        Q_EMIT workspaceChanged();
}

void History::tellWaiting() {
    std::deque<Waiting> due;
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (m_fault || m_unread || it->row <= m_world.lastRow) {
            due.push_back(std::move(*it));
            it = m_waiting.erase(it);
        } else
            ++it;
    }
    for (const Waiting& waiting : due)
        if (waiting.owner)
            waiting.f();
}

const Entry* History::signedEntry(const QByteArray& hash) const {
    const auto it = m_signed.constFind(hash);
    return it == m_signed.constEnd() ? nullptr : &*it;
}

void History::whenAt(qint64 row, QObject* owner, std::function<void()> f) {
    m_waiting.push_back({row, owner, std::move(f)});
    tellWaiting();
    readOn();
}

void History::append(QList<Draft> drafts, QObject* owner, std::function<void(base::Result<void>)> f) {
    base::deliver(m_ledger.append(std::move(drafts)), owner,
                  [this, owner, f = std::move(f)](const base::Result<QList<Entry>>& entries) {
                      if (!entries.ok()) {
                          f(entries.error());
                          return;
                      }
                      const qint64 row = entries->isEmpty() ? 0 : entries->last().row;
                      whenAt(row, owner, [this, f] {
                          const auto& error = m_fault ? m_fault : m_unread;
                          f(error ? base::Result<void>(*error) : base::Result<void>());
                      });
                  });
}

} // namespace slipway::engine
