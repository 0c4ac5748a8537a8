#include "app/adapters/ssh/ssh_config.h"

#include "app/adapters/ssh/child_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <pwd.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;

namespace {

constexpr qint64 keptForMs = 60'000;
constexpr qint64 longestFile = 1024 * 1024;
using Answer = QList<std::pair<QString, QByteArray>>;

/// What else the OpenSSH client may be told. Everything that forwards, executes, listens or
/// relaxes a check stays out.
const QSet<QString>& handedOn() {
    static const QSet<QString> names{QStringLiteral("addressfamily"),
                                     QStringLiteral("bindaddress"),
                                     QStringLiteral("bindinterface"),
                                     QStringLiteral("ciphers"),
                                     QStringLiteral("compression"),
                                     QStringLiteral("macs"),
                                     QStringLiteral("kexalgorithms"),
                                     QStringLiteral("hostkeyalgorithms"),
                                     QStringLiteral("casignaturealgorithms"),
                                     QStringLiteral("pubkeyacceptedalgorithms"),
                                     QStringLiteral("pkcs11provider"),
                                     QStringLiteral("securitykeyprovider"),
                                     QStringLiteral("ipqos"),
                                     QStringLiteral("rekeylimit"),
                                     QStringLiteral("requiredrsasize"),
                                     QStringLiteral("revokedhostkeys")};
    return names;
}

/// OpenSSH looks at the account's home folder, never at HOME.
QString accountHome() {
    const auto* account = ::getpwuid(::geteuid());
    return account ? QFile::decodeName(account->pw_dir) : QDir::homePath();
}
QString accountName() {
    const auto* account = ::getpwuid(::geteuid());
    return account ? QString::fromLocal8Bit(account->pw_name) : QString();
}

/// Size and times of a file, so that any change shows.
QByteArray stateOf(const QString& path) {
    const QFileInfo info(path);
    return info.exists() ? QByteArray::number(info.size()) + ' ' +
                               QByteArray::number(info.metadataChangeTime().toMSecsSinceEpoch())
                         : QByteArray("-");
}

/// Whether any line could answer differently for another name. Looks at words, so that it errs
/// towards asking.
bool dependsOnName(const QString& path) {
    static const QRegularExpression word(
        QStringLiteral("^\\s*(match|hostname|canonical\\w*|host)\\b[\\s=]*(.*)$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestFile)
        return file.exists();
    auto matches = word.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (match.captured(1).compare(QStringLiteral("host"), Qt::CaseInsensitive) != 0 ||
            match.captured(2).trimmed() != QStringLiteral("*"))
            return true;
    }
    return false;
}

QHash<QString, QByteArray> filesRead(const QByteArray& debug, bool usual, bool& forAll) {
    static const QRegularExpression reading(QStringLiteral("Reading configuration data (.+)$"),
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression nothing(QStringLiteral("include (.+) matched no files"));
    QHash<QString, QByteArray> files;
    const auto text = QString::fromUtf8(debug).remove(u'\r');
    forAll = true;
    auto read = reading.globalMatch(text);
    while (read.hasNext()) {
        const auto path = read.next().captured(1);
        files.insert(path, stateOf(path));
        forAll = forAll && !dependsOnName(path);
        // A new file beside one that was read may be included by a pattern.
        const auto folder = QFileInfo(path).absolutePath();
        files.insert(folder, stateOf(folder));
    }
    auto empty = nothing.globalMatch(text);
    while (empty.hasNext()) {
        const auto folder = QFileInfo(empty.next().captured(1)).path();
        files.insert(folder, stateOf(folder));
    }
    const auto own = accountHome() + QStringLiteral("/.ssh/config");
    if (usual && !files.contains(own))
        files.insert(own, stateOf(own));
    return files;
}

Answer parse(const QByteArray& output) {
    Answer answer;
    for (const auto& line : output.split('\n')) {
        const auto blank = line.indexOf(' ');
        if (blank > 0)
            answer.append({QString::fromLatin1(line.left(blank)), line.mid(blank + 1).trimmed()});
    }
    return answer;
}

/// "~" and the tokens that IdentityFile and its like may hold.
QString expanded(QString text, const QString& name, const SshSettings& settings) {
    if (text.startsWith(QStringLiteral("~/")))
        text = accountHome() + text.mid(1);
    QString result;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != u'%' || at + 1 == text.size()) {
            result += text[at];
            continue;
        }
        switch (text[++at].unicode()) {
        case '%':
            result += u'%';
            break;
        case 'd':
            result += accountHome();
            break;
        case 'h':
            result += settings.address;
            break;
        case 'i':
            result += QString::number(::getuid());
            break;
        case 'k':
            result += settings.hostKeyAlias.isEmpty() ? name : settings.hostKeyAlias;
            break;
        case 'n':
            result += name;
            break;
        case 'p':
            result += QString::number(settings.port);
            break;
        case 'r':
            result += settings.user;
            break;
        case 'u':
            result += accountName();
            break;
        default:
            result += u'%';
            result += text[at];
        }
    }
    return result;
}

QList<QByteArray> valuesOf(const Answer& answer, const QString& key) {
    QList<QByteArray> values;
    for (const auto& [name, value] : answer)
        if (name == key)
            values.append(value);
    return values;
}

} // namespace

