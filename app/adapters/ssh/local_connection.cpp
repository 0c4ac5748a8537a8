#include "app/adapters/ssh/local_connection.h"

#include "app/adapters/ssh/child_process.h"

namespace slipway::adapters {

LocalConnection::LocalConnection(QByteArrayList environment) : m_environment(std::move(environment)) {
    facts.transport = QStringLiteral("local");
}

base::Result<ChannelEnd> LocalConnection::execute(const QByteArray& command, const Input& input,
                                                  const Receiver& receiver, Waiter& waiter, bool& sent) {
    // The outer shell stands for sshd: only it is killed when the desk hangs up, and the gate's loops
    // end by themselves when they miss it, as they do on any host.
    const auto child = ChildProcess::start(
        {"/bin/sh", {"-c", "/bin/sh -c \"$1\"; exit $?", "slipway", command}, m_environment});
    if (!child)
        return child.error();
    return (*child)->converse(input, receiver, waiter, sent);
}

} // namespace slipway::adapters
