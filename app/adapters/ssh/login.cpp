#include "app/adapters/ssh/login.h"

#include "app/adapters/ssh/agent.h"
#include "app/adapters/ssh/key_file.h"

#include <QFile>
#include <cstdlib>
#include <cstring>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;

namespace {

constexpr std::chrono::milliseconds agentPatience{2000};
/// sshd's default MaxAuthTries.
constexpr int mostKeys = 6;
/// SSH_AGENT_RSA_SHA2_512 of the agent protocol.
constexpr quint32 sha512Flag = 4;

struct Signing {
    Agent* agent;
    QByteArray keyBlob;
    quint32 flags;
    Waiter* waiter;
    Session* session;
    bool wasDeclined = false; ///< the agent answered without a signature
};

int signWithAgent(LIBSSH2_SESSION*, unsigned char** signature, size_t* length, const unsigned char* data,
                  size_t dataLength, void** abstract) {
    auto* signing = static_cast<Signing*>(*abstract);
    const auto bytes = signing->agent->sign(
        signing->keyBlob, QByteArray(reinterpret_cast<const char*>(data), static_cast<int>(dataLength)),
        signing->flags, *signing->waiter);
    signing->session->listen();
    if (bytes.isEmpty()) {
        signing->wasDeclined = !signing->waiter->isOver();
        return -1;
    }
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
    Attempts(Session& session, const QString& user, Waiter& waiter)
        : m_session(session)
        , m_user(user.toUtf8())
        , m_waiter(waiter) {}
    bool isDone() const { return m_loggedIn || m_broken || m_tried.size() >= mostKeys; }
    bool loggedIn() const { return m_loggedIn; }
    bool broken() const { return m_broken; }
    QString tried() const {
        const auto all = m_tried + m_notes;
        return all.isEmpty() ? QStringLiteral("no key found") : all.join(QStringLiteral(", "));
    }
    bool hadSeveral() const { return m_tried.size() > 1; }
    /// Whether the server saw no signature because the agent gave none.
    bool wasOnlyDeclined() const { return m_declined > 0 && m_declined == m_tried.size(); }
    QString lastError() const { return m_lastError; }

    void remark(const QString& text) { m_notes.append(text); }

    void file(const QString& path, const std::optional<base::Secret>& passphrase) {
        const auto name = QFile::encodeName(path);
        m_session.listen();
        const int code = m_session.repeat(
            [&] {
                return libssh2_userauth_publickey_fromfile_ex(
                    m_session.handle(), m_user.constData(), static_cast<unsigned>(m_user.size()), nullptr,
                    name.constData(), passphrase ? passphrase->reveal().constData() : nullptr);
            },
            m_waiter);
        if (code == LIBSSH2_ERROR_FILE)
            remark(path + QStringLiteral(" (not readable as a key)"));
        else
            note(code, path);
    }

    void agentKey(Agent& agent, const Agent::Key& key) {
        const auto type = keyTypeOf(key.blob);
        Signing signing{&agent, key.blob, 0, &m_waiter, &m_session};
        auto shown = key.blob;
        if (type == "ssh-rsa") {
            // libssh2 1.10 signs RSA with SHA-1 only. sshd takes the key under the name of the wanted
            // signature too (measured with OpenSSH 9.2).
            const QByteArray name = "rsa-sha2-512";
            shown = QByteArray("\0\0\0\x0c", 4) + name + key.blob.mid(4 + static_cast<int>(type.size()));
            signing.flags = sha512Flag;
        }
        void* abstract = &signing;
        m_session.listen();
        const int code = m_session.repeat(
            [&] {
                return libssh2_userauth_publickey(m_session.handle(), m_user.constData(),
                                                  reinterpret_cast<const unsigned char*>(shown.constData()),
                                                  static_cast<size_t>(shown.size()), signWithAgent,
                                                  &abstract);
            },
            m_waiter);
        auto name =
            QStringLiteral("agent %1 %2").arg(HostKey{type, key.blob}.fingerprint(), key.comment.left(60));
        if (signing.wasDeclined) {
            name += QStringLiteral(" (the agent did not sign with it, as when a confirmation was refused)");
            ++m_declined;
        }
        note(code, name);
    }

private:
    void note(int code, const QString& name) {
        m_tried.append(name);
        m_loggedIn = code == 0;
        if (code == 0)
            return;
        m_lastError = m_session.errorText();
        // A connection that breaks here reads like a refusal (-19): only its text tells that no answer came,
        // also when the answer was there and was not what the host had sent.
        m_broken = !m_session.isUsable() || m_session.hasHungUp() ||
                   m_lastError.startsWith(QStringLiteral("Waiting for ")) ||
                   code == LIBSSH2_ERROR_SOCKET_DISCONNECT || code == LIBSSH2_ERROR_SOCKET_RECV ||
                   code == LIBSSH2_ERROR_SOCKET_SEND;
    }
    Session& m_session;
    QByteArray m_user;
    Waiter& m_waiter;
    QStringList m_tried, m_notes;
    QString m_lastError;
    qsizetype m_declined = 0;
    bool m_loggedIn = false;
    bool m_broken = false;
};

struct Candidate {
    QString path;
    KeyFile key;
    bool wasShown = false; ///< by the agent
    /// Whether it can be tried without the agent.
    bool isOpen(const Passphrases& passphrases) const {
        return key.unfit().isEmpty() && (!key.isEncrypted || passphrases.of(path));
    }
};

/// The agent's keys in the order to try; marks the candidates among them.
QList<Agent::Key> agentKeys(Agent& agent, const Hop& hop, QList<Candidate>& candidates, Attempts& attempts,
                            std::chrono::milliseconds patience, Waiter& waiter, QString& why) {
    QList<Agent::Key> chosen;
    QList<Agent::Key> others;
    const auto held = agent.keys(waiter, patience);
    if (held.isEmpty())
        attempts.remark(agent.isOpen() ? QStringLiteral("the agent holds no keys (or is locked)")
                                       : QStringLiteral("the agent did not answer in time"));
    for (auto& candidate : candidates)
        for (const auto& key : held)
            if (!candidate.key.blob.isEmpty() && key.blob == candidate.key.blob) {
                candidate.wasShown = true;
                chosen.append(key);
            }
    for (const auto& key : held)
        if (std::none_of(chosen.begin(), chosen.end(), [&](const auto& one) { return one.blob == key.blob; }))
            others.append(key);
    if (!hop.settings.identitiesOnly)
        chosen += others;
    const auto foreign = [&](const Agent::Key& key) {
        const auto type = keyTypeOf(key.blob);
        const bool certificate = type.contains("-cert-");
        if (!certificate && !type.startsWith("sk-"))
            return false;
        if (why.isEmpty())
            why = certificate
                      ? QStringLiteral("the agent holds a certificate, which libssh2 1.10 cannot show")
                      : QStringLiteral("the agent holds a security key (FIDO), which libssh2 1.10 does "
                                       "not know");
        return true;
    };
    chosen.removeIf(foreign);
    return chosen;
}

QString tryAll(Attempts& attempts, const Hop& hop, const Passphrases& passphrases, Waiter& waiter,
               QString& why) {
    QList<Candidate> candidates;
    for (const auto& path : hop.settings.identities) {
        if (const auto key = KeyFile::read(path))
            candidates.append({path, *key, false});
        else if (hop.settings.namesIdentities)
            attempts.remark(path + QStringLiteral(" (missing)"));
    }
    // Who has another key at hand does not wait for an agent that asks its person about another host.
    const bool hasFile = std::any_of(candidates.begin(), candidates.end(),
                                     [&](const Candidate& one) { return one.isOpen(passphrases); });
    const auto patience = hasFile ? agentPatience : std::chrono::milliseconds(waiter.remaining());
    const auto& socket = hop.settings.identityAgent;
    if (socket != QStringLiteral("none")) {
        Agent agent(socket.isEmpty() ? qgetenv("SSH_AUTH_SOCK") : QFile::encodeName(socket));
        if (agent.isOpen())
            for (const auto& key : agentKeys(agent, hop, candidates, attempts, patience, waiter, why)) {
                if (attempts.isDone() || waiter.isOver())
                    return {};
                attempts.agentKey(agent, key);
            }
        else if (!hop.isPinned)
            attempts.remark(QStringLiteral("no agent"));
    }
    QString locked;
    for (const auto& candidate : candidates) {
        if (attempts.isDone() || waiter.isOver())
            return {};
        if (candidate.wasShown)
            continue;
        const auto unfit = candidate.key.unfit();
        const auto passphrase = passphrases.of(candidate.path);
        if (!unfit.isEmpty()) {
            if (why.isEmpty())
                why = QStringLiteral("the key %1 %2").arg(candidate.path, unfit);
        } else if (candidate.key.isEncrypted && !passphrase) {
            attempts.remark(candidate.path + QStringLiteral(" (encrypted)"));
            if (locked.isEmpty())
                locked = candidate.path;
        } else {
            attempts.file(candidate.path, passphrase);
        }
    }
    return locked;
}

} // namespace

