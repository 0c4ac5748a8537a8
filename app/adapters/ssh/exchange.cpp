#include "app/adapters/ssh/exchange.h"

#include <QFile>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using ports::OutputStream;

namespace {

/// What a login shell may print before our script runs.
constexpr qsizetype mostNoise = 256 * 1024;
/// The contract's limit for a query's output.
constexpr qsizetype mostAnswer = 64 * 1024;

/// An upload is read in pieces of this size, and told of so often.
constexpr qint64 pieceSize = 256 * 1024;
constexpr qint64 tellEveryMs = 100;
/// What is kept of the words of the command that receives an upload.
constexpr qsizetype mostWords = 400;

/// A line of the gate's is never longer.
constexpr qsizetype longestLine = 4096;

/// Reads what follow sends: the gate's lines and, behind "out N" and "err N", N bytes for the sink. What
/// the step printed cannot be taken for a line, because its length is known before.
class LogReader {
public:
    LogReader(const QByteArray& nonce, ports::OutputOffsets& offsets, ports::OutputSink& sink)
        : m_mark('\n' + nonce + ' ')
        , m_offsets(offsets)
        , m_sink(sink) {}
    Take take(OutputStream stream, const QByteArray& bytes) {
        if (const auto now = bootMilliseconds(); now - m_toldMs >= 1000) {
            m_toldMs = now;
            m_sink.alive();
        }
        if (stream == OutputStream::Err)
            return Take::More;
        if (!m_again)
            m_pending += bytes;
        m_again = false;
        while (m_answer.isEmpty() && !m_broken) {
            if (m_left > 0) {
                if (m_pending.isEmpty())
                    return Take::More;
                if (!offer()) {
                    m_again = true;
                    return Take::Full;
                }
            } else if (!readLine()) {
                break;
            }
        }
        return m_answer.isEmpty() && !m_broken ? Take::More : Take::Enough;
    }
    bool wasGreeted() const { return m_greeted; }
    bool isBroken() const { return m_broken; }
    const QByteArray& answer() const { return m_answer; }
    const QByteArray& noise() const { return m_pending; }

private:
    bool offer() {
        const auto piece = m_pending.left(std::min<qint64>(m_left, m_pending.size()));
        auto& offset = m_stream == OutputStream::Out ? m_offsets.out : m_offsets.err;
        if (!m_sink.accept(m_stream, piece, offset + piece.size()))
            return false;
        offset += piece.size();
        m_left -= piece.size();
        m_pending.remove(0, piece.size());
        return true;
    }
    /// False when no whole line has come yet.
    bool readLine() {
        const auto at = m_pending.indexOf(m_mark);
        const auto end = at < 0 ? -1 : m_pending.indexOf('\n', at + m_mark.size());
        if (m_streaming ? at > 0 || (end < 0 && m_pending.size() > longestLine)
                        : end < 0 && m_pending.size() > mostNoise)
            m_broken = true;
        if (m_broken || end < 0)
            return false;
        const auto text = m_pending.mid(at + m_mark.size(), end - at - m_mark.size());
        m_pending.remove(0, end + 1);
        if (text.endsWith(" end"))
            understand(text.chopped(4));
        return true;
    }
    void understand(const QByteArray& text) {
        if (text == "hello") {
            m_greeted = true;
        } else if (text == "stream") {
            m_streaming = true;
        } else if (m_streaming && (text.startsWith("out ") || text.startsWith("err "))) {
            bool ok = false;
            m_stream = text[0] == 'o' ? OutputStream::Out : OutputStream::Err;
            m_left = text.mid(4).toLongLong(&ok);
            m_broken = !ok || m_left < 0;
        } else {
            m_answer = text;
        }
    }
    QByteArray m_mark;
    ports::OutputOffsets& m_offsets;
    ports::OutputSink& m_sink;
    OutputStream m_stream = OutputStream::Out;
    QByteArray m_pending = QByteArray("\n");
    QByteArray m_answer;
    qint64 m_left = 0;
    qint64 m_toldMs = 0;
    bool m_again = false;
    bool m_greeted = false;
    bool m_streaming = false;
    bool m_broken = false;
};

} // namespace

Error Exchange::located(Error error) const {
    if (error.where.isEmpty())
        error.where = m_host.name.text();
    return error;
}

