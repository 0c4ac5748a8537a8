#pragma once
#include <QString>

namespace slipway::domain {

/// "owner/name", with groups where there are more, of a remote's address: https, ssh and the scp form. Empty:
/// the address is of another kind, as a folder is.
QString repositoryAt(const QString& remoteUrl);

} // namespace slipway::domain
