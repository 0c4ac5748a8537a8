#include "tests/support/fake_ledger.h"

#include "app/base/canonical_json.h"

#include <QHash>

namespace slipway::support {

using base::Error;
using base::ErrorKind;
using domain::ChainId;
using domain::Draft;
using domain::Entry;

base::Result<QByteArray> FakeLedger::compose(const Draft& draft, const ports::ChainHead& head) const {
    if (!domain::isKnownEntryType(draft.type))
        return Error{ErrorKind::BadInput, draft.chain.text(), draft.type};
    const auto now = m_clock.now();
    QJsonObject body = draft.fields;
    const QJsonObject added{
        {QStringLiteral("v"), 1},
        {QStringLiteral("type"), draft.type},
        {QStringLiteral("chain"), draft.chain.text()},
        {QStringLiteral("seq"), head.seq + 1},
        {QStringLiteral("prev"), QString::fromLatin1(head.hash)},
        {QStringLiteral("time"), base::isoUtc(now.utcMs)},
        {QStringLiteral("boot"), now.bootId},
        {QStringLiteral("bootMs"), now.bootMs},
        {QStringLiteral("actor"), draft.actor},
        {QStringLiteral("app"), QStringLiteral("test")},
    };
    for (auto it = added.begin(); it != added.end(); ++it) {
        if (body.contains(it.key()))
            return Error{ErrorKind::BadInput, draft.type, it.key()};
        body.insert(it.key(), it.value());
    }
    return base::canonicalJson(body);
}

ports::ChainHead FakeLedger::headOf(const ChainId& chain) const {
    for (auto it = m_rows.crbegin(); it != m_rows.crend(); ++it)
        if (it->chain == chain)
            return {it->seq, it->hash};
    return {};
}

Entry FakeLedger::store(const ChainId& chain, const QByteArray& bytes, const QByteArray& signature) {
    Entry entry;
    entry.row = m_rows.size() + 1;
    entry.chain = chain;
    entry.bytes = bytes;
    entry.body = base::parseJsonObject(bytes).valueOr(QJsonObject());
    entry.seq = entry.number("seq");
    entry.type = entry.text("type");
    entry.prev = entry.text("prev").toLatin1();
    entry.hash = base::sha256Hex(bytes).toLatin1();
    entry.signature = signature;
    m_rows.append(entry);
    return entry;
}

void FakeLedger::storeHead(const ChainId& chain) {
    if (chain == domain::workspaceChain())
        return;
    const auto head = headOf(chain);
    const Draft draft{domain::workspaceChain(),
                      QString::fromLatin1(domain::entry::head),
                      QStringLiteral("slipway"),
                      {{QStringLiteral("of"), chain.text()},
                       {QStringLiteral("headSeq"), head.seq},
                       {QStringLiteral("headHash"), QString::fromLatin1(head.hash)}}};
    const auto bytes = compose(draft, headOf(domain::workspaceChain()));
    store(domain::workspaceChain(), *bytes, {});
}

base::Result<QList<Entry>> FakeLedger::storeAll(const QList<Draft>& drafts) {
    const QList<Entry> before = m_rows;
    QList<Entry> stored;
    QList<ChainId> touched;
    for (const Draft& draft : drafts) {
        const auto bytes = compose(draft, headOf(draft.chain));
        if (!bytes.ok()) {
            m_rows = before;
            return bytes.error();
        }
        stored.append(store(draft.chain, *bytes, {}));
        if (!touched.contains(draft.chain))
            touched.append(draft.chain);
    }
    for (const ChainId& chain : touched)
        storeHead(chain);
    Q_EMIT grown();
    return stored;
}

base::Future<QList<Entry>> FakeLedger::append(QList<Draft> drafts) {
    return m_fuse.call<QList<Entry>>(QStringLiteral("ledger.append"), ErrorKind::Storage, ErrorKind::Lost,
                                     [this, drafts]() -> base::Result<QList<Entry>> {
                                         if (m_refusals > 0) {
                                             --m_refusals;
                                             return m_refusal;
                                         }
                                         return storeAll(drafts);
                                     });
}

Entry FakeLedger::appendFromElsewhere(const Draft& draft) {
    return storeAll({draft})->first();
}

base::Future<Entry> FakeLedger::appendSigned(ChainId chain, QByteArray bytes, QByteArray signature) {
    return m_fuse.call<Entry>(QStringLiteral("ledger.appendSigned"), ErrorKind::Storage, ErrorKind::Lost,
                              [this, chain, bytes, signature]() -> base::Result<Entry> {
                                  const auto body = base::parseJsonObject(bytes);
                                  if (!body.ok())
                                      return body.error();
                                  const auto head = headOf(chain);
                                  if (body->value(QStringLiteral("seq")).toInteger() != head.seq + 1 ||
                                      body->value(QStringLiteral("prev")).toString().toLatin1() != head.hash)
                                      return Error{ErrorKind::Conflict, chain.text(), {}};
                                  const Entry entry = store(chain, bytes, signature);
                                  storeHead(chain);
                                  Q_EMIT grown();
                                  return entry;
                              });
}

base::Future<ports::ChainHead> FakeLedger::head(ChainId chain) {
    return m_fuse.call<ports::ChainHead>(
        QStringLiteral("ledger.head"), ErrorKind::Storage, ErrorKind::Storage,
        [this, chain] { return base::Result<ports::ChainHead>(headOf(chain)); });
}

base::Future<QList<Entry>> FakeLedger::read(qint64 afterRow) {
    return m_fuse.call<QList<Entry>>(QStringLiteral("ledger.read"), ErrorKind::Storage, ErrorKind::Storage,
                                     [this, afterRow] {
                                         // A small page, so that reading on is tried too.
                                         return base::Result<QList<Entry>>(m_rows.mid(afterRow, 16));
                                     });
}

base::Future<QList<Entry>> FakeLedger::readChain(domain::ChainId chain, qint64 afterSeq) {
    return m_fuse.call<QList<Entry>>(
        QStringLiteral("ledger.readChain"), ErrorKind::Storage, ErrorKind::Storage, [this, chain, afterSeq] {
            QList<Entry> page;
            for (const Entry& entry : m_rows)
                if (entry.chain == chain && entry.seq > afterSeq && page.size() < 16)
                    page.append(entry);
            return base::Result<QList<Entry>>(page);
        });
}

base::Future<ports::LedgerCheck> FakeLedger::verify() {
    ports::LedgerCheck check;
    check.entries = m_rows.size();
    check.head = headOf(domain::workspaceChain()).hash;
    if (const QString what = fault(); !what.isEmpty())
        check.fault = Error{ErrorKind::Corrupt, {}, what};
    return base::ready<ports::LedgerCheck>(check);
}

QStringList FakeLedger::types(const ChainId& chain) const {
    QStringList list;
    for (const Entry& entry : m_rows)
        if (entry.chain == chain && entry.type != QLatin1StringView(domain::entry::head))
            list.append(entry.type);
    return list;
}

QString FakeLedger::fault() const {
    QHash<ChainId, ports::ChainHead> heads;
    QHash<ChainId, qint64> recorded;
    for (const Entry& entry : m_rows) {
        const QString where = QStringLiteral("%1 entry %2").arg(entry.chain.text()).arg(entry.seq);
        const auto head = heads.value(entry.chain);
        if (base::sha256Hex(entry.bytes).toLatin1() != entry.hash)
            return where + QStringLiteral(": body does not match its hash");
        if (entry.seq != head.seq + 1 || entry.prev != head.hash)
            return where + QStringLiteral(": does not link to the entry before it");
        const auto canonical = base::canonicalJson(entry.body);
        if (!canonical.ok() || *canonical != entry.bytes)
            return where + QStringLiteral(": is not canonical");
        heads.insert(entry.chain, {entry.seq, entry.hash});
        if (entry.type == QLatin1StringView(domain::entry::head)) {
            const ChainId of(entry.text("of"));
            const auto actual = heads.value(of);
            if (actual.seq != entry.number("headSeq") || actual.hash != entry.text("headHash").toLatin1())
                return where + QStringLiteral(": records another head");
            recorded.insert(of, actual.seq);
        }
    }
    for (auto it = heads.cbegin(); it != heads.cend(); ++it)
        if (it.key() != domain::workspaceChain() && recorded.value(it.key()) != it->seq)
            return it.key().text() + QStringLiteral(": the workspace chain has no head for it");
    return {};
}

} // namespace slipway::support
