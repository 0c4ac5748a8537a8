#include "app/adapters/store/output_reader.h"

#include "app/adapters/store/attempt_log.h"
#include "app/adapters/store/line_search.h"
#include "app/adapters/store/store_names.h"

#include <QCryptographicHash>
#include <QDir>
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

/// So many files stay open with their frames' places: both streams of 8 attempts.
constexpr size_t openFiles = 16;

/// One stream's frames from an offset on, handed out one by one.
struct Cursor {
    OutputStream stream = OutputStream::Out;
    const FrameReader* file = nullptr;
    qsizetype next = 0;
    qint64 from = 0;

    void seek() {
        if (!file)
            return;
        const auto& frames = file->frames();
        const auto first =
            std::upper_bound(frames.begin(), frames.end(), from,
                             [](qint64 offset, const Frame& frame) { return offset < frame.rawEnd; });
        next = first - frames.begin();
    }
    const Frame* peek() const {
        return file && next < file->frames().size() ? &file->frames()[next] : nullptr;
    }
};

QString hex(const QCryptographicHash& hash) {
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

Result<FrameReader*> OutputReader::file(const OutputKey& key, OutputStream stream) {
    const QString path = AttemptLog::path(
        m_folder + QLatin1Char('/') + key.deployment.text() + QLatin1Char('/') + key.attempt.text(), stream);
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

Result<QList<OutputChunk>> OutputReader::read(const OutputKey& key, ports::OutputOffsets from,
                                              qint64 maxBytes) {
    std::array<Cursor, 2> cursors = {Cursor{OutputStream::Out, nullptr, 0, from.out},
                                     Cursor{OutputStream::Err, nullptr, 0, from.err}};
    for (Cursor& cursor : cursors) {
        const auto found = file(key, cursor.stream);
        if (!found)
            return found.error();
        cursor.file = *found;
        cursor.seek();
    }
    QList<OutputChunk> chunks;
    qint64 room = maxBytes;
    while (room > 0) {
        const Frame* out = cursors[0].peek();
        const Frame* err = cursors[1].peek();
        if (!out && !err)
            break;
        Cursor& cursor = !err || (out && out->timeMs <= err->timeMs) ? cursors[0] : cursors[1];
        const Frame& frame = *cursor.peek();
        ++cursor.next;
        if (frame.length == 0)
            continue;
        auto bytes = cursor.file->bytes(frame);
        if (!bytes)
            return bytes.error();
        // Counted back from the end, so that offset + size is where to read on even when
        // masking changed the length.
        OutputChunk chunk{cursor.stream, frame.timeMs, frame.rawEnd - frame.length, std::move(*bytes)};
        if (cursor.from > frame.rawStart) {
            const qint64 skipped = qBound<qint64>(0, cursor.from - chunk.offset, chunk.bytes.size());
            chunk.bytes.remove(0, skipped);
            chunk.offset += skipped;
        }
        chunk.bytes.truncate(room);
        room -= chunk.bytes.size();
        if (!chunk.bytes.isEmpty())
            chunks.append(std::move(chunk));
    }
    return chunks;
}

Result<ports::OutputDigest> OutputReader::digest(const OutputKey& key) {
    ports::OutputDigest digest;
    for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        qint64 size = 0;
        const auto found = file(key, stream);
        if (!found)
            return found.error();
        if (const FrameReader* reader = *found) {
            for (const Frame& frame : reader->frames()) {
                const auto bytes = reader->bytes(frame);
                if (!bytes)
                    return bytes.error();
                hash.addData(*bytes);
                size += bytes->size();
            }
        }
        (stream == OutputStream::Out ? digest.out : digest.err) = hex(hash);
        (stream == OutputStream::Out ? digest.outBytes : digest.errBytes) = size;
    }
    return digest;
}

QList<OutputKey> OutputReader::attempts(const std::optional<domain::DeploymentId>& deployment) const {
    QStringList folders;
    if (deployment)
        folders.append(deployment->text());
    else
        folders = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QList<OutputKey> keys;
    for (const QString& folder : folders) {
        const domain::DeploymentId id(folder);
        if (!isFileName(id))
            continue;
        for (const QString& name : QDir(m_folder + QLatin1Char('/') + folder).entryList(QDir::Files)) {
            const OutputKey key{id, domain::AttemptId(name.section(QLatin1Char('.'), 0, 0))};
            if (isFileName(key.attempt) && !keys.contains(key))
                keys.append(key);
        }
    }
    // ULIDs sort by time.
    std::sort(keys.begin(), keys.end(),
              [](const OutputKey& a, const OutputKey& b) { return b.attempt < a.attempt; });
    return keys;
}

Result<QList<ports::OutputHit>> OutputReader::search(const QByteArray& text,
                                                     const std::optional<domain::DeploymentId>& deployment,
                                                     int most,
                                                     const std::function<std::optional<Error>()>& stopped) {
    QList<ports::OutputHit> hits;
    for (const OutputKey& key : attempts(deployment)) {
        QList<ports::OutputHit> ofAttempt;
        const auto enough = [&] { return hits.size() + ofAttempt.size() >= most; };
        for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
            const auto found = file(key, stream);
            if (!found)
                return found.error();
            if (!*found)
                continue;
            LineSearch lines(text, [&](const QByteArray& line, qint64 timeMs) {
                if (!enough())
                    ofAttempt.append({key, stream, timeMs, line});
            });
            for (const Frame& frame : (*found)->frames()) {
                if (auto reason = stopped())
                    return *reason;
                if (enough())
                    break;
                // A damaged frame hides its own lines, not the rest of the search.
                if (const auto bytes = (*found)->bytes(frame))
                    lines.feed(*bytes, frame.timeMs);
            }
            lines.finish();
        }
        hits = ofAttempt + hits;
        if (enough())
            break;
    }
    return hits;
}

} // namespace slipway::adapters
