#include "app/engine/remote_run.h"

namespace slipway::engine {

using namespace std::chrono_literals;
using State = ports::AttemptState::State;

namespace {
/// Before the first contact a refused connection is tried this often; nothing has run yet.
constexpr int startTries = 5;
/// No try begins when connecting in vain has taken this long: a host that is mute for its whole connect
/// limit is not asked five times.
constexpr auto unreachedWithin = 30s;
/// How long a host may stay silent beyond the step's own time before the outcome counts as unknown.
constexpr auto silence = 60s;
/// Before output is fetched again, the secrets to be masked in it are tried to be read so often.
constexpr int secretTries = 5;
/// An artifact is found, read whole and archived within this time.
constexpr auto findWithin = 10min;
/// How long a transfer may stand still.
constexpr auto standstill = 60s;
constexpr qint64 tellEveryMs = 500;
/// One question to the host.
constexpr auto askWithin = 20s;

constexpr qint64 inMs(base::Milliseconds time) {
    return time.count();
}

/// Back-off between tries: 0.5 s, doubling to 8 s.
qint64 pauseMs(int tries) {
    return qMin<qint64>(500LL << qMin(tries, 10), 8000);
}

/// Passes output on and notes when the host was heard. Outlives the run that made it.
class HeardSink final : public ports::OutputSink {
public:
    HeardSink(std::shared_ptr<ports::OutputSink> inner, std::shared_ptr<std::atomic<qint64>> heardAtMs,
              const base::Clock& clock)
        : m_inner(std::move(inner))
        , m_heardAtMs(std::move(heardAtMs))
        , m_clock(clock) {}
    bool accept(ports::OutputStream stream, const QByteArray& bytes, qint64 rawEnd) override {
        return m_inner->accept(stream, bytes, rawEnd);
    }
    void skip(ports::OutputStream stream, qint64 rawStart, qint64 rawEnd) override {
        m_inner->skip(stream, rawStart, rawEnd);
    }
    void finish() override { m_inner->finish(); }
    void alive() override { m_heardAtMs->store(m_clock.now().utcMs); }

private:
    std::shared_ptr<ports::OutputSink> m_inner;
    std::shared_ptr<std::atomic<qint64>> m_heardAtMs;
    const base::Clock& m_clock;
};

bool isFinal(base::ErrorKind kind) {
    using base::ErrorKind;
    return kind == ErrorKind::HostKeyUnknown || kind == ErrorKind::HostKeyChanged ||
           kind == ErrorKind::HostKeyRevoked || kind == ErrorKind::HostUnfit || kind == ErrorKind::Fenced ||
           kind == ErrorKind::Conflict || kind == ErrorKind::LoginRefused || kind == ErrorKind::BadInput;
}
} // namespace

RemoteRun::RemoteRun(const Parts& parts, ports::AttemptOrder order, ports::OutputKey key, bool resume,
                     QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_order(std::move(order))
    , m_key(std::move(key))
    , m_resume(resume) {}

RemoteRun::~RemoteRun() {
    m_bringing.request_stop();
    m_stop.request_stop();
}

void RemoteRun::begin() {
    m_lastHeardBootMs = m_parts.clock.now().bootMs;
    if (m_resume)
        askState();
    else
        start();
}

void RemoteRun::start() {
    if (m_stopping && !m_maybeStarted) {
        // A stop that was asked for before anything ran: it never does.
        notStarted({base::ErrorKind::Cancelled, m_order.host.name.text(),
                    QStringLiteral("stopped before it began")});
        return;
    }
    if (m_order.command.artifact && !m_brought) {
        findArtifact();
        return;
    }
    readSecrets(&RemoteRun::placeOutput, [this](const base::Error& error) { notStarted(error); });
}

void RemoteRun::notStarted(const base::Error& error) {
    end({RunEnd::How::NotStarted, {}, error, true});
}

void RemoteRun::findArtifact() {
    base::deliver(m_parts.artifacts.find(*m_order.command.artifact, limit(findWithin)), this,
                  [this](const base::Result<ports::ArtifactFile>& file) {
                      if (m_ended)
                          return;
                      domain::Variables& variables = m_order.command.variables;
                      const QString planned = variables.value(domain::artifactDigest);
                      if (!file.ok()) {
                          notStarted(file.error());
                      } else if (!planned.isEmpty() && planned != file->sha256) {
                          notStarted(
                              {base::ErrorKind::Conflict, file->path,
                               tr("%1 is not the file that was planned: its SHA-256 is %2, planned is %3")
                                   .arg(file->path, file->sha256, planned)});
                      } else {
                          // On the way back a file may be there again that was not when the plan was made.
                          variables.insert(domain::artifactDigest, file->sha256);
                          variables.insert(domain::artifactBytes, QString::number(file->bytes));
                          bring(*file);
                      }
                  });
}

void RemoteRun::bring(const ports::ArtifactFile& file) {
    if (m_stopping) {
        start();
        return;
    }
    m_bringing = std::stop_source();
    m_bytesToSend = file.bytes;
    tellProgress();
    const qint64 before = m_sentBytes->load();
    m_triedAtBootMs = m_parts.clock.now().bootMs;
    const auto progress = [sent = m_sentBytes, heard = m_heardAtMs, &clock = m_parts.clock](qint64 bytes) {
        sent->store(bytes);
        heard->store(clock.now().utcMs);
    };
    base::deliver(m_parts.transfer.send({m_order.host, m_order.environment, file}, progress,
                                        {standstill, m_bringing.get_token()}),
                  this, [this, before](const base::Result<void>& sent) {
                      m_bytesToSend = 0;
                      Q_EMIT connectionChanged();
                      if (sent.ok()) {
                          m_brought = true;
                          reached();
                          start();
                      } else {
                          notBrought(sent.error(), before);
                      }
                  });
}

void RemoteRun::notBrought(const base::Error& error, qint64 sentBefore) {
    if (m_ended)
        return;
    if (m_stopping) {
        start();
        return;
    }
    // As long as each try gets further, the line is only bad.
    if (m_sentBytes->load() > sentBefore)
        reached();
    if (error.kind == base::ErrorKind::Storage || !mayTryAgain(error))
        notStarted(error);
    else
        again(&RemoteRun::start);
}

bool RemoteRun::mayTryAgain(const base::Error& error) {
    // Each try counts at most as the time in which one question is answered: this computer may have slept.
    if (error.kind == base::ErrorKind::Unreachable)
        m_unreachedMs += qMin(m_parts.clock.now().bootMs - m_triedAtBootMs, inMs(askWithin));
    return !isFinal(error.kind) && ++m_tries < startTries && m_unreachedMs < inMs(unreachedWithin);
}

void RemoteRun::reached() {
    m_tries = 0;
    m_unreachedMs = 0;
}

void RemoteRun::tellProgress() {
    if (m_ended || m_bytesToSend == 0)
        return;
    Q_EMIT connectionChanged();
    m_parts.clock.callAfter(tellEveryMs, this, [this] { tellProgress(); });
}

void RemoteRun::readSecrets(void (RemoteRun::*next)(),
                            const std::function<void(const base::Error&)>& refused) {
    if (!m_order.command.hasSecrets()) {
        (this->*next)();
        return;
    }
    readValues(m_parts, m_order.command.secrets + m_order.command.hidden, m_stop.get_token(), this,
               [this, next, refused](const base::Result<SecretValues>& values) {
                   if (m_ended)
                       return;
                   if (!values.ok()) {
                       refused(values.error());
                       return;
                   }
                   m_masks = base::Masks(values->values());
                   m_order.secrets = *values;
                   for (const domain::SecretSource& hidden : m_order.command.hidden)
                       m_order.secrets.remove(hidden.name);
                   m_masksKnown = true;
                   (this->*next)();
               });
}

void RemoteRun::placeOutput() {
    if (m_stopping && !m_maybeStarted) { // asked for while the secrets were read
        start();
        return;
    }
    base::deliver(m_parts.output.offsets(m_key), this,
                  [this](const base::Result<ports::OutputOffsets>& offsets) {
                      if (offsets.ok())
                          run(*offsets);
                      else
                          again(&RemoteRun::start); // a step whose output has no place is not begun
                  });
}

std::chrono::milliseconds RemoteRun::patience() const {
    return m_order.command.timeout + m_order.command.grace + silence;
}

std::shared_ptr<ports::OutputSink> RemoteRun::sink() {
    m_sink = std::make_shared<HeardSink>(m_parts.output.sink(m_key, m_masks), m_heardAtMs, m_parts.clock);
    return m_sink;
}

void RemoteRun::run(const ports::OutputOffsets& from) {
    m_triedAtBootMs = m_parts.clock.now().bootMs;
    base::deliver(m_parts.shell.run(m_order, from, sink(), limit(patience())), this,
                  [this](const base::Result<ports::AttemptState>& state) {
                      // Not kept longer than needed; another start reads them anew.
                      m_order.secrets.clear();
                      if (state.ok()) {
                          followed(*state);
                          return;
                      }
                      const base::Error& error = state.error();
                      const bool notStarted =
                          error.kind == base::ErrorKind::Unreachable || isFinal(error.kind);
                      if (!notStarted)
                          m_maybeStarted = true;
                      if (m_maybeStarted) {
                          lost(error);
                          return;
                      }
                      if (mayTryAgain(error)) {
                          again(&RemoteRun::start);
                          return;
                      }
                      end({RunEnd::How::NotStarted, {}, error, true});
                  });
}

void RemoteRun::askState() {
    base::deliver(m_parts.shell.status(m_order, limit(askWithin)), this,
                  [this](const base::Result<ports::AttemptState>& state) {
                      if (state.ok())
                          heard(*state);
                      else
                          lost(state.error());
                  });
}

void RemoteRun::heard(const ports::AttemptState& state) {
    m_lastHeardBootMs = m_parts.clock.now().bootMs;
    reached();
    m_heardAtMs->store(m_parts.clock.now().utcMs);
    if (m_lostAtMs > m_reconnectedAtMs) {
        m_reconnectedAtMs = m_parts.clock.now().utcMs;
        Q_EMIT connectionChanged();
    }
    switch (state.state) {
    case State::Never:
        // Proven that nothing ran under this ID; the gate starts it at most once.
        m_maybeStarted = false;
        start();
        return;
    case State::Gated:
        end({RunEnd::How::NotStarted,
             {},
             {base::ErrorKind::HostUnfit, m_order.host.name.text(),
              QStringLiteral("the host prepared the step but never began it")},
             true});
        return;
    case State::Running:
    case State::Done:
        follow();
        return;
    case State::LostReboot:
        end({RunEnd::How::Unknown,
             {},
             {base::ErrorKind::ConnectionLost, m_order.host.name.text(),
              QStringLiteral("the host rebooted while it ran")},
             true});
        return;
    case State::LostProcess:
        end({RunEnd::How::Unknown,
             {},
             {base::ErrorKind::ConnectionLost, m_order.host.name.text(),
              QStringLiteral("its processes ended without leaving a result")},
             true});
        return;
    case State::Orphan:
        // The command lives without its supervisor: its exit code will never be known, but nothing
        // may start beside it.
        m_parts.clock.callAfter(2000, this, [this] { askState(); });
        return;
    }
}

void RemoteRun::follow() {
    // After a restart the values are not known here any more, and unmasked output is never stored.
    if (m_masksKnown || !m_order.command.hasSecrets()) {
        stream();
        return;
    }
    readSecrets(&RemoteRun::stream, [this](const base::Error&) {
        if (++m_secretTries < secretTries) {
            m_parts.clock.callAfter(pauseMs(m_secretTries), this, [this] { follow(); });
            return;
        }
        // The outcome matters more than its words: the step ends, its output is withheld.
        m_masks = base::Masks::hidingAll();
        m_masksKnown = true;
        stream();
    });
}

void RemoteRun::stream() {
    m_order.secrets.clear();
    base::deliver(m_parts.output.offsets(m_key), this,
                  [this](const base::Result<ports::OutputOffsets>& offsets) {
                      if (!offsets.ok()) {
                          // The run on the host is not touched by our disk; try again until it can be
                          // written.
                          again(&RemoteRun::stream);
                          return;
                      }
                      base::deliver(m_parts.shell.follow(m_order, *offsets, sink(), limit(patience())), this,
                                    [this](const base::Result<ports::AttemptState>& state) {
                                        if (state.ok())
                                            followed(*state);
                                        else
                                            lost(state.error());
                                    });
                  });
}

void RemoteRun::followed(const ports::AttemptState& state) {
    if (state.state != State::Done) {
        heard(state);
        return;
    }
    m_heardAtMs->store(m_parts.clock.now().utcMs);
    if (m_sink)
        m_sink->finish();
    RunEnd done{RunEnd::How::Answered, {}, {}, true};
    done.answer = {state.exitCode, state.timedOut, state.stopped, state.took, {}, {}, state.diskWasFull};
    end(done);
}

void RemoteRun::lost(const base::Error& error) {
    if (error.kind == base::ErrorKind::Cancelled)
        return;
    const auto now = m_parts.clock.now();
    if (isFinal(error.kind) || now.bootMs - m_lastHeardBootMs > patience().count()) {
        end({RunEnd::How::Unknown, {}, error, false});
        return;
    }
    if (m_lostAtMs <= m_reconnectedAtMs) {
        m_lostAtMs = qMax(now.utcMs, m_reconnectedAtMs + 1);
        Q_EMIT connectionChanged();
    }
    ++m_tries;
    again(&RemoteRun::askState);
}

void RemoteRun::again(void (RemoteRun::*what)()) {
    m_parts.clock.callAfter(pauseMs(m_tries), this, [this, what] {
        if (!m_ended)
            (this->*what)();
    });
}

void RemoteRun::askStop() {
    if (m_stopping || m_ended)
        return;
    m_stopping = true;
    m_bringing.request_stop();
    const auto within = m_order.command.grace + askWithin;
    base::deliver(m_parts.shell.stop(m_order, limit(within)), this,
                  [this](const base::Result<ports::AttemptState>& state) {
                      // The follower reports the end; a stop that did not reach the host, or came before
                      // the start did, is sent again.
                      if (!state.ok() || state->state == State::Running || state->state == State::Never) {
                          m_parts.clock.callAfter(2000, this, [this] {
                              m_stopping = false;
                              askStop();
                          });
                      }
                  });
}

void RemoteRun::end(RunEnd what) {
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT finished(what);
}

} // namespace slipway::engine
