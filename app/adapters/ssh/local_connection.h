#pragma once
#include "app/adapters/ssh/connection.h"

namespace slipway::adapters {

/// This computer as a host: commands run in a local /bin/sh, as sshd would run them in a login shell.
/// A command outlives the desk as far as it detaches itself, which the gate does.
class LocalConnection final : public Connection {
public:
    /// `environment`: "NAME=value" beside what this process has.
    explicit LocalConnection(QByteArrayList environment);
    base::Result<ChannelEnd> execute(const QByteArray& command, const Input& input, const Receiver& receiver,
                                     Waiter& waiter, bool& sent) override;
    bool isUsable() const override { return true; }
    bool hasHungUp() const override { return false; }

private:
    QByteArrayList m_environment;
};

} // namespace slipway::adapters
