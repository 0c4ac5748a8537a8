#include "app/adapters/store/stream_log.h"

#include "app/adapters/store/private_folder.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <cstdio>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

constexpr qint64 usualTail = 4 * 1024 * 1024;
/// The tail is written anew as a whole, so not for every little piece.
constexpr qint64 saveEveryMs = 1000;

} // namespace

QByteArray leftOutLine(qint64 bytes) {
    return "\n[slipway: … " + QLocale::c().toString(bytes).toUtf8() + " bytes left out …]\n";
}

StreamLog::StreamLog(QString base, qint64 limit)
    : m_base(std::move(base))
    , m_tailLimit(std::min(usualTail, limit / 4))
    , m_headLimit(limit - m_tailLimit) {}

Result<void> StreamLog::open() {
    // Somebody removed the folder: go on in a new one, the digests will show the loss.
    if (m_head && m_head->isRemoved()) {
        m_head.reset();
        m_dirty = !m_tail.empty();
    }
    if (m_head)
        return {};
    auto opened = FrameWriter::open(headPath(m_base));
    if (!opened)
        return opened.error();
    m_head = std::move(*opened);
    return m_tail.empty() ? loadTail() : Result<void>();
}

Result<void> StreamLog::loadTail() {
    auto saved = FrameReader::open(tailPath(m_base));
    if (!saved)
        return saved.error().kind == ErrorKind::NotFound ? Result<void>() : saved.error();
    // The first frame only says what was left out.
    for (const Frame& frame : saved->frames()) {
        auto bytes = saved->bytes(frame);
        if (!bytes)
            break;
        if (frame.at > 0)
            keep({frame.rawEnd, frame.timeMs, std::move(*bytes)}, frame.rawStart);
    }
    m_dirty = false;
    return {};
}

Result<bool> StreamLog::write(const std::deque<OutputPiece>& pieces) {
    if (pieces.empty())
        return false;
    if (auto ready = open(); !ready)
        return ready.error();
    QList<NewFrame> headFrames;
    std::deque<std::pair<qint64, NewFrame>> tailFrames; ///< with where they begin
    qint64 at = end();
    NewFrame frame;
    qint64 frameStart = at;
    bool isOpen = false;
    const auto close = [&] {
        if (!std::exchange(isOpen, false))
            return;
        if (frameStart < m_headLimit)
            headFrames.append(std::exchange(frame, {}));
        else
            tailFrames.emplace_back(frameStart, std::exchange(frame, {}));
    };
    const auto add = [&](const QByteArray& bytes, qint64 rawStart, qint64 rawEnd, qint64 timeMs) {
        const bool fits = frame.bytes.size() + bytes.size() <= frameBytes;
        if (isOpen && (!fits || (frameStart < m_headLimit && rawStart >= m_headLimit)))
            close();
        if (!isOpen) {
            frameStart = rawStart;
            frame.timeMs = timeMs;
            isOpen = true;
        }
        frame.bytes += bytes;
        frame.rawEnd = rawEnd;
    };
    for (const OutputPiece& piece : pieces) {
        if (piece.rawEnd <= at)
            continue;
        if (!piece.isRaw()) {
            add(piece.bytes, piece.rawStart, piece.rawEnd, piece.timeMs);
            at = piece.rawEnd;
            continue;
        }
        // Raw bytes may be cut anywhere: at what is there already, at a whole frame, at the head's end.
        at = std::max(at, piece.rawStart);
        while (at < piece.rawEnd) {
            qint64 to = std::min(piece.rawEnd, at + frameBytes);
            if (at < m_headLimit)
                to = std::min(to, m_headLimit);
            add(piece.bytes.mid(at - piece.rawStart, to - at), at, to, piece.timeMs);
            at = to;
        }
    }
    close();
    if (auto written = m_head->append(headFrames); !written)
        return written.error();
    for (auto& [start, each] : tailFrames)
        keep(std::move(each), start);
    return !headFrames.isEmpty();
}

void StreamLog::keep(NewFrame frame, qint64 rawStart) {
    m_dirty = true;
    m_tailBytes += frame.bytes.size();
    if (m_tail.empty())
        m_tailStart = rawStart;
    if (!m_tail.empty() && m_tail.back().bytes.size() + frame.bytes.size() <= frameBytes) {
        m_tail.back().bytes += frame.bytes;
        m_tail.back().rawEnd = frame.rawEnd;
    } else {
        m_tail.push_back(std::move(frame));
    }
    while (m_tailBytes - m_tail.front().bytes.size() >= m_tailLimit) {
        m_tailStart = m_tail.front().rawEnd;
        m_tailBytes -= m_tail.front().bytes.size();
        m_tail.pop_front();
    }
}

Result<bool> StreamLog::save(bool now) {
    if (!m_dirty || (!now && m_sinceSaved.isValid() && m_sinceSaved.elapsed() < saveEveryMs))
        return false;
    if (auto ready = open(); !ready)
        return ready.error();
    const qint64 leftOut = m_tailStart - m_head->rawEnd();
    QList<NewFrame> frames{
        {m_tailStart, m_tail.front().timeMs, leftOut > 0 ? leftOutLine(leftOut) : QByteArray()}};
    for (const NewFrame& frame : m_tail)
        frames.append(frame);
    // Written beside it and renamed over it: a crash leaves the old one or the new one.
    const QString fresh = tailPath(m_base) + QStringLiteral(".new");
    QFile::remove(fresh);
    auto writer = FrameWriter::open(fresh);
    if (!writer)
        return writer.error();
    if (auto written = (*writer)->append(frames); !written) {
        QFile::remove(fresh);
        return written.error();
    }
    if (::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(tailPath(m_base)).constData()) != 0)
        return storageError(fresh, QStringLiteral("cannot be put in its place"));
    if (auto named = syncFolder(QFileInfo(fresh).path()); !named)
        return named.error();
    m_dirty = false;
    m_sinceSaved.start();
    return true;
}

void StreamLog::rest() {
    if (m_dirty)
        return;
    m_head.reset();
    m_tail.clear();
    m_tailBytes = 0;
}

Result<qint64> StreamLog::offset() const {
    if (m_head && m_tail.empty())
        return m_head->rawEnd();
    qint64 end = 0;
    for (const QString& path : {headPath(m_base), tailPath(m_base)}) {
        const auto reader = FrameReader::open(path);
        if (!reader && reader.error().kind == ErrorKind::NotFound)
            continue;
        if (!reader)
            return reader.error();
        // The same tail that opening for writing would remove does not count.
        qint64 whole = reader->rawEnd();
        for (auto frame = reader->frames().crbegin(); frame != reader->frames().crend(); ++frame) {
            if (reader->bytes(*frame))
                break;
            whole = frame->rawStart;
        }
        end = std::max(end, whole);
    }
    return end;
}

} // namespace slipway::adapters
