#pragma once
#include "app/adapters/ssh/waiter.h"

#include <netinet/in.h>
#include <vector>

namespace slipway::adapters {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
    int family = 0;
};

/// The addresses of a name, in the system's order. getaddrinfo can block for minutes, so a
/// thread of its own does it and is left behind when the waiter is over. Error{Observer} when the
/// resolver fails, Error{Unreachable} when there is no such name.
base::Result<std::vector<SocketAddress>> resolve(const QString& address, quint16 port, Waiter& waiter);

} // namespace slipway::adapters
