#include "app/adapters/git/libgit2_repository.h"
#include "app/adapters/git/tag_act.h"
#include "tests/support/ssh_agent.h"
#include "tests/support/ssh_server.h"

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

/// Tags made and pushed by the real git, with a bare repository as remote.
class TagActTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_first;
    QString m_second;

    QString git(const QString& folder, const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(m_folder->filePath(folder));
        process.start(u"git"_s, arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git failed: %s", process.readAllStandardError().constData());
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    QString work(const QString& line) { return git(u"work"_s, line.split(u' ')); }
    QString commit() {
        work(u"commit -q --allow-empty -m change"_s);
        return work(u"rev-parse HEAD"_s);
    }
    GitAnswer ask(const GitQuestion& question) {
        Libgit2Repository repository(m_folder->filePath(u"work"_s), m_folder->filePath(u"known_hosts"_s));
        const auto future = repository.ask(question, {std::chrono::seconds(30), {}});
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 40'000))
            return {false, u"no answer"_s, base::Error{ErrorKind::Timeout, {}, {}}};
        return *future.result();
    }
    GitAnswer create(const QString& tag, const QString& commit, bool isSigned = false) {
        return ask({GitCheck::CreateTag, tag, commit, u"it's \"live\"\n# $(id)"_s, isSigned, {}});
    }
    GitAnswer push(const QString& tag, const QString& commit, const QString& remote = u"origin"_s) {
        return ask({GitCheck::PushTag, tag, commit, {}, false, remote});
    }

    /// A bare repository in the home of a real host, as the remote origin.
    void useRemoteOf(const support::SshServer& server) {
        QDir(server.home()).mkdir(u"app.git"_s);
        QProcess process;
        process.setWorkingDirectory(server.home() + u"/app.git"_s);
        process.start(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s});
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git init failed");
        const auto host = server.host();
        work(u"remote set-url origin ssh://%1@127.0.0.1:%2%3/app.git"_s.arg(host.user)
                 .arg(server.port())
                 .arg(server.home()));
    }
    void know(const support::SshServer& server) {
        QFile file(m_folder->filePath(u"known_hosts"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() +
                       '\n');
    }
    static QString tagThere(const support::SshServer& server, const QString& tag) {
        QProcess process;
        process.setWorkingDirectory(server.home() + u"/app.git"_s);
        process.start(u"git"_s, {u"rev-parse"_s, u"--verify"_s, u"-q"_s, u"refs/tags/"_s + tag});
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

private Q_SLOTS:
    void initTestCase() {
        // The configuration of whoever runs the tests must not change where Git goes.
        qputenv("GIT_CONFIG_GLOBAL", "/dev/null");
        for (const char* proxy : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
            qunsetenv(proxy);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const QString& name : {u"work"_s, u"remote"_s})
            QDir(m_folder->path()).mkdir(name);
        git(u"remote"_s, {u"init"_s, u"-q"_s, u"--bare"_s});
        for (const QString& line :
             {u"init -q -b main"_s, u"config user.name Mira"_s, u"config user.email mira@example.org"_s,
              u"config tag.gpgSign false"_s, u"config commit.gpgSign false"_s})
            work(line);
        git(u"work"_s, {u"remote"_s, u"add"_s, u"origin"_s, m_folder->filePath(u"remote"_s)});
        m_first = commit();
        m_second = commit();
    }

    void makesAnAnnotatedTagOnce() {
        QVERIFY(create(u"v1"_s, m_first).holds);
        QCOMPARE(work(u"cat-file -t refs/tags/v1"_s), u"tag"_s);
        QCOMPARE(work(u"rev-parse refs/tags/v1^{commit}"_s), m_first);
        QCOMPARE(work(u"tag -l --format=%(contents) v1"_s), u"it's \"live\"\n# $(id)"_s);
        const QString object = work(u"rev-parse refs/tags/v1"_s);
        QVERIFY(create(u"v1"_s, m_first).holds);
        QCOMPARE(work(u"rev-parse refs/tags/v1"_s), object);
    }
    void faultCase67_movesNoTag() {
        QVERIFY(create(u"v1"_s, m_first).holds);
        const GitAnswer moved = create(u"v1"_s, m_second);
        QVERIFY(!moved.holds && !moved.error);
        QVERIFY(moved.detail.contains(m_first));
        QVERIFY(moved.detail.contains(work(u"rev-parse refs/tags/v1"_s)));
        work(u"tag light"_s);
        QVERIFY(!create(u"light"_s, m_second).holds);
        // Moved by somebody between plan and push.
        QVERIFY(!push(u"v1"_s, m_second).holds);
        QVERIFY(git(u"remote"_s, {u"tag"_s}).isEmpty());
    }
    void faultCase67_saysWhenItCannotSign() {
        work(u"config gpg.format ssh"_s);
        work(u"config user.signingkey /nowhere/key.pub"_s);
        const GitAnswer refused = create(u"v1"_s, m_first, true);
        QVERIFY2(!refused.holds && refused.error, qPrintable(refused.detail));
        QVERIFY(work(u"tag"_s).isEmpty());
        QVERIFY(create(u"v1"_s, m_first).holds);
        QVERIFY(create(u"v1"_s, m_first, true).detail.contains(u"not signed"_s));
    }
    void signsWithAnSshKey() {
        QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString(),
                                                     u"-f"_s, m_folder->filePath(u"key"_s)}),
                 0);
        work(u"config gpg.format ssh"_s);
        git(u"work"_s, {u"config"_s, u"user.signingkey"_s, m_folder->filePath(u"key"_s)});
        const GitAnswer made = create(u"v1"_s, m_first, true);
        QVERIFY2(made.holds, qPrintable(made.error ? made.error->detail : made.detail));
        QVERIFY(work(u"cat-file tag v1"_s).contains(u"BEGIN SSH SIGNATURE"_s));
    }

    void pushesTheTagAndProvesIt() {
        QVERIFY(!push(u"v1"_s, m_first).holds);
        QVERIFY(create(u"v1"_s, m_first).holds);
        const GitAnswer pushed = push(u"v1"_s, m_first);
        QVERIFY2(pushed.holds, qPrintable(pushed.error ? pushed.error->detail : pushed.detail));
        QCOMPARE(git(u"remote"_s, {u"rev-parse"_s, u"refs/tags/v1"_s}), work(u"rev-parse refs/tags/v1"_s));
        QVERIFY(push(u"v1"_s, m_first).holds);
    }
    void faultCase66_neverReplacesTheRemotesTag() {
        QVERIFY(create(u"v1"_s, m_first).holds);
        QVERIFY(push(u"v1"_s, m_first).holds);
        const QString theirs = git(u"remote"_s, {u"rev-parse"_s, u"refs/tags/v1"_s});
        work(u"tag -d v1"_s);
        QVERIFY(create(u"v1"_s, m_second).holds);
        const GitAnswer refused = push(u"v1"_s, m_second);
        QVERIFY(!refused.holds && refused.detail.contains(theirs));
        QCOMPARE(git(u"remote"_s, {u"rev-parse"_s, u"refs/tags/v1"_s}), theirs);
    }
    void faultCase64_refusesNamesThatAreOptionsOrNoRefs() {
        for (const QString& name : {u"--upload-pack=touch owned"_s, u"-oProxyCommand=x"_s, u"a b"_s,
                                    u"a..b"_s, u"../x"_s, u"a^{commit}"_s, QString(), u"abcdef1"_s}) {
            QVERIFY2(create(name, m_first).error, qPrintable(name));
            QVERIFY2(push(name, m_first).error, qPrintable(name));
        }
        QVERIFY(create(u"v1"_s, m_first).holds);
        QVERIFY(push(u"v1"_s, m_first, u"--receive-pack=x"_s).error);
        QVERIFY(create(u"v2"_s, u"main"_s).error);
    }
    void faultCase65_pushesOnlyOverKnownWays_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("fine");
        for (const char* url :
             {"https://example.org/a.git", "ssh://git@example.org:22/a.git", "git@example.org:a/b.git",
              "example.org:a.git", "/srv/a.git", "file:///srv/a.git"})
            QTest::newRow(url) << QString::fromLatin1(url) << true;
        for (const char* url :
             {"ext::sh -c touch% x", "ext::x", "http://example.org/a", "git://example.org/a",
              "ssh://-oProxyCommand=x/a", "-oProxyCommand=x:a", "git@-x:a", "a'b:c", "git@example.org:a'b",
              "x\"y:z", "../a", "", "fd::17", "https://-x/a"})
            QTest::newRow(url) << QString::fromLatin1(url) << false;
    }
    void faultCase65_pushesOnlyOverKnownWays() {
        QFETCH(QString, url);
        QFETCH(bool, fine);
        QCOMPARE(adapters::remoteProblem(url).isEmpty(), fine);
    }
    void pushesOverSshToAHostWhoseKeyIsKnown() {
        support::SshServer server;
        QVERIFY2(server.start(), server.log());
        const support::SshAgent agent(server.folder());
        QVERIFY(agent.isUp() && agent.add({server.host().identity}));
        useRemoteOf(server);
        know(server);
        QVERIFY(create(u"v1"_s, m_first).holds);
        const GitAnswer pushed = push(u"v1"_s, m_first);
        QVERIFY2(pushed.holds, qPrintable(pushed.error ? pushed.error->detail : pushed.detail));
        const QString there = tagThere(server, u"v1"_s);
        QCOMPARE(there, work(u"rev-parse refs/tags/v1"_s));
        QVERIFY(push(u"v1"_s, m_first).holds);
        // A tag of that name is there and differs: it is not moved.
        work(u"tag -d v1"_s);
        QVERIFY(create(u"v1"_s, m_second).holds);
        const GitAnswer refused = push(u"v1"_s, m_second);
        QVERIFY(!refused.holds && !refused.error);
        QVERIFY2(refused.detail.contains(there) && refused.detail.contains(u"it is not moved"_s),
                 qPrintable(refused.detail));
        QCOMPARE(tagThere(server, u"v1"_s), there);
    }
    void tellsWhatTheRemotesHookSays() {
        support::SshServer server;
        QVERIFY2(server.start(), server.log());
        const support::SshAgent agent(server.folder());
        QVERIFY(agent.isUp() && agent.add({server.host().identity}));
        useRemoteOf(server);
        know(server);
        QFile hook(server.home() + u"/app.git/hooks/pre-receive"_s);
        QVERIFY(hook.open(QIODevice::WriteOnly));
        hook.write("#!/bin/sh\necho 'release tags are frozen until Monday'\nexit 1\n");
        hook.close();
        hook.setPermissions(QFile::Permissions(0x7700));
        QVERIFY(create(u"v1"_s, m_first).holds);
        const GitAnswer refused = push(u"v1"_s, m_first);
        QVERIFY(refused.error);
        QVERIFY2(refused.error->detail.contains(u"release tags are frozen until Monday"_s),
                 qPrintable(refused.error->detail));
        QVERIFY(tagThere(server, u"v1"_s).isEmpty());
    }
    void faultCase14_anUnknownOrChangedHostKeyStopsThePush() {
        support::SshServer server;
        QVERIFY2(server.start(), server.log());
        const support::SshAgent agent(server.folder());
        QVERIFY(agent.isUp() && agent.add({server.host().identity}));
        useRemoteOf(server);
        QVERIFY(create(u"v1"_s, m_first).holds);
        const GitAnswer unknown = push(u"v1"_s, m_first);
        QVERIFY(unknown.error);
        QVERIFY2(unknown.error->detail.contains(u"Host key verification failed"_s) &&
                     unknown.error->detail.contains(u"key is known for [127.0.0.1]:%1"_s.arg(server.port())),
                 qPrintable(unknown.error->detail));
        know(server);
        server.stop();
        server.makeHostKey(u"ed25519"_s);
        QVERIFY2(server.start(), server.log());
        const GitAnswer changed = push(u"v1"_s, m_first);
        QVERIFY(changed.error);
        QVERIFY2(changed.error->detail.contains(u"REMOTE HOST IDENTIFICATION HAS CHANGED"_s) &&
                     changed.error->detail.contains(u"Host key verification failed"_s),
                 qPrintable(changed.error->detail));
        QVERIFY(!server.log().contains("Accepted publickey"));
        QVERIFY(tagThere(server, u"v1"_s).isEmpty());
    }
    void tellsThatALoginIsRefused() {
        support::SshServer server;
        QVERIFY2(server.start(), server.log());
        const support::SshAgent agent(server.folder());
        QVERIFY(agent.isUp() && agent.add({server.strangerKey()}));
        useRemoteOf(server);
        know(server);
        QVERIFY(create(u"v1"_s, m_first).holds);
        const GitAnswer refused = push(u"v1"_s, m_first);
        QVERIFY(refused.error);
        QVERIFY2(refused.error->detail.contains(u"Permission denied"_s), qPrintable(refused.error->detail));
    }
    void faultCase01_tellsThatNobodyListensAtTheRemote() {
        QVERIFY(create(u"v1"_s, m_first).holds);
        for (const QString& scheme : {u"ssh://git@%1"_s, u"https://%1"_s}) {
            const auto port = support::freePort();
            work(u"remote set-url origin "_s + scheme.arg(u"127.0.0.1:%1/srv/app.git"_s.arg(port)));
            const GitAnswer refused = push(u"v1"_s, m_first);
            QVERIFY(refused.error);
            QVERIFY2(refused.error->detail.contains(u"Connection refused"_s) ||
                         refused.error->detail.contains(u"Couldn't connect to server"_s),
                     qPrintable(refused.error->detail));
            QVERIFY2(refused.error->detail.contains(QString::number(port)),
                     qPrintable(refused.error->detail));
        }
    }
    void faultCase65_runsNoHelperOfARemote() {
        QVERIFY(create(u"v1"_s, m_first).holds);
        git(u"work"_s, {u"remote"_s, u"set-url"_s, u"origin"_s, u"ext::sh -c touch% owned"_s});
        QVERIFY(push(u"v1"_s, m_first).error);
        QVERIFY(!QFile::exists(m_folder->filePath(u"work/owned"_s)));
    }
};

QTEST_GUILESS_MAIN(TagActTest)
#include "tag_act_test.moc"
