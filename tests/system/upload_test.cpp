#include "tests/support/cli_run.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;

namespace {

QStringList words(const char* text) {
    return QString::fromUtf8(text).split(u' ');
}

const QByteArray steps = "    - { run: \"mkdir -p build && tar -czf build/site.tar.gz -C sources . && echo "
                         "built in $PWD\", where: here, "
                         "id: build, undo: \"echo taken back in $PWD\" }\n"
                         "    - { upload: sources/page, to: site.txt, id: page }\n"
                         "    - { upload: bot, from: commit, to: \"trees/$SLIPWAY_DEPLOYMENT\", id: tree }\n";

} // namespace

/// A build on this computer, files brought to a host, and the way back, with the shipped program.
class UploadReleaseTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;

    void page(const QByteArray& text) const {
        QDir(m_demo->folder()).mkpath(QStringLiteral("sources"));
        QFile file(m_demo->folder() + QStringLiteral("/sources/page"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray there(const char* name) const {
        return m_demo->file(QStringLiteral("dev-1"), QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        const CliEnd up = m_demo->up(true);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        QVERIFY(m_demo->rewrite("{ git: worktree-clean, id: clean,",
                                "{ git: worktree-clean, only: [staging, production], id: clean,"));
        QVERIFY(m_demo->rewrite("  deploy:\n", "  deploy:\n" + steps));
        page("one\n");
    }
    void cleanupTestCase() { m_demo.reset(); }

    void aPlanSaysWhatWillBeUploadedAndHowItIsTakenBack() {
        const CliEnd check = m_demo->run(words("check"));
        QVERIFY2(check.code == 0, qPrintable(check.told()));
        const CliEnd plan = m_demo->run(words("deploy v1.1.0 --to development --dry-run"));
        QVERIFY2(plan.out.contains(QStringLiteral("Upload sources/page to site.txt")),
                 qPrintable(plan.told()));
        QVERIFY2(plan.out.contains(QStringLiteral("put back what was at site.txt before")),
                 qPrintable(plan.told()));
        QVERIFY2(plan.code == 0, qPrintable(plan.told()));
        QVERIFY(m_demo->runs(QStringLiteral("dev-1")).isEmpty());
    }

    void buildsHereAndUploadsThere() {
        const CliEnd deployed = m_demo->run(words("deploy v1.0.0 --to development"));
        QVERIFY2(deployed.code == 0, qPrintable(deployed.told()));
        QCOMPARE(there("site.txt"), QByteArray("one\n"));
        const QDir trees(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/trees"));
        const QStringList names = trees.entryList({QStringLiteral("dep-*")}, QDir::Dirs);
        QCOMPARE(names.size(), 1);
        QVERIFY(!QDir(trees.filePath(names.first())).entryList(QDir::Files).isEmpty());
        QVERIFY(QFile::exists(m_demo->folder() + QStringLiteral("/build/site.tar.gz")));
        const CliEnd logs = m_demo->run(words("logs --deployment development --step build"));
        QVERIFY2(logs.out.contains(QStringLiteral("built in ") + m_demo->folder()), qPrintable(logs.told()));
        const CliEnd proof = m_demo->run(words("logs --deployment development --step page"));
        QVERIFY2(proof.out.contains(QStringLiteral("SHA-256 ")), qPrintable(proof.told()));
    }

    void aMissingFileStartsNothingAndIsNamed() {
        QVERIFY(QFile::rename(m_demo->folder() + QStringLiteral("/sources/page"),
                              m_demo->folder() + QStringLiteral("/sources/away")));
        const auto before = m_demo->runs(QStringLiteral("dev-1")).size();
        const CliEnd end = m_demo->run(words("deploy v1.1.0 --to development"));
        QVERIFY(QFile::rename(m_demo->folder() + QStringLiteral("/sources/away"),
                              m_demo->folder() + QStringLiteral("/sources/page")));
        QVERIFY2(end.code != 0, qPrintable(end.told()));
        QVERIFY2(end.told().contains(QStringLiteral("sources/page is not on this computer")),
                 qPrintable(end.told()));
        QCOMPARE(m_demo->runs(QStringLiteral("dev-1")).size(), before);
    }

    void goesOnWithTheFileAndTakesItBack() {
        page("two\n");
        const CliEnd deployed = m_demo->run(words("deploy v1.1.0 --to development"));
        QVERIFY2(deployed.code == 0, qPrintable(deployed.told()));
        QCOMPARE(there("site.txt"), QByteArray("two\n"));
        const CliEnd back = m_demo->run(words("rollback development --reason again --not-bad"));
        QVERIFY2(back.code == 0, qPrintable(back.told()));
        QCOMPARE(there("site.txt"), QByteArray("one\n"));
        const CliEnd undone = m_demo->run(words("logs --deployment development --grep taken"));
        QVERIFY2(undone.out.contains(QStringLiteral("taken back in ") + m_demo->folder()),
                 qPrintable(undone.told()));
        const QDir trees(m_demo->home(QStringLiteral("dev-1")) + QStringLiteral("/trees"));
        QCOMPARE(trees.entryList({QStringLiteral("dep-*")}, QDir::Dirs).size(), 1);
        // Nothing of it is left beside what is there now.
        QVERIFY(QDir(m_demo->home(QStringLiteral("dev-1")))
                    .entryInfoList({QStringLiteral(".slipway-*")}, QDir::AllEntries | QDir::Hidden)
                    .isEmpty());
    }
};

QTEST_GUILESS_MAIN(UploadReleaseTest)
#include "upload_test.moc"
