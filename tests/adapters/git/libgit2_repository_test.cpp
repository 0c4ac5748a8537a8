#include "app/adapters/git/libgit2_repository.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace slipway;
using adapters::Libgit2Repository;
using base::ErrorKind;

namespace {

/// A repository made with the real git, isolated from this machine's configuration.
class Sandbox {
public:
    Sandbox() {
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(QStringLiteral("HOME"), m_folder.path());
        m_environment.insert(QStringLiteral("GIT_CONFIG_NOSYSTEM"), QStringLiteral("1"));
        for (const char* role : {"AUTHOR", "COMMITTER"}) {
            const QString prefix = QStringLiteral("GIT_%1_").arg(QString::fromLatin1(role));
            m_environment.insert(prefix + QStringLiteral("NAME"), QStringLiteral("Mira"));
            m_environment.insert(prefix + QStringLiteral("EMAIL"), QStringLiteral("mira@example.org"));
        }
        QDir(m_folder.path()).mkdir(QStringLiteral("work"));
        git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")});
    }
    QString path(const QString& name = {}) const {
        return m_folder.filePath(QStringLiteral("work")) + (name.isEmpty() ? QString() : u'/' + name);
    }
    QString git(const QStringList& arguments) {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setWorkingDirectory(path());
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git failed: %s", process.readAllStandardError().constData());
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    QString git(const QString& line) { return git(line.split(u' ')); }
    void write(const QString& name, const QByteArray& content) {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(name));
        file.write(content);
    }
    QString commit(const QString& message,
                   const QString& author = QStringLiteral("Mira <mira@example.org>")) {
        m_environment.insert(QStringLiteral("GIT_COMMITTER_DATE"), QStringLiteral("%1 +0000").arg(m_time));
        m_environment.insert(QStringLiteral("GIT_AUTHOR_DATE"), QStringLiteral("%1 +0000").arg(m_time));
        m_time += 60;
        write(QStringLiteral("file.txt"), message.toUtf8());
        git(QStringLiteral("add file.txt"));
        git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), message,
             QStringLiteral("--author"), author});
        return git(QStringLiteral("rev-parse HEAD"));
    }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    qint64 m_time = 1'760'000'000;
};

template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return base::Error{ErrorKind::Timeout, {}, QStringLiteral("no answer in the test")};
    return future.result();
}

QString text(const char* latin1) {
    return QString::fromLatin1(latin1);
}

} // namespace

class Libgit2RepositoryTest : public QObject {
    Q_OBJECT

private:
    template <class T>
    static ErrorKind kindOf(const base::Result<T>& result) {
        return result.ok() ? ErrorKind::Lost : result.error().kind;
    }

private Q_SLOTS:
    void namesACommitByItsTag() {
        Sandbox sandbox;
        const QString commit = sandbox.commit(text("one"));
        sandbox.git(text("tag v1.0.0"));
        sandbox.git(text("tag -a v1.1.0 -m release"));
        Libgit2Repository repository(sandbox.path());

        const auto light = answerOf(repository.resolve(text("v1.0.0"), {}));
        QVERIFY(light.ok());
        QCOMPARE(light->version, text("v1.0.0"));
        QCOMPARE(light->commit, commit);
        QCOMPARE(light->tree, sandbox.git(text("rev-parse HEAD^{tree}")));
        QVERIFY(light->tagObject.isEmpty());

        const auto annotated = answerOf(repository.resolve(text("v1.1.0"), {}));
        QVERIFY(annotated.ok());
        QCOMPARE(annotated->commit, commit);
        QCOMPARE(annotated->tagObject, sandbox.git(text("rev-parse v1.1.0")));
    }

