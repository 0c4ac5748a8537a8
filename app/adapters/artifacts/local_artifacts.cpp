#include "app/adapters/artifacts/local_artifacts.h"

#include "app/base/canonical_json.h"
#include "app/base/sha256.h"
#include "app/base/tool_run.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Future;
using base::Result;
using ports::ArtifactFile;

namespace {

constexpr qsizetype pieceSize = 1024 * 1024;
constexpr int keepDays = 30;

qint64 nanoseconds(const timespec& time) {
    return static_cast<qint64>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

Error cannotRead(const QString& path, int code) {
    const bool isMissing = code == ENOENT || code == ENOTDIR;
    return {
        isMissing ? ErrorKind::NotFound : ErrorKind::Refused, path,
        isMissing
            ? LocalArtifacts::tr("%1 is not on this computer; build it first, or correct the path").arg(path)
            : LocalArtifacts::tr("%1 cannot be read: %2")
                  .arg(path, QString::fromLocal8Bit(std::strerror(code)))};
}

/// A file that is closed in the end.
class Descriptor {
public:
    explicit Descriptor(const QString& path)
        : m_fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~Descriptor() {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    operator int() const { return m_fd; }

private:
    int m_fd;
};

template <class T>
Future<T> failed(ErrorKind kind, const QString& where, const QString& detail) {
    return base::ready<T>(Error{kind, where, detail});
}

} // namespace

LocalArtifacts::LocalArtifacts(QString workspace, QString archives)
    : m_workspace(std::move(workspace))
    , m_archives(std::move(archives)) {}

LocalArtifacts::~LocalArtifacts() = default;

Future<ArtifactFile> LocalArtifacts::find(domain::Artifact artifact, base::Limit limit) {
    if (artifact.path.isEmpty() || artifact.path.contains(QChar(0)) ||
        artifact.path.split(u'/').contains(QStringLiteral("..")))
        return failed<ArtifactFile>(ErrorKind::BadInput, artifact.path,
                                    tr("“%1” is no path that can be uploaded").arg(artifact.path));
    if (!artifact.commit.isEmpty())
        return archive(artifact, limit);
    const QString path = artifact.path.startsWith(QLatin1StringView("~/"))
                             ? QDir::home().filePath(artifact.path.mid(2))
                             : QDir(m_workspace).filePath(artifact.path);
    return read(QDir::cleanPath(path), limit);
}

Future<ArtifactFile> LocalArtifacts::read(const QString& path, const base::Limit& limit) {
    const QDeadlineTimer deadline(limit.within);
    return m_reading.run<ArtifactFile>(
        [this, path, deadline, stop = limit.stop] { return readNow(path, deadline, stop); });
}

Result<ArtifactFile> LocalArtifacts::readNow(const QString& path, const QDeadlineTimer& deadline,
                                             const std::stop_token& stop) {
    const Descriptor file(path);
    if (file < 0)
        return cannotRead(path, errno);
    struct stat found {};
    if (::fstat(file, &found) != 0)
        return cannotRead(path, errno);
    if (!S_ISREG(found.st_mode))
        return Error{
            ErrorKind::BadInput, path,
            S_ISDIR(found.st_mode)
                ? tr("%1 is a folder; pack it into one file, or upload it with `from: commit`").arg(path)
                : tr("%1 is no regular file").arg(path)};
    Known now{static_cast<qint64>(found.st_size),
              nanoseconds(found.st_mtim),
              nanoseconds(found.st_ctim),
              static_cast<quint64>(found.st_ino),
              {}};
    const Known known = m_known.value(path);
    if (known.bytes == now.bytes && known.modifiedNs == now.modifiedNs && known.changedNs == now.changedNs &&
        known.inode == now.inode)
        return ArtifactFile{path, known.bytes, known.sha256};
    base::Sha256 hash;
    QByteArray piece(pieceSize, Qt::Uninitialized);
    qint64 bytes = 0;
    while (true) {
        if (stop.stop_requested())
            return Error{ErrorKind::Cancelled, path, tr("asked to stop")};
        if (deadline.hasExpired())
            return Error{ErrorKind::Timeout, path, tr("%1 could not be read in time").arg(path)};
        const auto count = ::read(file, piece.data(), static_cast<size_t>(piece.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return cannotRead(path, errno);
        if (count == 0)
            break;
        hash.add(QByteArrayView(piece.constData(), count));
        bytes += count;
    }
    now.sha256 = hash.hex();
    if (bytes != now.bytes)
        return Error{ErrorKind::Conflict, path, tr("%1 changed while it was read").arg(path)};
    m_known.insert(path, now);
    return ArtifactFile{path, bytes, now.sha256};
}

Future<ArtifactFile> LocalArtifacts::archive(const domain::Artifact& artifact, const base::Limit& limit) {
    static const QRegularExpression commit(QStringLiteral("\\A[0-9a-f]{40}([0-9a-f]{24})?\\z"));
    if (!commit.match(artifact.commit).hasMatch() || artifact.path.startsWith(u'/'))
        return failed<ArtifactFile>(ErrorKind::BadInput, artifact.path,
                                    tr("“%1” is nothing inside a commit").arg(artifact.path));
    if (!QDir().mkpath(m_archives) ||
        !QFile::setPermissions(m_archives, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return failed<ArtifactFile>(ErrorKind::Storage, m_archives,
                                    tr("The folder for archives, %1, cannot be made").arg(m_archives));
    const QString name =
        QStringLiteral("%1-%2.tar").arg(artifact.commit, base::sha256Hex(artifact.path.toUtf8()).left(16));
    const QString path = QDir(m_archives).filePath(name);
    const QDateTime now = QDateTime::currentDateTime();
    if (QFile made(path); made.exists()) {
        if (made.open(QIODevice::ReadWrite))
            made.setFileTime(now, QFileDevice::FileAccessTime);
        return read(path, limit);
    }
    removeOldArchives();
    // Two desks may make the same archive at once: each has a file of its own until it is whole.
    const QString draft = path + QStringLiteral(".%1.new").arg(QCoreApplication::applicationPid());
    const base::ToolCall call{QStringLiteral("git"),
                              {QStringLiteral("--literal-pathspecs"), QStringLiteral("-c"),
                               QStringLiteral("tar.umask=0022"), QStringLiteral("archive"),
                               QStringLiteral("--format=tar"), QStringLiteral("--output=") + draft,
                               artifact.commit, QStringLiteral("--"), artifact.path},
                              {},
                              m_workspace};
    auto promise = std::make_shared<base::Promise<ArtifactFile>>();
    base::ToolRun::start(
        this, call, QDeadlineTimer(limit.within), limit.stop,
        [this, promise, draft, path, artifact, limit](const Result<base::ToolOutcome>& outcome) {
            const bool isMade = outcome.ok() && outcome->exitCode == 0 && QFile::rename(draft, path);
            if (!isMade) {
                QFile::remove(draft);
                promise->finish(
                    !outcome.ok()
                        ? outcome.error()
                        : Error{
                              ErrorKind::Refused, artifact.path,
                              tr("Git cannot archive %1 of commit %2: %3")
                                  .arg(artifact.path, artifact.commit.left(7),
                                       QString::fromUtf8(outcome->errors.trimmed().left(400)).simplified())});
                return;
            }
            base::deliver(read(path, limit), this,
                          [promise](const Result<ArtifactFile>& file) { promise->finish(file); });
        });
    return promise->future();
}

void LocalArtifacts::removeOldArchives() const {
    const auto oldest = QDateTime::currentDateTime().addDays(-keepDays);
    for (const QFileInfo& file : QDir(m_archives).entryInfoList({QStringLiteral("*.tar*")}, QDir::Files))
        if (std::max(file.lastRead(), file.lastModified()) < oldest)
            QFile::remove(file.filePath());
}

} // namespace slipway::adapters
