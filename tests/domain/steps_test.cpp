#include "app/domain/step_kind.h"

#include <QSet>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;

namespace {

const StepKind& kind(const char* key) {
    return *stepKind(QString::fromLatin1(key));
}

QJsonObject with(const char* main, QJsonObject more = {}) {
    more.insert(QStringLiteral("main"), QString::fromUtf8(main));
    return more;
}

HttpAnswer answered(int status, int ms, const QMap<QString, QString>& json = {}) {
    HttpAnswer answer;
    answer.status = status;
    answer.took = base::Milliseconds(ms);
    answer.json = json;
    return answer;
}

HttpAnswer unanswered(base::ErrorKind kind, const char* detail) {
    HttpAnswer answer;
    answer.error = base::Error{kind, {}, QString::fromUtf8(detail)};
    return answer;
}

} // namespace

class StepsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsOwnWordsAndHelp() {
        QSet<QString> keys;
        for (const StepKind* known : stepKinds()) {
            QVERIFY(!keys.contains(known->key()));
            keys.insert(known->key());
            QSet<QString> names{QStringLiteral("name"), QStringLiteral("id"),      QStringLiteral("why"),
                                QStringLiteral("only"), QStringLiteral("timeout"), QStringLiteral("main")};
            for (const Field& field : known->fields()) {
                QVERIFY2(!names.contains(field.name), qPrintable(field.name));
                names.insert(field.name);
                QVERIFY(!field.help.isEmpty());
            }
        }
        QVERIFY(!stepKind(u"teleport"));
    }

    void runSendsItsTextVerbatim() {
        const Variables variables{{QStringLiteral("A"), QStringLiteral("$(id)`id`\n'\"")}};
        const auto command = std::get<RemoteCommand>(
            kind("run").operation(with("echo $A ${A}", {{QStringLiteral("timeout"), 5000},
                                                        {QStringLiteral("folder"), QStringLiteral("$A")}}),
                                  variables));
        QCOMPARE(command.script, QStringLiteral("echo $A ${A}"));
        QCOMPARE(command.folder, QStringLiteral("$A"));
        QCOMPARE(command.variables, variables);
        QCOMPARE(command.timeout, base::Milliseconds(5000));
    }
    void runIsJudgedByItsExitCode() {
        RemoteCommand command;
        command.timeout = base::Milliseconds(120'000);
        const auto judge = [&](RemoteAnswer answer) { return kind("run").judge(command, answer); };
        QCOMPARE(judge({0, false, false, {}}).verdict, Verdict::Passed);
        QCOMPARE(judge({0, false, false, {}}).summary, QStringLiteral("exit 0"));
        QCOMPARE(judge({3, false, false, {}}).verdict, Verdict::Failed);
        QCOMPARE(judge({3, false, false, {}}).summary, QStringLiteral("exit 3"));
        QCOMPARE(judge({143, true, false, {}}).verdict, Verdict::Failed);
        QCOMPARE(judge({143, true, false, {}}).summary, QStringLiteral("timed out after 2m, ended"));
        QCOMPARE(judge({143, false, true, {}}).verdict, Verdict::Stopped);
        QCOMPARE(kind("run").judge(command, WaitAnswer{}).verdict, Verdict::Inconclusive);
    }
    void runHappensWhereItIsTold() {
        QCOMPARE(kind("run").placeFor(with("make")), Place::EachHost);
        const QJsonObject here = with("make", {{QStringLiteral("where"), QStringLiteral("here")},
                                               {QStringLiteral("undo"), QStringLiteral("make clean")}});
        QCOMPARE(kind("run").placeFor(here), Place::Here);
        const Undo undo = kind("run").undo(here);
        QCOMPARE(undo.kind, QStringLiteral("run"));
        QCOMPARE(stepKind(undo.kind)->placeFor(undo.params), Place::Here);
    }
    void runComplainsAboutNothingToRunAndNothingToUndo() {
        QVERIFY(kind("run").complaints(with("true")).isEmpty());
        QCOMPARE(kind("run").complaints(with(" ")).size(), 1);
        QCOMPARE(kind("run")
                     .complaints(with("true", {{QStringLiteral("undo"), QStringLiteral("x")},
                                               {QStringLiteral("changes"), false}}))
                     .size(),
                 1);
    }
    void aLongCommandGetsAShortTitle() {
        const QString title = kind("run").defaultTitle(with(qPrintable(QString(200, QLatin1Char('x')))));
        QCOMPARE(title.size(), 60);
        QCOMPARE(kind("run").defaultTitle(with("first\nsecond")), QStringLiteral("first"));
    }

    void httpExpandsItsUrlAndExpectedValues() {
        const auto question = std::get<HttpQuestion>(kind("http").operation(
            with("http://${HOST}/x?$filter=$A",
                 {{QStringLiteral("json"), QJsonObject{{QStringLiteral("$.v"), QStringLiteral("$A")}}},
                  {QStringLiteral("expect"), 204},
                  {QStringLiteral("method"), QStringLiteral("HEAD")},
                  {QStringLiteral("under"), 300},
                  {QStringLiteral("within"), 8000},
                  {QStringLiteral("timeout"), 1000}}),
            {{QStringLiteral("HOST"), QStringLiteral("h:1")},
             {QStringLiteral("A"), QStringLiteral("$HOST")}}));
        QCOMPARE(question.url, QStringLiteral("http://h:1/x?$filter=$HOST"));
        QCOMPARE(question.json.value(QStringLiteral("$.v")), QStringLiteral("$HOST"));
        QCOMPARE(question.expectStatus, 204);
        QCOMPARE(question.method, QStringLiteral("HEAD"));
        QCOMPARE(question.under, base::Milliseconds(300));
        QCOMPARE(question.within, base::Milliseconds(8000));
        QCOMPARE(question.timeout, base::Milliseconds(1000));
    }
    void httpSaysWhatItMeasured() {
        HttpQuestion question;
        question.under = base::Milliseconds(300);
        question.json = {{QStringLiteral("$.version"), QStringLiteral("v1.2.0")}};
        const QMap<QString, QString> good{{QStringLiteral("$.version"), QStringLiteral("v1.2.0")}};
        const QMap<QString, QString> old{{QStringLiteral("$.version"), QStringLiteral("v1.1.0")}};
        const auto says = [&](const HttpAnswer& answer, Verdict verdict, const char* summary) {
            const Judgement judgement = kind("http").judge(question, answer);
            QCOMPARE(judgement.verdict, verdict);
            QCOMPARE(judgement.summary, QString::fromUtf8(summary));
        };
        says(answered(200, 41, good), Verdict::Passed, "200 in 41 ms");
        says(answered(503, 41, good), Verdict::Failed, "503 in 41 ms, expected 200");
        says(answered(200, 41, old), Verdict::Failed, "$.version is v1.1.0, expected v1.2.0");
        says(answered(200, 41), Verdict::Failed, "$.version is missing, expected v1.2.0");
        says(answered(200, 412, good), Verdict::Failed, "200 in 412 ms, allowed 300 ms");
        says(unanswered(base::ErrorKind::Unreachable, "connection refused"), Verdict::Failed,
             "no answer: connection refused");
        says(unanswered(base::ErrorKind::Observer, "no route"), Verdict::Inconclusive,
             "could not be measured: no route");
        says(unanswered(base::ErrorKind::Cancelled, ""), Verdict::Stopped, "stopped");
    }
    void httpComplainsAboutUrlsAndPaths() {
        QVERIFY(kind("http").complaints(with("$HEALTH_URL")).isEmpty());
        QVERIFY(kind("http").complaints(with("https://x.example/")).isEmpty());
        QCOMPARE(kind("http").complaints(with("file:///etc/passwd")).size(), 1);
        QCOMPARE(kind("http")
                     .complaints(
                         with("http://x", {{QStringLiteral("json"),
                                            QJsonObject{{QStringLiteral("status"), QStringLiteral("ok")}}}}))
                     .size(),
                 1);
    }

    void gitAsksAboutTheCandidate() {
        const auto question = std::get<GitQuestion>(kind("git").operation(
            with("tag-annotated"), {{QStringLiteral("SLIPWAY_REF"), QStringLiteral("v2")},
                                    {QStringLiteral("SLIPWAY_COMMIT"), QStringLiteral("abc")}}));
        QCOMPARE(question.check, GitCheck::TagAnnotated);
        QCOMPARE(question.version, QStringLiteral("v2"));
        QCOMPARE(question.commit, QStringLiteral("abc"));
        QCOMPARE(kind("git").judge(question, GitAnswer{true, {}, {}}).summary,
                 QStringLiteral("the tag is annotated"));
        QCOMPARE(kind("git")
                     .judge(question, GitAnswer{false, QStringLiteral("tag v2 is lightweight"), {}})
                     .verdict,
                 Verdict::Failed);
        QCOMPARE(kind("git")
                     .judge(question, GitAnswer{false, {}, base::Error{base::ErrorKind::Storage, {}, {}}})
                     .verdict,
                 Verdict::Inconclusive);
    }
    void itemsAndApprovalsAskPeopleAndAreNeverJudgedByMachines() {
        const base::Milliseconds day(86'400'000);
        const auto item = std::get<PersonQuestion>(kind("item").operation(
            with("Reviewed", {{QStringLiteral("sign"), QStringLiteral("approver")}}), {}));
        QVERIFY(
            (item == PersonQuestion{QStringLiteral("Reviewed"), QStringLiteral("approver"), 1, false, day}));
        QCOMPARE(std::get<PersonQuestion>(kind("item").operation(with("Seen"), {})).validFor.count(), 0);
        QCOMPARE(std::get<PersonQuestion>(
                     kind("item").operation(with("Seen", {{QStringLiteral("valid-for"), 60'000}}), {}))
                     .validFor.count(),
                 60'000);
        const auto approval = std::get<PersonQuestion>(
            kind("approval")
                .operation(with("Go", {{QStringLiteral("statement"), QStringLiteral("I say go")},
                                       {QStringLiteral("four-eyes"), 2}}),
                           {}));
        QVERIFY((approval == PersonQuestion{QStringLiteral("I say go"), {}, 2, true, day}));
        const auto plain = std::get<PersonQuestion>(kind("approval").operation(with("Go"), {}));
        QVERIFY((plain == PersonQuestion{QStringLiteral("Go"), {}, 1, false, day}));
        QCOMPARE(kind("approval").judge(plain, WaitAnswer{}).verdict, Verdict::Inconclusive);
        QCOMPARE(kind("item").judge(item, RemoteAnswer{0, false, false, {}}).verdict, Verdict::Inconclusive);
    }
    void waitWaits() {
        const QJsonObject params{{QStringLiteral("main"), 2000}};
        const auto operation = kind("wait").operation(params, {});
        QCOMPARE(std::get<WaitFor>(operation).duration, base::Milliseconds(2000));
        QCOMPARE(kind("wait").defaultTitle(params), QStringLiteral("Wait 2s"));
        QCOMPARE(kind("wait").judge(operation, WaitAnswer{}).summary, QStringLiteral("waited 2s"));
    }

    void expansionIsOnceAndLeavesUnknownNames() {
        const Variables variables{{QStringLiteral("A"), QStringLiteral("$B")},
                                  {QStringLiteral("B"), QStringLiteral("b")}};
        QCOMPARE(expand(QStringLiteral("$A ${B} $C $a $Ab $ $.x"), variables),
                 QStringLiteral("$B b $C $a $Ab $ $.x"));
        QCOMPARE(variableNames(QStringLiteral("$A ${B} $A $a")),
                 (QStringList{QStringLiteral("A"), QStringLiteral("B")}));
    }
};

QTEST_GUILESS_MAIN(StepsTest)
#include "steps_test.moc"
