#include "app/demo/keeper_lock.h"

#include <QFile>
#include <fcntl.h>
#include <unistd.h>

namespace slipway::demo {
namespace {

struct flock wholeFile() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

bool KeeperLock::take(const DemoInfo& demo) {
    m_descriptor =
        ::open(QFile::encodeName(demo.keeperLock()).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    auto lock = wholeFile();
    const auto pid = QByteArray::number(::getpid()) + '\n';
    if (m_descriptor >= 0 && ::fcntl(m_descriptor, F_OFD_SETLK, &lock) == 0 &&
        ::ftruncate(m_descriptor, 0) == 0 &&
        ::write(m_descriptor, pid.constData(), static_cast<size_t>(pid.size())) == pid.size())
        return true;
    release();
    return false;
}

void KeeperLock::release() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

bool isHeld(const QString& folder) {
    DemoInfo demo;
    demo.folder = folder;
    return keeperOf(demo).has_value();
}

std::optional<pid_t> keeperOf(const DemoInfo& demo) {
    QFile file(demo.keeperLock());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    auto lock = wholeFile();
    if (::fcntl(file.handle(), F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return std::nullopt;
    const auto pid = file.readAll().trimmed().toInt();
    return pid > 0 ? std::optional<pid_t>(pid) : std::nullopt;
}

} // namespace slipway::demo
