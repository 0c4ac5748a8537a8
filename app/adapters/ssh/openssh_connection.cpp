#include "app/adapters/ssh/openssh_connection.h"

#include "app/adapters/ssh/child_process.h"
#include "app/adapters/ssh/key_file.h"

#include <QFile>
#include <QtEndian>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using std::chrono::seconds;

namespace {

/// The master goes after this time without a command, also when Slipway was killed.
constexpr const char* persistFor = "ControlPersist=60";
constexpr int goodbyeWithin = 2000;
/// How many lines of ssh's are shown to people.
constexpr qsizetype mostLines = 3;

/// Notes the key that ssh asks about ("HOSTNAME"), and vouches for none.
const QByteArray shownScript = "case $2 in HOSTNAME) printf '%s %s\\n' \"$3\" \"$4\" >\"$1\" ;; esac\n";

QByteArray quoted(const QString& text) {
    auto bytes = text.toUtf8();
    bytes.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + bytes + '"';
}

/// For settings that know tokens.
QByteArray verbatim(QString text) {
    return quoted(text.replace(u'%', QStringLiteral("%%")));
}

QByteArray nameOf(qsizetype hop) {
    return "slipway-" + QByteArray::number(hop);
}

QString logName(qsizetype hop) {
    return QStringLiteral("log.%1").arg(hop);
}

/// For ProxyCommand, which knows tokens and then is a shell's.
QByteArray inShell(QString text) {
    return '\'' + text.replace(u'%', QStringLiteral("%%")).replace(u'\'', QStringLiteral("'\\''")).toUtf8() +
           '\'';
}

QString shownName(qsizetype hop) {
    return QStringLiteral("shown.%1").arg(hop);
}

std::optional<HostKey> shownKey(const PrivateFolder& folder, qsizetype hop) {
    const auto words = folder.read(shownName(hop)).simplified().split(' ');
    const auto blob = QByteArray::fromBase64(words.value(1));
    if (words.size() != 2 || keyTypeOf(blob) != words[0])
        return {};
    return HostKey{words[0], blob};
}

std::optional<QByteArray> takeString(QByteArray& bytes) {
    if (bytes.size() < 4)
        return {};
    const auto length = qFromBigEndian<quint32>(bytes.constData());
    if (length > static_cast<quint32>(bytes.size() - 4))
        return {};
    const auto text = bytes.left(4 + qsizetype(length));
    bytes = bytes.mid(4 + qsizetype(length));
    return text;
}

/// ssh's last words, for people.
QString wordsOf(const QByteArray& said) {
    QStringList lines;
    for (const auto& line : said.split('\n'))
        if (const auto text = QString::fromUtf8(line.trimmed()); !text.isEmpty())
            lines.append(text);
    // It names every usual key file that is missing, last of all; these must not displace the reason.
    if (lines.size() > mostLines)
        lines.removeIf(
            [](const QString& line) { return line.startsWith(QStringLiteral("no such identity:")); });
    return lines.mid(std::max<qsizetype>(0, lines.size() - mostLines)).join(u' ').right(400);
}

/// What ssh allows one server includes the way through those before it, logins and all.
std::chrono::milliseconds limitOf(const Route& route, qsizetype hop, const Patience& patience) {
    return route.hops[hop].connectWithin(patience.connectWithin * (hop + 1));
}

Error refusal(const QByteArray& said, const Route& route, const Passphrases& passphrases) {
    const auto& host = route.host();
    const auto words = wordsOf(said);
    if (said.contains("Permission denied") || said.contains("Too many authentication failures")) {
        QStringList tried;
        for (const auto& hop : route.hops) {
            for (const auto& path : hop.settings.identities) {
                const auto key = KeyFile::read(path);
                if (key && key->isEncrypted && !passphrases.of(path))
                    return {ErrorKind::PassphraseNeeded, {}, path};
                if (key && &hop == &route.hops.last())
                    tried.append(path);
            }
        }
        const bool wasDeclined = said.contains("agent refused operation");
        return {
            ErrorKind::LoginRefused,
            {},
            (wasDeclined ? QStringLiteral("no login to %1@%2 without a signature: %3 (%4)")
                         : QStringLiteral("%1@%2 does not accept: %3 (%4)"))
                .arg(host.settings.user, host.settings.address,
                     tried.isEmpty() ? QStringLiteral("no key file found") : tried.join(QStringLiteral(", ")),
                     words)};
    }
    const bool ours =
        said.contains("Temporary failure in name resolution") || said.contains("Network is unreachable");
    return {ours ? ErrorKind::Observer : ErrorKind::Unreachable, {}, words};
}

/// How ssh's question for the PIN of this key ends.
QByteArray pinQuestion(const QString& path) {
    return "-SK key " + QFile::encodeName(path) + ": ";
}

/// Hears what the security keys said to their PINs. Answers the key whose PIN is missing or wrong and kept
/// ssh out.
QString lockedKey(const Askpass& askpass, const QStringList& paths,
                  const std::vector<Passphrases::PinUse>& pins, const QByteArray& said, bool isIn,
                  Passphrases& passphrases) {
    QString locked;
    for (const auto& use : pins) {
        if (!askpass.hasAnswered(pinQuestion(use.keyPath)))
            continue;
        // sign_and_send_pubkey: signing failed for ED25519-SK "PATH": incorrect passphrase …
        const bool wrong =
            said.contains("-SK \"" + QFile::encodeName(use.keyPath) + "\": incorrect passphrase");
        if (wrong || isIn)
            passphrases.pinWas(use, !wrong);
        if (wrong)
            locked = use.keyPath;
    }
    if (isIn)
        return {};
    const auto question = askpass.openQuestionForPin();
    for (const auto& path : paths)
        if (!question.isEmpty() && (question + ' ').endsWith(pinQuestion(path)))
            locked = path;
    return locked;
}

} // namespace

