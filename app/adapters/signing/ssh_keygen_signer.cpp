#include "app/adapters/signing/ssh_keygen_signer.h"

#include "app/adapters/signing/key_ring.h"
#include "app/adapters/signing/public_key.h"
#include "app/adapters/signing/signature_check.h"
#include "app/adapters/signing/signature_envelope.h"
#include "app/base/tool_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <algorithm>

namespace slipway::adapters {

namespace {

QString tool() {
    return QStringLiteral("ssh-keygen");
}
QString ourNamespace() {
    return QString::fromLatin1(ports::signingNamespace);
}

base::Error signatureError(const QString& detail) {
    return {base::ErrorKind::Signature, {}, detail};
}

base::Error toolError(const base::ToolOutcome& outcome) {
    return signatureError(QStringLiteral("ssh-keygen: ") +
                          QString::fromUtf8(outcome.errors.trimmed().left(500)));
}

/// A file only we can read (QTemporaryDir is 0700 already; the file is 0600 all the same).
bool writePrivate(const QString& path, const QByteArray& content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner) &&
           file.write(content) == content.size() && file.flush();
}

/// What one call needs until its answer: the promise, and the files its child process reads.
template <class T>
struct Call {
    base::Promise<T> promise;
    QTemporaryDir folder;
    QString file(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
};

} // namespace

SshKeygenSigner::SshKeygenSigner(QString identitiesFolder) : m_folder(std::move(identitiesFolder)) {}

base::Future<QList<ports::Identity>> SshKeygenSigner::identities(base::Limit limit) {
    auto promise = std::make_shared<base::Promise<QList<ports::Identity>>>();
    auto future = promise->future();
    KeyRing::search(
        &m_runs, m_folder, QDeadlineTimer(limit.within), limit.stop,
        [promise](base::Result<QList<ports::Identity>> found) { promise->finish(std::move(found)); });
    return future;
}

base::Future<QByteArray> SshKeygenSigner::sign(QByteArray bytes, QString publicKey, base::Limit limit) {
    const auto wanted = plainPublicKey(publicKey);
    if (!wanted)
        return base::ready<QByteArray>(
            base::Error{base::ErrorKind::NotFound, {}, QStringLiteral("not a public key")});
    auto call = std::make_shared<Call<QByteArray>>();
    auto future = call->promise.future();
    const QDeadlineTimer deadline(limit.within);
    const auto signedBy = [call](const base::Result<base::ToolOutcome>& outcome) {
        if (!outcome)
            call->promise.finish(outcome.error());
        else if (outcome->exitCode != 0 || !readEnvelope(outcome->output))
            call->promise.finish(toolError(*outcome));
        else
            call->promise.finish(outcome->output);
    };
    const auto chosen = [this, call, signedBy, deadline, bytes = std::move(bytes), key = *wanted,
                         stop = limit.stop](const base::Result<QList<ports::Identity>>& found) {
        if (!found)
            return call->promise.finish(found.error());
        const auto identity = std::find_if(found->begin(), found->end(), [&key](const ports::Identity& each) {
            return each.publicKey == key;
        });
        if (identity == found->end())
            return call->promise.finish(
                base::Error{base::ErrorKind::NotFound, fingerprintOf(key),
                            QStringLiteral("this computer cannot sign with the key")});
        QString file = identity->source;
        if (identity->inAgent) {
            // Alone in a folder: ssh-keygen would fall back to a private file beside it.
            file = call->file("agent.pub");
            if (!writePrivate(file, key.toLatin1() + '\n'))
                return call->promise.finish(
                    signatureError(QStringLiteral("no temporary file can be written")));
        }
        base::ToolRun::start(&m_runs,
                             {tool(),
                              {QStringLiteral("-Y"), QStringLiteral("sign"), QStringLiteral("-n"),
                               ourNamespace(), QStringLiteral("-f"), file},
                              bytes},
                             deadline, stop, signedBy);
    };
    KeyRing::search(&m_runs, m_folder, deadline, limit.stop, chosen);
    return future;
}

base::Future<QString> SshKeygenSigner::verify(QByteArray bytes, QByteArray signature, QStringList publicKeys,
                                              base::Limit, const char* nameSpace) {
    const auto envelope = readEnvelope(signature);
    if (!envelope)
        return base::ready<QString>(envelope.error());
    if (envelope->namespaceBytes != nameSpace)
        return base::ready<QString>(signatureError(
            QStringLiteral("signed for another purpose: %1").arg(envelope->signingNamespace.left(80))));
    const QString signer = fingerprintOfBlob(envelope->keyBlob);
    QString maker;
    for (const QString& each : publicKeys)
        if (const auto key = plainPublicKey(each); key && fingerprintOf(*key) == signer)
            maker = *key;
    if (maker.isEmpty())
        return base::ready<QString>(signatureError(QStringLiteral("signed by another key: %1").arg(signer)));
    const auto checked = checkSignature(bytes, *envelope);
    return base::ready<QString>(checked.ok() ? base::Result<QString>(maker)
                                             : base::Result<QString>(checked.error()));
}

} // namespace slipway::adapters
