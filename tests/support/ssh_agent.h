#pragma once
#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace slipway::support {

/// A real ssh-agent with a socket in a folder of the test. SSH_AUTH_SOCK of this process names it until it
/// goes; it ends with the object, and also when the test crashes.
class SshAgent {
public:
    /// `askpass`: the program that answers for keys which want a confirmation.
    explicit SshAgent(const QString& folder, const QString& askpass = {});
    ~SshAgent();
    SshAgent(const SshAgent&) = delete;
    SshAgent& operator=(const SshAgent&) = delete;

    /// Whether it came up and answers.
    bool isUp() const { return m_isUp; }
    /// ssh-add with these arguments; whether it did what it was asked for.
    bool add(const QStringList& arguments) const;
    qint64 processId() const { return m_process.processId(); }

private:
    QProcess m_process;
    QByteArray m_before;
    bool m_isUp = false;
};

} // namespace slipway::support
