#pragma once
#include "app/adapters/store/sqlite_connection.h"
#include "app/domain/entry.h"
#include "app/ports/ledger.h"

namespace slipway::adapters {

/// The largest page of rows that is read at once.
inline constexpr int ledgerPage = 1000;

/// The ledger's statements; to be called on the connection's thread.
base::Result<ports::ChainHead> chainHead(SqliteConnection& connection, const domain::ChainId& chain);
/// The highest row number; 0 when there is none.
base::Result<qint64> lastRow(SqliteConnection& connection);
/// Up to one page of entries after the row. A body that is not JSON gives an empty object:
/// the bytes stay readable, and checking the ledger names it.
base::Result<QList<domain::Entry>> readEntries(SqliteConnection& connection, qint64 afterRow);
/// The same of one chain, with seq > afterSeq.
base::Result<QList<domain::Entry>> readEntriesOf(SqliteConnection& connection, const domain::ChainId& chain,
                                                 qint64 afterSeq);
base::Result<void> insertEntries(SqliteConnection& connection, const QList<domain::Entry>& entries);
/// Recomputes hashes, numbers and links, and compares every chain with its recorded heads;
/// `stopped` is asked between pages. Faults of the entries are in the answer, an unreadable
/// file is an Error.
base::Result<ports::LedgerCheck> checkLedger(SqliteConnection& connection,
                                             const std::function<bool()>& stopped);

} // namespace slipway::adapters
