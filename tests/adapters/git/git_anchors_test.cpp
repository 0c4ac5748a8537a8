#include "app/adapters/git/git_anchors.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;
using adapters::GitAnchors;
using base::ErrorKind;
using ports::Anchor;
using ports::AnchorsRead;
using ports::ChainHead;

namespace {

template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return base::Error{ErrorKind::Timeout, {}, u"no answer in the test"_s};
    return future.result();
}

const QByteArray ours(64, 'a');
const QByteArray theirs(64, 'b');

ChainHead head(qint64 seq, char digit = '1') {
    return {seq, QByteArray(64, digit)};
}

QString seqs(const AnchorsRead& read) {
    QStringList list;
    for (const Anchor& anchor : read.anchors)
        list += QString::number(anchor.head.seq) + QLatin1Char(anchor.head.hash.front());
    return list.join(u' ');
}

} // namespace

/// Heads on a real remote, by the real git: what two computers put there, and what somebody takes away.
class GitAnchorsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const QString& name) const { return m_folder->filePath(name); }
    QByteArray git(const QString& folder, const QString& line) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_folder->path());
        environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(path(folder));
        process.start(u"git"_s, line.split(u' '));
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git failed: %s", process.readAllStandardError().constData());
        return process.readAllStandardOutput().trimmed();
    }
    base::Result<Anchor> publish(const QString& desk, const ChainHead& one, const QByteArray& ledger = ours) {
        GitAnchors anchors(path(desk), {});
        return answerOf(anchors.publish(u"origin"_s, ledger, one, {}));
    }
    AnchorsRead read(const QString& desk, const QString& remote = u"origin"_s,
                     const QByteArray& ledger = ours) {
        GitAnchors anchors(path(desk), {});
        const auto answer = answerOf(anchors.read(remote, ledger, {}));
        return answer.valueOr(AnchorsRead{{}, false, base::Error{ErrorKind::Lost, {}, u"no answer"_s}});
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_folder->path().toUtf8());
        for (const auto& name : {u"shared"_s, u"one"_s, u"two"_s})
            QDir(m_folder->path()).mkdir(name);
        git(u"shared"_s, u"init -q --bare"_s);
        for (const auto& desk : {u"one"_s, u"two"_s}) {
            git(desk, u"init -q -b main"_s);
            git(desk, u"remote add origin "_s + path(u"shared"_s));
        }
    }

    void everyHeadStaysToBeRead() {
        QCOMPARE(seqs(read(u"one"_s)), QString());
        QVERIFY(read(u"one"_s).hasRemote);
        for (const qint64 seq : {3, 8, 20})
            QVERIFY(publish(u"one"_s, head(seq)).ok());
        QCOMPARE(seqs(read(u"one"_s)), u"31 81 201"_s);
        QVERIFY(!read(u"one"_s).problem);
        // The same head again adds nothing.
        const QByteArray before = git(u"shared"_s, u"rev-parse refs/slipway/ledger"_s);
        QVERIFY(publish(u"one"_s, head(20)).ok());
        QCOMPARE(git(u"shared"_s, u"rev-parse refs/slipway/ledger"_s), before);
        // No branch, tag or file of the workspace is touched.
        QCOMPARE(git(u"one"_s, u"for-each-ref --format=%(refname)"_s), QByteArray("refs/slipway/ledger"));
        QCOMPARE(git(u"one"_s, u"status --porcelain"_s), QByteArray());
    }

    void onlyDigestsCountsAndTimesLeave() {
        qputenv("GIT_AUTHOR_NAME", "Mira Lang");
        QVERIFY(publish(u"one"_s, head(3)).ok());
        qunsetenv("GIT_AUTHOR_NAME");
        QCOMPARE(git(u"shared"_s, u"log -1 --format=%an%ae%cn%ce%B refs/slipway/ledger"_s),
                 QByteArray("slipwayslipway@localhostslipwayslipway@localhosthead"));
        QCOMPARE(git(u"shared"_s, u"show refs/slipway/ledger:aaaaaaaaaaaaaaaa"_s),
                 "3 " + QByteArray(64, '1'));
    }

    void twoComputersShareTheRef() {
        QVERIFY(publish(u"one"_s, head(3)).ok());
        // Two does not know of one's yet, and comes on top of it.
        QVERIFY(publish(u"two"_s, head(5, '2'), theirs).ok());
        QVERIFY(publish(u"one"_s, head(9)).ok());
        QCOMPARE(seqs(read(u"two"_s)), u"31 91"_s);
        QCOMPARE(seqs(read(u"one"_s, u"origin"_s, theirs)), u"52"_s);
    }

    void faultCase72_aLedgerThatEndsEarlierThanItsAnchorIsNotAnchored() {
        QVERIFY(publish(u"one"_s, head(9)).ok());
        const auto again = publish(u"one"_s, head(7));
        QVERIFY(!again.ok());
        QVERIFY(again.error().kind == ErrorKind::Conflict);
        QVERIFY2(again.error().detail.contains(u"entry 9 is anchored"_s), qPrintable(again.error().detail));
        QVERIFY(!publish(u"one"_s, head(9, '2')).ok());
        QCOMPARE(seqs(read(u"one"_s)), u"91"_s);
    }

    void aRemoteThatWasRewrittenIsSeen_data() {
        QTest::addColumn<bool>("isGone");
        QTest::newRow("another past") << false;
        QTest::newRow("no past at all") << true;
    }
    void aRemoteThatWasRewrittenIsSeen() {
        QFETCH(bool, isGone);
        QVERIFY(publish(u"one"_s, head(3)).ok());
        QVERIFY(publish(u"one"_s, head(9)).ok());
        git(u"shared"_s, u"update-ref -d refs/slipway/ledger"_s);
        if (!isGone)
            QVERIFY(publish(u"two"_s, head(3, '2')).ok());
        const AnchorsRead seen = read(u"one"_s);
        QVERIFY(seen.problem && seen.problem->kind == ErrorKind::Conflict);
        QVERIFY2(seen.problem->detail.contains(isGone ? u"any more"_s : u"rewritten"_s),
                 qPrintable(seen.problem->detail));
        // What was seen here is still known here.
        QCOMPARE(seqs(seen), u"31 91"_s);
        QVERIFY(publish(u"one"_s, head(12)).error().kind == ErrorKind::Conflict);
    }

    void withoutItsRemoteWhatIsKnownHereIsRead() {
        QVERIFY(publish(u"one"_s, head(3)).ok());
        QCOMPARE(seqs(read(u"one"_s, QString())), u"31"_s);
        QVERIFY(QDir(path(u"shared"_s)).removeRecursively());
        const AnchorsRead seen = read(u"one"_s);
        QVERIFY(seen.problem && seen.hasRemote);
        QCOMPARE(seqs(seen), u"31"_s);
        QVERIFY(publish(u"one"_s, head(4)).error().kind == ErrorKind::Refused);
        git(u"one"_s, u"remote remove origin"_s);
        QVERIFY(!read(u"one"_s).hasRemote);
        QVERIFY(publish(u"one"_s, head(4)).error().kind == ErrorKind::NotFound);
    }

    void nonsenseOnTheRefIsNoHead() {
        QVERIFY(publish(u"one"_s, head(3)).ok());
        const QByteArray blob = git(u"one"_s, u"hash-object -w .git/HEAD"_s);
        QProcess tree;
        tree.setWorkingDirectory(path(u"one"_s));
        tree.start(u"git"_s, {u"mktree"_s});
        tree.write("100644 blob " + blob + "\taaaaaaaaaaaaaaaa\n");
        tree.closeWriteChannel();
        QVERIFY(tree.waitForFinished());
        const QByteArray commit =
            git(u"one"_s, u"-c user.name=x -c user.email=x@x commit-tree -m x -p refs/slipway/ledger "_s +
                              QString::fromLatin1(tree.readAllStandardOutput().trimmed()));
        git(u"one"_s, u"push -q origin "_s + QString::fromLatin1(commit) + u":refs/slipway/ledger"_s);
        QCOMPARE(seqs(read(u"one"_s)), u"31"_s);
        QVERIFY(publish(u"one"_s, head(5)).ok());
        QCOMPARE(seqs(read(u"one"_s)), u"31 51"_s);
    }
};

QTEST_GUILESS_MAIN(GitAnchorsTest)
#include "git_anchors_test.moc"
