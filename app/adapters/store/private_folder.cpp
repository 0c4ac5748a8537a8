#include "app/adapters/store/private_folder.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

Error storageError(const QString& where, const QString& what) {
    const int number = errno;
    return Error{ErrorKind::Storage, where,
                 what + QStringLiteral(": ") + QString::fromLocal8Bit(strerror(number))};
}

Result<void> makePrivateFolder(const QString& folder) {
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    if (QDir(path).exists())
        return {};
    const QString parent = QFileInfo(path).path();
    if (parent != path)
        if (auto made = makePrivateFolder(parent); !made)
            return made;
    // mkdir with its mode, so that the folder is never open to others even for a moment.
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return storageError(path, QStringLiteral("cannot create the folder"));
    return syncFolder(parent);
}

Result<void> syncFolder(const QString& folder) {
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return storageError(folder, QStringLiteral("cannot open the folder"));
    const int done = ::fsync(fd);
    // Some file systems have nothing to sync for folders and say EINVAL.
    const bool failed = done != 0 && errno != EINVAL;
    const Error error = failed ? storageError(folder, QStringLiteral("cannot sync the folder")) : Error{};
    ::close(fd);
    return failed ? Result<void>(error) : Result<void>();
}

bool isNetworkFileSystem(const QByteArray& type) {
    static const QList<QByteArray> names = {
        "nfs",   "nfs4", "cifs",  "smb2",           "smb3",           "smbfs",
        "afs",   "ceph", "davfs", "fuse.sshfs",     "fuse.rclone",    "fuse.davfs2",
        "ncpfs", "coda", "ocfs2", "fuse.glusterfs", "fuse.gvfsd-fuse"};
    return names.contains(type);
}

Result<void> refuseNetworkFolder(const QString& folder) {
    const QByteArray type = QStorageInfo(folder).fileSystemType();
    if (isNetworkFileSystem(type))
        return Error{ErrorKind::Refused, folder,
                     QStringLiteral("on a network file system (%1), where locks cannot be relied on")
                         .arg(QString::fromLatin1(type))};
    return {};
}

} // namespace slipway::adapters
