#include "app/adapters/git/libgit2_repository.h"
#include "app/adapters/signing/ssh_keygen_signer.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;
using adapters::Libgit2Repository;
using base::ErrorKind;
using domain::GitAnswer;
using domain::GitCheck;
using domain::GitQuestion;

namespace {

template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return base::Error{ErrorKind::Timeout, {}, u"no answer in the test"_s};
    return future.result();
}

} // namespace

/// What the repository can prove of a release, with tags that the real git and ssh-keygen have signed.
class ChecksTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_commit, m_later;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString run(const QString& program, const QStringList& arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_folder.path());
        environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
        environment.remove(u"SSH_AUTH_SOCK"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(path(u"work"_s));
        process.start(program, arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    QString git(const QString& line) { return run(u"git"_s, line.split(u' ')); }
    void write(const QString& name, const QByteArray& content) {
        QFile file(path(u"work/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QString publicKey(const QString& owner) {
        QFile file(path(owner + u".pub"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).section(u' ', 0, 1)
                                              : QString();
    }
    GitAnswer ask(GitCheck check, const QString& version, const QString& commit, const QString& file = {},
                  const QString& matches = {}) {
        Libgit2Repository repository(path(u"work"_s), {});
        GitQuestion question{check, version, commit};
        question.path = file;
        question.matches = matches;
        return answerOf(repository.ask(question, {})).valueOr(GitAnswer{});
    }
    QString verified(const GitAnswer& tag, const QStringList& keys) {
        adapters::SshKeygenSigner signer(path(u"identities"_s));
        const auto key =
            answerOf(signer.verify(tag.signedBytes, tag.signature, keys, {}, ports::gitNamespace));
        return key.ok() ? *key : base::kindName(key.error().kind) + u": "_s + key.error().detail;
    }

private Q_SLOTS:
    void initTestCase() {
        QDir(m_folder.path()).mkdir(u"work"_s);
        git(u"init -q -b main"_s);
        for (const auto& owner : {u"mira"_s, u"mallory"_s})
            run(u"ssh-keygen"_s,
                {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString(), u"-C"_s, owner, u"-f"_s, path(owner)});
        git(u"config user.name Mira"_s);
        git(u"config user.email mira@example.org"_s);
        git(u"config gpg.format ssh"_s);
        git(u"config user.signingkey "_s + path(u"mira"_s));
        write(u"CHANGELOG.md"_s, "# Changes\n\n## v1.2.0\n\n- greets\n");
        git(u"add ."_s);
        git(u"commit -q -m first"_s);
        m_commit = git(u"rev-parse HEAD"_s);
        git(u"tag -s v1.2.0 -m release"_s);
        git(u"tag -a v1.1.0 -m unsigned"_s);
        git(u"tag plain"_s);
        write(u"CHANGELOG.md"_s, "# Changes\n\n## v1X3X0\n");
        git(u"add ."_s);
        git(u"commit -q -m second"_s);
        m_later = git(u"rev-parse HEAD"_s);
    }

    void aSignedTagIsProvenByGitsOwnSignature() {
        const GitAnswer tag = ask(GitCheck::TagSigned, u"v1.2.0"_s, m_commit);
        QVERIFY2(tag.holds, qPrintable(tag.detail));
        QCOMPARE(verified(tag, {publicKey(u"mallory"_s), publicKey(u"mira"_s)}), publicKey(u"mira"_s));
        QVERIFY(verified(tag, {publicKey(u"mallory"_s)}).contains(u"another key"_s));
        GitAnswer forged = tag;
        forged.signedBytes.replace("release", "reliese");
        QVERIFY(verified(forged, {publicKey(u"mira"_s)}).startsWith(base::kindName(ErrorKind::Signature)));
        // Signed for Git is not signed off, and the other way round.
        adapters::SshKeygenSigner signer(path(u"identities"_s));
        const auto asSignOff =
            answerOf(signer.verify(tag.signedBytes, tag.signature, {publicKey(u"mira"_s)}, {}));
        QVERIFY(!asSignOff.ok());
        QVERIFY2(asSignOff.error().detail.contains(u"another purpose"_s),
                 qPrintable(asSignOff.error().detail));
    }

    void otherTagsAreToldApart() {
        QCOMPARE(ask(GitCheck::TagSigned, u"v1.1.0"_s, m_commit).detail, u"tag v1.1.0 is not signed"_s);
        QCOMPARE(ask(GitCheck::TagSigned, u"plain"_s, m_commit).detail,
                 u"tag plain is lightweight, and so not signed"_s);
        QCOMPARE(ask(GitCheck::TagSigned, u"v9"_s, m_commit).detail, u"no tag is named v9"_s);
        for (const auto& version : {u"v1.1.0"_s, u"plain"_s, u"v9"_s})
            QVERIFY(!ask(GitCheck::TagSigned, version, m_commit).holds);
    }

    void faultCase73_aSignedTagUnderAnotherNameProvesNothing() {
        // The same object, which mira signed as v1.2.0.
        git(u"update-ref refs/tags/v2.0.0 "_s + git(u"rev-parse refs/tags/v1.2.0"_s));
        const GitAnswer renamed = ask(GitCheck::TagSigned, u"v2.0.0"_s, m_commit);
        QVERIFY(!renamed.holds);
        QVERIFY2(renamed.detail.contains(u"what was signed is not tag v2.0.0"_s), qPrintable(renamed.detail));
        QVERIFY(renamed.signature.isEmpty());
        // And for another commit than it names.
        QVERIFY(!ask(GitCheck::TagSigned, u"v1.2.0"_s, m_later).holds);
    }

    void aTagWithAnotherKindOfSignatureSaysSo() {
        const QByteArray object = "object " + m_commit.toLatin1() +
                                  "\ntype commit\ntag pgp\ntagger M <m@x> 1760000000 +0000\n\nx\n"
                                  "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";
        write(u"pgp"_s, object);
        git(u"update-ref refs/tags/pgp "_s + git(u"hash-object -t tag -w pgp"_s));
        const GitAnswer tag = ask(GitCheck::TagSigned, u"pgp"_s, m_commit);
        QVERIFY(!tag.holds);
        QVERIFY2(tag.detail.contains(u"not with an SSH key"_s), qPrintable(tag.detail));
    }

    void aFileIsReadFromTheCommitAndNotFromTheFolder() {
        write(u"CHANGELOG.md"_s, "nothing");
        const auto changelog = [this](const QString& commit, const QString& matches) {
            return ask(GitCheck::FileHolds, u"v1.2.0"_s, commit, u"CHANGELOG.md"_s, matches);
        };
        const QString version = u"^## v1\\.2\\.0$"_s;
        QCOMPARE(changelog(m_commit, version).detail,
                 u"CHANGELOG.md at %1, line 3: ## v1.2.0"_s.arg(m_commit.left(7)));
        QVERIFY(changelog(m_commit, version).holds);
        QVERIFY(!changelog(m_later, version).holds);
        QVERIFY(changelog(m_commit, {}).holds);
        const GitAnswer missing = ask(GitCheck::FileHolds, u"v1.2.0"_s, m_commit, u"docs/none.md"_s);
        QVERIFY(!missing.holds && !missing.error);
        QVERIFY(missing.detail.startsWith(u"there is no file docs/none.md at "_s));
        // A commit that is not here is no verdict.
        QVERIFY(ask(GitCheck::FileHolds, u"v1"_s, QString(40, u'1'), u"CHANGELOG.md"_s).error);
    }

    void remotesAreReadFromTheConfiguration() {
        git(u"remote add origin git@github.com:boats/bot.git"_s);
        Libgit2Repository repository(path(u"work"_s), {});
        QCOMPARE(answerOf(repository.remoteUrl(u"origin"_s, {})).valueOr(QString()),
                 u"git@github.com:boats/bot.git"_s);
        QVERIFY(answerOf(repository.remoteUrl(u"other"_s, {})).error().kind == ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(ChecksTest)
#include "checks_test.moc"
