#pragma once
#include "app/base/clock.h"
#include "app/ports/ledger.h"
#include "tests/support/fake_fuse.h"

namespace slipway::support {

/// A ledger in memory with the real bytes, hashes, chains and heads. It outlives engines, so that a test may
/// start another one on it. Main thread.
class FakeLedger final : public ports::Ledger {
public:
    FakeLedger(const base::Clock& clock, FakeFuse& fuse) : m_clock(clock), m_fuse(fuse) {}

    base::Future<QList<domain::Entry>> append(QList<domain::Draft> drafts) override;
    base::Result<QByteArray> compose(const domain::Draft& draft, const ports::ChainHead& head) const override;
    base::Future<domain::Entry> appendSigned(domain::ChainId chain, QByteArray bytes,
                                             QByteArray signature) override;
    base::Future<ports::ChainHead> head(domain::ChainId chain) override;
    base::Future<QList<domain::Entry>> read(qint64 afterRow) override;
    base::Future<QList<domain::Entry>> readChain(domain::ChainId chain, qint64 afterSeq) override;
    base::Future<ports::LedgerCheck> verify() override;
    std::optional<base::Error> readOnly() const override { return {}; }

    /// The next `count` appends are refused with this error and store nothing.
    void refuseAppends(int count, base::Error error) {
        m_refusals = count;
        m_refusal = std::move(error);
    }
    /// Appends past every fuse, as another process does it.
    domain::Entry appendFromElsewhere(const domain::Draft& draft);
    const QList<domain::Entry>& rows() const { return m_rows; }
    /// Types of all entries of a chain in order; a head's type is left out.
    QStringList types(const domain::ChainId& chain) const;
    /// The first entry that does not verify; empty when the whole ledger does.
    QString fault() const;
    /// Changes a stored row, as somebody with an editor does.
    domain::Entry& tamper(qsizetype index) { return m_rows[index]; }

private:
    ports::ChainHead headOf(const domain::ChainId& chain) const;
    domain::Entry store(const domain::ChainId& chain, const QByteArray& bytes, const QByteArray& signature);
    void storeHead(const domain::ChainId& chain);
    base::Result<QList<domain::Entry>> storeAll(const QList<domain::Draft>& drafts);

    const base::Clock& m_clock;
    FakeFuse& m_fuse;
    QList<domain::Entry> m_rows;
    int m_refusals = 0;
    base::Error m_refusal;
};

} // namespace slipway::support
