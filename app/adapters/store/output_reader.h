#pragma once
#include "app/adapters/store/frame_file.h"
#include "app/ports/output_store.h"

#include <deque>

namespace slipway::adapters {

/// Reads stored output under one folder (`<folder>/<deployment>/<attempt>.out.zst`). One thread.
/// Keeps where the frames stand of the files read last, so that following a long log is cheap.
class OutputReader {
public:
    explicit OutputReader(QString folder) : m_folder(std::move(folder)) {}
    base::Result<QList<ports::OutputChunk>> read(const ports::OutputKey& key, ports::OutputOffsets from,
                                                 qint64 maxBytes);
    base::Result<ports::OutputDigest> digest(const ports::OutputKey& key);

private:
    /// One stream's frames, the head's and then the tail's; null where there is no such file.
    struct Stream {
        const FrameReader* head = nullptr;
        const FrameReader* tail = nullptr;
    };
    struct Cursor;
    base::Result<Stream> stream(const ports::OutputKey& key, ports::OutputStream which);
    base::Result<FrameReader*> file(const QString& path);
    const QString m_folder;
    std::deque<std::pair<QString, std::unique_ptr<FrameReader>>> m_files; ///< newest use first
};

} // namespace slipway::adapters
