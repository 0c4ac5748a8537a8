#include "app/adapters/ssh/kex_offer.h"

#include <QList>
#include <QtEndian>
#include <algorithm>

namespace slipway::adapters {

namespace {

constexpr char kexInit = 20;

/// What libssh2 1.10 offers (measured), as far as any server may still have it.
const QList<QByteArray>& exchanges() {
    static const QList<QByteArray> list{"curve25519-sha256",
                                        "curve25519-sha256@libssh.org",
                                        "ecdh-sha2-nistp256",
                                        "ecdh-sha2-nistp384",
                                        "ecdh-sha2-nistp521",
                                        "diffie-hellman-group-exchange-sha256",
                                        "diffie-hellman-group16-sha512",
                                        "diffie-hellman-group18-sha512",
                                        "diffie-hellman-group14-sha256",
                                        "diffie-hellman-group14-sha1",
                                        "diffie-hellman-group-exchange-sha1",
                                        "diffie-hellman-group1-sha1"};
    return list;
}
const QList<QByteArray>& hostKeys() {
    static const QList<QByteArray> list{
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        "ssh-dss"};
    return list;
}
const QList<QByteArray>& ciphers() {
    static const QList<QByteArray> list{"aes256-ctr", "aes192-ctr", "aes128-ctr", "aes256-cbc",
                                        "aes192-cbc", "aes128-cbc", "3des-cbc"};
    return list;
}
const QList<QByteArray>& macs() {
    static const QList<QByteArray> list{"hmac-sha2-256", "hmac-sha2-512", "hmac-sha1", "hmac-sha1-96",
                                        "hmac-md5"};
    return list;
}

QList<QByteArray> nameLists(const QByteArray& opening) {
    // A server may say other lines before its version.
    auto at = opening.startsWith("SSH-") ? 0 : opening.indexOf("\nSSH-");
    at = at < 0 ? -1 : opening.indexOf('\n', at + 1);
    QList<QByteArray> lists;
    if (at < 0 || opening.size() < at + 1 + 6 + 16)
        return lists;
    const auto packet = opening.mid(at + 1);
    if (packet[5] != kexInit)
        return lists;
    auto rest = packet.mid(6 + 16);
    while (lists.size() < 8 && rest.size() >= 4) {
        const auto length = qFromBigEndian<quint32>(rest.constData());
        if (length > static_cast<quint32>(rest.size() - 4))
            break;
        lists.append(rest.mid(4, length));
        rest = rest.mid(4 + qsizetype(length));
    }
    return lists;
}

bool meet(const QByteArray& theirs, const QList<QByteArray>& ours) {
    const auto all = theirs.split(',');
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return ours.contains(each); });
}

} // namespace

QString whyNoAgreement(const QByteArray& opening) {
    const auto lists = nameLists(opening);
    if (lists.size() < 8)
        return {};
    const auto shown = [&](int index) { return QString::fromLatin1(lists[index].left(120)); };
    if (!meet(lists[1], hostKeys())) {
        const auto all = lists[1].split(',');
        const bool onlyRsa = std::all_of(all.begin(), all.end(),
                                         [](const auto& each) { return each.startsWith("rsa-sha2-"); });
        return onlyRsa ? QStringLiteral(
                             "the host has only an RSA key, which libssh2 1.10 cannot verify with SHA-2")
                       : QStringLiteral("the host has only host keys that libssh2 1.10 does not know (%1)")
                             .arg(shown(1));
    }
    if (!meet(lists[0], exchanges()))
        return QStringLiteral("the host allows only key exchanges that libssh2 1.10 does not have (%1)")
            .arg(shown(0));
    if (!meet(lists[2], ciphers()) || !meet(lists[3], ciphers()))
        return QStringLiteral("the host allows only ciphers that libssh2 1.10 does not have (%1)")
            .arg(shown(2));
    if (!meet(lists[4], macs()) || !meet(lists[5], macs()))
        return QStringLiteral("the host allows only MACs that libssh2 1.10 does not have (%1)").arg(shown(4));
    return {};
}

} // namespace slipway::adapters
