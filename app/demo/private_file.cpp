#include "app/demo/private_file.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace slipway::demo {

base::Result<void> makePrivateFolder(const QString& path) {
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, owner))
        return base::Error{base::ErrorKind::Storage, path, QStringLiteral("the folder cannot be made")};
    return {};
}

base::Result<void> writePrivateFile(const QString& path, const QByteArray& bytes, bool executable) {
    QSaveFile file(path);
    auto mode = QFile::ReadOwner | QFile::WriteOwner;
    if (executable)
        mode |= QFile::ExeOwner;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(mode) || file.write(bytes) != bytes.size() ||
        !file.commit())
        return base::Error{base::ErrorKind::Storage, path, file.errorString()};
    return {};
}

} // namespace slipway::demo