Error Exchange::silent(const ChannelEnd& end, const QByteArray& output, const QByteArray& nonce) const {
    if (Gate::saidHello(output, nonce))
        return located({ErrorKind::ConnectionLost,
                        {},
                        QStringLiteral("the channel ended before the gate had answered")});
    return located({ErrorKind::HostUnfit,
                    {},
                    QStringLiteral("the login shell of %1 did not run our script (exit status %2): %3")
                        .arg(m_host.user)
                        .arg(end.exitStatus)
                        .arg(QString::fromUtf8(output.trimmed().left(200)))});
}

Result<ChannelEnd> Exchange::run(const QByteArray& command, const Input& input,
                                 const Connection::Receiver& receiver) {
    bool fresh = false;
    while (true) {
        bool reused = false;
        auto taken = m_pool.take(m_host, fresh, m_waiter, reused);
        if (!taken)
            return located(taken.error());
        auto session = std::move(taken).value();
        bool sent = false;
        auto end = session->execute(command, input, receiver, m_waiter, sent);
        if (!end && !m_waiter.isCancelled())
            m_pool.forget(m_host); // what broke this session has probably broken its siblings
        m_pool.give(m_host, std::move(session));
        if (end || sent || !reused || m_waiter.isOver())
            return end ? end : Result<ChannelEnd>(located(end.error()));
        fresh = true;
    }
}

Result<QByteArray> Exchange::ask(const GateCall& call) {
    QByteArray output("\n");
    const auto end = run(call, [&](OutputStream stream, const QByteArray& bytes) {
        if (stream == OutputStream::Out && output.size() < mostNoise)
            output += bytes;
        return Gate::answerIn(output, call.nonce).isEmpty() && output.size() < mostNoise ? Take::More
                                                                                         : Take::Enough;
    });
    m_greeted = Gate::saidHello(output, call.nonce);
    if (!end)
        return end.error();
    const auto answer = Gate::answerIn(output, call.nonce);
    if (answer.isEmpty())
        return silent(*end, output, call.nonce);
    return answer;
}

Result<ports::AttemptState> Exchange::stream(const GateCall& call, ports::OutputOffsets& offsets,
                                             ports::OutputSink& sink) {
    LogReader reader(call.nonce, offsets, sink);
    const auto end =
        run(call, [&](OutputStream stream, const QByteArray& bytes) { return reader.take(stream, bytes); });
    m_greeted = reader.wasGreeted();
    if (!end)
        return end.error();
    if (reader.isBroken())
        return m_greeted
                   ? located({ErrorKind::ConnectionLost, {}, QStringLiteral("the logs came out of step")})
                   : located(
                         {ErrorKind::HostUnfit, {}, QStringLiteral("the login shell prints without end")});
    if (reader.answer().isEmpty()) {
        if (m_greeted)
            return located({ErrorKind::ConnectionLost,
                            {},
                            QStringLiteral("the channel was closed before the host told the end")});
        return silent(*end, reader.noise(), call.nonce);
    }
    const auto state = Gate::stateFrom(reader.answer());
    return state ? state : Result<ports::AttemptState>(located(state.error()));
}

Result<ports::RemoteShell::QueryAnswer> Exchange::query(const GateCall& call) {
    const auto begun = bootMilliseconds();
    const QByteArray opening = '\n' + call.nonce + " output end\n";
    const QByteArray closing = '\n' + call.nonce + " code ";
    QByteArray output("\n");
    qsizetype begin = -1;
    const auto bounds = [&] { return begin < 0 ? -1 : output.indexOf(closing, begin); };
    const auto end = run(call, [&](OutputStream stream, const QByteArray& bytes) {
        if (stream == OutputStream::Err)
            return Take::More;
        output += bytes;
        if (begin < 0 && output.indexOf(opening) >= 0)
            begin = output.indexOf(opening) + opening.size();
        if (!Gate::answerIn(output, call.nonce).isEmpty() && begin < 0)
            return Take::Enough;
        const auto size = output.size() - std::max<qsizetype>(begin, 0);
        if (size > (begin < 0 ? mostNoise : mostAnswer + 256))
            return Take::Enough;
        const auto at = bounds();
        return at >= 0 && output.indexOf('\n', at + 1) > 0 ? Take::Enough : Take::More;
    });
    if (!end)
        return end.error();
    const auto at = bounds();
    if (begin < 0) {
        const auto answer = Gate::answerIn(output, call.nonce);
        return answer.isEmpty() ? silent(*end, output, call.nonce) : located(Gate::stateFrom(answer).error());
    }
    if (output.size() - begin > mostAnswer && (at < 0 || at - begin > mostAnswer))
        return located({ErrorKind::Protocol, {}, QStringLiteral("more than 64 KiB of output")});
    bool ok = false;
    const int code = at < 0 ? -1 : output.mid(at + closing.size()).split(' ').value(0).toInt(&ok);
    if (!ok)
        return located(
            {ErrorKind::ConnectionLost, {}, QStringLiteral("the channel ended before the command had")});
    return ports::RemoteShell::QueryAnswer{code, output.mid(begin, at - begin),
                                           base::Milliseconds(bootMilliseconds() - begun)};
}