HostKey plainKeyOf(const HostKey& key) {
    const auto mark = key.type.indexOf("-cert-v01@openssh.com");
    if (mark < 0)
        return key;
    // PROTOCOL.certkeys: type, nonce, then the key's own fields.
    const auto plain =
        key.type.startsWith("sk-") ? key.type.left(mark) + "@openssh.com" : key.type.left(mark);
    const int fields = plain.startsWith("sk-ecdsa") ? 3 : plain == "ssh-ed25519" ? 1 : 2;
    auto rest = key.blob;
    if (!takeString(rest) || !takeString(rest))
        return key;
    QByteArray blob(4, '\0');
    qToBigEndian(static_cast<quint32>(plain.size()), blob.data());
    blob += plain;
    for (int field = 0; field < fields; ++field)
        blob += takeString(rest).value_or(QByteArray());
    return {plain, blob};
}

QByteArray openSshConfig(const Route& route, const QString& folder, const Patience& patience,
                         std::chrono::milliseconds atMost) {
    const auto number = [](seconds time) { return QByteArray::number(std::max<qint64>(1, time.count())); };
    QByteArray text;
    for (qsizetype index = 0; index < route.hops.size(); ++index) {
        const auto& settings = route.hops[index].settings;
        const auto set = [&](const char* name, const QByteArray& value) {
            text += QByteArray("  ") + name + ' ' + value + '\n';
        };
        text += "Host " + nameOf(index) + '\n';
        set("HostName", verbatim(settings.address));
        set("User", quoted(settings.user));
        set("Port", QByteArray::number(settings.port));
        set("HostKeyAlias", quoted(route.hops[index].knownName().toLower()));
        set("UserKnownHostsFile", verbatim(folder + QStringLiteral("/known_hosts.%1").arg(index)));
        set("KnownHostsCommand", "/bin/sh " + verbatim(folder + QStringLiteral("/shown.sh")) + ' ' +
                                     verbatim(folder + u'/' + shownName(index)) + " %I %t %K");
        // As ProxyJump does, but with a file for what the ssh before says: under a master it is dropped.
        if (index > 0)
            set("ProxyCommand", "ssh -F " + inShell(folder + QStringLiteral("/config")) + " -E " +
                                    inShell(folder + u'/' + logName(index - 1)) + " -W '[%h]:%p' " +
                                    nameOf(index - 1));
        else if (!settings.proxyCommand.isEmpty())
            set("ProxyCommand", settings.proxyCommand.toUtf8());
        set("ConnectTimeout", number(std::min(std::chrono::ceil<seconds>(limitOf(route, index, patience)),
                                              std::chrono::floor<seconds>(atMost))));
        for (const auto& path : settings.identities)
            set("IdentityFile", verbatim(path));
        for (const auto& path : settings.certificates)
            set("CertificateFile", verbatim(path));
        if (settings.identitiesOnly)
            set("IdentitiesOnly", "yes");
        if (!settings.identityAgent.isEmpty())
            set("IdentityAgent", verbatim(settings.identityAgent));
        // The fastest, where ssh config says nothing. The key exchange is the one that libssh2 chooses too.
        const auto isSilentOn = [&](QLatin1StringView setting) {
            return std::none_of(settings.others.begin(), settings.others.end(),
                                [&](const QString& line) { return line.startsWith(setting); });
        };
        if (route.inBulk && isSilentOn(QLatin1StringView("ciphers ")))
            set("Ciphers", "^aes128-gcm@openssh.com");
        if (route.inBulk && isSilentOn(QLatin1StringView("kexalgorithms ")))
            set("KexAlgorithms", "^curve25519-sha256");
        for (const auto& line : settings.others)
            text += "  " + line.toUtf8() + '\n';
    }
    text += "Host *\n"
            "  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n  CheckHostIP no\n"
            "  VerifyHostKeyDNS no\n  UpdateHostKeys no\n"
            "  PreferredAuthentications gssapi-with-mic,publickey\n  PasswordAuthentication no\n"
            "  KbdInteractiveAuthentication no\n  NumberOfPasswordPrompts 1\n  AddKeysToAgent no\n"
            "  ForwardAgent no\n  ForwardX11 no\n  PermitLocalCommand no\n  ControlPath none\n"
            "  RequestTTY no\n  LogLevel INFO\n  ServerAliveCountMax 3\n  TCPKeepAlive yes\n";
    text += "  ServerAliveInterval " + number(std::chrono::ceil<seconds>(patience.keepaliveEvery)) + '\n';
    return text;
}