    void namesABranchByTheNewestTagOnItsCommit() {
        Sandbox sandbox;
        sandbox.commit(text("one"));
        sandbox.git(text("tag v1.9.0"));
        sandbox.git(text("tag -a v1.10.0 -m release"));
        sandbox.git(text("tag zebra"));
        Libgit2Repository repository(sandbox.path());
        const auto tagged = answerOf(repository.resolve(text("main"), {}));
        QVERIFY(tagged.ok());
        QCOMPARE(tagged->version, text("v1.10.0"));
        QCOMPARE(tagged->tagObject, sandbox.git(text("rev-parse v1.10.0")));

        const QString next = sandbox.commit(text("two"));
        const auto untagged = answerOf(repository.resolve(text("main"), {}));
        QVERIFY(untagged.ok());
        QCOMPARE(untagged->version, next.left(7));
        QVERIFY(untagged->tagObject.isEmpty());
        QCOMPARE(answerOf(repository.resolve(text("HEAD"), {}))->commit, next);
    }

    void prefersATagOverABranchOfTheSameName() {
        Sandbox sandbox;
        const QString first = sandbox.commit(text("one"));
        sandbox.git(text("tag v1"));
        sandbox.commit(text("two"));
        sandbox.git(text("branch v1"));
        Libgit2Repository repository(sandbox.path());
        QCOMPARE(answerOf(repository.resolve(text("v1"), {}))->commit, first);
        QCOMPARE(answerOf(repository.resolve(text("refs/tags/v1"), {}))->commit, first);
        QVERIFY(answerOf(repository.resolve(text("refs/heads/v1"), {}))->commit != first);
    }

    void findsAnAbbreviatedCommit() {
        Sandbox sandbox;
        const QString commit = sandbox.commit(text("one"));
        Libgit2Repository repository(sandbox.path());
        for (const int digits : {4, 7, 12, 40})
            QCOMPARE(answerOf(repository.resolve(commit.left(digits), {}))->commit, commit);
        QCOMPARE(answerOf(repository.resolve(commit.left(9).toUpper(), {}))->commit, commit);
        QCOMPARE(kindOf(answerOf(repository.resolve(commit.left(3), {}))), ErrorKind::NotFound);
        QCOMPARE(kindOf(answerOf(repository.resolve(QString(40, u'0'), {}))), ErrorKind::NotFound);
    }

    void followsATagMadeInASubfolderOfTheRepository() {
        Sandbox sandbox;
        const QString commit = sandbox.commit(text("one"));
        QDir(sandbox.path()).mkpath(text("deploy/prod"));
        Libgit2Repository repository(sandbox.path(text("deploy/prod")));
        QCOMPARE(answerOf(repository.resolve(text("main"), {}))->commit, commit);
    }

