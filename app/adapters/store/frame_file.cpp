#include "app/adapters/store/frame_file.h"

#include "app/adapters/store/private_folder.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

constexpr quint32 skippableMagic = 0x184D2A50;
constexpr quint32 headerVersion = 1;
constexpr int contentSize = 4 + 8 + 4 + 4 + 8;
constexpr int headerSize = 8 + contentSize;
/// One append at most is not synced yet when a crash comes: a full queue of 1 MiB, which
/// hardly grows when it does not pack, and its headers. More damage than this is no crash.
constexpr qint64 largestTail = 4 * 1024 * 1024;
/// Measured elsewhere as the sweet spot for logs: zstd's own default.
constexpr int packLevel = 3;

template <class T>
void put(QByteArray& out, T value) {
    char bytes[sizeof(T)];
    qToLittleEndian<T>(value, bytes);
    out.append(bytes, sizeof bytes);
}

template <class T>
T take(const char*& at) {
    const T value = qFromLittleEndian<T>(at);
    at += sizeof(T);
    return value;
}

Result<QByteArray> pack(const NewFrame& frame) {
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(frame.bytes.size()))),
                      Qt::Uninitialized);
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, packLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    const size_t size = ZSTD_compress2(context.get(), packed.data(), static_cast<size_t>(packed.size()),
                                       frame.bytes.constData(), static_cast<size_t>(frame.bytes.size()));
    if (ZSTD_isError(size))
        return Error{ErrorKind::Storage, {}, QString::fromLatin1(ZSTD_getErrorName(size))};
    packed.truncate(static_cast<qsizetype>(size));

    QByteArray out;
    out.reserve(headerSize + packed.size());
    put(out, skippableMagic);
    put(out, quint32(contentSize));
    put(out, headerVersion);
    put(out, static_cast<quint64>(frame.rawEnd));
    put(out, static_cast<quint32>(frame.bytes.size()));
    put(out, static_cast<quint32>(packed.size()));
    put(out, frame.timeMs);
    return out + packed;
}

/// The frame whose header is at `at`, or nothing when no whole frame is there.
std::optional<Frame> frameAt(int fd, qint64 at, qint64 fileSize, qint64 rawStart) {
    char header[headerSize];
    if (at + headerSize > fileSize || ::pread(fd, header, sizeof header, at) != headerSize)
        return {};
    const char* next = header;
    if (take<quint32>(next) != skippableMagic || take<quint32>(next) != contentSize ||
        take<quint32>(next) != headerVersion)
        return {};
    Frame frame;
    frame.at = at;
    frame.rawStart = rawStart;
    frame.rawEnd = static_cast<qint64>(take<quint64>(next));
    const auto length = take<quint32>(next);
    const auto packed = take<quint32>(next);
    frame.timeMs = take<qint64>(next);
    if (length > largestFrame || packed > ZSTD_compressBound(largestFrame) || frame.rawEnd < rawStart)
        return {};
    frame.length = static_cast<qint32>(length);
    frame.packed = static_cast<qint32>(packed);
    if (frame.endsAt() > fileSize)
        return {};
    return frame;
}

qint64 sizeOf(int fd) {
    struct stat facts {};
    return ::fstat(fd, &facts) == 0 ? static_cast<qint64>(facts.st_size) : -1;
}

bool hasNoName(int fd) {
    struct stat facts {};
    return ::fstat(fd, &facts) != 0 || facts.st_nlink == 0;
}

} // namespace

qint64 Frame::endsAt() const {
    return at + headerSize + packed;
}

Result<FrameReader> FrameReader::open(const QString& path) {
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        if (errno == ENOENT)
            return Error{ErrorKind::NotFound, path, QStringLiteral("no output is stored")};
        return storageError(path, QStringLiteral("cannot open the output"));
    }
    FrameReader reader(fd, path);
    if (auto read = reader.refresh(); !read)
        return read.error();
    return reader;
}

