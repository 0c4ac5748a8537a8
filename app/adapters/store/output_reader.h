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
    /// Looks in the newest attempts first and answers the hits oldest first.
    base::Result<QList<ports::OutputHit>> search(const QByteArray& text,
                                                 const std::optional<domain::DeploymentId>& deployment,
                                                 int most,
                                                 const std::function<std::optional<base::Error>()>& stopped);

private:
    base::Result<FrameReader*> file(const ports::OutputKey& key, ports::OutputStream stream);
    QList<ports::OutputKey> attempts(const std::optional<domain::DeploymentId>& deployment) const;
    const QString m_folder;
    std::deque<std::pair<QString, std::unique_ptr<FrameReader>>> m_files; ///< newest use first
};

} // namespace slipway::adapters
