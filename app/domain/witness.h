#pragma once
#include "app/domain/probe_kind.h"

namespace slipway::domain {

/// A witness left on a host at go-live: a detached loop that looks at the host's own probes, so that a desk
/// that sleeps can read back later what it has missed (rule 9). What it can say is about processes, memory,
/// disks and logs; never that something is reachable from outside. Or one that keeps a log (watched_log.h).
struct Witness {
    AttemptId attempt;
    HostName host;
    QString digest;     ///< SHA-256 of what was left; binds the attempt
    QStringList probes; ///< names of what it looks at, in its order
    QString log;        ///< title of the log whose lines are its output; empty: it looks at probes
    base::Milliseconds every{0}, lasts{0};
    qint64 leftAtMs = 0; ///< UTC
    bool isEnded = false;
    QString summary;              ///< how it ended
    QString outDigest, errDigest; ///< of its output as it was stored when it ended; empty: not known
    qint64 endedAtMs = 0, leftOutBytes = 0;
    bool keepsLog() const { return !log.isEmpty(); }
};

/// One look of a witness, by the host's clock.
struct WitnessSight {
    int look = 0; ///< place in Witness::probes
    qint64 hostMs = 0;
    HostSight sight;
};

/// The step that is left: looks at everything every so often for so long, writes what it saw to its output,
/// and ends by itself. Texts and values of the looks reach it as environment variables only.
RemoteCommand witnessCommand(const QList<HostLook>& looks, base::Milliseconds every,
                             base::Milliseconds lasts);

/// Reads a witness's standard output, in whatever pieces it comes. Everything in it is untrusted: what is no
/// look is skipped, and a look's own text cannot pass for another.
class WitnessReader {
public:
    QList<WitnessSight> take(const QByteArray& bytes);

private:
    QByteArray m_rest;   ///< of a line
    QByteArray m_output; ///< of the look that is being read
};

} // namespace slipway::domain
