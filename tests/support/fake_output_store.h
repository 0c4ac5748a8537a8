#pragma once
#include "app/base/canonical_json.h"
#include "app/ports/output_store.h"
#include "tests/support/fake_fuse.h"

#include <QMap>

namespace slipway::support {

/// Output in memory; all of it is durable at once.
class FakeOutputStore final : public ports::OutputStore {
public:
    explicit FakeOutputStore(FakeFuse& fuse) : m_fuse(fuse) {}

    struct Log {
        QByteArray out, err;
        bool hasGap = false; ///< a piece came that did not continue what was there
    };
    QMap<QString, std::shared_ptr<Log>> logs; ///< by attempt

    std::shared_ptr<Log> log(const domain::AttemptId& attempt) {
        auto& found = logs[attempt.text()];
        if (!found)
            found = std::make_shared<Log>();
        return found;
    }

    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey key) override {
        return std::make_shared<Sink>(log(key.attempt));
    }
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey key) override {
        return m_fuse.call<ports::OutputOffsets>(
            QStringLiteral("output.offsets"), base::ErrorKind::Storage, base::ErrorKind::Storage,
            [this, key] {
                const auto held = log(key.attempt);
                return base::Result<ports::OutputOffsets>(
                    ports::OutputOffsets{held->out.size(), held->err.size()});
            });
    }
    base::Future<ports::OutputDigest> settle(ports::OutputKey key) override {
        return m_fuse.call<ports::OutputDigest>(
            QStringLiteral("output.settle"), base::ErrorKind::Storage, base::ErrorKind::Storage, [this, key] {
                const auto held = log(key.attempt);
                return base::Result<ports::OutputDigest>(
                    ports::OutputDigest{base::sha256Hex(held->out), base::sha256Hex(held->err),
                                        held->out.size(), held->err.size()});
            });
    }
    base::Future<QList<ports::OutputChunk>> read(ports::OutputKey key, ports::OutputOffsets from,
                                                 qint64 maxBytes) override {
        const auto held = log(key.attempt);
        QList<ports::OutputChunk> chunks;
        if (const QByteArray bytes = held->out.mid(from.out, maxBytes); !bytes.isEmpty())
            chunks.append({ports::OutputStream::Out, 0, from.out, bytes});
        if (const QByteArray bytes = held->err.mid(from.err, maxBytes); !bytes.isEmpty())
            chunks.append({ports::OutputStream::Err, 0, from.err, bytes});
        return base::ready<QList<ports::OutputChunk>>(chunks);
    }
    base::Future<QList<ports::OutputHit>> search(QByteArray text, std::optional<domain::DeploymentId>,
                                                 int most, base::Limit) override {
        QList<ports::OutputHit> hits;
        for (auto it = logs.cbegin(); it != logs.cend() && hits.size() < most; ++it)
            if ((*it)->out.contains(text))
                hits.append({{{}, domain::AttemptId(it.key())}, ports::OutputStream::Out, 0, (*it)->out});
        return base::ready<QList<ports::OutputHit>>(hits);
    }

private:
    class Sink final : public ports::OutputSink {
    public:
        explicit Sink(std::shared_ptr<Log> log) : m_log(std::move(log)) {}
        bool accept(ports::OutputStream stream, const QByteArray& bytes, qint64 rawEnd) override {
            QByteArray& held = stream == ports::OutputStream::Out ? m_log->out : m_log->err;
            m_log->hasGap = m_log->hasGap || rawEnd - bytes.size() != held.size();
            held += bytes;
            return true;
        }

    private:
        std::shared_ptr<Log> m_log;
    };
    FakeFuse& m_fuse;
};

} // namespace slipway::support
