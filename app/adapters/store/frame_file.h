#pragma once
#include "app/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace slipway::adapters {

/// The largest number of bytes in one frame; a longer one in a file is damage.
inline constexpr int largestFrame = 2 * 1024 * 1024;

/// Where a piece of output stands in its file. A frame is a zstd skippable frame (magic
/// 0x184D2A50) with little-endian {version u32, raw end u64, length u32, packed u32, UTC ms i64},
/// followed by an ordinary zstd frame, so that `zstd -d` reads the file too.
struct Frame {
    qint64 at = 0; ///< of the skippable frame in the file
    qint64 rawStart = 0;
    qint64 rawEnd = 0; ///< the host's byte offset after it
    qint32 length = 0; ///< stored bytes, unpacked; not rawEnd - rawStart where secrets were masked
                       ///< or the attempt had reached its cap
    qint32 packed = 0; ///< bytes of the ordinary zstd frame
    qint64 timeMs = 0;
    qint64 endsAt() const;
};

/// Reads a file that may be growing. One thread at a time.
class FrameReader {
public:
    /// Error{NotFound} when there is no file.
    static base::Result<FrameReader> open(const QString& path);
    FrameReader(FrameReader&& other) noexcept;
    FrameReader& operator=(FrameReader&& other) noexcept;
    FrameReader(const FrameReader&) = delete;
    FrameReader& operator=(const FrameReader&) = delete;
    ~FrameReader();
    /// Takes in the whole frames that were added since. A frame that is not whole yet is left.
    base::Result<void> refresh();
    const QList<Frame>& frames() const { return m_frames; }
    /// After the last whole frame.
    qint64 end() const { return m_frames.isEmpty() ? 0 : m_frames.last().endsAt(); }
    qint64 rawEnd() const { return m_frames.isEmpty() ? 0 : m_frames.last().rawEnd; }
    /// The stored bytes; Error{Corrupt} when they do not unpack to what the frame says.
    base::Result<QByteArray> bytes(const Frame& frame) const;
    /// Whether the file was removed or cut since it was opened: open it again.
    bool isStale() const;

private:
    FrameReader(int fd, QString path) : m_fd(fd), m_path(std::move(path)) {}
    int m_fd = -1;
    QString m_path;
    QList<Frame> m_frames;
};

/// A piece to be written.
struct NewFrame {
    qint64 rawEnd = 0;
    qint64 timeMs = 0;
    QByteArray bytes; ///< at most largestFrame
};

/// The only writer of a file (flock); one thread at a time.
class FrameWriter {
public:
    /// Creates the file (0600) or continues it, after removing what a crash cut off. Error{Busy}
    /// when another process writes it, Error{Corrupt} when more is damaged than a crash can do.
    static base::Result<std::unique_ptr<FrameWriter>> open(const QString& path);
    ~FrameWriter();
    FrameWriter(const FrameWriter&) = delete;
    FrameWriter& operator=(const FrameWriter&) = delete;
    /// Durable when it answers; on an error the file is as before.
    base::Result<void> append(const QList<NewFrame>& frames);
    qint64 rawEnd() const { return m_rawEnd; }
    qint64 storedBytes() const { return m_storedBytes; }
    /// Whether the file lost its name meanwhile (somebody removed the folder).
    bool isRemoved() const;

private:
    FrameWriter(int fd, QString path) : m_fd(fd), m_path(std::move(path)) {}
    int m_fd = -1;
    QString m_path;
    qint64 m_end = 0;
    qint64 m_rawEnd = 0;
    qint64 m_storedBytes = 0;
};

} // namespace slipway::adapters