QByteArray openSshKnownHosts(const Hop& hop, const KnownHosts::Lookup& lookup) {
    const auto name = hop.knownName().toLower().toUtf8();
    QByteArray text;
    const auto add = [&](const KnownHosts::Record& record, const QByteArray& marker) {
        text += marker + name + ' ' + record.key.type + ' ' + record.key.blob.toBase64() + '\n';
    };
    for (const auto* list : {&lookup.exact, &lookup.portless})
        for (const auto& record : *list)
            add(record, record.revoked ? "@revoked " : "");
    for (const auto& record : lookup.authorities)
        add(record, "@cert-authority ");
    return text;
}

Result<std::unique_ptr<OpenSshConnection>>
OpenSshConnection::open(const Route& route, Passphrases& passphrases, const Patience& patience,
                        Waiter& waiter, std::optional<Shown>& doubtful, bool& dropped) {
    const auto begun = bootMilliseconds();
    auto made = PrivateFolder::make();
    if (!made)
        return made.error();
    auto folder = std::move(made).value();
    bool written = folder->write(QStringLiteral("shown.sh"), shownScript);
    written = written && folder->write(QStringLiteral("config"),
                                       openSshConfig(route, folder->path(QStringLiteral(".")), patience,
                                                     std::chrono::milliseconds(waiter.remaining())));
    QList<KnownHosts::Lookup> known;
    for (qsizetype index = 0; index < route.hops.size(); ++index) {
        const auto& hop = route.hops[index];
        known.append(KnownHosts(hop.knownHosts).lookup(hop.knownName(), hop.knownPort()));
        written = written && folder->write(QStringLiteral("known_hosts.%1").arg(index),
                                           openSshKnownHosts(hop, known.last()));
    }
    Askpass askpass(*folder);
    QStringList paths;
    for (const auto& hop : route.hops)
        paths += hop.settings.identities;
    paths.removeDuplicates();
    paths.sort(); // so that no two logins wait for each other's key
    std::vector<Passphrases::PinUse> pins;
    for (const auto& path : std::as_const(paths)) {
        // Every server on the way asks anew.
        const auto times = static_cast<int>(route.hops.size());
        // ssh shows at most a hundred bytes of the path.
        if (const auto secret = passphrases.of(path))
            written =
                written && askpass.answer("key '" + QFile::encodeName(path).left(100), *secret, times + 1);
        if (auto use = passphrases.usePin(path, waiter)) {
            written = written && askpass.answer(pinQuestion(path), use->pin, times);
            pins.push_back(*std::move(use));
        }
    }
    const auto environment = askpass.environment();
    if (!written)
        return Error{ErrorKind::Observer, {}, QStringLiteral("the files for ssh cannot be written")};
    std::unique_ptr<OpenSshConnection> connection(new OpenSshConnection(std::move(folder)));
    const auto& files = *connection->m_folder;
    const auto encoded = [&](const char* name) {
        return QFile::encodeName(files.path(QLatin1StringView(name)));
    };
    QByteArray said;
    int code = -1;
    const auto output =
        ChildProcess::outputOf({"ssh",
                                {"-F", encoded("config"), "-E", encoded("log"), "-M", "-S", encoded("c"),
                                 "-o", persistFor, "-f", "-N", "-T", nameOf(route.hops.size() - 1)},
                                environment},
                               {}, waiter, said, code);
    if (!output && waiter.isOver() && !waiter.isCancelled() && askpass.waitedForTouch())
        return Error{ErrorKind::LoginRefused,
                     {},
                     QStringLiteral("the security key was not touched while there was time")};
    if (!output)
        return output.error();
    for (qsizetype index = 0; index + 1 < route.hops.size(); ++index)
        said += files.read(logName(index));
    said += files.read(QStringLiteral("log"));
    for (qsizetype index = 0; index < known.size(); ++index) {
        const auto shown = shownKey(files, index);
        if (!shown)
            continue;
        const auto plain = plainKeyOf(*shown);
        const bool isCertificate = plain.type != shown->type && !known[index].authorities.isEmpty();
        const auto verdict = known[index].judge(plain);
        const bool trusted = verdict == KnownHosts::Verdict::Match ||
                             (code == 0 && isCertificate && verdict != KnownHosts::Verdict::Revoked);
        if (!trusted &&
            (code == 0 || said.contains("ost key verification failed") || index + 1 == known.size())) {
            doubtful = Shown{index, plain};
            return Error{ErrorKind::HostKeyUnknown, {}, plain.text()};
        }
        connection->facts.hostKey = plain.fingerprint();
        connection->facts.hostKeyType = QString::fromLatin1(shown->type);
    }
    if (const auto path = lockedKey(askpass, paths, pins, said, code == 0, passphrases); !path.isEmpty()) {
        // With a PIN that was given meanwhile it is tried again.
        dropped = !passphrases.askForPin(path) && !waiter.isOver();
        return Error{ErrorKind::PinNeeded, {}, path};
    }
    if (code != 0) {
        dropped = said.contains("kex_exchange_identification") && !waiter.isOver();
        const auto error = refusal(said, route, passphrases);
        if (error.kind != ErrorKind::Unreachable || !said.contains("timed out"))
            return error;
        auto late = route.host().lateError(QStringLiteral("%1 did not answer as an SSH server within %2 s"),
                                           begun, limitOf(route, route.hops.size() - 1, patience));
        late.detail += QStringLiteral(": ") + error.detail;
        return late;
    }
    connection->facts.connectTook = base::Milliseconds(bootMilliseconds() - begun);
    return connection;
}

