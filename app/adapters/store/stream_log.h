#pragma once
#include "app/adapters/store/frame_file.h"

#include <QElapsedTimer>
#include <deque>

namespace slipway::adapters {

/// A piece of one stream: the host's bytes from `rawStart` to `rawEnd`, or a mask that stands for
/// them; then it is shorter.
struct OutputPiece {
    qint64 rawStart = 0;
    qint64 rawEnd = 0;
    qint64 timeMs = 0;
    QByteArray bytes;
    bool isRaw() const { return bytes.size() == rawEnd - rawStart; }
};

/// One stream of an attempt on disk, bounded: of more than `limit` raw bytes its head and its
/// newest part are kept, with a line in between that says how much was left out. The head grows in
/// `<base>.zst`; the tail lives in memory and is saved as a whole in `<base>.tail.zst`, so an
/// endless stream costs neither memory nor a growing disk. The store's thread only.
class StreamLog {
public:
    /// At this much waiting a frame is whole.
    static constexpr qsizetype frameBytes = 64 * 1024;

    StreamLog(QString base, qint64 limit);
    static QString headPath(const QString& base) { return base + QStringLiteral(".zst"); }
    static QString tailPath(const QString& base) { return base + QStringLiteral(".tail.zst"); }

    /// Takes what continues the stream; what is durable or held already is left out. The head is
    /// durable when it answers; on an error nothing of the head is lost or torn, offer it again.
    base::Result<bool> write(const std::deque<OutputPiece>& pieces);
    /// Makes the tail durable too, if it has grown; at most once a second unless `now`.
    base::Result<bool> save(bool now);
    bool isSaved() const { return !m_dirty; }
    /// Closes the files, and forgets the tail when it is saved; the next write opens them again.
    void rest();
    /// The durable end, without opening anything for writing.
    base::Result<qint64> offset() const;

private:
    base::Result<void> open();
    base::Result<void> loadTail();
    void keep(NewFrame frame, qint64 rawStart);
    qint64 end() const { return m_tail.empty() ? m_head->rawEnd() : m_tail.back().rawEnd; }

    const QString m_base;
    const qint64 m_tailLimit;
    const qint64 m_headLimit;
    std::unique_ptr<FrameWriter> m_head;
    std::deque<NewFrame> m_tail;
    qint64 m_tailStart = 0; ///< raw offset where the first frame of the tail begins
    qint64 m_tailBytes = 0;
    bool m_dirty = false;
    QElapsedTimer m_sinceSaved;
};

/// What stands in a log where bytes were left out.
QByteArray leftOutLine(qint64 bytes);

} // namespace slipway::adapters
