#include "app/adapters/store/ledger_body.h"

#include "app/base/canonical_json.h"

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

Result<QByteArray> composeBody(const domain::Draft& draft, const ports::ChainHead& head,
                               const base::Instant& now, const QString& appVersion) {
    if (draft.chain.isEmpty())
        return Error{ErrorKind::BadInput, draft.type, QStringLiteral("an entry needs a chain")};
    if (!domain::isKnownEntryType(draft.type))
        return Error{ErrorKind::BadInput, draft.chain.text(),
                     QStringLiteral("unknown entry type \"%1\"").arg(draft.type)};
    QJsonObject added{
        {QStringLiteral("v"), bodyVersion},
        {QStringLiteral("type"), draft.type},
        {QStringLiteral("chain"), draft.chain.text()},
        {QStringLiteral("seq"), head.seq + 1},
        {QStringLiteral("prev"), QString::fromLatin1(head.hash)},
        {QStringLiteral("time"), base::isoUtc(now.utcMs)},
        {QStringLiteral("boot"), now.bootId},
        {QStringLiteral("bootMs"), now.bootMs},
        {QStringLiteral("actor"), draft.actor},
        {QStringLiteral("app"), appVersion},
    };
    if (draft.chain != domain::workspaceChain())
        added.insert(QStringLiteral("deployment"), draft.chain.text());
    QJsonObject body = draft.fields;
    for (auto it = added.constBegin(); it != added.constEnd(); ++it) {
        if (body.contains(it.key()))
            return Error{ErrorKind::BadInput, draft.type,
                         QStringLiteral("the field \"%1\" is set by the ledger").arg(it.key())};
        body.insert(it.key(), it.value());
    }
    return base::canonicalJson(body);
}

Result<domain::Entry> entryFromBytes(const domain::ChainId& chain, const QByteArray& bytes) {
    const auto refuse = [&](const QString& why) { return Error{ErrorKind::BadInput, chain.text(), why}; };
    auto body = base::parseJsonObject(bytes);
    if (!body)
        return refuse(body.error().detail);
    const auto canonical = base::canonicalJson(*body);
    if (!canonical || *canonical != bytes)
        return refuse(QStringLiteral("the bytes are not canonical JSON"));
    domain::Entry entry;
    entry.chain = chain;
    entry.body = *body;
    entry.bytes = bytes;
    entry.seq = entry.number("seq");
    entry.type = entry.text("type");
    entry.prev = entry.text("prev").toLatin1();
    entry.hash = base::sha256Hex(bytes).toLatin1();
    if (entry.text("chain") != chain.text())
        return refuse(QStringLiteral("the bytes are of another chain"));
    if (auto unknown = notUnderstood(entry))
        return refuse(unknown->detail);
    return entry;
}

std::optional<Error> notUnderstood(const domain::Entry& entry) {
    const QString place = QStringLiteral("%1 entry %2").arg(entry.chain.text()).arg(entry.seq);
    if (!domain::isKnownEntryType(entry.type))
        return Error{ErrorKind::NewerFormat, place,
                     QStringLiteral("the entry type \"%1\" is unknown to this Slipway").arg(entry.type)};
    if (entry.number("v") > bodyVersion)
        return Error{ErrorKind::NewerFormat, place,
                     QStringLiteral("entry version %1 is newer than this Slipway's %2")
                         .arg(entry.number("v"))
                         .arg(bodyVersion)};
    return {};
}

} // namespace slipway::adapters