FrameReader::FrameReader(FrameReader&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_path(std::move(other.m_path))
    , m_frames(std::move(other.m_frames)) {}

FrameReader& FrameReader::operator=(FrameReader&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    std::swap(m_frames, other.m_frames);
    return *this;
}

FrameReader::~FrameReader() {
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<void> FrameReader::refresh() {
    const qint64 size = sizeOf(m_fd);
    if (size < 0)
        return storageError(m_path, QStringLiteral("cannot look at the output"));
    while (auto frame = frameAt(m_fd, end(), size, rawEnd()))
        m_frames.append(*frame);
    return {};
}

Result<QByteArray> FrameReader::bytes(const Frame& frame) const {
    const Error damaged{ErrorKind::Corrupt, m_path,
                        QStringLiteral("the frame at byte %1 is damaged").arg(frame.at)};
    QByteArray packed(frame.packed, Qt::Uninitialized);
    if (::pread(m_fd, packed.data(), static_cast<size_t>(packed.size()), frame.at + headerSize) !=
        packed.size())
        return damaged;
    QByteArray bytes(frame.length, Qt::Uninitialized);
    const size_t size = ZSTD_decompress(bytes.data(), static_cast<size_t>(bytes.size()), packed.constData(),
                                        static_cast<size_t>(packed.size()));
    if (ZSTD_isError(size) || static_cast<qsizetype>(size) != bytes.size())
        return damaged;
    return bytes;
}

bool FrameReader::isStale() const {
    return hasNoName(m_fd) || sizeOf(m_fd) < end();
}

Result<std::unique_ptr<FrameWriter>> FrameWriter::open(const QString& path) {
    const QString folder = QFileInfo(path).path();
    if (auto made = makePrivateFolder(folder); !made)
        return made.error();
    if (auto local = refuseNetworkFolder(folder); !local)
        return local.error();
    const int fd = ::open(QFile::encodeName(path).constData(),
                          O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return storageError(path, QStringLiteral("cannot open the output"));
    std::unique_ptr<FrameWriter> writer(new FrameWriter(fd, path));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorKind::Busy, path, QStringLiteral("another process writes this output")};
    auto reader = FrameReader::open(path);
    if (!reader)
        return reader.error();
    const qint64 size = sizeOf(fd);
    for (const Frame& frame : reader->frames()) {
        // Only the tail can be cut off: what was synced before it is not unpacked again.
        if (frame.at >= size - largestTail && !reader->bytes(frame))
            break;
        writer->m_end = frame.endsAt();
        writer->m_rawEnd = frame.rawEnd;
        writer->m_storedBytes += frame.length;
    }
    if (size - writer->m_end > largestTail)
        return Error{ErrorKind::Corrupt, path,
                     QStringLiteral("the output is damaged from byte %1 on").arg(writer->m_end)};
    if (size > writer->m_end && ::ftruncate(fd, writer->m_end) != 0)
        return storageError(path, QStringLiteral("cannot remove what was cut off"));
    // What another process wrote before it was killed may not have been synced.
    if (::fdatasync(fd) != 0)
        return storageError(path, QStringLiteral("cannot sync the output"));
    if (auto named = syncFolder(folder); !named)
        return named.error();
    return writer;
}

FrameWriter::~FrameWriter() {
    ::close(m_fd);
}

Result<void> FrameWriter::append(const QList<NewFrame>& frames) {
    QByteArray out;
    qint64 stored = 0;
    for (const NewFrame& frame : frames) {
        const auto packed = pack(frame);
        if (!packed)
            return packed.error();
        out += *packed;
        stored += frame.bytes.size();
    }
    if (out.isEmpty())
        return {};
    const auto undo = [&](const QString& what) {
        const Error error = storageError(m_path, what);
        // When even this fails, the next open removes the rest.
        [[maybe_unused]] const int cut = ::ftruncate(m_fd, m_end);
        return error;
    };
    qsizetype written = 0;
    while (written < out.size()) {
        const ssize_t some =
            ::write(m_fd, out.constData() + written, static_cast<size_t>(out.size() - written));
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return undo(QStringLiteral("cannot write the output"));
        written += some;
    }
    if (::fdatasync(m_fd) != 0)
        return undo(QStringLiteral("cannot sync the output"));
    m_end += out.size();
    m_rawEnd = frames.last().rawEnd;
    m_storedBytes += stored;
    return {};
}

bool FrameWriter::isRemoved() const {
    return hasNoName(m_fd);
}

} // namespace slipway::adapters
