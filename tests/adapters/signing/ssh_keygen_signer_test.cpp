#include "app/adapters/signing/ssh_keygen_signer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::SshKeygenSigner;
using base::ErrorKind;
using ports::Identity;

namespace {

QString text(const char* latin1) {
    return QString::fromLatin1(latin1);
}

bool run(const QString& program, const QStringList& arguments, const QByteArray& input = {},
         QByteArray* output = nullptr) {
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool done = process.waitForFinished() && process.exitCode() == 0;
    if (output != nullptr)
        *output = process.readAllStandardOutput();
    return done;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A key made by the real ssh-keygen; answers its public form without comment.
QString makeKey(const QString& path, const QString& type = text("ed25519"), const QString& passphrase = {}) {
    if (!run(text("ssh-keygen"), {text("-q"), text("-t"), type, text("-N"), passphrase, text("-f"), path}))
        qFatal("ssh-keygen cannot make a key");
    return QString::fromUtf8(contentOf(path + text(".pub"))).section(u' ', 0, 1).trimmed();
}

template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return base::Error{ErrorKind::Lost, {}, text("no answer in the test")};
    return future.result();
}

template <class T>
QString kindOf(const base::Result<T>& result) {
    return result.ok() ? text("no error") : base::kindName(result.error().kind);
}
QString named(ErrorKind kind) {
    return base::kindName(kind);
}

} // namespace

class SshKeygenSignerTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QByteArray m_path;

    QString keys(const QString& name = {}) const { return m_home->filePath(text("identities/")) + name; }
    QString ssh(const QString& name = {}) const { return m_home->filePath(text(".ssh/")) + name; }
    /// Puts a program of this name before all others.
    void replaceTool(const QString& name, const QByteArray& script) {
        QDir(m_home->path()).mkdir(text("bin"));
        QFile file(m_home->filePath(text("bin/") + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("PATH", m_home->filePath(text("bin")).toUtf8() + ':' + m_path);
    }

private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_path = qgetenv("PATH");
        qputenv("HOME", m_home->path().toUtf8());
        qunsetenv("SSH_AUTH_SOCK");
        for (const char* folder : {"identities", ".ssh"})
            QVERIFY(QDir(m_home->path()).mkdir(text(folder)));
    }
    void cleanup() { qputenv("PATH", m_path); }

    void verifiesWhatItSigned_data() {
        QTest::addColumn<QString>("type");
        for (const char* type : {"ed25519", "ecdsa", "rsa"})
            QTest::newRow(type) << text(type);
    }
    void verifiesWhatItSigned() {
        QFETCH(QString, type);
        const QString key = makeKey(keys(text("mira")), type);
        const QString other = makeKey(keys(text("ada")));
        SshKeygenSigner signer(keys());
        const QByteArray bytes = "{\"a\":1}\nno final newline \xff\x00 binary";
        const auto signature = answerOf(signer.sign(bytes, key + text(" a comment"), {}));
        QVERIFY2(signature.ok(), qPrintable(signature.ok() ? QString() : signature.error().detail));
        const auto verified = answerOf(signer.verify(bytes, *signature, {other, key}, {}));
        QVERIFY2(verified.ok(), qPrintable(verified.ok() ? QString() : verified.error().detail));
        QCOMPARE(*verified, key);
    }

    void refusesATamperedByte() {
        const QString key = makeKey(keys(text("mira")));
        SshKeygenSigner signer(keys());
        const auto signature = answerOf(signer.sign("ship it", key, {}));
        QVERIFY(signature.ok());
        QCOMPARE(kindOf(answerOf(signer.verify("Ship it", *signature, {key}, {}))),
                 named(ErrorKind::Signature));
        QCOMPARE(kindOf(answerOf(signer.verify("ship it\n", *signature, {key}, {}))),
                 named(ErrorKind::Signature));
        QCOMPARE(kindOf(answerOf(signer.verify({}, *signature, {key}, {}))), named(ErrorKind::Signature));
        QByteArray damaged = *signature;
        char& digit = damaged[damaged.size() / 2];
        digit = digit == 'A' ? 'B' : 'A';
        QCOMPARE(kindOf(answerOf(signer.verify("ship it", damaged, {key}, {}))), named(ErrorKind::Signature));
    }

    void faultCase73_refusesAnotherKey() {
        const QString key = makeKey(keys(text("mira")));
        const QString other = makeKey(keys(text("ada")));
        SshKeygenSigner signer(keys());
        const auto signature = answerOf(signer.sign("ship it", other, {}));
        QVERIFY(signature.ok());
        const auto refused = answerOf(signer.verify("ship it", *signature, {key}, {}));
        QCOMPARE(kindOf(refused), named(ErrorKind::Signature));
        QVERIFY(refused.error().detail.contains(text("another key")));
        QCOMPARE(kindOf(answerOf(signer.verify("ship it", *signature, {}, {}))), named(ErrorKind::Signature));
    }

    void faultCase73_refusesAnotherNamespace() {
        const QString key = makeKey(keys(text("mira")));
        QByteArray signature;
        QVERIFY(run(text("ssh-keygen"),
                    {text("-Y"), text("sign"), text("-n"), text("git"), text("-f"), keys(text("mira"))},
                    "ship it", &signature));
        SshKeygenSigner signer(keys());
        const auto refused = answerOf(signer.verify("ship it", signature, {key}, {}));
        QCOMPARE(kindOf(refused), named(ErrorKind::Signature));
        QVERIFY2(refused.error().detail.contains(text("git")), qPrintable(refused.error().detail));
    }

    void refusesWhatIsNoSignature() {
        const QString key = makeKey(keys(text("mira")));
        SshKeygenSigner signer(keys());
        for (const QByteArray& signature :
             {QByteArray(), QByteArray("hello"),
              QByteArray("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"),
              QByteArray(
                  "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----\n")})
            QCOMPARE(kindOf(answerOf(signer.verify("ship it", signature, {key}, {}))),
                     named(ErrorKind::Signature));
    }

    void listsKeysInTheirOrderAndEveryKeyOnce() {
        const QString own = makeKey(ssh(text("id_ed25519")));
        const QString workspace = makeKey(keys(text("mira")));
        const QString bare = makeKey(keys(text("zoe")));
        QVERIFY(QFile::remove(keys(text("zoe.pub"))));
        QVERIFY(QFile::copy(keys(text("mira")), ssh(text("id_copy"))));
        QVERIFY(QFile::copy(keys(text("mira.pub")), ssh(text("id_copy.pub"))));
        makeKey(ssh(text("id_locked")), text("ed25519"), text("secret words"));
        QVERIFY(QFile::remove(ssh(text("id_locked.pub"))));
        QFile noise(keys(text("README")));
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write("no key");
        noise.close();

        SshKeygenSigner signer(keys());
        const auto found = answerOf(signer.identities({}));
        QVERIFY(found.ok());
        QStringList listed;
        for (const Identity& each : *found) {
            listed.append(each.publicKey);
            QVERIFY(!each.inAgent);
            QVERIFY(each.fingerprint.startsWith(text("SHA256:")));
        }
        QCOMPARE(listed, (QStringList{workspace, bare, own}));
        QCOMPARE(found->first().source, keys(text("mira")));
    }

    void signsWithAKeyThatOnlyTheAgentHolds() {
        const QString key = makeKey(m_home->filePath(text("away")));
        const QString socket = m_home->filePath(text("agent"));
        QProcess agent;
        agent.start(text("ssh-agent"), {text("-D"), text("-a"), socket});
        qputenv("SSH_AUTH_SOCK", socket.toUtf8());
        // The socket's file is there a moment before anybody listens on it.
        QTRY_VERIFY(run(text("ssh-add"), {text("-q"), m_home->filePath(text("away"))}));
        QVERIFY(QFile::remove(m_home->filePath(text("away"))));
        QVERIFY(QFile::remove(m_home->filePath(text("away.pub"))));

        SshKeygenSigner signer(keys());
        const auto found = answerOf(signer.identities({}));
        QVERIFY(found.ok());
        QCOMPARE(found->size(), 1);
        QVERIFY(found->first().inAgent);
        QCOMPARE(found->first().source, text("agent"));
        const auto signature = answerOf(signer.sign("ship it", key, {}));
        agent.kill();
        QVERIFY(agent.waitForFinished());
        QVERIFY2(signature.ok(), qPrintable(signature.ok() ? QString() : signature.error().detail));
        QVERIFY(answerOf(signer.verify("ship it", *signature, {key}, {})).ok());
        // The agent is gone, its socket remains: files still work, the key does not.
        makeKey(keys(text("mira")));
        QCOMPARE(answerOf(signer.identities({}))->size(), 1);
        QCOMPARE(kindOf(answerOf(signer.sign("ship it", key, {}))), named(ErrorKind::NotFound));
    }

    void saysThatAKeyIsNotHere() {
        const QString key = makeKey(m_home->filePath(text("elsewhere")));
        SshKeygenSigner signer(m_home->filePath(text("no/such/folder")));
        QCOMPARE(kindOf(answerOf(signer.sign("ship it", key, {}))), named(ErrorKind::NotFound));
        QCOMPARE(kindOf(answerOf(signer.sign("ship it", text("-f /etc/passwd"), {}))),
                 named(ErrorKind::NotFound));
        QCOMPARE(answerOf(signer.identities({}))->size(), 0);
    }

    void neverAsksForAPassphrase() {
        const QString key = makeKey(keys(text("mira")), text("ed25519"), text("secret words"));
        SshKeygenSigner signer(keys());
        QElapsedTimer timer;
        timer.start();
        const auto refused = answerOf(signer.sign("ship it", key, {}));
        QCOMPARE(kindOf(refused), named(ErrorKind::Signature));
        QVERIFY(timer.elapsed() < 10'000);
    }

    void saysThatTheToolIsMissing() {
        const QString key = makeKey(keys(text("mira")));
        SshKeygenSigner signer(keys());
        const auto signature = answerOf(signer.sign("ship it", key, {}));
        QVERIFY(signature.ok());
        qputenv("PATH", m_home->path().toUtf8());
        QCOMPARE(kindOf(answerOf(signer.sign("ship it", key, {}))), named(ErrorKind::ToolMissing));
        // Checking needs no tool.
        QVERIFY(answerOf(signer.verify("ship it", *signature, {key}, {})).ok());
    }

    void killsAHangingToolAtItsDeadline() {
        const QString key = makeKey(keys(text("mira")));
        const QString pidFile = m_home->filePath(text("pid"));
        replaceTool(text("ssh-keygen"), "echo $$ > '" + pidFile.toUtf8() + "'\nsleep 300\n");
        SshKeygenSigner signer(keys());
        QCOMPARE(kindOf(answerOf(signer.sign("ship it", key, {1s, {}}))), named(ErrorKind::Timeout));
        const auto leader = pid_t(contentOf(pidFile).trimmed().toLongLong());
        QVERIFY(leader > 0);
        QTRY_VERIFY(kill(-leader, 0) != 0);
    }

    void stopsWhenAskedToFromAnotherThread() {
        const QString key = makeKey(keys(text("mira")));
        const QString pidFile = m_home->filePath(text("pid"));
        replaceTool(text("ssh-keygen"), "echo $$ > '" + pidFile.toUtf8() + "'\nsleep 300\n");
        SshKeygenSigner signer(keys());
        std::stop_source stop;
        const auto future = signer.sign("ship it", key, {60s, stop.get_token()});
        QTRY_VERIFY(!contentOf(pidFile).isEmpty());
        std::jthread([&stop] { stop.request_stop(); }).join();
        QCOMPARE(kindOf(answerOf(future)), named(ErrorKind::Cancelled));
        std::stop_source before;
        before.request_stop();
        QCOMPARE(kindOf(answerOf(signer.sign("ship it", key, {60s, before.get_token()}))),
                 named(ErrorKind::Cancelled));
    }

    void answersLostWhenTheSignerGoesAway() {
        const QString key = makeKey(keys(text("mira")));
        replaceTool(text("ssh-keygen"), "sleep 300\n");
        base::Future<QByteArray> future;
        {
            SshKeygenSigner signer(keys());
            future = signer.sign("ship it", key, {60s, {}});
        }
        QCOMPARE(kindOf(answerOf(future)), named(ErrorKind::Lost));
    }

    void signsManyAtOnce() {
        const QString key = makeKey(keys(text("mira")));
        SshKeygenSigner signer(keys());
        std::vector<base::Future<QByteArray>> futures;
        for (int i = 0; i < 20; ++i)
            futures.push_back(signer.sign(QByteArray::number(i), key, {}));
        for (int i = 0; i < 20; ++i) {
            const auto signature = answerOf(futures[size_t(i)]);
            QVERIFY(signature.ok());
            QVERIFY(answerOf(signer.verify(QByteArray::number(i), *signature, {key}, {})).ok());
        }
    }
};

QTEST_GUILESS_MAIN(SshKeygenSignerTest)
#include "ssh_keygen_signer_test.moc"
