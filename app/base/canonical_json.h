#pragma once
#include "app/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace slipway::base {

/// RFC 8785 (JCS) bytes of `object`, limited to what Slipway stores: strings, integers
/// within ±2^53, booleans, arrays and objects. A float or null is an Error{BadInput}
/// naming the key, because its canonical form is not worth the risk.
Result<QByteArray> canonicalJson(const QJsonObject& object);
/// Reads an object back; Error{Corrupt} when the bytes are not one.
Result<QJsonObject> parseJsonObject(const QByteArray& bytes);
/// Lower-case hexadecimal SHA-256.
QString sha256Hex(const QByteArray& bytes);

} // namespace slipway::base
