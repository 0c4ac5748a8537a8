#pragma once
#include "app/base/result.h"

#include <QString>

namespace slipway::adapters {

/// Makes the folder and its missing parents, all 0700. Error{Storage} with the reason.
base::Result<void> makePrivateFolder(const QString& folder);
/// Makes the names in the folder durable (fsync of the folder itself).
base::Result<void> syncFolder(const QString& folder);
/// Whether a file system of this type ("nfs4", "fuse.sshfs") is on another machine: there
/// file locks and syncs cannot be relied on.
bool isNetworkFileSystem(const QByteArray& type);
/// Error{Refused} when the folder is on a network file system.
base::Result<void> refuseNetworkFolder(const QString& folder);
/// Error{Storage} with `what` and the text of the current errno.
base::Error storageError(const QString& where, const QString& what);

} // namespace slipway::adapters
