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
        bool hasGap = false;       ///< a piece came that did not continue what was there
        ports::OutputOffsets ends; ///< raw; masks make what is stored shorter
        base::Masks masks;         ///< of the last sink
    };
    QMap<QString, std::shared_ptr<Log>> logs; ///< by attempt

    std::shared_ptr<Log> log(const domain::AttemptId& attempt) {
        auto& found = logs[attempt.text()];
        if (!found)
            found = std::make_shared<Log>();
        return found;
    }

    std::optional<base::Error> failure; ///< of the disk

    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey key, base::Masks masks) override {
        log(key.attempt)->masks = masks;
        return std::make_shared<Sink>(log(key.attempt), masks);
    }
    qint64 mostPerStream() const override { return 64LL << 20; }
    std::optional<base::Error> trouble() const override { return failure; }
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey key) override {
        return m_fuse.call<ports::OutputOffsets>(QStringLiteral("output.offsets"), base::ErrorKind::Storage,
                                                 base::ErrorKind::Storage, [this, key] {
                                                     const auto held = log(key.attempt);
                                                     // Tests may have put something there.
                                                     held->ends.out =
                                                         qMax<qint64>(held->ends.out, held->out.size());
                                                     held->ends.err =
                                                         qMax<qint64>(held->ends.err, held->err.size());
                                                     return base::Result<ports::OutputOffsets>(held->ends);
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
    base::Future<QList<ports::OutputHit>> search(ports::OutputQuery query, base::Limit) override {
        QList<ports::OutputHit> hits;
        for (auto it = logs.cbegin(); it != logs.cend() && hits.size() < query.most; ++it)
            if ((*it)->out.contains(query.text.toUtf8()))
                hits.append({{{}, domain::AttemptId(it.key())}, ports::OutputStream::Out, 0, (*it)->out});
        return base::ready<QList<ports::OutputHit>>(hits);
    }

private:
    class Sink final : public ports::OutputSink {
    public:
        Sink(std::shared_ptr<Log> log, const base::Masks& masks)
            : m_log(std::move(log))
            , m_out(masks, m_log->ends.out)
            , m_err(masks, m_log->ends.err) {}
        bool accept(ports::OutputStream stream, const QByteArray& bytes, qint64 rawEnd) override {
            const bool isOut = stream == ports::OutputStream::Out;
            qint64& seen = isOut ? m_seenOut : m_seenErr;
            m_log->hasGap = m_log->hasGap || rawEnd - bytes.size() != seen;
            seen = rawEnd;
            keep(isOut, (isOut ? m_out : m_err).feed(bytes));
            return true;
        }
        void skip(ports::OutputStream stream, qint64, qint64 rawEnd) override {
            (stream == ports::OutputStream::Out ? m_seenOut : m_seenErr) = rawEnd;
        }
        void finish() override {
            keep(true, m_out.finish());
            keep(false, m_err.finish());
        }

    private:
        void keep(bool isOut, const QList<base::Masker::Piece>& pieces) {
            for (const auto& piece : pieces) {
                (isOut ? m_log->out : m_log->err) += piece.bytes;
                (isOut ? m_log->ends.out : m_log->ends.err) = piece.end;
            }
        }
        std::shared_ptr<Log> m_log;
        base::Masker m_out, m_err;
        qint64 m_seenOut = m_log->ends.out, m_seenErr = m_log->ends.err;
    };
    FakeFuse& m_fuse;
};

} // namespace slipway::support
