#include "app/adapters/ssh/private_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace slipway::adapters {

namespace {

/// A socket's path has 108 bytes (sun_path), of which a name and ssh's temporary suffix take 24.
constexpr qsizetype longestBase = 60;

QString base() {
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    struct stat information = {};
    if (!runtime.isEmpty() && QFile::encodeName(runtime).size() <= longestBase &&
        ::stat(QFile::encodeName(runtime).constData(), &information) == 0 &&
        information.st_uid == ::geteuid() && (information.st_mode & 0077) == 0)
        return runtime;
    const auto temporary = QDir::tempPath();
    return QFile::encodeName(temporary).size() <= longestBase ? temporary : QStringLiteral("/tmp");
}

/// "slipway-<process>-XXXXXX" of processes that are no more.
void sweep(const QString& folder) {
    for (const auto& entry : QDir(folder).entryInfoList({QStringLiteral("slipway-*-??????")},
                                                        QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden)) {
        bool isNumber = false;
        const auto process = entry.fileName().section(u'-', 1, 1).toInt(&isNumber);
        if (isNumber && process > 0 && !entry.isSymLink() && entry.ownerId() == ::geteuid() &&
            ::kill(process, 0) != 0 && errno == ESRCH)
            QDir(entry.absoluteFilePath()).removeRecursively();
    }
}

} // namespace

base::Result<std::unique_ptr<PrivateFolder>> PrivateFolder::make() {
    const auto parent = base();
    static std::once_flag once;
    std::call_once(once, [&] { sweep(parent); });
    auto name = QFile::encodeName(parent) + "/slipway-" + QByteArray::number(::getpid()) + "-XXXXXX";
    if (!::mkdtemp(name.data()))
        return base::Error{base::ErrorKind::Observer, parent, QString::fromLocal8Bit(std::strerror(errno))};
    return std::unique_ptr<PrivateFolder>(new PrivateFolder(QFile::decodeName(name)));
}

PrivateFolder::~PrivateFolder() {
    // A client that is just ending takes its socket away itself: what vanishes while the folder is being
    // removed, or appears, makes that fail.
    constexpr int mostTries = 50;
    for (int tries = 0; tries < mostTries && !QDir(m_path).removeRecursively() && QFileInfo::exists(m_path);
         ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

bool PrivateFolder::write(const QString& name, const QByteArray& bytes, bool executable) const {
    const int fd = ::open(QFile::encodeName(path(name)).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                          executable ? 0700 : 0600);
    if (fd < 0)
        return false;
    const bool whole = ::write(fd, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size();
    ::close(fd);
    return whole;
}

QByteArray PrivateFolder::read(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.read(256 * 1024) : QByteArray();
}

} // namespace slipway::adapters
