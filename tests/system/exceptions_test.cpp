#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QtTest>

using namespace slipway;
using support::CliDemo;
using support::CliEnd;

namespace {

QString text(const char* words) {
    return QString::fromUtf8(words);
}

/// Ends with exit 4 and says why.
#define MUST_REFUSE(end, why)                                                                                \
    do {                                                                                                     \
        const CliEnd ended = (end);                                                                          \
        QVERIFY2(ended.code == 4 && ended.err.contains(text(why)), qPrintable(ended.told()));                \
    } while (false)

} // namespace

/// A version that goes past staging with waivers, is rolled back, and comes again as an emergency; told by
/// the shipped program with real keys. The functions run in this order.
class ExceptionsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDemo> m_demo;

    /// Arguments by blanks; what stands in ‘’ is one.
    CliEnd run(const char* words) {
        static const QRegularExpression argument(QStringLiteral("‘([^’]*)’|(\\S+)"));
        QStringList arguments;
        auto found = argument.globalMatch(QString::fromUtf8(words));
        while (found.hasNext()) {
            const auto one = found.next();
            arguments += one.captured(1).isEmpty() ? one.captured(2) : one.captured(1);
        }
        return m_demo->run(arguments);
    }
    const QJsonObject newest() { return run("show production --json").json(); }

