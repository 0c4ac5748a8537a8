#include "app/adapters/store/attempt_log.h"

namespace slipway::adapters {

using base::Result;
using ports::OutputStream;

namespace {

size_t indexOf(OutputStream stream) {
    return stream == OutputStream::Out ? 0 : 1;
}

} // namespace

QString AttemptLog::path(const QString& base, OutputStream stream) {
    return base + (stream == OutputStream::Out ? QStringLiteral(".out") : QStringLiteral(".err"));
}

AttemptLog::AttemptLog(ports::OutputKey key, const QString& base, qint64 limit)
    : m_key(std::move(key))
    , m_logs{StreamLog(path(base, OutputStream::Out), limit),
             StreamLog(path(base, OutputStream::Err), limit)} {}

bool AttemptLog::hasRoom(qsizetype bytes) {
    const std::scoped_lock lock(m_mutex);
    // A piece larger than the whole queue must still get through an empty one.
    return m_queued == 0 || m_queued + bytes <= queueBytes;
}

AttemptLog::Taken AttemptLog::accept(OutputStream stream, const QList<base::Masker::Piece>& pieces,
                                     qint64 nowMs) {
    const std::scoped_lock lock(m_mutex);
    for (const base::Masker::Piece& piece : pieces) {
        m_queued += piece.bytes.size();
        m_pieces[indexOf(stream)].push_back({piece.start, piece.end, nowMs, piece.bytes});
    }
    return m_queued >= StreamLog::frameBytes ? Taken::TakenAndRipe : Taken::Taken;
}

Result<bool> AttemptLog::flush(bool all) {
    m_flushClaimed = false;
    std::array<std::deque<OutputPiece>, 2> pieces;
    {
        const std::scoped_lock lock(m_mutex);
        pieces.swap(m_pieces);
    }
    bool wrote = false;
    Result<void> done;
    for (const size_t index : {size_t(0), size_t(1)}) {
        auto written = m_logs[index].write(pieces[index]);
        if (written) {
            wrote = wrote || *written;
            const std::scoped_lock lock(m_mutex);
            for (const OutputPiece& piece : pieces[index])
                m_queued -= piece.bytes.size();
            written = m_logs[index].save(all);
            wrote = wrote || (written && *written);
        } else {
            const std::scoped_lock lock(m_mutex);
            m_pieces[index].insert(m_pieces[index].begin(), pieces[index].begin(), pieces[index].end());
        }
        if (!written && done)
            done = written.error();
    }
    if (!done)
        return done.error();
    return wrote;
}

bool AttemptLog::isSaved() const {
    return m_logs[0].isSaved() && m_logs[1].isSaved();
}

void AttemptLog::rest() {
    for (StreamLog& log : m_logs)
        log.rest();
}

Result<ports::OutputOffsets> AttemptLog::offsets() const {
    const auto out = m_logs[0].offset();
    if (!out)
        return out.error();
    const auto err = m_logs[1].offset();
    if (!err)
        return err.error();
    return ports::OutputOffsets{*out, *err};
}

} // namespace slipway::adapters
