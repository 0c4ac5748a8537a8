#include "app/adapters/artifacts/local_artifacts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace slipway::adapters {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

const base::Limit patient{std::chrono::seconds(30), {}};

template <class T>
base::Result<T> answerOf(const base::Future<T>& future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000) || future.resultCount() == 0)
        return base::Error{ErrorKind::Lost, {}, u"the test waited in vain"_s};
    return future.result();
}

QString digest(const QByteArray& bytes) {
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

class LocalArtifactsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_commit;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const {
        QDir(m_folder.path()).mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray tool(const QString& program, const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                    : "failed";
    }
    QByteArray git(const QStringList& arguments) const {
        return tool(u"git"_s,
                    QStringList{u"-c"_s, u"user.name=t"_s, u"-c"_s, u"user.email=t@example"_s} + arguments);
    }
    std::unique_ptr<LocalArtifacts> make() const {
        return std::make_unique<LocalArtifacts>(m_folder.path(), path(u"data/artifacts"_s));
    }

private Q_SLOTS:
    void initTestCase() {
        write(u"build/bot.jar"_s, "jar");
        write(u"src/main.js"_s, "main");
        write(u"README"_s, "read");
        git({u"init"_s, u"-q"_s});
        git({u"add"_s, u"src"_s, u"README"_s});
        git({u"commit"_s, u"-qm"_s, u"one"_s});
        m_commit = QString::fromLatin1(git({u"rev-parse"_s, u"HEAD"_s})).trimmed();
        QCOMPARE(m_commit.size(), 40);
    }

    void tellsSizeAndDigestOfAFile() {
        const auto artifacts = make();
        const auto file = answerOf(artifacts->find({u"build/bot.jar"_s}, patient));
        QVERIFY(file.ok());
        QCOMPARE(file->path, path(u"build/bot.jar"_s));
        QCOMPARE(file->bytes, 3);
        QCOMPARE(file->sha256, digest("jar"));
    }

    void noticesAFileThatChangedAlsoWithTheSameSizeAndTime() {
        const auto artifacts = make();
        write(u"build/x"_s, "one");
        QCOMPARE(answerOf(artifacts->find({u"build/x"_s}, patient))->sha256, digest("one"));
        QFile file(path(u"build/x"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto time = file.fileTime(QFileDevice::FileModificationTime);
        file.write("two");
        QVERIFY(file.flush());
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(answerOf(artifacts->find({u"build/x"_s}, patient))->sha256, digest("two"));
    }

    void saysWhatCannotBeUploaded() {
        const auto artifacts = make();
        const auto kindOf = [&](const domain::Artifact& artifact) {
            const auto file = answerOf(artifacts->find(artifact, patient));
            return file.ok() ? ErrorKind::Lost : file.error().kind;
        };
        QCOMPARE(kindOf({u"build/none"_s}), ErrorKind::NotFound);
        QCOMPARE(kindOf({u"README/none"_s}), ErrorKind::NotFound);
        QCOMPARE(kindOf({u"build"_s}), ErrorKind::BadInput);
        QCOMPARE(kindOf({u"../x"_s}), ErrorKind::BadInput);
        QCOMPARE(kindOf({u"/dev/null"_s}), ErrorKind::BadInput);
        QCOMPARE(kindOf({QString()}), ErrorKind::BadInput);
        QCOMPARE(kindOf({u"none"_s, m_commit}), ErrorKind::Refused);
        QCOMPARE(kindOf({u"."_s, u"--output=x"_s}), ErrorKind::BadInput);
        QCOMPARE(kindOf({u"."_s, QString(40, u'0')}), ErrorKind::Refused);
        QVERIFY(QDir(path(u"data/artifacts"_s)).entryList({u"*.new"_s}).isEmpty());
    }

    void archivesACommitTheSameEachTime() {
        write(u"README"_s, "changed since");
        const auto file = answerOf(make()->find({u"."_s, m_commit}, patient));
        QVERIFY2(file.ok(), file.ok() ? "" : qPrintable(file.error().detail));
        QCOMPARE(tool(u"tar"_s, {u"-tf"_s, file->path}), QByteArray("README\nsrc/\nsrc/main.js\n"));
        QCOMPARE(tool(u"tar"_s, {u"-xOf"_s, file->path, u"README"_s}), QByteArray("read"));
        QCOMPARE(QFileInfo(path(u"data/artifacts"_s)).permissions() & QFile::Permissions(0x0077),
                 QFile::Permissions());
        QVERIFY(QFile::remove(file->path));
        const auto again = answerOf(make()->find({u"."_s, m_commit}, patient));
        QVERIFY(again.ok());
        QCOMPARE(again->sha256, file->sha256);
        const auto part = answerOf(make()->find({u"src"_s, m_commit}, patient));
        QVERIFY(part.ok());
        QVERIFY(part->path != file->path);
        QCOMPARE(tool(u"tar"_s, {u"-tf"_s, part->path}), QByteArray("src/\nsrc/main.js\n"));
    }

    void takesNoNameForAPattern() {
        const auto file = answerOf(make()->find({u"*"_s, m_commit}, patient));
        QVERIFY(!file.ok());
    }

    void stopsWhenAskedTo() {
        std::stop_source stop;
        stop.request_stop();
        const auto file =
            answerOf(make()->find({u"build/bot.jar"_s}, {std::chrono::seconds(30), stop.get_token()}));
        QVERIFY(!file.ok());
        QCOMPARE(file.error().kind, ErrorKind::Cancelled);
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::LocalArtifactsTest)
#include "local_artifacts_test.moc"
