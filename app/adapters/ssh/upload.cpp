#include "app/adapters/ssh/upload.h"

#include <QFile>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using ports::OutputStream;

namespace {

/// The file is read in pieces of this size, and told of so often.
constexpr qint64 pieceSize = 256 * 1024;
constexpr qint64 tellEveryMs = 100;
/// What is kept of the words of the command that receives.
constexpr qsizetype mostWords = 400;
/// Each round trip of this length is worth another channel, up to so many: one brings 2 MiB in it, which is
/// more than 200 MB/s.
constexpr std::chrono::milliseconds tripOfLane{8};
constexpr int mostLanes = 4;
/// Below this the chunks of all channels are hardly begun.
constexpr qint64 longFrom = 64 * Gate::receiveChunk;
/// Chunks, then what is less than one, then the last look.
constexpr int mostTurns = 3;

/// Bytes of a file from a place on; empty at its end, and when it cannot be read.
QByteArray pieceOf(QFile& file, qint64 at, qint64 most) {
    if (!file.isOpen() && !file.open(QIODevice::ReadOnly))
        return {};
    if (file.pos() != at && !file.seek(at))
        return {};
    return file.read(std::min(pieceSize, most));
}

} // namespace

Result<Gate::Part> Upload::there() {
    const auto call = m_gate.upload(m_order.environment, m_order.file);
    const auto answer = call ? m_exchange.ask(*call) : Result<QByteArray>(call.error());
    const auto part = answer.then([](const QByteArray& line) { return Gate::partFrom(line); });
    return part ? part : Result<Gate::Part>(m_exchange.located(part.error()));
}

int Upload::lanes(const Gate::Part& part) const {
    const auto trips = (m_exchange.roundTrip() + tripOfLane / 2) / tripOfLane;
    const bool isWorthIt =
        part.takesChunks && m_order.file.bytes - part.size >= longFrom && m_exchange.mayGoInBulk();
    return isWorthIt ? static_cast<int>(std::clamp<qint64>(trips, 1, mostLanes)) : 1;
}

Result<void> Upload::bring() {
    bool isAll = false; ///< whatever was received in one piece is all that can come
    for (int turn = 0;; ++turn) {
        const auto part = there();
        if (!part)
            return part.error();
        if (part->size == m_order.file.bytes)
            return {};
        if (isAll || turn == mostTurns)
            return incomplete(part->size);
        const int count = lanes(*part);
        isAll = !part->inChunks && (count == 1 || turn > 0);
        const auto brought = isAll ? bringRest(part->size) : bringChunks(part->size, count);
        if (!brought)
            return brought;
    }
}

Error Upload::incomplete(qint64 size) const {
    const QString words = QString::fromUtf8(m_words).simplified();
    if (m_words.contains("No space") || m_words.contains("quota"))
        return m_exchange.located(
            {ErrorKind::HostUnfit, {}, QStringLiteral("no room for the upload: %1").arg(words)});
    return m_exchange.located(
        {ErrorKind::ConnectionLost,
         {},
         QStringLiteral("the host has %1 of %2 bytes: %3").arg(size).arg(m_order.file.bytes).arg(words)});
}

Result<void> Upload::run(const Result<GateCall>& call,
                         const std::function<Result<ChannelEnd>(const QByteArray&)>& once) {
    if (!call)
        return call.error();
    m_words.clear();
    m_isUnreadable = false;
    const auto attempt = [&] { return once(call->command); };
    const bool isMuch = m_order.file.bytes - m_sent > Exchange::muchBytes && m_exchange.mayGoInBulk();
    const auto end = isMuch ? m_exchange.inBulk(attempt) : attempt();
    tell(m_sent, true);
    if (!end)
        return end.error();
    if (!m_isUnreadable)
        return {};
    QFile file(m_order.file.path);
    if (!file.open(QIODevice::ReadOnly))
        return m_exchange.located(
            {ErrorKind::Storage, {}, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())});
    return m_exchange.located(
        {ErrorKind::Conflict,
         {},
         QStringLiteral("%1 became shorter while it was uploaded").arg(m_order.file.path)});
}

Result<void> Upload::bringRest(qint64 from) {
    const qint64 begin = from - from % Gate::receiveBlock;
    m_sent = begin;
    QFile file(m_order.file.path);
    const Input pieces([&](qint64 offset) {
        const qint64 at = begin + offset;
        tell(at);
        const QByteArray piece = pieceOf(file, at, m_order.file.bytes - at);
        m_isUnreadable = piece.isEmpty() && at < m_order.file.bytes;
        m_sent = at + piece.size();
        return piece;
    });
    return run(m_gate.receive(m_order.environment, m_order.file, begin), [&](const QByteArray& command) {
        return m_exchange.runSeveral(command, {pieces}, m_within,
                                     [this](OutputStream, const QByteArray& bytes) { return hear(bytes); });
    });
}

Result<void> Upload::bringChunks(qint64 from, int lanes) {
    const qint64 begin = from - from % Gate::receiveChunk;
    m_sent = begin;
    const qint64 end = m_order.file.bytes / Gate::receiveChunk;
    return run(
        m_gate.receiveChunks(m_order.environment, m_order.file, begin), [&](const QByteArray& command) {
            m_sent = begin;
            std::atomic<qint64> next = begin / Gate::receiveChunk;
            QList<Input> inputs;
            for (int lane = 0; lane < lanes; ++lane) {
                const auto file = std::make_shared<QFile>(m_order.file.path);
                inputs.append(Input([this, &next, end, file, number = qint64(0),
                                     left = qint64(0)](qint64 offset) mutable -> QByteArray {
                    QByteArray piece;
                    const bool isAgain = offset == 0 && left > 0; // another connection took nothing of it
                    if (left == 0 || isAgain) {
                        number = isAgain ? number : next++;
                        if (number >= end || m_isUnreadable)
                            return {};
                        left = Gate::receiveChunk;
                        piece = QByteArray::number(number) + '\n';
                    }
                    const QByteArray bytes = pieceOf(*file, (number + 1) * Gate::receiveChunk - left, left);
                    if (bytes.isEmpty()) {
                        m_isUnreadable = true;
                        return {};
                    }
                    left -= bytes.size();
                    tell(m_sent += bytes.size());
                    return piece + bytes + (left == 0 ? "end\n" : "");
                }));
            }
            return m_exchange.runSeveral(
                command, inputs, m_within,
                [this](OutputStream, const QByteArray& words) { return hear(words); });
        });
}

void Upload::tell(qint64 sent, bool now) {
    const std::scoped_lock lock(m_telling);
    const auto time = bootMilliseconds();
    if (!now && time - m_toldMs < tellEveryMs)
        return;
    m_toldMs = time;
    m_progress(sent);
}

Take Upload::hear(const QByteArray& bytes) {
    m_words = (m_words + bytes).right(mostWords);
    return Take::More;
}

} // namespace slipway::adapters
