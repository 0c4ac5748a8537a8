#pragma once
#include "app/domain/deployment.h"
#include "app/engine/parts.h"

#include <QObject>

namespace slipway::engine {

/// The lock of one environment on all of its hosts, for one deployment: all of them or none. The first
/// host in the order of names decides between two desks. Main thread.
class EnvironmentLock : public QObject {
    Q_OBJECT
public:
    struct Order {
        domain::EnvironmentName environment;
        QList<domain::Host> hosts;
        QString owner, who, reason;
        bool takeOver = false; ///< a person decided so
        /// What that person saw: a lock that somebody else has taken since then is not taken from them.
        std::optional<domain::LockHolder> seen = {};
        /// Owners of this desk's own ledger of which nothing can run any more: taken over without asking.
        std::function<bool(const QString& owner)> isOver;
        /// The lock is held already and only renewed: nothing is given back, whatever the answer.
        bool isHeld = false;
        /// What the hosts gave when it was taken. One that renews it under a later number than the next had
        /// given it to somebody else in between, who is answered as its holder.
        QMap<domain::HostName, qint64> fences = {};
        /// A host that cannot be reached is passed over: nothing can start there either.
        bool passesUnreachable = false;
    };
    struct Answer {
        QMap<domain::HostName, qint64> fences; ///< all of them, when there is neither error nor holder
        std::optional<domain::LockHolder> holder;
        std::optional<base::Error> error;
    };

    EnvironmentLock(const Parts& parts, Order order, QObject* parent);
    /// Takes the lock, or renews it where the owner has it; `answered` follows. After a refusal what was
    /// taken so far is given back first, unless the lock was held before.
    void take();
    /// Gives it back on every host, as far as they can be reached; `released` follows.
    void release();

Q_SIGNALS:
    void answered(const slipway::engine::EnvironmentLock::Answer& answer);
    void released();

private:
    void ask(qsizetype index);
    void send(qsizetype index, const ports::LockOrder& order);
    void heard(qsizetype index, const base::Result<ports::LockState>& state);
    bool wasElsewhere(const domain::HostName& host, qint64 fence) const;
    void askOthers();
    void finish();
    void giveBack(const domain::Host& host, bool mayRepeat, const std::function<void()>& done);
    ports::LockOrder orderFor(const domain::Host& host) const;

    const Parts& m_parts;
    Order m_order;
    Answer m_answer;
    qsizetype m_open = 0;
    bool m_releasing = false;
};

} // namespace slipway::engine