QByteArrayList OpenSshConnection::client() const {
    // Should the master be gone, nothing else is connected to.
    return {"-F", "/dev/null",
            "-E", QFile::encodeName(m_folder->path(QStringLiteral("log"))),
            "-S", QFile::encodeName(m_folder->path(QStringLiteral("c"))),
            "-o", "ControlMaster=no",
            "-o", "ProxyCommand=false",
            "-o", "BatchMode=yes",
            "-T"};
}

OpenSshConnection::~OpenSshConnection() {
    if (hasHungUp())
        return;
    const std::stop_token never;
    Waiter waiter(bootMilliseconds() + goodbyeWithin, never, never);
    QByteArray errors;
    int code = -1;
    [[maybe_unused]] const auto said = ChildProcess::outputOf(
        {"ssh", client() + QByteArrayList{"-O", "exit", "slipway"}, {}}, {}, waiter, errors, code);
}

bool OpenSshConnection::hasHungUp() const {
    return !QFile::exists(m_folder->path(QStringLiteral("c")));
}

Result<ChannelEnd> OpenSshConnection::execute(const QByteArray& command, const Input& input,
                                              const Receiver& receiver, Waiter& waiter, bool& sent) {
    const auto before = m_folder->read(QStringLiteral("log")).size();
    const auto child =
        ChildProcess::start({"ssh", client() + QByteArrayList{"slipway", command}, {"LC_ALL=C"}});
    if (!child)
        return child.error();
    auto end = (*child)->converse(input, receiver, waiter, sent);
    if (!end) {
        m_usable = false;
        return end;
    }
    const auto said = m_folder->read(QStringLiteral("log")).mid(before);
    if (end->enough || end->exitStatus != 255 || (said.isEmpty() && !hasHungUp()))
        return end;
    m_usable = false;
    return Error{sent ? ErrorKind::ConnectionLost : ErrorKind::Unreachable, {}, wordsOf(said)};
}

} // namespace slipway::adapters
