#include "app/adapters/store/output_reader.h"

#include "app/adapters/store/attempt_log.h"
#include "app/base/sha256.h"

#include <algorithm>
#include <array>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using ports::OutputChunk;
using ports::OutputKey;
using ports::OutputStream;

namespace {

/// So many files stay open with their frames' places: heads and tails of both streams of 8 attempts.
constexpr size_t openFiles = 32;

qsizetype firstBeyond(const QList<Frame>& frames, qint64 from) {
    const auto first =
        std::upper_bound(frames.begin(), frames.end(), from,
                         [](qint64 offset, const Frame& frame) { return offset < frame.rawEnd; });
    return first - frames.begin();
}

} // namespace

/// One stream from an offset on, handed out frame by frame.
struct OutputReader::Cursor {
    OutputStream which = OutputStream::Out;
    qint64 from = 0;
    Stream stream{};
    qsizetype nextOfHead = 0;
    qsizetype nextOfTail = 0;

    void seek() {
        nextOfHead = stream.head ? firstBeyond(stream.head->frames(), from) : 0;
        nextOfTail = stream.tail ? firstBeyond(stream.tail->frames(), from) : 0;
    }
    bool isInHead() const { return stream.head && nextOfHead < stream.head->frames().size(); }
    const Frame* peek() const {
        if (isInHead())
            return &stream.head->frames()[nextOfHead];
        return stream.tail && nextOfTail < stream.tail->frames().size() ? &stream.tail->frames()[nextOfTail]
                                                                        : nullptr;
    }
    /// What is longer than the bytes it stands for (a line that says what is missing) is not cut: an
    /// offset inside of it would name the bytes before.
    bool isCuttable() const {
        const Frame& frame = *peek();
        return (isInHead() || nextOfTail > 0) && frame.length <= frame.rawEnd - frame.rawStart;
    }
    /// What the next frame holds, and goes on behind it.
    Result<OutputChunk> take() {
        const FrameReader& reader = isInHead() ? *stream.head : *stream.tail;
        const Frame& frame = *peek();
        const bool isCuttable = this->isCuttable();
        ++(isInHead() ? nextOfHead : nextOfTail);
        auto bytes = reader.bytes(frame);
        if (!bytes)
            return bytes.error();
        // Counted back from the end, so that offset + size is where to read on even when
        // masking changed the length.
        OutputChunk chunk{which, frame.timeMs, frame.rawEnd - frame.length, std::move(*bytes)};
        if (isCuttable && from > frame.rawStart) {
            const qint64 skipped = qBound<qint64>(0, from - chunk.offset, chunk.bytes.size());
            chunk.bytes.remove(0, skipped);
            chunk.offset += skipped;
        }
        return chunk;
    }
};

Result<FrameReader*> OutputReader::file(const QString& path) {
    const auto known =
        std::find_if(m_files.begin(), m_files.end(), [&](const auto& open) { return open.first == path; });
    if (known != m_files.end()) {
        auto open = std::move(*known);
        m_files.erase(known);
        if (!open.second->isStale()) {
            if (auto fresh = open.second->refresh(); !fresh)
                return fresh.error();
            m_files.push_front(std::move(open));
            return m_files.front().second.get();
        }
    }
    auto opened = FrameReader::open(path);
    if (!opened && opened.error().kind == ErrorKind::NotFound)
        return nullptr;
    if (!opened)
        return opened.error();
    m_files.emplace_front(path, std::make_unique<FrameReader>(std::move(*opened)));
    if (m_files.size() > openFiles)
        m_files.pop_back();
    return m_files.front().second.get();
}

Result<OutputReader::Stream> OutputReader::stream(const OutputKey& key, OutputStream which) {
    const QString base = AttemptLog::path(
        m_folder + QLatin1Char('/') + key.deployment.text() + QLatin1Char('/') + key.attempt.text(), which);
    const auto head = file(StreamLog::headPath(base));
    if (!head)
        return head.error();
    const auto tail = file(StreamLog::tailPath(base));
    if (!tail)
        return tail.error();
    return Stream{*head, *tail};
}

Result<QList<OutputChunk>> OutputReader::read(const OutputKey& key, ports::OutputOffsets from,
                                              qint64 maxBytes) {
    std::array<Cursor, 2> cursors = {Cursor{OutputStream::Out, from.out},
                                     Cursor{OutputStream::Err, from.err}};
    for (Cursor& cursor : cursors) {
        const auto found = stream(key, cursor.which);
        if (!found)
            return found.error();
        cursor.stream = *found;
        cursor.seek();
    }
    QList<OutputChunk> chunks;
    qint64 room = maxBytes;
    while (room > 0) {
        const Frame* out = cursors[0].peek();
        const Frame* err = cursors[1].peek();
        if (!out && !err)
            break;
        Cursor& cursor = cursors[!err || (out && out->timeMs <= err->timeMs) ? 0 : 1];
        const bool isCuttable = cursor.isCuttable();
        auto chunk = cursor.take();
        if (!chunk)
            return chunk.error();
        if (isCuttable)
            chunk->bytes.truncate(room);
        room -= chunk->bytes.size();
        if (!chunk->bytes.isEmpty())
            chunks.append(*std::move(chunk));
    }
    return chunks;
}

Result<ports::OutputDigest> OutputReader::digest(const OutputKey& key) {
    ports::OutputDigest digest;
    for (const OutputStream which : {OutputStream::Out, OutputStream::Err}) {
        base::Sha256 hash;
        const auto found = stream(key, which);
        if (!found)
            return found.error();
        Cursor cursor{which, 0, *found};
        qint64 size = 0;
        while (cursor.peek()) {
            const auto chunk = cursor.take();
            if (!chunk)
                return chunk.error();
            hash.add(chunk->bytes);
            size += chunk->bytes.size();
        }
        const qint64 leftOut =
            found->tail && found->head && !found->tail->frames().isEmpty()
                ? qMax<qint64>(0, found->tail->frames().first().rawEnd - found->head->rawEnd())
                : 0;
        const bool isOut = which == OutputStream::Out;
        (isOut ? digest.out : digest.err) = hash.hex();
        (isOut ? digest.outBytes : digest.errBytes) = size;
        (isOut ? digest.outLeftOut : digest.errLeftOut) = leftOut;
    }
    return digest;
}

} // namespace slipway::adapters
