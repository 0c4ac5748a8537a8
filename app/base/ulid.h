#pragma once
#include <QString>

namespace slipway::base {

/// A new ULID (github.com/ulid/spec): 26 Crockford base-32 characters, 48 bits of
/// UTC milliseconds and 80 random bits; sorts by time. Thread-safe.
QString newUlid(qint64 utcMs);
/// Whether `text` has the shape of a ULID: safe as a folder name and in shell words.
bool isUlid(QStringView text);

} // namespace slipway::base
