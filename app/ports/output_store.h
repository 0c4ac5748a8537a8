#pragma once
#include "app/base/async.h"
#include "app/domain/ids.h"
#include "app/ports/remote_shell.h"

#include <QObject>

namespace slipway::ports {

/// Names one log: output of one attempt.
struct OutputKey {
    domain::DeploymentId deployment;
    domain::AttemptId attempt;
    friend bool operator==(const OutputKey&, const OutputKey&) = default;
};

/// A piece of output as it arrived.
struct OutputChunk {
    OutputStream stream = OutputStream::Out;
    qint64 timeMs = 0; ///< UTC, when it reached this desk
    qint64 offset = 0; ///< raw offset of its first byte in its stream
    QByteArray bytes;
};

struct OutputDigest {
    QString out, err; ///< hex SHA-256 over the stored bytes of each stream
    qint64 outBytes = 0, errBytes = 0;
};

struct OutputHit {
    OutputKey key;
    OutputStream stream = OutputStream::Out;
    qint64 timeMs = 0;
    QByteArray line; ///< at most 4 KiB, cut around the hit
};

/// Step output on disk: compressed frames, each synced before its offset counts. Appends may
/// come from any thread; everything is written on the store's own thread.
class OutputStore : public QObject {
    Q_OBJECT
public:
    /// A sink for one attempt that continues at `offsets`. It takes at most 1 MiB before it says full.
    virtual std::shared_ptr<OutputSink> sink(OutputKey key) = 0;
    /// What is durable; where to resume. A frame that a crash cut off is removed first.
    virtual base::Future<OutputOffsets> offsets(OutputKey key) = 0;
    /// Waits until everything accepted so far is durable, then answers the digests.
    virtual base::Future<OutputDigest> settle(OutputKey key) = 0;
    /// Chunks of both streams merged by time, from the given offsets on, at most `maxBytes` in all.
    virtual base::Future<QList<OutputChunk>> read(OutputKey key, OutputOffsets from, qint64 maxBytes) = 0;
    /// Lines that contain `text` (case-sensitive bytes), over all or one deployment, newest
    /// attempt last, at most `most`.
    virtual base::Future<QList<OutputHit>>
    search(QByteArray text, std::optional<domain::DeploymentId> deployment, int most, base::Limit limit) = 0;
Q_SIGNALS:
    /// New durable output; at most every 100 ms for one attempt.
    void grown(const slipway::domain::AttemptId& attempt);
};

} // namespace slipway::ports
