#pragma once
#include "app/adapters/ssh/connection.h"
#include "app/adapters/ssh/passphrases.h"
#include "app/adapters/ssh/route.h"

#include <atomic>

namespace slipway::adapters {

/// How often a silent server is asked for a sign of life, and how long the way to one may take where ssh
/// config says nothing else.
struct Patience {
    std::chrono::milliseconds keepaliveEvery;
    std::chrono::milliseconds connectWithin;
};

/// What the OpenSSH client needs to know of one route: the text of its configuration file. Every
/// server is called slipway-N there; keys are checked against files of our making alone. Pure.
/// No server gets longer than `atMost` for the key exchange.
QByteArray openSshConfig(const Route& route, const QString& folder, const Patience& patience,
                         std::chrono::milliseconds atMost);
/// The lines for one server that OpenSSH may trust, as our own matcher found them.
QByteArray openSshKnownHosts(const Hop& hop, const KnownHosts::Lookup& lookup);
/// A certificate's plain key, or the key itself.
HostKey plainKeyOf(const HostKey& key);

/// One host through the installed OpenSSH client: a master connection that ends by itself after a
/// minute without use, and one client of it for each command. What ssh itself says goes to a file,
/// never into the command's output.
class OpenSshConnection final : public Connection {
public:
    /// A key that a server showed and that its known_hosts files do not vouch for.
    struct Shown {
        qsizetype hop = 0;
        HostKey key;
    };
    /// Nothing but the key exchange happens before the key is verified. `doubtful` is filled when a key was
    /// the reason to stop; `dropped` when it is worth another try: the server hung up before its
    /// banner, or a PIN was given meanwhile.
    static base::Result<std::unique_ptr<OpenSshConnection>> open(const Route& route, Passphrases& passphrases,
                                                                 const Patience& patience, Waiter& waiter,
                                                                 std::optional<Shown>& doubtful,
                                                                 bool& dropped);
    ~OpenSshConnection() override;
    base::Result<ChannelEnd> execute(const QByteArray& command, const Input& input, const Receiver& receiver,
                                     Waiter& waiter, bool& sent) override;
    bool isUsable() const override { return m_usable; }
    bool hasHungUp() const override;
    bool takesSeveral() const override { return true; }

private:
    explicit OpenSshConnection(std::unique_ptr<PrivateFolder> folder) : m_folder(std::move(folder)) {}
    QByteArrayList client() const;
    std::unique_ptr<PrivateFolder> m_folder;
    std::atomic<bool> m_usable = true;
};

} // namespace slipway::adapters
