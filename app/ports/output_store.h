#pragma once
#include "app/base/async.h"
#include "app/base/masks.h"
#include "app/domain/ids.h"
#include "app/ports/remote_shell.h"

#include <QObject>
#include <QSet>

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
    qint64 outLeftOut = 0, errLeftOut = 0; ///< raw bytes between head and tail that are not stored
};

/// Which lines of which output; what is empty or zero does not restrict.
struct OutputQuery {
    QString text;           ///< part of one line, taken literally
    bool isPattern = false; ///< `text` is a Perl-compatible regular expression instead
    bool ignoresCase = false;
    std::optional<OutputStream> stream{};
    std::optional<domain::DeploymentId> deployment{};
    std::optional<QSet<domain::AttemptId>> attempts{};
    qint64 sinceMs = 0; ///< UTC, of a line's last byte
    qint64 untilMs = 0; ///< exclusive
    int most = 10'000;
};

struct OutputHit {
    OutputKey key;
    OutputStream stream = OutputStream::Out;
    qint64 timeMs = 0;
    QByteArray line;          ///< at most 4 KiB, cut around the hit
    qint64 offset = 0;        ///< raw offset of the whole line's first byte, as in OutputChunk
    int from = 0, length = 0; ///< in `line`, bytes: what was found
};

/// Step output on disk: compressed frames, each synced before its offset counts; masked before it
/// is stored, and bounded per stream. Appends may come from any thread; everything is written on
/// the store's own thread.
class OutputStore : public QObject {
    Q_OBJECT
public:
    /// A sink for one attempt that continues at `offsets`. What `masks` hide is never stored. It
    /// takes at most 1 MiB before it says full, and then until the disk takes it.
    virtual std::shared_ptr<OutputSink> sink(OutputKey key, base::Masks masks) = 0;
    /// What is durable; where to resume. A frame that a crash cut off is removed first.
    virtual base::Future<OutputOffsets> offsets(OutputKey key) = 0;
    /// Waits until everything accepted so far is durable, then answers the digests.
    virtual base::Future<OutputDigest> settle(OutputKey key) = 0;
    /// Chunks of both streams merged by time, from the given offsets on, at most `maxBytes` in all.
    virtual base::Future<QList<OutputChunk>> read(OutputKey key, OutputOffsets from, qint64 maxBytes) = 0;
    /// The newest attempt's lines last. Where more than `most` are found, those of the newest attempts.
    virtual base::Future<QList<OutputHit>> search(OutputQuery query, base::Limit limit) = 0;
    /// Of each stream so many raw bytes are stored; what is beyond is left out in the middle.
    virtual qint64 mostPerStream() const = 0;
    /// Why nothing can be written at the moment (disk full): output stays on the hosts meanwhile and
    /// is fetched as soon as it can be.
    virtual std::optional<base::Error> trouble() const = 0;
Q_SIGNALS:
    /// New durable output; at most every 100 ms for one attempt.
    void grown(const slipway::domain::AttemptId& attempt);
    void troubleChanged();
};

} // namespace slipway::ports
