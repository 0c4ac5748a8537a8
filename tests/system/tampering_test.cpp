#include "tests/support/cli_run.h"

#include <QDir>
#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QtTest>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;

/// Somebody with the file in their hands: what they change is named by `slipway ledger verify`, and nothing
/// is done on it. Every case is a fresh copy of one real ledger with real signatures, anchored on a real
/// remote.
class TamperingTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;
    QTemporaryDir m_remote;
    std::unique_ptr<QTemporaryDir> m_copy;
    QString m_deployment;

    CliEnd run(const char* words) { return m_demo->run(QString::fromUtf8(words).split(u' ')); }
    QByteArray git(const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(m_demo->folder());
        process.setProcessEnvironment(m_demo->cli().environment());
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git failed: %s", process.readAllStandardError().constData());
        return process.readAllStandardOutput().trimmed();
    }
    QString ledger() const {
        return m_copy->path() + QLatin1Char('/') + m_demo->id() + QStringLiteral("/ledger.sqlite");
    }
    /// Works on the copy without its triggers; answers what the last statement gave.
    QVariant edit(const QStringList& statements) {
        QVariant last;
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
            database.setDatabaseName(ledger());
            if (!database.open())
                qFatal("the copy cannot be opened");
            QSqlQuery query(database);
            for (const char* trigger : {"entries_refuse_update", "entries_refuse_delete"})
                query.exec(QStringLiteral("DROP TRIGGER IF EXISTS %1").arg(QLatin1StringView(trigger)));
            for (const QString& statement : statements)
                if (!query.exec(statement))
                    qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
            if (query.isSelect() && query.next())
                last = query.value(0);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
        return last;
    }

    /// Of the copy.
    QStringList outputs() const {
        QDirIterator files(QFileInfo(ledger()).path() + QStringLiteral("/output"), QDir::Files,
                           QDirIterator::Subdirectories);
        QStringList all;
        while (files.hasNext())
            all.append(files.next());
        return all;
    }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        MUST_END(m_demo->up(true), 0);
        QVERIFY(m_demo->rewrite("wait: 2s", "wait: 200ms"));
        QProcess bare;
        bare.start(QStringLiteral("git"),
                   {QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("--bare"), m_remote.path()});
        QVERIFY(bare.waitForFinished() && bare.exitCode() == 0);
        git({QStringLiteral("remote"), QStringLiteral("add"), QStringLiteral("origin"), m_remote.path()});
        MUST_END(run("deploy v1.2.0 --to staging --as mira"), 3);
        MUST_END(run("sign staging code-review --as jonas --note read"), 0);
        MUST_END(run("deploy v1.2.0 --to staging --as mira"), 0);
        const QJsonObject shown = run("show staging --json").json();
        m_deployment = shown.value(QStringLiteral("deployment")).toString();
        QVERIFY(!m_deployment.isEmpty());
    }
    void cleanupTestCase() { m_demo.reset(); }
    void init() {
        m_copy = std::make_unique<QTemporaryDir>();
        QCOMPARE(m_demo->workOnACopy(m_copy->path(), true), ledger());
    }
    void cleanup() { m_demo->workOnTheDemo(); }

    void theReleaseAnchoredItsHead() {
        const CliEnd verified = run("ledger verify --json");
        QVERIFY2(verified.code == 0, qPrintable(verified.told()));
        QCOMPARE(verified.json().value(QStringLiteral("anchors")).toInt(), 1);
        QCOMPARE(verified.json().value(QStringLiteral("anchorProblem")).toString(), QString());
        QVERIFY(run("ledger verify").out.contains(QStringLiteral("anchored 1 times")));
        // A name, a version or a host is nowhere in what went to the remote.
        QProcess show;
        show.setWorkingDirectory(m_remote.path());
        show.start(QStringLiteral("git"), {QStringLiteral("log"), QStringLiteral("-p"),
                                           QStringLiteral("--root"), QStringLiteral("refs/slipway/ledger")});
        QVERIFY(show.waitForFinished());
        const QByteArray all = show.readAllStandardOutput();
        QVERIFY(all.contains("slipway@localhost"));
        for (const char* word : {"mira", "jonas", "v1.2", "staging", "harbor"})
            QVERIFY2(!all.contains(word), word);
    }

    void whatIsChangedIsNamed_data() {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const char* statement, const char* said) {
            QTest::newRow(name) << QString::fromUtf8(statement) << QString::fromUtf8(said);
        };
        row("fault case 71: a body",
            "UPDATE entries SET body=replace(body,'\"read\"','\"skim\"') WHERE type='signed'",
            "does not match");
        row("fault case 71: an entry is gone", "DELETE FROM entries WHERE chain='DEP' AND seq=3",
            "DEP entry ");
        row("fault case 71: two entries change places",
            "UPDATE entries SET seq=CASE seq WHEN 3 THEN 4000 ELSE seq END WHERE chain='DEP'", "DEP entry ");
        row("fault case 73: no signature", "UPDATE entries SET sig=NULL WHERE type='signed'",
            "a sign-off without a signature");
        row("fault case 72: the end of one chain",
            "DELETE FROM entries WHERE chain='DEP' AND seq>(SELECT max(seq)-2 FROM entries WHERE "
            "chain='DEP')",
            "DEP");
        row("fault case 72: the end of everything",
            "DELETE FROM entries WHERE row>(SELECT max(row)-4 FROM entries)", "");
    }
    void whatIsChangedIsNamed() {
        QFETCH(QString, statement);
        QFETCH(QString, said);
        const QString deployment = m_deployment;
        edit({statement.replace(QStringLiteral("DEP"), deployment)});
        const CliEnd verified = run("ledger verify");
        QVERIFY2(verified.code == 1 && verified.out.contains(said.replace(QStringLiteral("DEP"), deployment)),
                 qPrintable(verified.told()));
    }

    void faultCase73_aForgedSignatureIsNamedWithItsCause_data() {
        QTest::addColumn<QString>("person");
        QTest::addColumn<QString>("purpose");
        QTest::addColumn<bool>("isReplayed");
        QTest::addColumn<QString>("said");
        const QString ours = QStringLiteral("signoff-v1@slipway");
        QTest::newRow("right") << QStringLiteral("jonas") << ours << false << QString();
        QTest::newRow("another key") << QStringLiteral("mira") << ours << false
                                     << QStringLiteral("signed by another key");
        QTest::newRow("another namespace") << QStringLiteral("jonas") << QStringLiteral("git") << false
                                           << QStringLiteral("signed for another purpose: git");
        QTest::newRow("replayed from another release")
            << QStringLiteral("jonas") << ours << true << QStringLiteral("does not belong to these bytes");
    }
    void faultCase73_aForgedSignatureIsNamedWithItsCause() {
        QFETCH(QString, person);
        QFETCH(QString, purpose);
        QFETCH(bool, isReplayed);
        QFETCH(QString, said);
        QByteArray body =
            edit({QStringLiteral("SELECT body FROM entries WHERE type='signed'")}).toByteArray();
        QVERIFY(!body.isEmpty());
        if (isReplayed)
            QVERIFY(body.replace("v1.2.0", "v1.1.0").contains("v1.1.0"));
        QProcess sign;
        sign.start(QStringLiteral("ssh-keygen"),
                   {QStringLiteral("-Y"), QStringLiteral("sign"), QStringLiteral("-n"), purpose,
                    QStringLiteral("-f"), m_demo->dataFolder() + QStringLiteral("/identities/") + person});
        sign.write(body);
        sign.closeWriteChannel();
        QVERIFY(sign.waitForFinished() && sign.exitCode() == 0);
        edit({QStringLiteral("UPDATE entries SET sig=x'%1' WHERE type='signed'")
                  .arg(QString::fromLatin1(sign.readAllStandardOutput().toHex()))});
        const CliEnd verified = run("ledger verify");
        QVERIFY2(verified.code == (said.isEmpty() ? 0 : 1) && verified.out.contains(said),
                 qPrintable(verified.told()));
    }

    void faultCase72_aCutEndShowsAgainstTheRemoteAndNothingIsDone() {
        // All of the last entries, and the bookkeeping with them: inside, the ledger is whole.
        const qint64 anchored =
            edit({QStringLiteral("SELECT max(seq) FROM entries WHERE chain='workspace'")}).toLongLong();
        edit({QStringLiteral(
                  "DELETE FROM entries WHERE row>(SELECT row FROM entries WHERE chain='workspace' AND "
                  "seq=%1)")
                  .arg(anchored - 1)});
        const CliEnd verified = run("ledger verify");
        QVERIFY2(verified.code == 1 && verified.out.contains(QStringLiteral("its end was cut off")),
                 qPrintable(verified.told()));
        const CliEnd deploy = run("deploy v1.1.0 --to development --as mira");
        QVERIFY2(deploy.code == 1 && deploy.err.contains(QStringLiteral("its end was cut off")),
                 qPrintable(deploy.told()));
        QVERIFY(run("ledger anchor").code != 0);
        // Who takes the ref away here has not taken it from the remote.
        git({QStringLiteral("update-ref"), QStringLiteral("-d"), QStringLiteral("refs/slipway/ledger")});
        const CliEnd again = run("ledger verify");
        QVERIFY2(again.code == 1 && again.out.contains(QStringLiteral("its end was cut off")),
                 qPrintable(again.told()));
    }

    void withoutItsRemoteTheAnchorsKnownHereCount() {
        MUST_END(run("ledger verify"), 0);
        git({QStringLiteral("remote"), QStringLiteral("set-url"), QStringLiteral("origin"),
             m_remote.path() + QStringLiteral("/gone")});
        const CliEnd verified = run("ledger verify");
        git({QStringLiteral("remote"), QStringLiteral("set-url"), QStringLiteral("origin"), m_remote.path()});
        QVERIFY2(verified.code == 0 &&
                     verified.out.contains(QStringLiteral("only what is known here was compared")),
                 qPrintable(verified.told()));
    }

    void faultCase77_outputThatWasReplacedIsNamed() {
        const CliEnd right = run("ledger verify --json");
        QVERIFY2(right.code == 0 && right.json().value(QStringLiteral("outputs")).toInt() > 1,
                 qPrintable(right.told()));
        QStringList all = outputs();
        std::sort(all.begin(), all.end(), [](const QString& one, const QString& other) {
            return QFileInfo(one).size() > QFileInfo(other).size();
        });
        // The largest output for another: both are files that Slipway wrote.
        QVERIFY(all.size() > 1 && QFile::remove(all[0]) && QFile::copy(all[1], all[0]));
        const CliEnd replaced = run("ledger verify");
        QVERIFY2(replaced.code == 1 &&
                     replaced.out.contains(m_deployment + QStringLiteral(": The output of “")) &&
                     replaced.out.contains(QStringLiteral("is not what was recorded")),
                 qPrintable(replaced.told()));
        QVERIFY(QFile::remove(all[0]));
        const CliEnd gone = run("ledger verify");
        QVERIFY2(gone.code == 1 && gone.out.contains(QStringLiteral("is gone")), qPrintable(gone.told()));
    }

    void aClockThatWasSetIsTold() {
        QCOMPARE(run("ledger verify --json").json().value(QStringLiteral("clockChanges")).toInt(-1), 0);
        MUST_END(run("open-line development --reason look --as mira"), 4);
        // As if that had been written while the clock was two hours back, its hash with it.
        const QString last = QStringLiteral("rowid=(SELECT max(rowid) FROM entries WHERE type='refused')");
        QByteArray body = edit({QStringLiteral("SELECT body FROM entries WHERE %1").arg(last)}).toByteArray();
        const QString time = QJsonDocument::fromJson(body).object().value(QStringLiteral("time")).toString();
        const QDateTime at = QDateTime::fromString(time, Qt::ISODateWithMs);
        QVERIFY(at.isValid());
        body.replace(time.toUtf8(), at.addSecs(-7200).toUTC().toString(Qt::ISODateWithMs).toUtf8());
        edit(
            {QStringLiteral("UPDATE entries SET body=x'%1', hash='%2' WHERE %3")
                 .arg(QString::fromLatin1(body.toHex()),
                      QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex()),
                      last)});
        const CliEnd verified = run("ledger verify");
        QVERIFY2(verified.out.contains(QStringLiteral("the clock was set back by")),
                 qPrintable(verified.told()));
    }

    void faultCase73_aKeyThatDidNotCountThenIsNamed() {
        // Who signed is no longer the one whose key it is: the file gives jonas another key.
        QFile file(m_demo->folder() + QStringLiteral("/slipway.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray plan = file.readAll();
        file.close();
        const qsizetype at = plan.indexOf("ssh-ed25519", plan.indexOf("  jonas:"));
        const QByteArray key = plan.mid(at, plan.indexOf('"', at) - at);
        const qsizetype other = plan.indexOf("ssh-ed25519", plan.indexOf("  priya:"));
        const QByteArray priyas = plan.mid(other, plan.indexOf('"', other) - other);
        QByteArray changed = plan;
        changed.replace(key, "%%").replace(priyas, key).replace("%%", priyas);
        QVERIFY(m_demo->rewrite(plan.mid(plan.indexOf("  jonas:"), 400),
                                changed.mid(changed.indexOf("  jonas:"), 400)));
        const CliEnd verified = run("ledger verify");
        QVERIFY(m_demo->rewrite(changed.mid(changed.indexOf("  jonas:"), 400),
                                plan.mid(plan.indexOf("  jonas:"), 400)));
        QVERIFY2(verified.code == 1 && verified.out.contains(QStringLiteral("signed by another key")),
                 qPrintable(verified.told()));
        MUST_END(run("ledger verify"), 0);
    }
};

QTEST_GUILESS_MAIN(TamperingTest)
#include "tampering_test.moc"