private Q_SLOTS:
    void initTestCase() {
        m_demo = std::make_unique<CliDemo>(QStringLiteral(SLIPWAY_BINARY));
        const auto up = m_demo->up(true);
        QVERIFY2(up.code == 0, qPrintable(up.told()));
        QVERIFY(m_demo->rewrite("wait: 2s", "wait: 200ms"));
        QVERIFY(m_demo->rewrite("health-gate: 4s", "health-gate: 1s"));
    }
    void cleanupTestCase() { m_demo.reset(); }

    void aWaiverPassesAGateWhenTwoPeopleSignedIt() {
        MUST_REFUSE(run("deploy v1.1.0 --to production --as mira"), "Deployed to staging");
        MUST_REFUSE(run("waive production soaked --version v1.1.0 --as mira --reason urgent"),
                    "needs the role “approver”");
        MUST_REFUSE(run("waive production soaked --version v1.1.0 --as jonas --reason urgent --for 5h"),
                    "at most 4 h");
        MUST_REFUSE(run("waive production not-bad --version v1.1.0 --as jonas --reason urgent"),
                    "cannot be waived");
        MUST_END(run("waive production soaked --version v1.1.0 --as jonas"), 2);
        for (const char* gate : {"soaked", "deployed-before"}) {
            const CliEnd asked = run(("waive production " + QByteArray(gate) +
                                      " --version v1.1.0 --as jonas --reason ‘the login is broken’")
                                         .constData());
            QVERIFY2(asked.code == 3, qPrintable(asked.told()));
            static const QRegularExpression waiver(QStringLiteral("wai-[0-9a-z]+"));
            const QByteArray id = waiver.match(asked.out).captured().toUtf8();
            QVERIFY(!id.isEmpty());
            MUST_REFUSE(run("waive --countersign " + id + " --as jonas"), "another person's");
            MUST_REFUSE(run("deploy v1.1.0 --to production --as mira"), "has to sign that too");
            MUST_END(run("waive --countersign " + id + " --as mira"), 0);
        }
        const CliEnd plan = run("deploy v1.1.0 --to production --dry-run --as mira");
        QVERIFY2(plan.code == 0, qPrintable(plan.told()));
        QVERIFY2(plan.out.contains(text("◇ Soaked")) && plan.out.contains(text("waived by jonas with mira")),
                 qPrintable(plan.told()));
        const CliEnd started = run("deploy v1.1.0 --to production --as mira --json");
        QVERIFY2(started.code == 3, qPrintable(started.told()));
        QCOMPARE(started.json()[QLatin1StringView("waivers")].toArray().size(), 2);
    }

    void aSignOffIsTakenBackByItsAuthorUntilItIsUsed() {
        MUST_END(run("sign production code-review --as jonas"), 0);
        MUST_REFUSE(run("take-back production code-review --as priya --reason oops"), "priya has not signed");
        MUST_END(run("take-back production code-review --as jonas --reason ‘the wrong tag’"), 0);
        const CliEnd shown = run("show production");
        QVERIFY2(shown.out.contains(text("taken back jonas the wrong tag")), qPrintable(shown.told()));
        MUST_REFUSE(run("sign production go-no-go --as priya"), "is to do before it");
        MUST_END(run("sign production code-review --as jonas"), 0);
        MUST_END(run("sign production go-no-go --as priya"), 0);
        MUST_END(run("deploy v1.1.0 --to production --quiet --as mira"), 0);
        MUST_REFUSE(run("take-back production code-review --as jonas --reason late"), "already live");
    }

    void whatWasRolledBackIsReviewedAndClearedByAnother() {
        MUST_END(run("rollback production --reason red --quiet --as mira"), 0);
        QVERIFY(newest()[QLatin1StringView("needsReview")].toBool());
        MUST_REFUSE(run("review production --as mira --note fine"), "another person");
        MUST_END(run("review production --as jonas --note ‘the network was down’"), 0);
        QCOMPARE(newest()[QLatin1StringView("reviewedBy")].toString(), text("jonas"));
        MUST_REFUSE(run("deploy v1.1.0 --to production --emergency now --as mira"), "Not even an emergency");
        MUST_REFUSE(run("clear-bad v1.1.0 --as mira --reason x"), "another person");
        MUST_END(run("clear-bad v1.1.0 --as priya --reason ‘it was the network’"), 0);
    }

    void anEmergencyNeedsOneWithTheRoleAndIsLoud() {
        MUST_REFUSE(run("deploy v1.1.0 --to staging --emergency now --as mira"), "allows no emergency");
        MUST_REFUSE(run("deploy v1.1.0 --to production --emergency now --as jonas"), "needs the role");
        MUST_END(run("deploy v1.1.0 --to production --emergency ‘customers cannot pay’ --quiet --as mira"),
                 0);
        const QJsonObject shown = newest();
        QCOMPARE(shown[QLatin1StringView("emergency")].toString(), text("customers cannot pay"));
        QVERIFY(shown[QLatin1StringView("needsReview")].toBool());
        const CliEnd status = run("status");
        QVERIFY2(status.out.contains(text("▲ emergency  ▲ to be reviewed")), qPrintable(status.told()));
        MUST_END(run("review production --as jonas --note ‘it was needed’"), 0);
        MUST_END(run("ledger verify"), 0);
    }

    void aChangeInWhoMaySignIsAcceptedByOneWhoCouldSignBefore() {
        MUST_END(run("accept-policy"), 0); // trusted with the first deployment
        QVERIFY(m_demo->rewrite("emergency: { by: release-manager }", "emergency: { by: approver }"));
        MUST_REFUSE(run("deploy v1.1.0 --to production --again --as mira"),
                    "Who may sign, and how, is accepted");
        MUST_REFUSE(run("deploy v1.1.0 --to production --again --emergency now --as jonas"),
                    "Not even an emergency");
        const CliEnd shown = run("accept-policy");
        QVERIFY2(shown.code == 3, qPrintable(shown.told()));
        for (const char* part : {"production · emergency · by", "- release-manager", "+ approver"})
            QVERIFY2(shown.out.contains(text(part)), qPrintable(shown.told()));
        static const QRegularExpression digest(QStringLiteral("--digest ([0-9a-f]{12})"));
        const QByteArray seen = digest.match(shown.out).captured(1).toUtf8();
        QVERIFY(!seen.isEmpty());
        MUST_END(run("accept-policy --digest 0123456789ab --as jonas"), 2);
        MUST_END(run("accept-policy --digest " + seen + " --as jonas"), 0);
        MUST_END(run("accept-policy"), 0);
        const CliEnd plan = run("deploy v1.1.0 --to production --again --dry-run --as mira");
        QVERIFY2(plan.out.contains(text("accepted by jonas at ")), qPrintable(plan.told()));
        const CliEnd verified = run("ledger verify");
        QVERIFY2(verified.code == 0 && verified.out.contains(text(
                                           "policies in force one after the other: 2; refused attempts: ")),
                 qPrintable(verified.told()));
    }

    /// Who signed rightly then is proven without Slipway too, although the file knows the key no more.
    void aProofHoldsByThePolicyOfItsTime() {
        const QByteArray deployment = newest()[QLatin1StringView("deployment")].toString().toUtf8();
        QTemporaryDir keys;
        QProcess keygen;
        keygen.start(text("ssh-keygen"), {text("-q"), text("-t"), text("ed25519"), text("-N"), QString(),
                                          text("-C"), QString(), text("-f"), keys.filePath(text("new"))});
        QVERIFY(keygen.waitForFinished() && keygen.exitCode() == 0);
        QFile made(keys.filePath(text("new.pub")));
        QVERIFY(made.open(QIODevice::ReadOnly));
        const QByteArray key = made.readAll().trimmed();
        QFile file(m_demo->folder() + text("/slipway.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray plan = file.readAll();
        const qsizetype at = plan.indexOf("ssh-ed25519", plan.indexOf("  mira:"));
        QVERIFY(m_demo->rewrite(plan.mid(at, plan.indexOf('"', at) - at), key));
        const CliEnd shown = run("accept-policy");
        static const QRegularExpression digest(QStringLiteral("--digest ([0-9a-f]{12})"));
        MUST_END(run("accept-policy --as jonas --digest " + digest.match(shown.out).captured(1).toUtf8()), 0);
        const QByteArray folder = keys.filePath(text("proof")).toUtf8();
        MUST_END(run("ledger export " + deployment + " -o " + folder), 0);
        const auto script = m_demo->cli().startOther(text("sh"), {QString::fromUtf8(folder + "/verify.sh")});
        const CliEnd proven = support::CliRun::end(*script);
        QVERIFY2(proven.code == 0 && proven.out.contains(text("signed by mira")), qPrintable(proven.told()));
        MUST_END(run("ledger verify"), 0);
    }
};

QTEST_GUILESS_MAIN(ExceptionsTest)
#include "exceptions_test.moc"
