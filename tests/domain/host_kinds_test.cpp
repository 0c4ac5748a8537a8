#include "app/domain/rollback.h"
#include "app/domain/step_kind.h"
#include "app/domain/steps/host_command.h"

#include <QJsonDocument>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

namespace {

const StepKind& kind(const char* key) {
    return *stepKind(QString::fromLatin1(key));
}

QJsonObject with(const char* main, QJsonObject more = {}) {
    more.insert(u"main"_s, QString::fromUtf8(main));
    return more;
}

RemoteCommand command(const char* key, const QJsonObject& params, const Variables& variables = {}) {
    return std::get<RemoteCommand>(kind(key).operation(params, variables));
}

RemoteAnswer printed(const QByteArray& tail, int exitCode = 0) {
    RemoteAnswer answer;
    answer.exitCode = exitCode;
    answer.tail = tail;
    return answer;
}

StepTemplate step(const QString& kind, const QString& id, QJsonObject params) {
    StepTemplate made;
    made.phase = Phase::Deploy;
    made.kind = kind;
    made.id = id;
    made.params = std::move(params);
    return made;
}

} // namespace

class HostKindsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faultCase61_refusesPathsThatLeaveOrLookLikeOptions_data() {
        QTest::addColumn<QString>("path");
        for (const QString& path :
             {u""_s, u" "_s, u".."_s, u"a/../b"_s, u"../x"_s, u"-rf"_s, u"a/-b"_s, u"a\nb"_s, u"a\u0001"_s,
              u"a"_s + QChar(0) + u"b"_s, u"CON"_s, u"x/nul.txt"_s, u"com1"_s, QString(300, u'x'),
              QString(u"ab/"_s).repeated(1800)})
            QTest::newRow(qPrintable(path.left(20).simplified() + QString::number(path.size()))) << path;
    }
    void faultCase61_refusesPathsThatLeaveOrLookLikeOptions() {
        QFETCH(QString, path);
        QVERIFY(!steps::pathProblem(path).isEmpty());
        QVERIFY(!kind("symlink").complaints(with("current", {{u"to"_s, path}})).isEmpty());
        QVERIFY(!kind("upload").complaints(with("bot.jar", {{u"to"_s, path}})).isEmpty());
        QVERIFY(!kind("upload").complaints(with(qPrintable(path), {{u"to"_s, u"x"_s}})).isEmpty() ||
                path.contains(QChar(0)));
    }

    void anUploadNamesItsArtifact() {
        const Variables variables{{u"SLIPWAY_REF"_s, u"v2"_s}, {u"SLIPWAY_COMMIT"_s, u"c0ffee"_s}};
        const auto file =
            command("upload", with("build/$SLIPWAY_REF.jar", {{u"to"_s, u"lib/bot.jar"_s}}), variables);
        QCOMPARE(file.artifact, (Artifact{u"build/v2.jar"_s, {}, {}}));
        QCOMPARE(file.variables.value(u"SLIPWAY_UNPACK"_s), QString());
        QCOMPARE(file.variables.value(u"SLIPWAY_MODE"_s), u"0644"_s);
        QVERIFY(file.variables.contains(u"SLIPWAY_ARTIFACT_SHA256"_s));
        const QJsonObject tree =
            with("./deploy/app",
                 {{u"from"_s, u"commit"_s}, {u"to"_s, u"releases/$SLIPWAY_REF"_s}, {u"strip"_s, 1}});
        const auto commit = command("upload", tree, variables);
        QCOMPARE(commit.artifact, (Artifact{u"./deploy/app"_s, u"c0ffee"_s, {}}));
        QCOMPARE(commit.variables.value(u"SLIPWAY_UNPACK"_s), u"tar"_s);
        QCOMPARE(commit.variables.value(u"SLIPWAY_STRIP"_s), u"3"_s);
        QCOMPARE(commit.variables.value(u"SLIPWAY_TO"_s), u"releases/v2"_s);
        QCOMPARE(command("upload", with("a.ZIP", {{u"to"_s, u"x"_s}, {u"unpack"_s, true}}))
                     .variables.value(u"SLIPWAY_UNPACK"_s),
                 u"zip"_s);
    }
    void anUploadIsTakenBackWithoutItsArtifact() {
        const QJsonObject params = with("bot.jar", {{u"to"_s, u"of/$SLIPWAY_DEPLOYMENT"_s}});
        const Undo undo = kind("upload").undo(params);
        QCOMPARE(undo.how, Undo::How::Step);
        const auto back = command("upload", undo.params,
                                  {{u"SLIPWAY_DEPLOYMENT"_s, u"dep-2"_s}, {u"SLIPWAY_UNDOES"_s, u"dep-1"_s}});
        QVERIFY(!back.artifact);
        QCOMPARE(back.variables.value(u"SLIPWAY_TO"_s), u"of/dep-1"_s);
        QJsonObject said = params;
        said.insert(u"undo"_s, u"./back"_s);
        QCOMPARE(kind("upload").undo(said).kind, u"run"_s);
    }
    void anUploadComplainsAboutWhatDoesNotBelong() {
        const auto complaintsOf = [](QJsonObject more) {
            more.insert(u"to"_s, u"x"_s);
            return kind("upload").complaints(with("bot.jar", more)).size();
        };
        QCOMPARE(complaintsOf({}), 0);
        QCOMPARE(kind("upload").complaints(with("bot.jar")).size(), 1);
        QCOMPARE(complaintsOf({{u"strip"_s, 1}}), 1);
        QCOMPARE(complaintsOf({{u"strip"_s, 1}, {u"unpack"_s, true}}), 0);
        QCOMPARE(complaintsOf({{u"mode"_s, u"rwx"_s}}), 1);
        QCOMPARE(complaintsOf({{u"mode"_s, u"0600"_s}}), 0);
        QCOMPARE(complaintsOf({{u"sha256"_s, u"ABC"_s}}), 1);
        QCOMPARE(complaintsOf({{u"sha256"_s, QString(64, u'a')}}), 0);
        QCOMPARE(complaintsOf({{u"sha256"_s, QString(64, u'a')}, {u"from"_s, u"commit"_s}}), 1);
    }
    void usualPathsAreFine() {
        for (const QString& path :
             {u"current"_s, u"releases/$SLIPWAY_DEPLOYMENT"_s, u"/srv/a b/x-1"_s, u"~/x"_s})
            QCOMPARE(steps::pathProblem(path), QString());
    }

    void valuesNeverEnterTheText() {
        const Variables evil{{u"A"_s, u"$(touch x); `id` '"_s}};
        for (const auto& [key, params] :
             {std::pair{"symlink", with("current", {{u"to"_s, u"releases/$A"_s}})},
              std::pair{"docker",
                        with("run web", {{u"image"_s, u"web:$A"_s}, {u"options"_s, u"-e X=$(id)"_s}})},
              std::pair{"log-has-id", with("log/$A")}}) {
            const RemoteCommand plain = command(key, params);
            const RemoteCommand filled = command(key, params, evil);
            QCOMPARE(filled.script, plain.script);
            QVERIFY(!filled.script.contains(u"touch x"_s));
        }
        QCOMPARE(command("symlink", with("current", {{u"to"_s, u"releases/$A"_s}}), evil)
                     .variables.value(u"SLIPWAY_TARGET"_s),
                 u"releases/$(touch x); `id` '"_s);
    }
    void processManagersKnowTheirActions() {
        QVERIFY(kind("systemd").complaints(with("restart orders-bot@1.service")).isEmpty());
        QVERIFY(!kind("systemd").complaints(with("restart")).isEmpty());
        QVERIFY(!kind("systemd").complaints(with("restart -x")).isEmpty());
        QVERIFY(!kind("systemd").complaints(with("restart a; rm -rf /")).isEmpty());
        QVERIFY(!kind("pm2").complaints(with("destroy bot")).isEmpty());
        QVERIFY(!kind("docker").complaints(with("run web")).isEmpty());
        QVERIFY(kind("docker").complaints(with("run web", {{u"image"_s, u"web:1"_s}})).isEmpty());
        QVERIFY(!kind("docker").complaints(with("restart web", {{u"image"_s, u"web:1"_s}})).isEmpty());
        QVERIFY(
            !kind("docker")
                 .complaints(with("run web", {{u"image"_s, u"web:1"_s}, {u"options"_s, u"-v /x:/x --rm"_s}}))
                 .isEmpty());
        QVERIFY(!kind("compose").complaints(with("up web")).isEmpty());
        QVERIFY(kind("compose").complaints(with("up", {{u"service"_s, u"web"_s}})).isEmpty());
        QCOMPARE(kind("pm2").defaultTitle(with("restart my-bot")), u"Restart my-bot (pm2)"_s);
        QCOMPARE(kind("compose").defaultTitle(with("up")), u"Up (compose)"_s);
    }
    void lookingChangesNothing() {
        for (const char* action : {"status bot", "version bot", "check bot"}) {
            QVERIFY(!kind("pm2").changesHosts(with(action)));
            QVERIFY(!kind("pm2").undo(with(action)).isOpen());
        }
        QVERIFY(kind("pm2").changesHosts(with("restart bot")));
        QVERIFY(!kind("log-has-id").changesHosts(with("x")));
        QVERIFY(!kind("load").changesHosts(with("x")));
    }
    void anExitCodeHasWords() {
        const Operation operation = command("systemd", with("restart bot"));
        QCOMPARE(kind("systemd").judge(operation, printed({}, 0)).verdict, Verdict::Passed);
        QCOMPARE(kind("systemd").judge(operation, printed({}, 73)).summary, u"it did not stay running"_s);
        QCOMPARE(kind("systemd").judge(operation, printed({}, 1)).summary, u"exit 1"_s);
    }

    void faultCase20_aPasswordThatIsAskedForIsNamed_data() {
        QTest::addColumn<QByteArray>("complaints");
        QTest::addColumn<QString>("asker");
        QTest::newRow("sudo without a terminal")
            << QByteArray("sudo: a terminal is required to read the password; either use the -S option to "
                          "read from standard input or configure an askpass helper\n")
            << u"sudo"_s;
        QTest::newRow("sudo -n") << QByteArray("sudo: a password is required\n") << u"sudo"_s;
        QTest::newRow("an older sudo")
            << QByteArray("sudo: no tty present and no askpass program specified\n") << u"sudo"_s;
        QTest::newRow("a prompt") << QByteArray("working\n[sudo] password for x: ") << u"sudo"_s;
        QTest::newRow("a German prompt") << QByteArray("[sudo] Passwort f\xc3\xbcr x: \n") << u"sudo"_s;
        QTest::newRow("doas") << QByteArray("doas: a tty is required\n") << u"doas"_s;
        QTest::newRow("su") << QByteArray("su: must be run from a terminal\n") << u"su"_s;
        QTest::newRow("systemctl")
            << QByteArray("Failed to restart x.service: Interactive authentication required.\n")
            << u"polkit"_s;
        QTest::newRow("another's words") << QByteArray("psql: password authentication failed\n") << u""_s;
        QTest::newRow("sudo's own failure") << QByteArray("sudo: deploy: command not found\n") << u""_s;
        QTest::newRow("nothing") << QByteArray() << u""_s;
    }
    void faultCase20_aPasswordThatIsAskedForIsNamed() {
        QFETCH(const QByteArray, complaints);
        QFETCH(const QString, asker);
        RemoteCommand what;
        what.timeout = base::Milliseconds(120'000);
        RemoteAnswer answer;
        answer.complaints = complaints;
        for (const char* key : {"run", "systemd", "docker"}) {
            answer.exitCode = 1;
            const auto failed = kind(key).judge(what, answer);
            QCOMPARE(failed.verdict, Verdict::Failed);
            QCOMPARE(failed.summary.startsWith(u"needs input: "_s + asker + u" asked for a password"_s),
                     !asker.isEmpty());
            // What failed for another reason is still told by its code.
            QVERIFY(failed.summary.endsWith(u"exit 1"_s));
        }
        answer.timedOut = true;
        const auto late = kind("run").judge(what, answer);
        QCOMPARE(late.verdict, Verdict::Failed);
        QCOMPARE(late.summary.startsWith(u"needs input: "_s), !asker.isEmpty());
        QVERIFY(late.summary.endsWith(u"timed out after 2m, ended"_s));
        answer = {};
        answer.exitCode = 0;
        answer.complaints = complaints;
        QCOMPARE(kind("run").judge(what, answer).verdict, Verdict::Passed);
    }
    void aRollbackSwitchesBackAndRestartsLast() {
        Project project;
        Environment environment;
        environment.name = EnvironmentName(u"production"_s);
        Host host;
        host.name = HostName(u"one"_s);
        environment.hosts = {host};
        project.steps = {
            step(u"systemd"_s, u"stop"_s, with("stop bot")),
            step(u"symlink"_s, u"switch"_s, with("current", {{u"to"_s, u"releases/$SLIPWAY_DEPLOYMENT"_s}})),
            step(u"systemd"_s, u"restart"_s, with("restart bot")),
            step(u"http"_s, u"flag"_s,
                 with("https://flags/x",
                      {{u"method"_s, u"PUT"_s},
                       {u"undo"_s, QJsonObject{{u"step"_s, u"http"_s},
                                               {u"params"_s,
                                                with("https://flags/x", {{u"method"_s, u"DELETE"_s}})}}}}))};
        project.environments = {environment};
        PlanContext context{DeploymentId(u"dep-new"_s),
                            {u"v2"_s, QString(40, u'2'), {}, {}},
                            {u"v1"_s, QString(40, u'1'), {}, {}}};
        const Plan plan = expandPlan(project, environment, context);
        QList<QPair<StepId, QList<HostName>>> done;
        for (const Step& one : plan.steps)
            done.append({one.id, one.hosts});
        PlanContext back{DeploymentId(u"dep-back"_s), context.previous, context.candidate};
        const Plan undo = rollbackPlan(plan, back, done, project, environment);
        QStringList order;
        for (const Step& one : undo.steps)
            order += one.undoes.text();
        QCOMPARE(order, (QStringList{u"flag"_s, u"switch"_s, u"stop"_s, u"restart"_s}));
        QVERIFY(undo.steps[0].hosts.isEmpty());
        QCOMPARE(std::get<HttpQuestion>(undo.steps[0].operation({})).method, u"DELETE"_s);
        const auto link = std::get<RemoteCommand>(undo.steps[1].operation(host.name));
        QCOMPARE(link.variables.value(u"SLIPWAY_TARGET"_s), u"releases/dep-new"_s);
        QCOMPARE(link.variables.value(u"SLIPWAY_BACK"_s), u"yes"_s);
        const auto restart = std::get<RemoteCommand>(undo.steps[3].operation(host.name));
        QCOMPARE(restart.variables.value(u"SLIPWAY_REF"_s), u"v1"_s);
        QCOMPARE(restart.variables.value(u"SLIPWAY_ACTION"_s), u"restart"_s);
        QCOMPARE(
            std::get<RemoteCommand>(undo.steps[2].operation(host.name)).variables.value(u"SLIPWAY_ACTION"_s),
            u"start"_s);
        QVERIFY(planFromJson(toJson(undo)));
    }

    void loadIsJudgedByItsResult_data() {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("summary");
        QTest::newRow("kept") << QByteArray(R"({"p95": 120.5, "rate": 0.01})") << Verdict::Passed
                              << u"$.p95 120.5, $.rate 0.01"_s;
        QTest::newRow("last object")
            << QByteArray("warming {\n{\"p95\": 999, \"rate\": 1}\nnoise\n{\n \"p95\": 1,\n \"rate\": 0\n}\n")
            << Verdict::Passed << u"$.p95 1, $.rate 0"_s;
        QTest::newRow("line before noise") << QByteArray("a\n{\"p95\": 1, \"rate\": 0}\ndone\n")
                                           << Verdict::Passed << u"$.p95 1, $.rate 0"_s;
        QTest::newRow("too slow") << QByteArray(R"({"p95": 300, "rate": 0})") << Verdict::Failed
                                  << u"$.p95 is 300, allowed < 300"_s;
        QTest::newRow("missing") << QByteArray(R"({"p95": 3})") << Verdict::Inconclusive
                                 << u"$.rate is missing, to be compared with <= 0.01"_s;
        QTest::newRow("no number") << QByteArray(R"({"p95": "fast", "rate": 0})") << Verdict::Inconclusive
                                   << u"$.p95 is fast, to be compared with < 300"_s;
        QTest::newRow("no JSON") << QByteArray("p95: 3") << Verdict::Inconclusive
                                 << u"it printed no JSON result"_s;
        QTest::newRow("nothing") << QByteArray() << Verdict::Inconclusive << u"it printed no JSON result"_s;
    }
    void loadIsJudgedByItsResult() {
        QFETCH(QByteArray, output);
        QFETCH(Verdict, verdict);
        QFETCH(QString, summary);
        const QJsonObject params = with(
            "./load", {{u"limits"_s, QJsonObject{{u"$.p95"_s, u"< 300"_s}, {u"$.rate"_s, u"<= 0.01"_s}}}});
        QVERIFY(kind("load").complaints(params).isEmpty());
        const Operation operation = kind("load").operation(params, {});
        const Judgement judgement = kind("load").judge(operation, printed(output));
        QCOMPARE(judgement.summary, summary);
        QCOMPARE(judgement.verdict, verdict);
        QCOMPARE(kind("load").judge(operation, printed(output, 99)).summary, u"exit 99"_s);
    }
    void loadComplainsAboutLimitsThatCompareNothing() {
        for (const QString& limit : {u"300"_s, u"< fast"_s, u"<"_s, u"!= 3"_s, QString()})
            QVERIFY2(!kind("load")
                          .complaints(with("x", {{u"limits"_s, QJsonObject{{u"$.a"_s, limit}}}}))
                          .isEmpty(),
                     qPrintable(limit));
        QVERIFY(!kind("load").complaints(with("x")).isEmpty());
        QVERIFY(kind("load")
                    .complaints(with("x", {{u"limits"_s, QJsonObject{{u"$.a"_s, u"= ok"_s}}}}))
                    .isEmpty());
    }

    void aBodysValuesCannotChangeItsStructure() {
        const Variables variables{{u"A"_s, u"x\", \"admin\": \"yes"_s}};
        const auto json = std::get<HttpQuestion>(kind("http").operation(
            with("https://x/", {{u"method"_s, u"POST"_s}, {u"body"_s, uR"({"a": ["$A"], "n": 3})"_s}}),
            variables));
        const QJsonObject sent = QJsonDocument::fromJson(json.body).object();
        QCOMPARE(sent.keys(), (QStringList{u"a"_s, u"n"_s}));
        QCOMPARE(sent.value(u"a"_s).toArray().at(0).toString(), variables.value(u"A"_s));
        QCOMPARE(json.headers.value(u"Content-Type"_s), u"application/json"_s);
        const auto form = std::get<HttpQuestion>(kind("http").operation(
            with("https://x/",
                 {{u"method"_s, u"POST"_s},
                  {u"body"_s, u"a=$A&b=1"_s},
                  {u"headers"_s, QJsonObject{{u"content-type"_s, u"application/x-www-form-urlencoded"_s}}}}),
            {{u"A"_s, u"1&admin=yes"_s}}));
        QCOMPARE(form.body, QByteArray("a=1%26admin%3Dyes&b=1"));
        QVERIFY(
            !kind("http")
                 .complaints(with("https://x/", {{u"method"_s, u"POST"_s}, {u"body"_s, uR"({"n": $A})"_s}}))
                 .isEmpty());
    }
    void aRequestThatChangesIsSentOnceAndSaysWhenItsOutcomeIsUnknown() {
        const QJsonObject post = with("https://x/", {{u"method"_s, u"POST"_s}});
        QVERIFY(kind("http").changesHosts(post));
        QVERIFY(!kind("http").changesHosts(with("https://x/")));
        QVERIFY(!kind("http")
                     .complaints(with("https://x/", {{u"method"_s, u"PATCH"_s}, {u"within"_s, 1000}}))
                     .isEmpty());
        QVERIFY(!kind("http").complaints(with("https://x/", {{u"body"_s, u"x"_s}})).isEmpty());
        const Operation operation = kind("http").operation(post, {});
        HttpAnswer broken;
        broken.error = base::Error{base::ErrorKind::Unreachable, {}, u"reset"_s};
        QCOMPARE(kind("http").judge(operation, broken).verdict, Verdict::Failed);
        broken.sent = true;
        QCOMPARE(kind("http").judge(operation, broken).verdict, Verdict::Interrupted);
        QCOMPARE(kind("http").judge(kind("http").operation(with("https://x/"), {}), broken).verdict,
                 Verdict::Failed);
    }
};

QTEST_GUILESS_MAIN(HostKindsTest)
#include "host_kinds_test.moc"
