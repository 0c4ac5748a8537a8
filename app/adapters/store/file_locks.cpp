#include "app/adapters/store/file_locks.h"

#include "app/adapters/store/private_folder.h"
#include "app/adapters/store/store_names.h"

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

/// The lock lives in the open file. The file is never removed: a process that waits to open
/// it would otherwise lock a file that nobody else sees.
class HeldFile final : public ports::Lock {
public:
    explicit HeldFile(int fd) : m_fd(fd) {}
    ~HeldFile() override { ::close(m_fd); }
    HeldFile(const HeldFile&) = delete;
    HeldFile& operator=(const HeldFile&) = delete;

private:
    int m_fd;
};

QString holderIn(int fd) {
    char text[32] = {};
    const ssize_t length = ::pread(fd, text, sizeof text - 1, 0);
    bool isNumber = false;
    const qlonglong process = QByteArray(text, length > 0 ? length : 0).trimmed().toLongLong(&isNumber);
    // The holder writes its number just after it has the lock; in between it is unknown.
    return isNumber ? QString::number(process) : QStringLiteral("unknown");
}

} // namespace

FileLocks::FileLocks(QString folder) : m_folder(std::move(folder) + QStringLiteral("/drive")) {}

Result<std::unique_ptr<ports::Lock>> FileLocks::drive(const domain::DeploymentId& deployment) {
    if (!isFileName(deployment))
        return Error{ErrorKind::BadInput, deployment.text(), QStringLiteral("not a deployment's name")};
    return take(deployment.text() + QStringLiteral(".lock"));
}

Result<std::unique_ptr<ports::Lock>> FileLocks::observe() {
    return take(QStringLiteral("observer.lock"));
}

Result<std::unique_ptr<ports::Lock>> FileLocks::take(const QString& name) const {
    if (auto made = makePrivateFolder(m_folder); !made)
        return made.error();
    if (auto local = refuseNetworkFolder(m_folder); !local)
        return local.error();
    const QString path = m_folder + QLatin1Char('/') + name;
    const int fd =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return storageError(path, QStringLiteral("cannot open the lock"));
    std::unique_ptr<ports::Lock> lock = std::make_unique<HeldFile>(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return Error{ErrorKind::Busy, path, holderIn(fd)};
        return storageError(path, QStringLiteral("cannot lock"));
    }
    const QByteArray process = QByteArray::number(static_cast<qlonglong>(::getpid())) + '\n';
    if (::ftruncate(fd, 0) != 0 ||
        ::pwrite(fd, process.constData(), static_cast<size_t>(process.size()), 0) < 0)
        return storageError(path, QStringLiteral("cannot write the lock"));
    return lock;
}

} // namespace slipway::adapters
