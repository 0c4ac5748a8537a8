#pragma once
#include "app/adapters/store/sqlite_connection.h"
#include "app/base/clock.h"
#include "app/ports/ledger.h"

#include <atomic>
#include <mutex>

namespace slipway::adapters {

/// The ledger in `<folder>/ledger.sqlite`, on a thread of its own. Whether it is read-only is
/// known as soon as any call has answered. The clock must outlive it and be thread-safe.
class SqliteLedger final : public ports::Ledger {
    Q_OBJECT
public:
    SqliteLedger(QString folder, const base::Clock& clock, QString appVersion);
    ~SqliteLedger() override;

    base::Future<QList<domain::Entry>> append(QList<domain::Draft> drafts) override;
    base::Result<QByteArray> compose(const domain::Draft& draft, const ports::ChainHead& head) const override;
    base::Future<domain::Entry> appendSigned(domain::ChainId chain, QByteArray bytes,
                                             QByteArray signature) override;
    base::Future<ports::ChainHead> head(domain::ChainId chain) override;
    base::Future<QList<domain::Entry>> read(qint64 afterRow) override;
    base::Future<QList<domain::Entry>> readChain(domain::ChainId chain, qint64 afterSeq) override;
    base::Future<ports::LedgerCheck> verify() override;
    std::optional<base::Error> readOnly() const override;

private:
    using Heads = QHash<domain::ChainId, ports::ChainHead>;
    /// Something to append, and whom to answer. `make` gives the entries that come after the
    /// heads, and moves the heads; it may be called again when a transaction failed.
    struct Request {
        std::function<base::Result<QList<domain::Entry>>(Heads& heads)> make;
        std::function<void(base::Result<QList<domain::Entry>>)> answer;
    };
    using Requests = std::vector<Request>;

    void enqueue(Request request);
    void open();
    void commitWaiting();
    /// One transaction for all requests. An error means that nothing was stored for any of
    /// them; otherwise each has been answered for itself.
    base::Result<void> commit(Requests& requests);
    base::Result<ports::ChainHead> loadHead(Heads& heads, const domain::ChainId& chain);
    base::Result<domain::Entry> next(const domain::Draft& draft, Heads& heads);
    /// Error{Corrupt} when what was read before is not there any more.
    base::Result<void> inspectNewRows();
    void lookForGrowth();
    void becomeReadOnly(const base::Error& why);
    void announce();
    template <class T, class F>
    base::Future<T> onStore(F f);

    const QString m_folder;
    const base::Clock& m_clock;
    const QString m_appVersion;
    mutable std::mutex m_mutex; ///< guards the two below
    Requests m_waiting;
    std::optional<base::Error> m_readOnly;
    std::atomic<bool> m_closing = false;
    std::atomic<bool> m_looking = false; ///< a look for growth is in the queue
    // Of the store thread only.
    std::unique_ptr<SqliteConnection> m_connection;
    qint64 m_inspectedRow = 0;  ///< up to here every entry is understood
    QByteArray m_inspectedHash; ///< of that entry
    quint64 m_inode = 0;        ///< of the open file
    qint64 m_dataVersion = -1;
    base::WorkQueue m_queue;
};

} // namespace slipway::adapters
