#include "app/engine/anchoring.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;
using ports::Anchor;
using ports::AnchorsRead;

namespace {

constexpr qint64 pauseMs = 5'000;
constexpr auto publishWithin = 60s;
constexpr auto readWithin = 30s;

int milestones(const Deployment& deployment) {
    return (deployment.liveAtMs != 0 ? 1 : 0) + (deployment.endedAtMs != 0 ? 1 : 0) +
           (deployment.review ? 1 : 0);
}

/// Compares what was anchored with the workspace chain, page by page.
class Comparing : public QObject {
public:
    Comparing(const Parts& parts, const AnchorsRead& read, QObject* parent)
        : QObject(parent)
        , m_parts(parts) {
        m_check.hasRemote = read.hasRemote;
        m_check.problem = read.problem;
        m_check.anchors = read.anchors.size();
        for (const Anchor& anchor : read.anchors) {
            m_anchors.insert(anchor.head.seq, anchor);
            if (anchor.head.seq >= m_check.lastSeq) {
                m_check.lastSeq = anchor.head.seq;
                m_check.lastAtMs = anchor.timeMs;
            }
        }
    }
    base::Future<AnchorCheck> begin() {
        auto future = m_promise.future();
        next();
        return future;
    }

private:
    void next() {
        if (m_anchors.isEmpty()) {
            end();
            return;
        }
        base::deliver(m_parts.ledger.readChain(workspaceChain(), m_anchors.firstKey() - 1), this,
                      [this](const base::Result<QList<Entry>>& page) {
                          if (!page.ok()) {
                              m_promise.finish(page.error());
                              deleteLater();
                              return;
                          }
                          compare(*page);
                      });
    }
    void compare(const QList<Entry>& page) {
        for (const Entry& entry : page)
            for (auto [it, last] = m_anchors.equal_range(entry.seq); it != last; it = m_anchors.erase(it))
                if (it->head.hash != entry.hash && m_check.fault.isEmpty())
                    m_check.fault =
                        QCoreApplication::translate(
                            "engine",
                            "entry %1 of the workspace's chain is not the one that was anchored at %2")
                            .arg(entry.seq)
                            .arg(spokenInstant(it->timeMs));
        if (page.isEmpty() && m_check.fault.isEmpty()) {
            const Anchor& missing = m_anchors.last();
            m_check.fault =
                QCoreApplication::translate(
                    "engine",
                    "its end was cut off: entry %1 of the workspace's chain was anchored at %2, and is "
                    "not there")
                    .arg(missing.head.seq)
                    .arg(spokenInstant(missing.timeMs));
        }
        if (page.isEmpty() || !m_check.fault.isEmpty())
            end();
        else
            next();
    }
    void end() {
        m_promise.finish(m_check);
        deleteLater();
    }

    const Parts& m_parts;
    QMultiMap<qint64, Anchor> m_anchors; ///< still to be compared, by their place
    AnchorCheck m_check;
    base::Promise<AnchorCheck> m_promise;
};

} // namespace

Anchoring::Anchoring(const Parts& parts, History& history, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history) {}

void Anchoring::begin() {
    for (const DeploymentId& id : m_history.world().order)
        m_seen.insert(id, milestones(*m_history.deployment(id)));
    connect(&m_history, &History::changed, this, &Anchoring::look);
}

void Anchoring::look(const DeploymentId& id) {
    const Deployment* deployment = m_history.deployment(id);
    if (!deployment)
        return;
    const int now = milestones(*deployment);
    if (std::exchange(m_seen[id], now) != now)
        publishSoon();
}

void Anchoring::publishSoon() {
    if (m_isWaiting)
        return;
    m_isWaiting = true;
    m_parts.clock.callAfter(pauseMs, this, [this] {
        m_isWaiting = false;
        base::deliver(publish(), this, [](const base::Result<Anchor>&) {});
    });
}

void Anchoring::withName(std::function<void(const base::Result<QByteArray>&)> then) {
    if (!m_name.isEmpty()) {
        then(m_name);
        return;
    }
    base::deliver(m_parts.ledger.readChain(workspaceChain(), 0), this,
                  [this, then = std::move(then)](const base::Result<QList<Entry>>& page) {
                      if (!page.ok()) {
                          then(page.error());
                          return;
                      }
                      if (!page->isEmpty())
                          m_name = page->first().hash;
                      then(m_name);
                  });
}

base::Future<Anchor> Anchoring::publish() {
    const QString remote = m_parts.source.project().anchor;
    if (remote.isEmpty())
        return base::ready<Anchor>(base::Error{base::ErrorKind::NotFound, QStringLiteral("slipway.yaml"),
                                               tr("slipway.yaml wants no anchors (`anchor: none`)")});
    auto promise = std::make_shared<base::Promise<Anchor>>();
    const auto finish = [this, promise](const base::Result<Anchor>& anchor) {
        // That there is no remote is no trouble: not every project has one.
        m_problem = anchor.ok() || anchor.error().kind == base::ErrorKind::NotFound
                        ? std::nullopt
                        : std::optional(anchor.error());
        if (anchor.ok())
            m_lastAtMs = anchor->timeMs;
        promise->finish(anchor);
        Q_EMIT changed();
    };
    withName([this, remote, finish](const base::Result<QByteArray>& name) {
        if (!name.ok() || name->isEmpty()) {
            finish(name.ok() ? base::Error{base::ErrorKind::NotFound, {}, tr("the ledger is empty")}
                             : name.error());
            return;
        }
        base::deliver(m_parts.ledger.head(workspaceChain()), this,
                      [this, remote, name = *name, finish](const base::Result<ports::ChainHead>& head) {
                          if (!head.ok())
                              finish(head.error());
                          else
                              base::deliver(m_parts.anchors.publish(remote, name, *head, {publishWithin, {}}),
                                            this, finish);
                      });
    });
    return promise->future();
}

base::Future<AnchorCheck> Anchoring::check(bool local) {
    auto promise = std::make_shared<base::Promise<AnchorCheck>>();
    const QString remote = m_parts.source.project().anchor;
    withName([this, remote, local, promise](const base::Result<QByteArray>& name) {
        if (!name.ok() || name->isEmpty() || remote.isEmpty()) {
            promise->finish(name.ok() ? base::Result<AnchorCheck>(AnchorCheck{}) : name.error());
            return;
        }
        base::deliver(m_parts.anchors.read(local ? QString() : remote, *name, {readWithin, {}}), this,
                      [this, promise](const base::Result<AnchorsRead>& read) {
                          if (!read.ok()) {
                              AnchorCheck unknown;
                              unknown.problem = read.error();
                              promise->finish(unknown);
                              return;
                          }
                          base::deliver((new Comparing(m_parts, *read, this))->begin(), this,
                                        [this, promise](const base::Result<AnchorCheck>& check) {
                                            if (check.ok())
                                                m_lastAtMs = qMax(m_lastAtMs, check->lastAtMs);
                                            promise->finish(check);
                                        });
                      });
    });
    return promise->future();
}

} // namespace slipway::engine
