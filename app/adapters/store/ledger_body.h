#pragma once
#include "app/base/clock.h"
#include "app/domain/entry.h"
#include "app/ports/ledger.h"

namespace slipway::adapters {

/// The one version of entry bodies that this Slipway writes; newer ones make a ledger read-only.
inline constexpr qint64 bodyVersion = 1;

/// The canonical bytes of a draft that comes next after `head`. Error{BadInput} for an unknown
/// type, a field that the ledger sets itself, or a value that is not stored.
base::Result<QByteArray> composeBody(const domain::Draft& draft, const ports::ChainHead& head,
                                     const base::Instant& now, const QString& appVersion);
/// Composed bytes back as an entry (row 0, no signature), hash taken from the bytes.
/// Error{BadInput} when they are not canonical, of another chain, version or type.
base::Result<domain::Entry> entryFromBytes(const domain::ChainId& chain, const QByteArray& bytes);
/// Why this Slipway does not understand a stored entry well enough to append after it.
std::optional<base::Error> notUnderstood(const domain::Entry& entry);

} // namespace slipway::adapters
