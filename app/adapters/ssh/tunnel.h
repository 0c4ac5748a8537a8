#pragma once
#include "app/adapters/ssh/session.h"

namespace slipway::adapters {

/// A connection from a jump host to the next server, as a socket that a second session speaks on. A
/// thread of its own carries the bytes, so that libssh2's session of the jump host has one user.
class Tunnel {
public:
    /// Error{Unreachable} when the jump host cannot or may not connect there.
    static base::Result<std::unique_ptr<Tunnel>> open(std::unique_ptr<Session> jump, const QString& address,
                                                      quint16 port, Waiter& waiter);
    ~Tunnel();
    Tunnel(const Tunnel&) = delete;
    Tunnel& operator=(const Tunnel&) = delete;
    /// This side's end; the caller's from now on. Once.
    int takeSocket() { return std::exchange(m_near, -1); }

private:
    Tunnel(std::unique_ptr<Session> jump, LIBSSH2_CHANNEL* channel, int near, int far);
    void carry();
    std::unique_ptr<Session> m_jump;
    LIBSSH2_CHANNEL* m_channel;
    int m_near;
    int m_far;
    std::stop_source m_stop;
    std::thread m_thread;
};

} // namespace slipway::adapters
