#include "app/adapters/ssh/login.h"

#include "app/adapters/ssh/agent.h"

#include <QDir>
#include <QFile>
#include <cstdlib>
#include <cstring>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;

namespace {

/// sshd's default MaxAuthTries.
constexpr int mostKeys = 6;
/// SSH_AGENT_RSA_SHA2_512 of the agent protocol.
constexpr quint32 sha512Flag = 4;

struct Signing {
    Agent* agent;
    QByteArray keyBlob;
    quint32 flags;
    Waiter* waiter;
};

int signWithAgent(LIBSSH2_SESSION*, unsigned char** signature, size_t* length, const unsigned char* data,
                  size_t dataLength, void** abstract) {
    const auto* signing = static_cast<Signing*>(*abstract);
    const auto bytes = signing->agent->sign(
        signing->keyBlob, QByteArray(reinterpret_cast<const char*>(data), static_cast<int>(dataLength)),
        signing->flags, *signing->waiter);
    if (bytes.isEmpty())
        return -1;
    // libssh2 frees it with the session's allocator, which is malloc's.
    *signature = static_cast<unsigned char*>(std::malloc(static_cast<size_t>(bytes.size())));
    if (!*signature)
        return -1;
    std::memcpy(*signature, bytes.constData(), static_cast<size_t>(bytes.size()));
    *length = static_cast<size_t>(bytes.size());
    return 0;
}

class Attempts {
public:
    Attempts(Session& session, const domain::Host& host, Waiter& waiter)
        : m_session(session)
        , m_user(host.user.toUtf8())
        , m_waiter(waiter) {}
    bool isDone() const { return m_loggedIn || m_broken || m_tried.size() >= mostKeys; }
    bool loggedIn() const { return m_loggedIn; }
    bool broken() const { return m_broken; }
    QString tried() const {
        const auto all = m_tried + m_notes;
        return all.isEmpty() ? QStringLiteral("no key found") : all.join(QStringLiteral(", "));
    }
    bool hadSeveral() const { return m_tried.size() > 1; }
    QString lastError() const { return m_lastError; }

    /// False when the file could not be used as a key (missing, encrypted, unknown form).
    bool file(const QString& path) {
        if (!QFile::exists(path)) {
            m_notes.append(path + QStringLiteral(" (missing)"));
            return false;
        }
        const auto name = QFile::encodeName(path);
        const int code = m_session.repeat(
            [&] {
                return libssh2_userauth_publickey_fromfile_ex(m_session.handle(), m_user.constData(),
                                                              static_cast<unsigned>(m_user.size()), nullptr,
                                                              name.constData(), nullptr);
            },
            m_waiter);
        if (code == LIBSSH2_ERROR_FILE) {
            m_notes.append(path + QStringLiteral(" (encrypted or not readable)"));
            return false;
        }
        note(code, path);
        return true;
    }

    void agentKey(Agent& agent, const Agent::Key& key) {
        const auto type = keyTypeOf(key.blob);
        Signing signing{&agent, key.blob, 0, &m_waiter};
        auto shown = key.blob;
        if (type == "ssh-rsa") {
            // libssh2 1.10 signs RSA with SHA-1 only. sshd takes the key under the name of the wanted
            // signature too (measured with OpenSSH 9.2).
            const QByteArray name = "rsa-sha2-512";
            shown = QByteArray("\0\0\0\x0c", 4) + name + key.blob.mid(4 + static_cast<int>(type.size()));
            signing.flags = sha512Flag;
        }
        void* abstract = &signing;
        const int code = m_session.repeat(
            [&] {
                return libssh2_userauth_publickey(m_session.handle(), m_user.constData(),
                                                  reinterpret_cast<const unsigned char*>(shown.constData()),
                                                  static_cast<size_t>(shown.size()), signWithAgent,
                                                  &abstract);
            },
            m_waiter);
        note(code,
             QStringLiteral("agent %1 %2").arg(HostKey{type, key.blob}.fingerprint(), key.comment.left(60)));
    }

private:
    void note(int code, const QString& name) {
        m_tried.append(name);
        m_loggedIn = code == 0;
        if (code == 0)
            return;
        m_lastError = m_session.errorText();
        // A connection that breaks here reads like a refusal (-19): libssh2 tells only that no answer came.
        m_broken = !m_session.isUsable() || m_session.hasHungUp() ||
                   code == LIBSSH2_ERROR_SOCKET_DISCONNECT || code == LIBSSH2_ERROR_SOCKET_RECV ||
                   code == LIBSSH2_ERROR_SOCKET_SEND;
    }
    Session& m_session;
    QByteArray m_user;
    Waiter& m_waiter;
    QStringList m_tried, m_notes;
    QString m_lastError;
    bool m_loggedIn = false;
    bool m_broken = false;
};

/// The public half that lies beside an identity file.
QByteArray publicBlobOf(const QString& identity) {
    QFile file(identity + QStringLiteral(".pub"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QByteArray::fromBase64(file.read(16 * 1024).simplified().split(' ').value(1));
}

void tryAll(Attempts& attempts, const domain::Host& host, Waiter& waiter) {
    if (!host.identity.isEmpty()) {
        if (attempts.file(host.identity) || attempts.isDone())
            return;
        // An encrypted file's key may have been unlocked in the agent.
        const auto wanted = publicBlobOf(host.identity);
        Agent agent;
        for (const auto& key : wanted.isEmpty() ? QList<Agent::Key>() : agent.keys(waiter))
            if (key.blob == wanted && !attempts.isDone())
                attempts.agentKey(agent, key);
        return;
    }
    Agent agent;
    if (agent.isOpen()) {
        for (const auto& key : agent.keys(waiter)) {
            if (attempts.isDone() || waiter.isOver())
                return;
            if (!keyTypeOf(key.blob).contains("-cert-"))
                attempts.agentKey(agent, key);
        }
    }
    for (const char* name : {"id_ed25519", "id_ecdsa"})
        if (!attempts.isDone())
            attempts.file(QDir::homePath() + QStringLiteral("/.ssh/") + QLatin1StringView(name));
}

} // namespace

base::Result<void> login(Session& session, const domain::Host& host, Waiter& waiter) {
    Attempts attempts(session, host, waiter);
    tryAll(attempts, host, waiter);
    if (attempts.loggedIn())
        return {};
    if (waiter.isOver())
        return waiter.error(ErrorKind::Unreachable);
    // A server that has seen too many keys hangs up: that is a refusal. With the first one it is a bad
    // connection.
    if (attempts.broken() && !attempts.hadSeveral())
        return Error{ErrorKind::Unreachable, {}, attempts.lastError()};
    return Error{ErrorKind::LoginRefused,
                 {},
                 QStringLiteral("%1@%2 does not accept: %3").arg(host.user, host.address, attempts.tried())};
}

} // namespace slipway::adapters
