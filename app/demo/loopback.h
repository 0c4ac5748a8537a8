#pragma once
#include <QByteArray>
#include <chrono>
#include <optional>
#include <vector>

namespace slipway::demo {

/// Holds loopback ports without listening on them: no outgoing connection and no other
/// reservation gets one, while a server that sets SO_REUSEADDR (sshd and Python's do) can
/// still listen there, and again after a restart. Released when destroyed or with the process.
class PortReservation {
public:
    PortReservation() = default;
    ~PortReservation();
    PortReservation(const PortReservation&) = delete;
    PortReservation& operator=(const PortReservation&) = delete;

    /// A free port of the system's choice; empty when there is none.
    std::optional<quint16> any();
    /// That port; false when somebody listens on it.
    bool exactly(quint16 port);

private:
    std::optional<quint16> bindTo(quint16 port);
    std::vector<int> m_sockets;
};

/// Connects to a loopback port, sends `request` and returns up to 4 KiB of what comes
/// back before the peer closes, `enough` stands in it or the time is over. Empty when
/// nobody listens. Blocks.
QByteArray exchange(quint16 port, const QByteArray& request, const QByteArray& enough,
                    std::chrono::milliseconds within);

/// Blocks until an SSH server greets on the port; false when the time is over.
bool awaitSshBanner(quint16 port, std::chrono::milliseconds within);

} // namespace slipway::demo
