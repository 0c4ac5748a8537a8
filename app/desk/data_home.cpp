#include "app/desk/data_home.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

namespace slipway::desk {

namespace {

bool isPrivate(const QString& folder) {
    struct stat info {};
    return ::lstat(QFile::encodeName(folder).constData(), &info) == 0 && S_ISDIR(info.st_mode) &&
           info.st_uid == ::geteuid() && (info.st_mode & 0077) == 0;
}

base::Result<QString> made(const QString& folder) {
    if (!QDir().mkpath(QFileInfo(folder).path()))
        return base::Error{base::ErrorKind::Storage, folder, QStringLiteral("the folder cannot be made")};
    const QByteArray path = QFile::encodeName(folder);
    if (::mkdir(path.constData(), 0700) != 0 && errno != EEXIST)
        return base::Error{base::ErrorKind::Storage, folder, QString::fromLocal8Bit(::strerror(errno))};
    if (!isPrivate(folder))
        return base::Error{base::ErrorKind::Storage, folder,
                           QStringLiteral("the folder is not private to this user (0700)")};
    return folder;
}

} // namespace

base::Result<QString> dataFolder(const domain::Project& project) {
    const QString chosen = qEnvironmentVariable("SLIPWAY_DATA_HOME");
    if (!chosen.isEmpty())
        return made(QDir(chosen).absoluteFilePath(project.id));
    // A folder that came with a clone is never 0700 and so never taken for ours.
    const QString beside = project.folder + QStringLiteral("/.slipway/data");
    if (isPrivate(beside))
        return beside;
    return made(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                QStringLiteral("/slipway/") + project.id);
}

} // namespace slipway::desk
