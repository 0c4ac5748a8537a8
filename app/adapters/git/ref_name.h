#pragma once
#include "app/base/result.h"

#include <QString>

namespace slipway::adapters {

/// Whether people may mean `name` as a tag, branch or commit: not empty, no leading '-', and
/// what Git accepts below refs/. Error{BadInput} with the reason otherwise.
base::Result<void> checkRefName(const QString& name);

/// Whether `text` is a possibly abbreviated commit: 4 to 40 hexadecimal digits.
bool isCommitPrefix(QStringView text);

} // namespace slipway::adapters
