#include "app/adapters/ssh/exchange.h"

#include <mutex>
#include <thread>

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

/// A line of the gate's is never longer.
constexpr qsizetype longestLine = 4096;

/// Reads what follow sends: the gate's lines and, behind "out N" and "err N", N bytes for the sink. What
/// the step printed cannot be taken for a line, because its length is known before.
class LogReader {
public:
    /// A piece of more than `mostBytes()` is not read.
    LogReader(const QByteArray& nonce, ports::OutputOffsets& offsets, ports::OutputSink& sink,
              std::function<qint64()> mostBytes)
        : m_mark('\n' + nonce + ' ')
        , m_offsets(offsets)
        , m_sink(sink)
        , m_mostBytes(std::move(mostBytes)) {}
    Take take(OutputStream stream, const QByteArray& bytes) {
        if (const auto now = bootMilliseconds(); now - m_toldMs >= 1000) {
            m_toldMs = now;
            m_sink.alive();
        }
        if (stream == OutputStream::Err)
            return Take::More;
        if (!m_again && m_pending.isEmpty())
            m_pending = bytes;
        else if (!m_again)
            m_pending += bytes;
        m_again = false;
        while (m_answer.isEmpty() && !m_broken && !m_isTooMuch) {
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
        return m_answer.isEmpty() && !m_broken && !m_isTooMuch ? Take::More : Take::Enough;
    }
    bool wasGreeted() const { return m_greeted; }
    bool isTooMuch() const { return m_isTooMuch; }
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
        if (piece.size() == m_pending.size())
            m_pending = QByteArray();
        else
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
            m_isTooMuch = m_left > m_mostBytes();
        } else if (m_streaming && text.startsWith("gap ")) {
            const auto stream = text.startsWith("gap out ") ? OutputStream::Out : OutputStream::Err;
            auto& offset = stream == OutputStream::Out ? m_offsets.out : m_offsets.err;
            const qint64 end = text.mid(8).toLongLong();
            m_broken = end <= offset;
            if (!m_broken)
                m_sink.skip(stream, std::exchange(offset, end), end);
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
    std::function<qint64()> m_mostBytes;
    qint64 m_left = 0;
    qint64 m_toldMs = 0;
    bool m_again = false;
    bool m_greeted = false;
    bool m_streaming = false;
    bool m_broken = false;
    bool m_isTooMuch = false;
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

Result<ChannelEnd> Exchange::retried(const std::function<Result<ChannelEnd>(Connection&)>& once) {
    bool fresh = false;
    m_hasBegun = false;
    while (true) {
        bool reused = false;
        auto taken = m_pool.take(m_host, m_purpose, fresh, m_waiter, reused);
        if (!taken)
            return located(taken.error());
        auto session = std::move(taken).value();
        m_isSlow = session->isSlowWithMuch();
        auto end = once(*session);
        m_roundTrip = session->roundTrip;
        if (!end && !m_waiter.isCancelled())
            m_pool.forget(m_host, m_purpose); // what broke this session has probably broken its siblings
        m_pool.give(m_host, m_purpose, std::move(session));
        if (end || m_hasBegun || !reused || m_waiter.isOver())
            return end ? end : Result<ChannelEnd>(located(end.error()));
        fresh = true;
    }
}

Result<ChannelEnd> Exchange::run(const GateCall& call, const Connection::Receiver& receiver) {
    return retried([&](Connection& session) {
        return session.execute(call.command, call.input, receiver, m_waiter, m_hasBegun);
    });
}

Result<ChannelEnd> Exchange::runSeveral(const QByteArray& command, const QList<Input>& inputs,
                                        std::chrono::milliseconds within,
                                        const Connection::Receiver& receiver) {
    return retried([&](Connection& session) {
        const size_t count = session.takesSeveral() ? static_cast<size_t>(inputs.size()) : 1;
        std::vector<Result<ChannelEnd>> ends(count, ChannelEnd{});
        std::atomic<bool> hasBegun = false;
        std::stop_source stop;
        std::mutex oneAtATime;
        const auto once = [&](size_t index, Waiter& waiter) {
            bool sent = false;
            const Input input([&](qint64 offset) {
                waiter.prolong(within);
                // What one has lost the others need not finish.
                if (stop.stop_requested())
                    return QByteArray();
                return inputs[static_cast<qsizetype>(index)].more(offset);
            });
            ends[index] = session.execute(
                command, input,
                [&](OutputStream stream, const QByteArray& bytes) {
                    const std::scoped_lock lock(oneAtATime);
                    return receiver(stream, bytes);
                },
                waiter, sent);
            if (sent)
                hasBegun = true;
            if (!ends[index])
                stop.request_stop();
        };
        {
            // The first goes by our waiter: when that is over, all are.
            std::vector<std::jthread> others;
            for (size_t index = 1; index < count; ++index)
                others.emplace_back([&, index] {
                    const std::stop_token never;
                    Waiter waiter(bootMilliseconds() + m_waiter.remaining(), stop.get_token(), never);
                    once(index, waiter);
                });
            once(0, m_waiter);
        }
        m_hasBegun = hasBegun;
        const auto failed = std::find_if(ends.begin(), ends.end(), [](const auto& end) { return !end.ok(); });
        return failed == ends.end() || !ends.front() ? ends.front() : *failed;
    });
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

Result<ports::AttemptState> Exchange::stream(const GateCall& call, const Follow& follow,
                                             ports::OutputOffsets& offsets, ports::OutputSink& sink) {
    constexpr qint64 noLimit = std::numeric_limits<qint64>::max();
    bool isTooMuch = false;
    const auto state = streamHere(
        call, offsets, sink, [&] { return mayGoInBulk() ? muchBytes : noLimit; }, isTooMuch);
    if (!isTooMuch)
        return state;
    auto rest = inBulk([&]() -> Result<ports::AttemptState> {
        const auto next = follow(offsets);
        return next ? streamHere(
                          *next, offsets, sink, [] { return noLimit; }, isTooMuch)
                    : Result<ports::AttemptState>(next.error());
    });
    if (rest || m_waiter.isOver() || rest.error().kind == ErrorKind::Protocol)
        return rest;
    // The step has begun, and nothing that keeps us from the rest of its output may say otherwise.
    return Error{ErrorKind::ConnectionLost, rest.error().where, rest.error().detail};
}

Result<ports::AttemptState> Exchange::streamHere(const GateCall& call, ports::OutputOffsets& offsets,
                                                 ports::OutputSink& sink,
                                                 const std::function<qint64()>& mostBytes, bool& isTooMuch) {
    LogReader reader(call.nonce, offsets, sink, mostBytes);
    const auto end =
        run(call, [&](OutputStream stream, const QByteArray& bytes) { return reader.take(stream, bytes); });
    m_greeted = reader.wasGreeted();
    isTooMuch = end && reader.isTooMuch();
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

Result<ports::HostFacts> Exchange::reach(const Gate& gate) {
    bool reused = false;
    auto taken = m_pool.take(m_host, m_purpose, false, m_waiter, reused);
    if (!taken)
        return located(taken.error());
    const auto facts = (*taken)->facts;
    m_pool.give(m_host, m_purpose, std::move(taken).value());
    if (reused) {
        // A warm session proves itself by a round trip; if it is dead, a new one is made.
        const auto call = gate.query(QStringLiteral(":"), {}, base::Milliseconds(m_waiter.remaining()));
        const auto answer = call ? query(*call) : Result<ports::RemoteShell::QueryAnswer>(call.error());
        if (!answer && answer.error().kind == ErrorKind::ConnectionLost && !m_waiter.isOver()) {
            taken = m_pool.take(m_host, m_purpose, true, m_waiter, reused);
            if (!taken)
                return located(taken.error());
            const auto renewed = (*taken)->facts;
            m_pool.give(m_host, m_purpose, std::move(taken).value());
            return renewed;
        }
        if (!answer && answer.error().kind != ErrorKind::HostUnfit)
            return answer.error();
    }
    return facts;
}

} // namespace slipway::adapters
