#include "app/adapters/ssh/known_hosts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::adapters {

namespace {

constexpr qint64 mostLines = 2'000'000;
constexpr qint64 longestLine = 64 * 1024;

/// `*` and `?` as in OpenSSH's match_pattern; linear in memory, never exponential in time.
bool matchesPattern(const QByteArray& pattern, const QByteArray& name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || (pattern[p] != '*' && pattern[p] == name[n]))) {
            ++p;
            ++n;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

/// "|1|salt|hash": HMAC-SHA1 of the name with the salt as key.
bool matchesHash(const QByteArray& field, const QByteArray& name) {
    const auto parts = field.split('|');
    if (parts.size() != 4 || parts[1] != "1")
        return false;
    const auto salt = QByteArray::fromBase64Encoding(parts[2], QByteArray::AbortOnBase64DecodingErrors);
    const auto hash = QByteArray::fromBase64Encoding(parts[3], QByteArray::AbortOnBase64DecodingErrors);
    if (!salt || !hash || (*salt).size() != 20 || (*hash).size() != 20)
        return false;
    return QMessageAuthenticationCode::hash(name, *salt, QCryptographicHash::Sha1) == *hash;
}

/// Takes the next field off `rest`; fields are parted by blanks and tabs.
QByteArray takeField(QByteArray& rest) {
    int begin = 0;
    while (begin < rest.size() && (rest[begin] == ' ' || rest[begin] == '\t'))
        ++begin;
    int end = begin;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != '\t')
        ++end;
    const auto field = rest.mid(begin, end - begin);
    rest = rest.mid(end);
    return field;
}

std::optional<HostKey> parseKey(QByteArray& rest) {
    const auto type = takeField(rest);
    const auto blob =
        QByteArray::fromBase64Encoding(takeField(rest), QByteArray::AbortOnBase64DecodingErrors);
    if (type.isEmpty() || !blob || keyTypeOf(*blob) != type)
        return {};
    return HostKey{type, *blob};
}

} // namespace

KnownHosts::KnownHosts(QStringList files) : m_files(std::move(files)) {}

QByteArray KnownHosts::nameOf(const QString& address, quint16 port) {
    const auto lower = address.toLower().toUtf8();
    return port == 22 ? lower : '[' + lower + "]:" + QByteArray::number(port);
}

bool KnownHosts::covers(const QByteArray& patterns, const QByteArray& name) {
    if (patterns.startsWith('|'))
        return matchesHash(patterns, name);
    bool found = false;
    for (const auto& each : patterns.split(',')) {
        const bool negated = each.startsWith('!');
        const auto pattern = (negated ? each.mid(1) : each).toLower();
        if (pattern.isEmpty() || !matchesPattern(pattern, name))
            continue;
        if (negated)
            return false;
        found = true;
    }
    return found;
}

KnownHosts::Lookup KnownHosts::lookup(const QString& address, quint16 port) const {
    Lookup lookup;
    const auto portless = port == 22 ? QByteArray() : nameOf(address, 22);
    for (const auto& file : m_files)
        read(file, nameOf(address, port), portless, lookup);
    return lookup;
}

void KnownHosts::read(const QString& path, const QByteArray& exact, const QByteArray& portless,
                      Lookup& lookup) const {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    for (qint64 number = 1; number <= mostLines && !file.atEnd(); ++number) {
        auto line = file.readLine(longestLine + 1);
        if (!line.endsWith('\n') && line.size() >= longestLine) {
            // The rest of an endless line belongs to it and must not be read as a line of its own.
            while (!file.atEnd() && !file.readLine(longestLine + 1).endsWith('\n')) {
            }
            ++lookup.unreadable;
            continue;
        }
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        auto rest = line;
        auto field = takeField(rest);
        if (field.isEmpty() || field.startsWith('#'))
            continue;
        bool revoked = false;
        bool authority = false;
        if (field.startsWith('@')) {
            revoked = field == "@revoked";
            authority = field == "@cert-authority";
            if (!revoked && !authority) {
                ++lookup.unreadable;
                continue;
            }
            field = takeField(rest);
        }
        const bool isExact = covers(field, exact);
        const bool isPortless = !isExact && !portless.isEmpty() && covers(field, portless);
        if (!isExact && !isPortless) {
            if (rest.trimmed().isEmpty())
                ++lookup.unreadable;
            continue;
        }
        const auto key = parseKey(rest);
        if (!key) {
            ++lookup.unreadable;
            continue;
        }
        const Record record{*key, QStringLiteral("%1:%2").arg(path).arg(number), revoked};
        if (authority && isExact)
            lookup.authorities.append(record);
        else if (!authority)
            (isExact ? lookup.exact : lookup.portless).append(record);
    }
}

KnownHosts::Verdict KnownHosts::Lookup::judge(const HostKey& offered) const {
    bool matches = false;
    bool recordedOther = false;
    for (const auto* list : {&exact, &portless}) {
        for (const auto& record : *list) {
            const bool same = record.key.blob == offered.blob;
            if (same && record.revoked)
                return Verdict::Revoked;
            matches = matches || (same && !record.revoked);
            recordedOther = recordedOther || (list == &exact && !same && !record.revoked);
        }
    }
    if (matches)
        return Verdict::Match;
    return recordedOther ? Verdict::Changed : Verdict::Unknown;
}

QList<QByteArray> KnownHosts::Lookup::types() const {
    QList<QByteArray> types;
    for (const auto* list : {&exact, &portless})
        for (const auto& record : *list)
            if (!record.revoked && !types.contains(record.key.type))
                types.append(record.key.type);
    return types;
}

QString KnownHosts::Lookup::recorded() const {
    QStringList texts;
    for (const auto& record : exact)
        if (!record.revoked && texts.size() < 8)
            texts.append(QStringLiteral("%1 (%2)").arg(record.key.text(), record.place));
    return texts.join(QStringLiteral(", "));
}

base::Result<void> KnownHosts::remember(const QString& address, quint16 port, const HostKey& key) const {
    const auto path = m_files.value(0);
    const auto failed = [&](const char* what) {
        return base::Error{base::ErrorKind::Storage, path,
                           QString::fromLatin1(what) + QStringLiteral(": ") +
                               QString::fromLocal8Bit(strerror(errno))};
    };
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().exists(folder)) {
        if (!QDir().mkpath(folder))
            return failed("the folder cannot be made");
        ::chmod(QFile::encodeName(folder).constData(), 0700);
    }
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed("cannot be opened");
    // Other desks of this person may append too.
    ::flock(fd, LOCK_EX);
    QByteArray line = nameOf(address, port) + ' ' + key.type + ' ' + key.blob.toBase64() + '\n';
    char last = '\n';
    struct stat information = {};
    if (::fstat(fd, &information) == 0 && information.st_size > 0 &&
        ::pread(fd, &last, 1, information.st_size - 1) == 1 && last != '\n')
        line.prepend('\n');
    const bool written = ::write(fd, line.constData(), static_cast<size_t>(line.size())) == line.size();
    const bool durable = written && ::fsync(fd) == 0;
    const auto result = durable ? base::Result<void>() : base::Result<void>(failed("cannot be written"));
    ::close(fd);
    return result;
}

} // namespace slipway::adapters
