#pragma once
#include "app/base/canonical_json.h"
#include "app/ports/signer.h"
#include "tests/support/fake_fuse.h"

namespace slipway::support {

/// Deterministic signatures that anybody could forge, for engines that must not know the difference.
class FakeSigner final : public ports::Signer {
public:
    explicit FakeSigner(FakeFuse& fuse) : m_fuse(fuse) {}

    QList<ports::Identity> held; ///< keys of this desk

    static QString publicKey(const QString& owner) { return QStringLiteral("ssh-ed25519 KEY") + owner; }
    static QString fingerprint(const QString& key) {
        return QStringLiteral("SHA256:") + key.section(QLatin1Char(' '), 1, 1);
    }
    void hold(const QString& owner) {
        const QString key = publicKey(owner);
        held.append({key, fingerprint(key), QStringLiteral("agent"), true});
    }

    base::Future<QList<ports::Identity>> identities(base::Limit) override {
        return m_fuse.call<QList<ports::Identity>>(
            QStringLiteral("signer.identities"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this] { return base::Result<QList<ports::Identity>>(held); });
    }
    base::Future<QByteArray> sign(QByteArray bytes, QString key, base::Limit) override {
        return m_fuse.call<QByteArray>(
            QStringLiteral("signer.sign"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this, bytes, key]() -> base::Result<QByteArray> {
                for (const auto& identity : held)
                    if (identity.publicKey == key)
                        return made(bytes, identity.fingerprint);
                return base::Error{base::ErrorKind::NotFound, key, QStringLiteral("no such key here")};
            });
    }
    /// A signature for Git is one over "git:" and the bytes.
    base::Future<QString> verify(QByteArray bytes, QByteArray signature, QStringList keys, base::Limit,
                                 const char* nameSpace = ports::signingNamespace) override {
        if (QByteArray(nameSpace) == ports::gitNamespace)
            bytes.prepend("git:");
        return m_fuse.call<QString>(
            QStringLiteral("signer.verify"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [bytes, signature, keys]() -> base::Result<QString> {
                for (const QString& key : keys)
                    if (made(bytes, fingerprint(key)) == signature)
                        return key;
                return base::Error{base::ErrorKind::Signature, {}, QStringLiteral("made by none of these")};
            });
    }

private:
    static QByteArray made(const QByteArray& bytes, const QString& keyFingerprint) {
        return "signed " + keyFingerprint.toUtf8() + ' ' + base::sha256Hex(bytes).toLatin1();
    }
    FakeFuse& m_fuse;
};

} // namespace slipway::support
