#include "app/adapters/store/ledger_table.h"
#include "app/base/canonical_json.h"

#include <QHash>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using domain::ChainId;
using domain::Entry;

namespace {

Error faultAt(const ChainId& chain, qint64 seq, const QString& what) {
    const QString place = QStringLiteral("%1 entry %2").arg(chain.text()).arg(seq);
    return Error{ErrorKind::Corrupt, place, place + QStringLiteral(": ") + what};
}

/// Walks the rows in their order and remembers where every chain stands.
class Walk {
public:
    std::optional<Error> step(const Entry& entry) {
        ports::ChainHead& head = m_heads[entry.chain];
        if (auto fault = checkBody(entry))
            return fault;
        if (auto fault = checkLink(entry, head))
            return fault;
        head = {entry.seq, entry.hash};
        ++m_entries;
        if (entry.type == QLatin1StringView(domain::entry::head))
            return checkRecorded(entry);
        return {};
    }

    /// Every deployment chain must end where the workspace chain last saw it.
    std::optional<Error> finish() const {
        for (auto it = m_heads.constBegin(); it != m_heads.constEnd(); ++it) {
            if (it.key() == domain::workspaceChain())
                continue;
            const qint64 recorded = m_recorded.value(it.key(), 0);
            if (recorded != it->seq)
                return faultAt(it.key(), recorded + 1,
                               QStringLiteral("the workspace chain has no head for it"));
        }
        return {};
    }

    ports::LedgerCheck answer() const {
        ports::LedgerCheck check;
        check.entries = m_entries;
        check.chains = m_heads.size();
        check.head = m_heads.value(domain::workspaceChain()).hash;
        return check;
    }

private:
    static std::optional<Error> checkBody(const Entry& entry) {
        const auto fault = [&](const QString& what) { return faultAt(entry.chain, entry.seq, what); };
        if (base::sha256Hex(entry.bytes).toLatin1() != entry.hash)
            return fault(QStringLiteral("body does not match its hash"));
        if (entry.text("chain") != entry.chain.text() || entry.number("seq") != entry.seq)
            return fault(QStringLiteral("body belongs to another place (%1 entry %2)")
                             .arg(entry.text("chain"))
                             .arg(entry.number("seq")));
        if (entry.text("type") != entry.type)
            return fault(QStringLiteral("body is of another type"));
        if (entry.text("prev").toLatin1() != entry.prev)
            return fault(QStringLiteral("body names another entry before it"));
        return {};
    }

    static std::optional<Error> checkLink(const Entry& entry, const ports::ChainHead& head) {
        if (entry.seq > head.seq + 1)
            return faultAt(entry.chain, head.seq + 1,
                           QStringLiteral("is missing or out of order (entry %1 follows)").arg(entry.seq));
        if (entry.seq <= head.seq)
            return faultAt(entry.chain, entry.seq,
                           QStringLiteral("is out of order (after entry %1)").arg(head.seq));
        if (entry.prev != head.hash)
            return faultAt(entry.chain, entry.seq, QStringLiteral("does not link to the entry before it"));
        return {};
    }

    std::optional<Error> checkRecorded(const Entry& entry) {
        const ChainId chain(entry.text("of"));
        const qint64 seq = entry.number("headSeq");
        const ports::ChainHead actual = m_heads.value(chain);
        if (actual.seq < seq)
            return faultAt(chain, actual.seq + 1,
                           QStringLiteral("is missing; workspace entry %1 recorded entries up to %2")
                               .arg(entry.seq)
                               .arg(seq));
        if (actual.seq > seq)
            return faultAt(chain, seq + 1, QStringLiteral("the workspace chain has no head for it"));
        if (actual.hash != entry.text("headHash").toLatin1())
            return faultAt(chain, seq,
                           QStringLiteral("is not the one that workspace entry %1 recorded").arg(entry.seq));
        m_recorded.insert(chain, seq);
        return {};
    }

    QHash<ChainId, ports::ChainHead> m_heads;
    QHash<ChainId, qint64> m_recorded;
    qint64 m_entries = 0;
};

std::optional<Error> checkFile(SqliteConnection& connection) {
    const auto rows = connection.run(QStringLiteral("PRAGMA quick_check(1)"));
    if (!rows)
        return rows.error();
    const QString answer = rows->isEmpty() ? QString() : rows->first().value(0).toString();
    if (answer == QLatin1StringView("ok"))
        return {};
    return Error{ErrorKind::Corrupt, QStringLiteral("ledger.sqlite"),
                 QStringLiteral("ledger.sqlite: ") + answer};
}

} // namespace

Result<ports::LedgerCheck> checkLedger(SqliteConnection& connection, const std::function<bool()>& stopped) {
    Walk walk;
    std::optional<Error> fault;
    // A fixed end, so that a walk beside a busy writer is finite and ends on whole transactions.
    const auto end = lastRow(connection);
    if (!end)
        return end.error();
    qint64 row = 0;
    while (!fault && row < *end) {
        if (stopped())
            return Error{ErrorKind::Cancelled, {}, QStringLiteral("the ledger was closed")};
        const auto page = readEntries(connection, row);
        if (!page)
            return page.error();
        if (page->isEmpty())
            break;
        for (const Entry& entry : *page) {
            if (entry.row > *end)
                break;
            if ((fault = walk.step(entry)))
                break;
        }
        row = page->last().row;
    }
    if (!fault)
        fault = walk.finish();
    ports::LedgerCheck check = walk.answer();
    // Asked last: a fault with a place says more than a damaged page.
    check.fault = fault ? fault : checkFile(connection);
    return check;
}

} // namespace slipway::adapters
