#include "app/adapters/store/ledger_table.h"

#include "app/base/canonical_json.h"

namespace slipway::adapters {

using base::Error;
using base::Result;
using domain::ChainId;
using domain::Entry;

Result<ports::ChainHead> chainHead(SqliteConnection& connection, const ChainId& chain) {
    const auto rows = connection.run(
        QStringLiteral("SELECT seq, hash FROM entries WHERE chain = ? ORDER BY seq DESC LIMIT 1"),
        {chain.text()});
    if (!rows)
        return rows.error();
    ports::ChainHead head;
    if (!rows->isEmpty()) {
        head.seq = rows->first()[0].toLongLong();
        head.hash = rows->first()[1].toString().toLatin1();
    }
    return head;
}

Result<qint64> lastRow(SqliteConnection& connection) {
    const auto rows = connection.run(QStringLiteral("SELECT coalesce(max(row), 0) FROM entries"));
    if (!rows)
        return rows.error();
    return rows->first()[0].toLongLong();
}

namespace {

Result<QList<Entry>> select(SqliteConnection& connection, const QString& where, const QVariantList& values) {
    const auto rows = connection.run(
        QStringLiteral("SELECT row, chain, seq, type, body, prev, hash, sig FROM entries WHERE %1 LIMIT %2")
            .arg(where)
            .arg(ledgerPage),
        values);
    if (!rows)
        return rows.error();
    QList<Entry> entries;
    entries.reserve(rows->size());
    for (const QVariantList& row : *rows) {
        Entry entry;
        entry.row = row[0].toLongLong();
        entry.chain = ChainId(row[1].toString());
        entry.seq = row[2].toLongLong();
        entry.type = row[3].toString();
        entry.bytes = row[4].toByteArray();
        entry.prev = row[5].toString().toLatin1();
        entry.hash = row[6].toString().toLatin1();
        entry.signature = row[7].toByteArray();
        if (auto body = base::parseJsonObject(entry.bytes))
            entry.body = *body;
        entries.append(std::move(entry));
    }
    return entries;
}

} // namespace

Result<QList<Entry>> readEntries(SqliteConnection& connection, qint64 afterRow) {
    return select(connection, QStringLiteral("row > ? ORDER BY row"), {afterRow});
}

Result<QList<Entry>> readEntriesOf(SqliteConnection& connection, const ChainId& chain, qint64 afterSeq) {
    return select(connection, QStringLiteral("chain = ? AND seq > ? ORDER BY seq"), {chain.text(), afterSeq});
}

Result<void> insertEntries(SqliteConnection& connection, const QList<Entry>& entries) {
    QList<QVariantList> rows;
    for (const Entry& entry : entries)
        rows.append(QVariantList{entry.row, entry.chain.text(), entry.seq, entry.type, entry.bytes,
                                 QString::fromLatin1(entry.prev), QString::fromLatin1(entry.hash),
                                 entry.signature.isEmpty() ? QVariant(QMetaType(QMetaType::QByteArray))
                                                           : QVariant(entry.signature)});
    return connection.runEach(
        QStringLiteral("INSERT INTO entries (row, chain, seq, type, body, prev, hash, sig) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        rows);
}

} // namespace slipway::adapters
