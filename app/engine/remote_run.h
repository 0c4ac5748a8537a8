#pragma once
#include "app/engine/secret_values.h"

#include <QObject>
#include <atomic>

namespace slipway::engine {

/// What became of an attempt on a host.
struct RunEnd {
    enum class How {
        Answered,   ///< `answer` was read back from the host
        NotStarted, ///< proven: nothing ran; `error` says why
        Unknown,    ///< nobody can say; `gone` when the host proved that nothing runs any more
    };
    How how = How::Unknown;
    domain::RemoteAnswer answer;
    base::Error error;
    bool gone = false;
};

/// Sees one attempt on one host from its intent to its end, through lost connections. It is
/// started at most once, whatever happens here; output goes to the output store. Main thread.
class RemoteRun : public QObject {
    Q_OBJECT
public:
    /// `resume`: the intent is from an earlier life; ask the host before anything else.
    RemoteRun(const Parts& parts, ports::AttemptOrder order, ports::OutputKey key, bool resume,
              QObject* parent);
    ~RemoteRun() override;
    void begin();
    /// TERM, later KILL, to the whole process group; the end is still read from the host.
    void askStop();
    qint64 lostAtMs() const { return m_lostAtMs; }
    qint64 reconnectedAtMs() const { return m_reconnectedAtMs; }
    /// When the host was heard last (UTC), be it only its answer to a keepalive.
    qint64 heardAtMs() const { return m_heardAtMs->load(); }
    /// While an artifact is brought: how much of it the host has been sent, of how many bytes; else 0.
    qint64 sentBytes() const { return m_sentBytes->load(); }
    qint64 bytesToSend() const { return m_bytesToSend; }

Q_SIGNALS:
    void connectionChanged();
    void finished(const slipway::engine::RunEnd& end);

private:
    void start();
    /// Brings the command's artifact to the host, then starts.
    void findArtifact();
    void bring(const ports::ArtifactFile& file);
    void notBrought(const base::Error& error, qint64 sentBefore);
    /// Counts a try, begun at m_triedAtBootMs, that failed with `error` before anything ran.
    bool mayTryAgain(const base::Error& error);
    /// The host answered, or took bytes: what was tried in vain before counts no more.
    void reached();
    void tellProgress();
    void notStarted(const base::Error& error);
    /// Reads the command's secrets, then goes on with `next`; where one cannot be read, with `refused`.
    void readSecrets(void (RemoteRun::*next)(), const std::function<void(const base::Error&)>& refused);
    void placeOutput();
    void askState();
    void run(const ports::OutputOffsets& from);
    void follow();
    void stream();
    void followed(const ports::AttemptState& state);
    std::shared_ptr<ports::OutputSink> sink();
    std::chrono::milliseconds patience() const;
    void heard(const ports::AttemptState& state);
    void lost(const base::Error& error);
    void end(RunEnd end);
    void again(void (RemoteRun::*what)());
    base::Limit limit(std::chrono::milliseconds within) const { return {within, m_stop.get_token()}; }

    const Parts& m_parts;
    ports::AttemptOrder m_order;
    ports::OutputKey m_key;
    std::stop_source m_stop;
    bool m_resume;
    bool m_stopping = false;
    bool m_ended = false;
    bool m_maybeStarted = false; ///< a start was sent whose effect is not known
    int m_tries = 0;
    qint64 m_triedAtBootMs = 0;
    qint64 m_unreachedMs = 0; ///< spent on the tries that found nobody
    bool m_brought = false;
    std::stop_source m_bringing; ///< of the transfer under way
    std::shared_ptr<std::atomic<qint64>> m_sentBytes = std::make_shared<std::atomic<qint64>>(0);
    qint64 m_bytesToSend = 0;
    base::Masks m_masks;
    bool m_masksKnown = false;
    int m_secretTries = 0;
    std::shared_ptr<ports::OutputSink> m_sink; ///< the last one
    qint64 m_lastHeardBootMs = 0;
    std::shared_ptr<std::atomic<qint64>> m_heardAtMs = std::make_shared<std::atomic<qint64>>(0);
    qint64 m_lostAtMs = 0;
    qint64 m_reconnectedAtMs = 0;
};

} // namespace slipway::engine