base::Result<void> login(Session& session, const Hop& hop, const Passphrases& passphrases, Waiter& waiter,
                         QString& why) {
    Attempts attempts(session, hop.settings.user, waiter);
    const auto locked = tryAll(attempts, hop, passphrases, waiter, why);
    if (attempts.loggedIn())
        return {};
    if (waiter.isOver()) {
        auto error = waiter.error(ErrorKind::Unreachable);
        if (error.kind == ErrorKind::Unreachable)
            error.detail += QStringLiteral(" (logging in: %1; an agent may wait for a confirmation)")
                                .arg(attempts.tried());
        return error;
    }
    if (session.isDead())
        return Error{ErrorKind::Unreachable,
                     {},
                     QStringLiteral("%1 fell silent while we logged in: nothing heard for %2 s")
                         .arg(hop.text())
                         .arg(static_cast<double>(session.silence().count()) / 1000, 0, 'f', 1)};
    // A server that has seen too many keys hangs up: that is a refusal. With the first one it is a bad
    // connection.
    if (attempts.broken() && !attempts.hadSeveral())
        return Error{ErrorKind::Unreachable, {}, attempts.lastError()};
    if (!locked.isEmpty())
        return Error{ErrorKind::PassphraseNeeded, {}, locked};
    return Error{ErrorKind::LoginRefused,
                 {},
                 (attempts.wasOnlyDeclined() ? QStringLiteral("no login to %1@%2 without a signature: %3")
                                             : QStringLiteral("%1@%2 does not accept: %3"))
                     .arg(hop.settings.user, hop.settings.address, attempts.tried())};
}

} // namespace slipway::adapters