SshSettings SshConfig::defaults(const QString& name, const QString& user, quint16 port) {
    SshSettings settings;
    settings.address = name;
    settings.user = user.isEmpty() ? accountName() : user;
    settings.port = port == 0 ? 22 : port;
    // Not the account's home: without a client it is us who decide, and HOME is what people set.
    for (const char* file : {"id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk"})
        settings.identities.append(QDir::homePath() + QStringLiteral("/.ssh/") + QLatin1StringView(file));
    return settings;
}

base::Result<SshConfig::Kept> SshConfig::ask(const QString& name, const QString& user, quint16 port,
                                             Waiter& waiter) {
    QByteArrayList arguments{"-G", "-v"};
    if (!m_file.isEmpty())
        arguments << "-F" << QFile::encodeName(m_file);
    if (!user.isEmpty())
        arguments << "-l" << user.toUtf8();
    if (port != 0)
        arguments << "-p" << QByteArray::number(port);
    QByteArray errors;
    int code = -1;
    const auto output = ChildProcess::outputOf({"ssh", arguments << "--" << name.toUtf8(), {"LC_ALL=C"}}, {},
                                               waiter, errors, code);
    if (!output)
        return output.error();
    if (code != 0) {
        QStringList said;
        for (const auto& line : errors.split('\n'))
            if (!line.startsWith("debug") && !line.startsWith("OpenSSH_") && !line.startsWith("Pseudo-term"))
                said.append(QString::fromUtf8(line.trimmed()));
        return Error{ErrorKind::BadInput,
                     {},
                     QStringLiteral("ssh does not accept its configuration for %1: %2")
                         .arg(name, said.join(u' ').trimmed())};
    }
    Kept kept;
    kept.answer = parse(*output);
    kept.files = filesRead(errors, m_file.isEmpty(), kept.holdsForAll);
    kept.since = bootMilliseconds();
    const std::scoped_lock lock(m_mutex);
    m_kept.insert(QStringList{name, user, QString::number(port)}.join(u'\n'), kept);
    if (kept.holdsForAll && user.isEmpty() && port == 0)
        m_forAll = kept;
    m_mayHoldForAll = kept.holdsForAll;
    return kept;
}

bool SshConfig::mayHoldForAll() {
    const std::scoped_lock lock(m_mutex);
    return m_mayHoldForAll;
}

bool SshConfig::isFresh(const Kept& kept) const {
    if (kept.since + keptForMs < bootMilliseconds())
        return false;
    for (auto each = kept.files.begin(); each != kept.files.end(); ++each)
        if (stateOf(each.key()) != each.value())
            return false;
    return true;
}

