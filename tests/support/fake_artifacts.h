#pragma once
#include "app/ports/file_transfer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_fuse.h"

#include <QCryptographicHash>
#include <QMap>

namespace slipway::support {

/// Files that never were on a disk, by "path" or "commit:path".
class FakeArtifacts final : public ports::Artifacts {
public:
    explicit FakeArtifacts(FakeFuse& fuse) : m_fuse(fuse) {}
    QMap<QString, QByteArray> files;

    static QString digest(const QByteArray& bytes) {
        return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    }
    base::Future<ports::ArtifactFile> find(domain::Artifact artifact, base::Limit) override {
        const QString name =
            artifact.commit.isEmpty() ? artifact.path : artifact.commit + u':' + artifact.path;
        return m_fuse.call<ports::ArtifactFile>(
            QStringLiteral("artifacts.find"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this, name]() -> base::Result<ports::ArtifactFile> {
                const auto found = files.constFind(name);
                if (found == files.constEnd())
                    return base::Error{base::ErrorKind::NotFound, name,
                                       QStringLiteral("%1 is not here").arg(name)};
                return ports::ArtifactFile{name, found->size(), digest(*found)};
            });
    }

private:
    FakeFuse& m_fuse;
};

/// Notes what was brought to which host, whole. Main thread.
class FakeTransfer final : public ports::FileTransfer {
public:
    FakeTransfer(FakeFuse& fuse, FakeClock& clock) : m_fuse(fuse), m_clock(clock) {}
    QMap<QString, QStringList> brought; ///< digests, by host
    /// What the next tries answer instead, after so many bytes have arrived.
    QList<QPair<base::Error, qint64>> breaks;
    qint64 breaksAfterMs = 0; ///< how long such a try takes
    int tries = 0;
    bool isHanging = false; ///< does not answer until it is asked to stop

    base::Future<void> send(ports::TransferOrder order, std::function<void(qint64)> progress,
                            base::Limit limit) override {
        ++tries;
        if (isHanging) {
            auto promise = std::make_shared<base::Promise<void>>();
            m_stops.append(std::make_shared<std::stop_callback<std::function<void()>>>(
                limit.stop, std::function<void()>([promise] {
                    promise->finish(
                        base::Error{base::ErrorKind::Cancelled, {}, QStringLiteral("asked to stop")});
                })));
            progress(order.file.bytes / 2);
            return promise->future();
        }
        if (breaksAfterMs > 0 && !breaks.isEmpty()) {
            const auto [error, bytes] = breaks.takeFirst();
            progress(bytes);
            auto promise = std::make_shared<base::Promise<void>>();
            m_clock.callAfter(breaksAfterMs, &m_context, [promise, error] { promise->finish(error); });
            return promise->future();
        }
        return m_fuse.call<void>(QStringLiteral("transfer.send"), base::ErrorKind::ConnectionLost,
                                 base::ErrorKind::ConnectionLost, [&]() -> base::Result<void> {
                                     if (!breaks.isEmpty()) {
                                         const auto [error, bytes] = breaks.takeFirst();
                                         progress(bytes);
                                         return error;
                                     }
                                     progress(order.file.bytes);
                                     brought[order.host.name.text()].append(order.file.sha256);
                                     return {};
                                 });
    }

private:
    FakeFuse& m_fuse;
    FakeClock& m_clock;
    QObject m_context;
    QList<std::shared_ptr<std::stop_callback<std::function<void()>>>> m_stops;
};

} // namespace slipway::support