Result<qint64> Exchange::partOf(const Gate& gate, const ports::TransferOrder& order) {
    const auto call = gate.upload(order.environment, order.file);
    const auto answer = call ? ask(*call) : Result<QByteArray>(call.error());
    const auto size = answer.then([](const QByteArray& line) { return Gate::partFrom(line); });
    return size ? size : Result<qint64>(located(size.error()));
}

Result<void> Exchange::send(const Gate& gate, const ports::TransferOrder& order,
                            const std::function<void(qint64)>& progress, std::chrono::milliseconds within) {
    auto there = partOf(gate, order);
    if (!there)
        return there.error();
    if (*there == order.file.bytes)
        return {};
    QFile file(order.file.path);
    const qint64 begin = *there - *there % Gate::receiveBlock;
    if (!file.open(QIODevice::ReadOnly) || !file.seek(begin))
        return located(
            {ErrorKind::Storage, {}, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())});
    const auto call = gate.receive(order.environment, order.file, begin);
    if (!call)
        return call.error();
    qint64 sent = begin;
    qint64 toldMs = 0;
    const std::function<QByteArray()> pieces = [&] {
        m_waiter.prolong(within);
        if (const auto now = bootMilliseconds(); now - toldMs >= tellEveryMs) {
            toldMs = now;
            progress(sent);
        }
        const QByteArray piece = file.read(std::min(pieceSize, order.file.bytes - sent));
        sent += piece.size();
        return piece;
    };
    QByteArray words;
    const auto end = run(call->command, pieces, [&](OutputStream, const QByteArray& bytes) {
        words = (words + bytes).right(mostWords);
        return Take::More;
    });
    if (!end)
        return end.error();
    if (file.error() != QFileDevice::NoError)
        return located(
            {ErrorKind::Storage, {}, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())});
    progress(sent);
    there = partOf(gate, order);
    if (!there)
        return there.error();
    if (*there == order.file.bytes)
        return {};
    if (sent != order.file.bytes)
        return located({ErrorKind::Conflict,
                        {},
                        QStringLiteral("%1 became shorter while it was uploaded").arg(file.fileName())});
    if (words.contains("No space") || words.contains("quota"))
        return located({ErrorKind::HostUnfit,
                        {},
                        QStringLiteral("no room for the upload: %1")
                            .arg(QString::fromUtf8(words.left(mostWords)).simplified())});
    return located({ErrorKind::ConnectionLost,
                    {},
                    QStringLiteral("the host has %1 of %2 bytes: %3")
                        .arg(*there)
                        .arg(order.file.bytes)
                        .arg(QString::fromUtf8(words.left(mostWords)).simplified())});
}

Result<ports::HostFacts> Exchange::reach(const Gate& gate) {
    bool reused = false;
    auto taken = m_pool.take(m_host, false, m_waiter, reused);
    if (!taken)
        return located(taken.error());
    const auto facts = (*taken)->facts;
    m_pool.give(m_host, std::move(taken).value());
    if (reused) {
        // A warm session proves itself by a round trip; if it is dead, a new one is made.
        const auto call = gate.query(QStringLiteral(":"), {}, base::Milliseconds(m_waiter.remaining()));
        const auto answer = call ? query(*call) : Result<ports::RemoteShell::QueryAnswer>(call.error());
        if (!answer && answer.error().kind == ErrorKind::ConnectionLost && !m_waiter.isOver()) {
            taken = m_pool.take(m_host, true, m_waiter, reused);
            if (!taken)
                return located(taken.error());
            const auto renewed = (*taken)->facts;
            m_pool.give(m_host, std::move(taken).value());
            return renewed;
        }
        if (!answer && answer.error().kind != ErrorKind::HostUnfit)
            return answer.error();
    }
    return facts;
}

} // namespace slipway::adapters
