#pragma once
#include "app/base/async.h"
#include "app/domain/entry.h"

#include <QObject>

namespace slipway::ports {

struct ChainHead {
    qint64 seq = 0;                        ///< 0: the chain is empty
    QByteArray hash = QByteArray(64, '0'); ///< hex
};

struct LedgerCheck {
    qint64 entries = 0;
    qint64 chains = 0;
    QByteArray head; ///< hash of the workspace chain's last entry
    /// The first entry that does not verify: "dep-… entry 7: body does not match its hash".
    std::optional<base::Error> fault;
};

/// The append-only record. All calls may be made from the main thread and never block it;
/// several processes may append at once. An append that answered is durable.
class Ledger : public QObject {
    Q_OBJECT
public:
    /// Appends all drafts in order in one transaction, or none. Every touched deployment
    /// chain also gets a `head` entry on the workspace chain in the same transaction.
    virtual base::Future<QList<domain::Entry>> append(QList<domain::Draft> drafts) = 0;
    /// The exact bytes `append` would store for this draft if it were next after `head`; what
    /// a person signs. Pure; any thread.
    virtual base::Result<QByteArray> compose(const domain::Draft& draft, const ChainHead& head) const = 0;
    /// Stores composed bytes with their signature. Error{Conflict} when the chain's head is no
    /// longer the one they were composed for: compose and sign again.
    virtual base::Future<domain::Entry> appendSigned(domain::ChainId chain, QByteArray bytes,
                                                     QByteArray signature) = 0;
    virtual base::Future<ChainHead> head(domain::ChainId chain) = 0;
    /// Up to 1,000 entries with row > afterRow, over all chains, in row order.
    virtual base::Future<QList<domain::Entry>> read(qint64 afterRow) = 0;
    /// Up to 1,000 entries of the chain with seq > afterSeq, in order.
    virtual base::Future<QList<domain::Entry>> readChain(domain::ChainId chain, qint64 afterSeq) = 0;
    /// Recomputes every hash and link, and compares chains with their recorded heads.
    virtual base::Future<LedgerCheck> verify() = 0;
    /// Why nothing can be appended (newer format, unknown entry type, not writable); nothing when it can.
    virtual std::optional<base::Error> readOnly() const = 0;

Q_SIGNALS:
    /// This process or another appended something. Polled from PRAGMA data_version at most every 200 ms.
    void grown();
};

} // namespace slipway::ports