    void faultCase64_refusesNamesThatAreNoRefs_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"", "--upload-pack=touch /tmp/x", "-oProxyCommand=id", "a b", "a..b", "../etc", "a~1",
              "a^{commit}", "v1:file", "a\nb", "a*", "@{-1}", "/a", "a.lock", "a\\b"})
            QTest::newRow(*name != 0 ? name : "empty") << QString::fromLatin1(name);
    }
    void faultCase64_refusesNamesThatAreNoRefs() {
        QFETCH(QString, name);
        Sandbox sandbox;
        sandbox.commit(text("one"));
        Libgit2Repository repository(sandbox.path());
        QCOMPARE(kindOf(answerOf(repository.resolve(name, {}))), ErrorKind::BadInput);
    }

    void saysWhatIsNotThere() {
        Sandbox sandbox;
        sandbox.commit(text("one"));
        Libgit2Repository repository(sandbox.path());
        const auto missing = answerOf(repository.resolve(text("v9.9.9"), {}));
        QCOMPARE(kindOf(missing), ErrorKind::NotFound);
        QVERIFY(missing.error().detail.contains(text("v9.9.9")));

        const QTemporaryDir empty;
        Libgit2Repository nowhere(empty.path());
        QCOMPARE(kindOf(answerOf(nowhere.state({}))), ErrorKind::NotFound);
        const auto asked = answerOf(nowhere.ask({domain::GitCheck::WorktreeClean, {}, {}}, {}));
        QVERIFY(asked.ok());
        QCOMPARE(asked->error->kind, ErrorKind::NotFound);
    }

    void listsWhatLiesBetweenTwoCommits() {
        Sandbox sandbox;
        const QString base = sandbox.commit(text("base"));
        const QString second = sandbox.commit(text("second"), text("Ada <ada@example.org>"));
        const QString third = sandbox.commit(text("third"));
        const QString fourth = sandbox.commit(text("fourth"), text("Ada <ada@example.org>"));
        sandbox.git(QStringLiteral("checkout -q -b side ") + base);
        const QString side = sandbox.commit(text("side"));
        Libgit2Repository repository(sandbox.path());

        const auto range = answerOf(repository.between(base, fourth, {}));
        QVERIFY(range.ok());
        QCOMPARE(range->ahead, 3);
        QCOMPARE(range->behind, 0);
        QCOMPARE(range->commits.size(), 3);
        QCOMPARE(range->commits.first().id, fourth);
        QCOMPARE(range->commits.last().id, second);
        QCOMPARE(range->commits.last().authorEmail, text("ada@example.org"));
        QCOMPARE(range->commits.last().summary, text("second"));
        QCOMPARE(range->commits[1].id, third);
        QVERIFY(range->commits[1].timeMs > 1'760'000'000'000);
        QCOMPARE(range->authors, (QStringList{text("Ada"), text("Mira")}));

        const auto forked = answerOf(repository.between(side, fourth, {}));
        QCOMPARE(forked->ahead, 3);
        QCOMPARE(forked->behind, 1);
        QCOMPARE(answerOf(repository.between(fourth, fourth, {}))->ahead, 0);
        QCOMPARE(answerOf(repository.between({}, fourth, {}))->ahead, 4);
        const auto all = answerOf(repository.between({}, fourth, {}));
        QVERIFY(!all->emails.isEmpty());
        for (const QString& email : all->emails)
            QVERIFY(email == email.toLower() && email.contains(QLatin1Char('@')));
        QCOMPARE(kindOf(answerOf(repository.between(text("main"), fourth, {}))), ErrorKind::BadInput);
        QCOMPARE(kindOf(answerOf(repository.between(QString(40, u'1'), fourth, {}))), ErrorKind::NotFound);
    }

    void listsAtMostFiveHundredCommitsButCountsAll() {
        Sandbox sandbox;
        QByteArray stream;
        for (int i = 1; i <= 620; ++i)
            stream += "commit refs/heads/main\nmark :" + QByteArray::number(i) + "\nauthor A" +
                      QByteArray::number(i % 3) + " <a@b> " + QByteArray::number(1'760'000'000 + i) +
                      " +0000\ncommitter C <c@d> " + QByteArray::number(1'760'000'000 + i) +
                      " +0000\ndata 1\nx\n" +
                      (i > 1 ? "from :" + QByteArray::number(i - 1) + "\n" : QByteArray());
        QProcess import;
        import.setWorkingDirectory(sandbox.path());
        import.start(text("git"), {text("fast-import"), text("--quiet")});
        import.write(stream);
        import.closeWriteChannel();
        QVERIFY(import.waitForFinished());
        QCOMPARE(import.exitCode(), 0);
        Libgit2Repository repository(sandbox.path());
        const auto range = answerOf(repository.between(sandbox.git(text("rev-parse main~619")),
                                                       sandbox.git(text("rev-parse main")), {}));
        QVERIFY(range.ok());
        QCOMPARE(range->ahead, 619);
        QCOMPARE(range->commits.size(), 500);
        QCOMPARE(range->authors.size(), 3);
    }

    void tellsTheStateOfTheWorkspace() {
        Sandbox sandbox;
        const QString head = sandbox.commit(text("one"));
        for (const char* tag : {"v1.9.0", "v1.10.0", "v1.10.0-rc.1", "alpha"})
            sandbox.git(QStringLiteral("tag ") + text(tag));
        Libgit2Repository repository(sandbox.path());
        auto state = answerOf(repository.state({}));
        QVERIFY(state.ok());
        QCOMPARE(state->branch, text("main"));
        QCOMPARE(state->head, head);
        QVERIFY(state->clean);
        QCOMPARE(state->tags,
                 (QStringList{text("v1.10.0"), text("v1.10.0-rc.1"), text("v1.9.0"), text("alpha")}));

        sandbox.git(QStringLiteral("checkout -q --detach"));
        state = answerOf(repository.state({}));
        QVERIFY(state->branch.isEmpty());
        QCOMPARE(state->head, head);
    }

    void knowsABranchWithoutCommits() {
        Sandbox sandbox;
        Libgit2Repository repository(sandbox.path());
        const auto state = answerOf(repository.state({}));
        QVERIFY(state.ok());
        QCOMPARE(state->branch, text("main"));
        QVERIFY(state->head.isEmpty());
        QVERIFY(state->tags.isEmpty());
    }

    void callsTrackedChangesUncleanButNotStrayFiles() {
        Sandbox sandbox;
        sandbox.commit(text("one"));
        Libgit2Repository repository(sandbox.path());
        const auto clean = [&repository] { return answerOf(repository.state({}))->clean; };
        sandbox.write(text("core.dump"), "stray");
        QVERIFY(clean());
        sandbox.write(text("slipway.yaml"), "id: x");
        QVERIFY(!clean());
        sandbox.git(text("add slipway.yaml"));
        QVERIFY(!clean());
        sandbox.git(text("commit -q -m two"));
        QVERIFY(clean());
        sandbox.write(text("file.txt"), "changed and longer");
        QVERIFY(!clean());
        const auto answer = answerOf(repository.ask({domain::GitCheck::WorktreeClean, {}, {}}, {}));
        QVERIFY(!answer->holds);
        QVERIFY(answer->detail.contains(text("file.txt")));
        sandbox.git(text("checkout -q -- file.txt"));
        QVERIFY(answerOf(repository.ask({domain::GitCheck::WorktreeClean, {}, {}}, {}))->holds);
    }

    void tellsWhoseFileThePlanIs() {
        using domain::FileInGit;
        Sandbox sandbox;
        sandbox.commit(text("one"));
        Libgit2Repository repository(sandbox.path());
        const auto plan = [&](const char* branch = "") {
            const auto found = answerOf(repository.planFile(text(branch), {}));
            return found.ok() ? std::optional(*found) : std::nullopt;
        };
        QVERIFY(plan() == FileInGit::Missing);
        const auto say = [&](const char* words) {
            sandbox.write(text("slipway.yaml"), words);
            sandbox.git(text("add slipway.yaml"));
        };
        say("slipway: 1");
        QVERIFY(plan() == FileInGit::Changed);
        sandbox.commit(text("two"));
        QVERIFY(plan() == FileInGit::Committed);
        // Nothing was ever fetched of the branch.
        QVERIFY(plan("origin/main") == FileInGit::Elsewhere);
        sandbox.git(text("update-ref refs/remotes/origin/main HEAD"));
        QVERIFY(plan("origin/main") == FileInGit::Committed);
        say("slipway: 1 # everybody may sign");
        QVERIFY(plan("origin/main") == FileInGit::Changed);
        sandbox.commit(text("three"));
        QVERIFY(plan() == FileInGit::Committed);
        QVERIFY(plan("origin/main") == FileInGit::Elsewhere);
        // Another commit with the same file is as good.
        sandbox.git(text("update-ref refs/remotes/origin/main HEAD"));
        sandbox.commit(text("four"));
        QVERIFY(plan("origin/main") == FileInGit::Committed);
    }

    void faultCase67_noticesAMovedOrLightweightTag() {
        Sandbox sandbox;
        const QString first = sandbox.commit(text("one"));
        sandbox.git(text("tag -a v1.0.0 -m release"));
        sandbox.git(text("tag v1.0.1"));
        Libgit2Repository repository(sandbox.path());
        const auto ask = [&repository](domain::GitCheck check, const char* version, const QString& commit) {
            return answerOf(repository.ask({check, text(version), commit}, {})).valueOr(domain::GitAnswer{});
        };
        QVERIFY(ask(domain::GitCheck::TagAnnotated, "v1.0.0", {}).holds);
        const auto light = ask(domain::GitCheck::TagAnnotated, "v1.0.1", {});
        QVERIFY(!light.holds);
        QCOMPARE(light.detail, text("tag v1.0.1 is lightweight"));
        QVERIFY(ask(domain::GitCheck::TagOnCommit, "v1.0.0", first).holds);

        const QString second = sandbox.commit(text("two"));
        sandbox.git(text("tag -f -a v1.0.0 -m moved"));
        const auto moved = ask(domain::GitCheck::TagOnCommit, "v1.0.0", first);
        QVERIFY(!moved.holds);
        QVERIFY(moved.detail.contains(second) && moved.detail.contains(first));
        const auto gone = ask(domain::GitCheck::TagOnCommit, "v7", first);
        QVERIFY(!gone.holds && !gone.error);
        QCOMPARE(ask(domain::GitCheck::TagOnCommit, "--evil", first).error->kind, ErrorKind::BadInput);
    }

    void readsPackedTagsAndIgnoresTagsOfFiles() {
        Sandbox sandbox;
        const QString commit = sandbox.commit(text("one"));
        sandbox.git(text("tag -a v1.0.0 -m release"));
        sandbox.git(text("tag v9.0.0-file HEAD:file.txt"));
        sandbox.git(text("pack-refs --all"));
        sandbox.git(text("gc -q"));
        Libgit2Repository repository(sandbox.path());
        QCOMPARE(answerOf(repository.resolve(text("v1.0.0"), {}))->commit, commit);
        QCOMPARE(answerOf(repository.state({}))->tags, QStringList{text("v1.0.0")});
        QCOMPARE(kindOf(answerOf(repository.resolve(text("v9.0.0-file"), {}))), ErrorKind::BadInput);
    }

    void endsAtItsLimitAndWhenAskedToStop() {
        Sandbox sandbox;
        sandbox.commit(text("one"));
        Libgit2Repository repository(sandbox.path());
        QCOMPARE(kindOf(answerOf(repository.resolve(text("main"), {std::chrono::milliseconds(0), {}}))),
                 ErrorKind::Timeout);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(kindOf(answerOf(repository.state({std::chrono::seconds(30), stop.get_token()}))),
                 ErrorKind::Cancelled);
    }

    void saysThatARepositoryOfSomebodyElseIsRefused() {
        if (geteuid() != 0)
            QSKIP("only root can give a folder away");
        Sandbox sandbox;
        sandbox.commit(text("one"));
        QCOMPARE(chown(QFile::encodeName(sandbox.path()).constData(), 65534, 65534), 0);
        QCOMPARE(chown(QFile::encodeName(sandbox.path(text(".git"))).constData(), 65534, 65534), 0);
        Libgit2Repository repository(sandbox.path());
        const auto refused = answerOf(repository.state({}));
        QCOMPARE(kindOf(refused), ErrorKind::Refused);
        QVERIFY(refused.error().detail.contains(text("safe.directory")));
    }

    void reportsADamagedRepository() {
        Sandbox sandbox;
        const QString commit = sandbox.commit(text("one"));
        const QString object =
            sandbox.path(QStringLiteral(".git/objects/%1/%2").arg(commit.left(2), commit.mid(2)));
        QVERIFY(QFile::remove(object));
        QFile damaged(object);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("not zlib");
        damaged.close();
        Libgit2Repository repository(sandbox.path());
        const auto answer = answerOf(repository.resolve(text("main"), {}));
        QCOMPARE(kindOf(answer), ErrorKind::Corrupt);
        QVERIFY(!answer.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(Libgit2RepositoryTest)
#include "libgit2_repository_test.moc"
