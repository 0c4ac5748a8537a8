#include "app/adapters/ssh/exchange.h"

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

/// Waits for the gate's stream mark in one stream, then passes bytes on to the sink.
class StreamTail {
public:
    StreamTail(OutputStream stream, const QByteArray& nonce, qint64& offset, ports::OutputSink& sink)
        : m_stream(stream)
        , m_mark('\n' + nonce + " stream end\n")
        , m_offset(offset)
        , m_sink(sink) {}
    bool isTooNoisy() const { return !m_open && m_noise.size() > mostNoise; }
    const QByteArray& noise() const { return m_noise; }
    Take take(const QByteArray& bytes) {
        if (m_open)
            return offer(bytes);
        // A piece that is offered again after Full was already searched: then m_open is set.
        m_noise += bytes;
        const auto at = m_noise.indexOf(m_mark);
        if (at < 0)
            return isTooNoisy() ? Take::Enough : Take::More;
        m_open = true;
        m_pending = m_noise.mid(at + m_mark.size());
        m_noise.truncate(at);
        return m_pending.isEmpty() ? Take::More : offerPending();
    }

private:
    Take offerPending() {
        if (!m_sink.accept(m_stream, m_pending, m_offset + m_pending.size()))
            return Take::Full;
        m_offset += m_pending.size();
        m_pending.clear();
        return Take::More;
    }
    Take offer(const QByteArray& bytes) {
        if (!m_pending.isEmpty())
            return offerPending(); // the first piece again, of which only the tail is output
        if (!m_sink.accept(m_stream, bytes, m_offset + bytes.size()))
            return Take::Full;
        m_offset += bytes.size();
        return Take::More;
    }
    OutputStream m_stream;
    QByteArray m_mark;
    qint64& m_offset;
    ports::OutputSink& m_sink;
    QByteArray m_noise;
    QByteArray m_pending;
    bool m_open = false;
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

Result<ChannelEnd> Exchange::run(const GateCall& call, const Session::Receiver& receiver) {
    bool fresh = false;
    while (true) {
        bool reused = false;
        auto taken = m_pool.take(m_host, fresh, m_waiter, reused);
        if (!taken)
            return located(taken.error());
        auto session = std::move(taken).value();
        bool sent = false;
        auto end = session->execute(call.command, call.input, receiver, m_waiter, sent);
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

Result<void> Exchange::stream(const GateCall& call, ports::OutputOffsets& offsets, ports::OutputSink& sink) {
    StreamTail out(OutputStream::Out, call.nonce, offsets.out, sink);
    StreamTail err(OutputStream::Err, call.nonce, offsets.err, sink);
    const auto end = run(call, [&](OutputStream stream, const QByteArray& bytes) {
        return stream == OutputStream::Out ? out.take(bytes) : err.take(bytes);
    });
    if (!end)
        return end.error();
    if (out.isTooNoisy() || err.isTooNoisy())
        return located({ErrorKind::HostUnfit, {}, QStringLiteral("the login shell prints without end")});
    const auto answer = Gate::answerIn(out.noise(), call.nonce);
    if (!answer.isEmpty())
        return located(Gate::stateFrom(answer).error());
    return {};
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
