#pragma once
#include <QByteArray>
#include <chrono>
#include <deque>
#include <functional>
#include <limits>
#include <list>
#include <mutex>
#include <thread>

namespace slipway::support {

/// A TCP proxy on a loopback port that the system chooses, in front of a server on another one, that
/// breaks connections on purpose. All calls may come from any thread and hold from then on, for the
/// open connections too; a thread of its own passes the bytes on. Ends every connection when destroyed.
class TcpProxy {
public:
    enum class Way { ToServer, ToClient };
    enum class Cut {
        Reset,   ///< RST to both sides
        Orderly, ///< FIN to both sides
    };
    enum class Freeze {
        Blocks,   ///< takes nothing more from either side, so their sends fill up
        Swallows, ///< goes on taking bytes, which then lie here
    };
    /// What is passed on instead of `bytes`, the connection's bytes from `at` on in that direction. Called
    /// on the proxy's thread, for every piece once.
    using Change = std::function<QByteArray(Way way, qint64 at, const QByteArray& bytes)>;

    explicit TcpProxy(quint16 target);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    quint16 port() const { return m_port; }
    /// Where new connections go; open ones stay.
    void setTarget(quint16 target);
    /// Cuts the connection that passes on the `bytes`th byte from now in that direction, right behind it;
    /// once. All connections are counted together.
    void cutAfter(Way way, qint64 bytes, Cut cut);
    /// Whether the cut that was asked for last has come.
    bool hasCut() const;
    /// Cuts every open connection now; how many there were.
    int cutAll(Cut cut);
    /// Keeps the connections, accepts new ones, and delivers nothing until thaw().
    void freeze(Freeze how);
    void thaw();
    /// Hands on at most so many bytes at once.
    void slice(qsizetype bytes);
    /// Holds every byte back for this long, in each direction; the bandwidth stays as it is.
    void delay(std::chrono::microseconds oneWay);
    void change(Change change);
    /// Bytes passed on so far, over all connections.
    qint64 passed(Way way) const;
    /// Connections accepted so far.
    int connections() const;

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Piece {
        Time due;
        QByteArray bytes;
        qsizetype done = 0;
    };
    /// One direction of one connection.
    struct Pipe {
        Way way;
        int from;
        int to;
        std::deque<Piece> pieces{};
        qint64 queued = 0;
        qint64 taken = 0;
        bool hasEnded = false; ///< `from` said FIN
        bool endIsTold = false;
    };
    struct Pair {
        Pipe pipes[2];
        bool isEnding = false; ///< both sides were told FIN; what comes is thrown away
        bool isGone = false;
    };

    void loop();
    void accept();
    void take(Pair& pair, Pipe& pipe);
    void hand(Pair& pair, Pipe& pipe, Time now);
    void cut(Pair& pair, Cut how);
    void wake() const;
    template <class F>
    void set(F f) {
        {
            const std::scoped_lock lock(m_mutex);
            f();
        }
        wake();
    }

    int m_listener = -1;
    int m_wake = -1;
    quint16 m_port = 0;
    mutable std::mutex m_mutex; ///< guards all that follows
    std::list<Pair> m_pairs;
    quint16 m_target;
    bool m_stop = false;
    bool m_cutIsArmed = false;
    Way m_cutWay = Way::ToServer;
    Cut m_cut = Cut::Reset;
    qint64 m_cutLeft = 0;
    bool m_isFrozen = false;
    Freeze m_freeze = Freeze::Blocks;
    qsizetype m_slice = std::numeric_limits<qsizetype>::max();
    std::chrono::microseconds m_delay{0};
    Change m_change;
    qint64 m_passed[2] = {0, 0};
    int m_connections = 0;
    std::thread m_thread;
};

} // namespace slipway::support