base::Result<SshSettings> SshConfig::of(const QString& name, const QString& user, quint16 port,
                                        Waiter& waiter) {
    auto settings = defaults(name, user, port);
    if (m_file == QStringLiteral("none"))
        return settings;
    const auto key = QStringList{name, user, QString::number(port)}.join(u'\n');
    std::optional<Kept> known;
    bool isForAll = false;
    Answer usual;
    const auto look = [&] {
        const std::scoped_lock lock(m_mutex);
        usual = m_usual;
        const auto own = m_kept.constFind(key);
        if (own != m_kept.constEnd() && isFresh(*own)) {
            known = *own;
        } else if (m_forAll && isFresh(*m_forAll)) {
            known = m_forAll;
            isForAll = true;
        }
    };
    look();
    if (!known) {
        // The first one asks for all that do not depend on the name; the others wait for it.
        std::unique_lock first(m_first);
        look();
        if (!known && usual.isEmpty()) {
            QByteArray errors;
            int code = -1;
            const auto output = ChildProcess::outputOf({"ssh", {"-G", "-F", "none", "--", "x"}, {"LC_ALL=C"}},
                                                       {}, waiter, errors, code);
            if (!output && output.error().kind == ErrorKind::ToolMissing)
                return settings;
            if (!output)
                return output.error();
            const std::scoped_lock lock(m_mutex);
            m_usual = usual = parse(*output);
        } else {
            first.unlock();
        }
        // What is asked without user and port may hold for all; then nobody else is asked.
        if (!known && (!user.isEmpty() || port != 0) && mayHoldForAll()) {
            auto all = ask(name, {}, 0, waiter);
            if (!all)
                return all.error();
            isForAll = all->holdsForAll;
            if (isForAll)
                known = *std::move(all);
        }
        if (!known) {
            auto asked = ask(name, user, port, waiter);
            if (!asked)
                return asked.error();
            known = *std::move(asked);
        }
    }
    const auto& answer = known->answer;
    const auto one = [&](const char* setting) {
        return QString::fromUtf8(valuesOf(answer, QLatin1StringView(setting)).value(0));
    };
    const auto isSet = [&](const char* setting) {
        return valuesOf(answer, QLatin1StringView(setting)) != valuesOf(usual, QLatin1StringView(setting));
    };
    if (!isForAll) {
        settings.address = one("hostname");
        settings.user = one("user");
        settings.port = static_cast<quint16>(one("port").toUInt());
    } else {
        if (user.isEmpty() && isSet("user"))
            settings.user = one("user");
        if (port == 0 && isSet("port"))
            settings.port = static_cast<quint16>(one("port").toUInt());
    }
    settings.hostKeyAlias = one("hostkeyalias");
    settings.identitiesOnly = one("identitiesonly") == QStringLiteral("yes");
    const auto paths = [&](const char* setting) {
        QStringList list;
        for (const auto& value : valuesOf(answer, QLatin1StringView(setting)))
            if (value != "none")
                list.append(expanded(QString::fromUtf8(value), name, settings));
        return list;
    };
    if (isSet("identityfile")) {
        settings.identities = paths("identityfile");
        settings.namesIdentities = true;
    }
    settings.certificates = paths("certificatefile");
    if (const auto agent = one("identityagent"); agent != QStringLiteral("SSH_AUTH_SOCK"))
        settings.identityAgent = expanded(agent, name, settings);
    if (const auto jump = one("proxyjump"); jump != QStringLiteral("none"))
        settings.proxyJump = jump;
    if (const auto command = one("proxycommand"); command != QStringLiteral("none"))
        settings.proxyCommand = command;
    if (isSet("userknownhostsfile") || isSet("globalknownhostsfile"))
        for (const char* setting : {"userknownhostsfile", "globalknownhostsfile"})
            for (const auto& path : one(setting).split(u' ', Qt::SkipEmptyParts))
                if (path != QStringLiteral("none"))
                    settings.knownHosts.append(expanded(path, name, settings));
    settings.connectTimeout = std::chrono::seconds(std::max(0, one("connecttimeout").toInt()));
    for (const auto& [setting, value] : answer)
        if (handedOn().contains(setting) && valuesOf(answer, setting) != valuesOf(usual, setting))
            settings.others.append(setting + u' ' + QString::fromUtf8(value));
    return settings;
}

} // namespace slipway::adapters
