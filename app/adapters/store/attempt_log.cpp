#include "app/adapters/store/attempt_log.h"

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using ports::OutputStream;

namespace {

size_t indexOf(OutputStream stream) {
    return stream == OutputStream::Out ? 0 : 1;
}

/// Ends the stored part of an attempt that wrote more than its cap; part of the stored bytes
/// and therefore of the digest, so that nobody takes the log for whole.
QByteArray capMarker(qint64 cap) {
    return "\n[slipway: output beyond " + QByteArray::number(cap) + " bytes is not kept]\n";
}

} // namespace

QString AttemptLog::path(const QString& base, OutputStream stream) {
    return base + (stream == OutputStream::Out ? QStringLiteral(".out.zst") : QStringLiteral(".err.zst"));
}

AttemptLog::Taken AttemptLog::accept(OutputStream stream, const QByteArray& bytes, qint64 rawStart,
                                     qint64 rawEnd, qint64 nowMs) {
    if (bytes.isEmpty())
        return Taken::Taken;
    const std::scoped_lock lock(m_mutex);
    // A piece larger than the whole queue must still get through an empty one.
    if (m_queued > 0 && m_queued + bytes.size() > queueBytes)
        return Taken::Full;
    m_queued += bytes.size();
    m_pieces.push_back({stream, rawStart, rawEnd, nowMs, bytes});
    return m_queued >= frameBytes ? Taken::TakenAndRipe : Taken::Taken;
}

void AttemptLog::rest() {
    m_files = {};
}

Result<ports::OutputOffsets> AttemptLog::offsets() {
    std::array<qint64, 2> ends = {0, 0};
    for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
        if (const auto& file = m_files[indexOf(stream)]) {
            ends[indexOf(stream)] = file->rawEnd();
            continue;
        }
        const auto reader = FrameReader::open(path(m_base, stream));
        if (reader) {
            // The same tail that opening for writing would remove does not count.
            qint64 end = reader->rawEnd();
            for (auto frame = reader->frames().crbegin(); frame != reader->frames().crend(); ++frame) {
                if (reader->bytes(*frame))
                    break;
                end = frame->rawStart;
            }
            ends[indexOf(stream)] = end;
        } else if (reader.error().kind != ErrorKind::NotFound) {
            return reader.error();
        }
    }
    return ports::OutputOffsets{ends[0], ends[1]};
}

Result<void> AttemptLog::open() {
    for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
        auto& file = m_files[indexOf(stream)];
        // Somebody removed the folder: go on in a new one, the digests will show the loss.
        if (file && file->isRemoved())
            file.reset();
        if (file)
            continue;
        auto opened = FrameWriter::open(path(m_base, stream));
        if (!opened)
            return opened.error();
        file = std::move(*opened);
    }
    return {};
}

Result<bool> AttemptLog::flush() {
    m_flushClaimed = false;
    std::deque<Piece> pieces;
    {
        const std::scoped_lock lock(m_mutex);
        pieces.swap(m_pieces);
    }
    if (pieces.empty())
        return false;
    bool wrote = false;
    Result<void> done = open();
    for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
        if (!done)
            break;
        const auto written = write(stream, pieces);
        if (!written)
            done = written.error();
        else
            wrote = wrote || *written;
    }
    const std::scoped_lock lock(m_mutex);
    if (!done) {
        // What did become durable is recognised by its offset the next time.
        m_pieces.insert(m_pieces.begin(), pieces.begin(), pieces.end());
        return done.error();
    }
    for (const Piece& piece : pieces)
        m_queued -= piece.bytes.size();
    return wrote;
}

Result<bool> AttemptLog::write(OutputStream stream, const std::deque<Piece>& pieces) {
    FrameWriter& file = *m_files[indexOf(stream)];
    qint64 room = m_cap - m_files[0]->storedBytes() - m_files[1]->storedBytes();
    qint64 end = file.rawEnd();
    QList<NewFrame> frames;
    NewFrame frame;
    const auto close = [&] {
        if (frame.rawEnd > 0)
            frames.append(std::exchange(frame, NewFrame()));
    };
    for (const Piece& piece : pieces) {
        // Bytes that are durable already come again after a failed flush or a resumed stream.
        if (piece.stream != stream || piece.rawEnd <= end)
            continue;
        // Where masking changed the length, bytes and offsets do not correspond: not cut.
        const bool overlaps = piece.rawStart < end && piece.rawEnd - piece.rawStart == piece.bytes.size();
        QByteArray bytes = overlaps ? piece.bytes.last(piece.rawEnd - end) : piece.bytes;
        const qint64 start = end;
        end = piece.rawEnd;
        // A piece too large for one frame is cut by stored bytes, counted back from its end.
        while (!bytes.isEmpty()) {
            if (!frame.bytes.isEmpty() && frame.bytes.size() + bytes.size() > frameBytes)
                close();
            if (frame.bytes.isEmpty())
                frame.timeMs = piece.timeMs;
            const QByteArray part = bytes.first(qMin<qsizetype>(bytes.size(), frameBytes));
            bytes.remove(0, part.size());
            frame.bytes += part;
            frame.rawEnd = qMax(piece.rawEnd - bytes.size(), start);
        }
    }
    close();
    for (NewFrame& next : frames)
        keepWithinCap(next, room);
    if (frames.isEmpty())
        return false;
    if (auto written = file.append(frames); !written)
        return written.error();
    return true;
}

void AttemptLog::keepWithinCap(NewFrame& frame, qint64& room) const {
    if (frame.bytes.size() <= room) {
        room -= frame.bytes.size();
        return;
    }
    // Exactly one frame crosses the cap; with the marker the stored size is past it for good.
    frame.bytes.truncate(qMax<qint64>(0, room));
    if (room >= 0)
        frame.bytes += capMarker(m_cap);
    room = -1;
}

} // namespace slipway::adapters
