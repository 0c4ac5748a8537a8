#include "app/base/canonical_json.h"
#include "app/domain/policy.h"
#include "app/workspace/project_file.h"
#include "tests/workspace/samples.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;

namespace {

QString shown(const QList<Problem>& problems) {
    QStringList lines;
    for (const Problem& problem : problems)
        lines += problemText(problem);
    return lines.join(QLatin1Char('\n'));
}

void rowsOf(const char* folder) {
    QTest::addColumn<QString>("path");
    for (const QString& path : test::samples(QString::fromLatin1(folder)))
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
}

// "# expect: 12:7 unknown key" lines of a sample.
QList<Problem> expectedIn(const QByteArray& bytes) {
    static const QRegularExpression line(QStringLiteral("^# expect: (\\d+):(\\d+) (.+)$"),
                                         QRegularExpression::MultilineOption);
    QList<Problem> expected;
    auto matches = line.globalMatch(QString::fromUtf8(bytes));
    while (matches.hasNext()) {
        const auto match = matches.next();
        expected += Problem{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3)};
    }
    return expected;
}

Reading readText(const QByteArray& text) {
    return readProject(text, QStringLiteral("/nowhere/workspace"));
}

const QByteArray head = "slipway: 1\nid: 8b7ff0de-41f5-4a6f-8b5b-67c0ce0a8c11\nproject: p\n";

} // namespace

class ProjectFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsGoodSamples_data() { rowsOf("good"); }
    void readsGoodSamples() {
        QFETCH(QString, path);
        const Reading reading = readText(test::contentOf(path));
        QVERIFY2(reading.problems.isEmpty() && reading.warnings.isEmpty(),
                 qPrintable(shown(reading.problems + reading.warnings)));
        QVERIFY(reading.project);
        for (const domain::Environment& environment : reading.project->environments) {
            const auto plan = domain::expandPlan(*reading.project, environment, {});
            const auto back = domain::planFromJson(domain::toJson(plan));
            QVERIFY(back && *back == plan);
            QVERIFY(base::canonicalJson(domain::toJson(plan)));
        }
    }
    void tellsAllMistakesOfBadSamples_data() { rowsOf("bad"); }
    void tellsAllMistakesOfBadSamples() {
        QFETCH(QString, path);
        const QByteArray bytes = test::contentOf(path);
        const Reading reading = readText(bytes);
        const QList<Problem> expected = expectedIn(bytes);
        QVERIFY(!reading.project);
        QVERIFY2(!expected.isEmpty() && expected.size() == reading.problems.size(),
                 qPrintable(shown(reading.problems)));
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const Problem& found = reading.problems[i];
            QVERIFY2(found.line == expected[i].line && found.column == expected[i].column &&
                         found.what.startsWith(expected[i].what),
                     qPrintable(problemText(found)));
        }
    }

    void readsTheDemo() {
        const QString path = QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/samples/good/demo.yaml");
        const QByteArray bytes = test::contentOf(path);
        const auto project = readText(bytes).project;
        QVERIFY(project);
        QCOMPARE(project->name, QStringLiteral("harbor-bot"));
        QCOMPARE(project->id, QStringLiteral("3f0a7c52-5c1e-4a55-9d0e-1b7f6a2c9e10"));
        QCOMPARE(project->folder, QStringLiteral("/nowhere/workspace"));
        QCOMPARE(project->fileDigest, base::sha256Hex(bytes));
        QCOMPARE(project->policyDigest, domain::policyDigest(domain::policyOf(*project)));
        QCOMPARE(project->people.size(), 3);
        const domain::Person& priya = project->people[2];
        QCOMPARE(priya.fullName, QStringLiteral("Priya Rao"));
        QCOMPARE(priya.emails, QStringList{QStringLiteral("priya@example.org")});
        QVERIFY(priya.hasRole(QStringLiteral("approver")) &&
                priya.hasRole(QStringLiteral("release-manager")));
        QVERIFY(priya.keys[0].publicKey.startsWith(QStringLiteral("ssh-ed25519 AAAA")));
        QCOMPARE(project->environments.size(), 3);
        QCOMPARE(project->environments[0].tier, domain::Tier::Development);
        QCOMPARE(project->environments[1].tier, domain::Tier::Staging);
        const domain::Environment& production = project->environments[2];
        QCOMPARE(production.tier, domain::Tier::Production);
        QCOMPARE(production.promoteFrom->environment.text(), QStringLiteral("staging"));
        QCOMPARE(production.promoteFrom->soak, base::Milliseconds(20'000));
        QCOMPARE(production.versionCommand, QStringLiteral("cat current/VERSION"));
        const domain::Host& host = production.hosts[0];
        QCOMPARE(host.name.text(), QStringLiteral("prod-1"));
        QCOMPARE(host.user, QStringLiteral("root"));
        QCOMPARE(host.address, QStringLiteral("127.0.0.1"));
        QCOMPARE(host.port, quint16(41003));
        QCOMPARE(host.identity, QStringLiteral("/nowhere/workspace/.slipway/ssh/deploy"));
        QCOMPARE(host.variables.value(QStringLiteral("HEALTH_URL")),
                 QStringLiteral("http://127.0.0.1:42003/health"));
        const domain::Probe& api = production.probes[0];
        QCOMPARE(api.name.text(), QStringLiteral("API /health"));
        QCOMPARE(api.params[QStringLiteral("json")][QStringLiteral("$.status")].toString(),
                 QStringLiteral("ok"));
        QCOMPARE(api.under, base::Milliseconds(300));
        QCOMPARE(api.every, base::Milliseconds(2000));
        QCOMPARE(production.probes[1].kind, QStringLiteral("run"));
        QCOMPARE(project->watchFor, base::Milliseconds(std::chrono::hours(24)));
        QCOMPARE(project->checkpoints.size(), 5);
        QCOMPARE(project->checkpoints[3].statement, QStringLiteral("Database performance acceptable"));
        const auto plan = domain::expandPlan(*project, production, {});
        QCOMPARE(plan.steps.size(), 8);
        QCOMPARE(plan.steps[3].id.text(), QStringLiteral("go-no-go"));
        QCOMPARE(plan.steps[4].undo().words, QStringLiteral("./bin/deploy \"$SLIPWAY_PREVIOUS_COMMIT\""));
        QCOMPARE(plan.steps[6].hosts.size(), 2);
        QVERIFY(!plan.steps[7].changesHosts());
        QCOMPARE(domain::expandPlan(*project, project->environments[0], {}).steps.size(), 6);
    }
    void readsWhatComesBackAndWhomToReach() {
        using domain::RecurringChecklist;
        const QString path =
            QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/samples/good/recurring.yaml");
        const auto project = readText(test::contentOf(path)).project;
        QVERIFY(project);
        QCOMPARE(project->contacts.size(), 2);
        QCOMPARE(project->contacts[0].reach, QStringLiteral("+49 30 123456, day and night"));
        QCOMPARE(project->contacts[1].only, QList{domain::EnvironmentName(QStringLiteral("production"))});
        QCOMPARE(project->recurring.size(), 4);
        const RecurringChecklist& weekly = project->recurring[0];
        QCOMPARE(weekly.name, QStringLiteral("log-review"));
        QCOMPARE(weekly.title, QStringLiteral("Weekly log review"));
        QCOMPARE(weekly.every, 7);
        QVERIFY(weekly.unit == RecurringChecklist::Unit::Day);
        QCOMPARE(weekly.from, QDate(2026, 1, 5));
        QCOMPARE(weekly.zone, QStringLiteral("Europe/Berlin"));
        QCOMPARE(weekly.within, std::chrono::hours(72));
        QCOMPARE(weekly.role, QStringLiteral("ops"));
        QCOMPARE(weekly.items.size(), 2);
        QCOMPARE(project->recurring[1].title, QStringLiteral("restore-test"));
        QCOMPARE(project->recurring[1].zone, QStringLiteral("UTC"));
        QCOMPARE(project->recurring[1].items.size(), 1);
        const QList<int> months{1, 3, 24};
        for (qsizetype i = 1; i < 4; ++i) {
            QVERIFY(project->recurring[i].unit == RecurringChecklist::Unit::Month);
            QCOMPARE(project->recurring[i].every, months[i - 1]);
        }
        const domain::Environment& production = project->environments[0];
        QVERIFY(production.probes[0].ifFails.contains(QStringLiteral("tunnel")));
        QCOMPARE(production.probes[1].ifFails, QStringLiteral("Look at the journal"));
        const auto plan = domain::expandPlan(*project, production, {});
        QVERIFY(plan.steps[0].ifFails.startsWith(QStringLiteral("Is the disk full?")));
        // What is shown when it fails is signed with the rest of the plan, and read back.
        const auto back = domain::planFromJson(domain::toJson(plan));
        QVERIFY(back.ok());
        QCOMPARE(back->steps[0].ifFails, plan.steps[0].ifFails);
    }
    void readsWhatGatesAskFor() {
        const QString path = QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/samples/good/gates.yaml");
        const auto project = readText(test::contentOf(path)).project;
        QVERIFY(project);
        QCOMPARE(project->policyBranch, QStringLiteral("origin/main"));
        QVERIFY(project->environments[0].rollbackReady &&
                project->environments[0].rollbackReady->count() == 0);
        QCOMPARE(project->environments[1].rollbackReady,
                 std::optional<base::Milliseconds>(std::chrono::hours(720)));
        QVERIFY(!project->environments[2].rollbackReady);
        const auto plan = domain::expandPlan(*project, project->environments[1], {});
        const auto question = plan.steps[0].question();
        QVERIFY(question && question->isSigned());
        QCOMPARE(question->coolDown, std::chrono::minutes(10));
    }
    void faultCase62_textsStayText() {
        const QString path =
            QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/samples/good/texts_stay_text.yaml");
        const auto project = readText(test::contentOf(path)).project;
        QVERIFY(project);
        QCOMPARE(project->name, QStringLiteral("1.10"));
        QCOMPARE(project->variables.value(QStringLiteral("COUNTRY")), QStringLiteral("no"));
        QCOMPARE(project->variables.value(QStringLiteral("OCTAL")), QStringLiteral("0755"));
        QCOMPARE(project->environments[0].hosts[0].address, QStringLiteral("::1"));
        QCOMPARE(project->environments[0].hosts[0].port, quint16(2222));
        QCOMPARE(project->environments[0].hosts[1].name.text(), QStringLiteral("server"));
    }
    void faultCase62_refusesTooLargeFiles() {
        const Reading reading = readText(QByteArray((1 << 20) + 1, '#'));
        QCOMPARE(shown(reading.problems), QStringLiteral("slipway.yaml: is larger than 1 MiB"));
    }
    void faultCase63_variablesNeverEnterTheCommand() {
        const auto project = readText(head + "variables: { EVIL: \"$(rm -rf /)`id`'\\\"\\n\" }\n"
                                             "environments: { production: { hosts: [bot@vps] } }\n"
                                             "plan: { deploy: [{ run: 'echo \"$EVIL\"' }] }\n")
                                 .project;
        QVERIFY(project);
        const auto plan = domain::expandPlan(*project, project->environments[0], {});
        const auto command = std::get<domain::RemoteCommand>(plan.steps[0].operation(plan.steps[0].hosts[0]));
        QCOMPARE(command.script, QStringLiteral("echo \"$EVIL\""));
        QCOMPARE(command.variables.value(QStringLiteral("EVIL")), QStringLiteral("$(rm -rf /)`id`'\"\n"));
    }

    void warnsWithoutRefusing() {
        const QString path = QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/samples/warnings.yaml");
        const Reading reading = readText(test::contentOf(path));
        QVERIFY2(reading.project, qPrintable(shown(reading.problems)));
        QCOMPARE(reading.warnings.size(), 3);
        QVERIFY(reading.warnings[0].what.contains(reading.project->id));
        QCOMPARE(reading.warnings[1].line, 6);
        QCOMPARE(reading.warnings[2].line, 12);
        QVERIFY(
            reading.warnings[2].what.contains(QStringLiteral("before its four-eyes approval on line 13")));
    }
    void derivesTheIdentityFromTheFolder() {
        const QByteArray text = "slipway: 1\nproject: p\nenvironments: { production: {} }\n";
        const auto first = readProject(text, QStringLiteral("/nowhere/a")).project;
        QCOMPARE(readProject(text, QStringLiteral("/nowhere/x/../a")).project->id, first->id);
        QVERIFY(readProject(text, QStringLiteral("/nowhere/b")).project->id != first->id);
    }
    void onePersonNeedsNoRoles() {
        QVERIFY(readText(head + "environments: { production: {} }\n"
                                "plan: { pre-deploy: [{ approval: Go, sign: approver, four-eyes: 2 }] }\n")
                    .project);
    }
    void unknownWordsOfOtherVersionsAreRefusedByName() {
        const Reading reading =
            readText(head + "compare: []\nenvironments: { production: { strategy: {}, notify: [] } }\n");
        QCOMPARE(reading.problems.size(), 3);
        QVERIFY(reading.problems[0].what.startsWith(QStringLiteral("unknown key `compare`. Allowed: ")));
    }
    void doesNotRepeatItselfEndlessly() {
        QByteArray text = head + "environments: { production: {} }\n";
        for (int i = 0; i < 1000; ++i)
            text += "unknown" + QByteArray::number(i) + ": 1\n";
        const Reading reading = readText(text);
        QCOMPARE(reading.problems.size(), 101);
        QCOMPARE(reading.problems.last().what, QStringLiteral("and 900 more"));
    }

    void readsFilesWithAByteOrderMarkAndWindowsLines() {
        QByteArray text = head + "environments: { production: {} }\n";
        text.replace("\n", "\r\n");
        const Reading reading = readText("\xef\xbb\xbf" + text);
        QVERIFY2(reading.project, qPrintable(shown(reading.problems)));
        QCOMPARE(reading.project->name, QStringLiteral("p"));
    }
    void refusesWhatIsNotUtf8() {
        QCOMPARE(shown(readText("slipway: 1\nproject: b\xe4r\n").problems),
                 QStringLiteral("slipway.yaml:2:11: not UTF-8; save the file as UTF-8"));
        QCOMPARE(shown(readText(QByteArray("slipway: 1\nab\0c\n", 16)).problems),
                 QStringLiteral("slipway.yaml:2:3: a NUL byte; this is not a text file"));
        QCOMPARE(readText("\xff\xfes\0").problems.size(), 1);
    }
    void readsAFolder() {
        QTemporaryDir folder;
        QCOMPARE(readProject(folder.path()).problems.size(), 1);
        QFile file(folder.filePath(QStringLiteral("slipway.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(head + "environments: { production: {} }\n");
        file.close();
        const Reading reading = readProject(folder.path() + QStringLiteral("/."));
        QVERIFY(reading.project);
        QCOMPARE(reading.project->folder, QFileInfo(folder.path()).canonicalFilePath());
        file.remove();
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("slipway.yaml")));
        QCOMPARE(shown(readProject(folder.path()).problems),
                 QStringLiteral("slipway.yaml: is not a regular file"));
    }
};

QTEST_GUILESS_MAIN(ProjectFileTest)
#include "project_file_test.moc"
