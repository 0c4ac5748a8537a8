#include "app/domain/forge.h"
#include "app/domain/plan.h"

#include <QJsonArray>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;
using State = CiCheck::State;

namespace {

const QString commit = QString(40, u'b');
const Variables variables{{u"SLIPWAY_REF"_s, u"v1.2.0"_s}, {u"SLIPWAY_COMMIT"_s, commit}};

const StepKind& kind(const char* key) {
    return *stepKind(QString::fromLatin1(key));
}

Judgement judged(const char* key, const QJsonObject& params, const Answer& answer) {
    return kind(key).judge(kind(key).operation(params, variables), answer);
}

RemoteAnswer printed(const char* output, int exitCode = 0) {
    RemoteAnswer answer;
    answer.exitCode = exitCode;
    answer.tail = output;
    return answer;
}

QString told(const Judgement& judgement) {
    return verdictName(judgement.verdict) + u": "_s + judgement.summary;
}

QJsonObject checkedItem(const QString& step, const QJsonObject& params) {
    return {{u"main"_s, u"It holds"_s}, {u"check"_s, QJsonObject{{u"step"_s, step}, {u"params"_s, params}}}};
}

} // namespace

/// Steps that only look, and items that take their verdict from one.
class ChecksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCommandIsJudgedByWhatItPrints_data() {
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("said");
        const auto number = [](const char* bound) {
            return QJsonObject{{u"main"_s, u"measure"_s}, {u"number"_s, QString::fromLatin1(bound)}};
        };
        const auto matches = [](const char* pattern) {
            return QJsonObject{{u"main"_s, u"measure"_s}, {u"matches"_s, QString::fromLatin1(pattern)}};
        };
        QTest::newRow("enough") << number(">= 80") << QByteArray("1200 lines\ncoverage: 83.4 %\n")
                                << u"passed: exit 0, 83.4"_s;
        QTest::newRow("the edge") << number(">= 80") << QByteArray("80") << u"passed: exit 0, 80"_s;
        QTest::newRow("too little") << number(">= 80") << QByteArray("TOTAL 1200 79.9%")
                                    << u"failed: 79.9, allowed >= 80"_s;
        QTest::newRow("negative") << number("< 0") << QByteArray("drift -3") << u"passed: exit 0, -3"_s;
        QTest::newRow("a version is no number")
            << number("> 1") << QByteArray("tool v1.2.3")
            << u"inconclusive: exit 0, but there is no number in its output"_s;
        QTest::newRow("nothing printed") << number("> 1") << QByteArray()
                                         << u"inconclusive: exit 0, but there is no number in its output"_s;
        QTest::newRow("a line") << matches("^0 failed") << QByteArray("12 passed\n0 failed\n")
                                << u"passed: exit 0, “0 failed”"_s;
        QTest::newRow("no line") << matches("^0 failed$") << QByteArray("10 failed\n")
                                 << u"failed: exit 0, but nothing in its output matches ^0 failed$"_s;
    }
    void aCommandIsJudgedByWhatItPrints() {
        QFETCH(QJsonObject, params);
        QFETCH(QByteArray, output);
        QVERIFY(kind("run").readsOutput(params));
        QTEST(told(judged("run", params, printed(output.constData()))), "said");
        // Whatever it prints, a command that failed has failed.
        QCOMPARE(told(judged("run", params, printed(output.constData(), 2))), u"failed: exit 2"_s);
        // And so judges an item whose check it is.
        QTEST(told(judged("item", checkedItem(u"run"_s, params), printed(output.constData()))), "said");
    }

    void wrongPatternsAndComparisonsAreToldWhenRead() {
        const auto of = [](const char* field, const char* value) {
            return kind("run").complaints(
                {{u"main"_s, u"measure"_s}, {QString::fromLatin1(field), QString::fromLatin1(value)}});
        };
        QVERIFY(of("matches", "ok").isEmpty());
        QVERIFY(of("number", ">= 80").isEmpty());
        QVERIFY(of("matches", "(ok").value(0).startsWith(u"matches: is no regular expression"));
        QCOMPARE(of("number", "80"),
                 QStringList(u"number: `80` is no comparison; write one as in \">= 80\""_s));
        QVERIFY(!kind("run").readsOutput({{u"main"_s, u"measure"_s}}));
    }

    void aFileIsLookedForInTheReleasedCommit() {
        const auto question = std::get<GitQuestion>(kind("file").operation(
            {{u"main"_s, u"CHANGELOG.md"_s}, {u"matches"_s, u"^## $SLIPWAY_REF$"_s}}, variables));
        QVERIFY(question.check == GitCheck::FileHolds);
        QCOMPARE(question.path, u"CHANGELOG.md"_s);
        QCOMPARE(question.commit, commit);
        // The dots of a version match dots only.
        QCOMPARE(question.matches, u"^## v1\\.2\\.0$"_s);
        for (const auto& path : {u"../x"_s, u"/etc/passwd"_s, u"~/x"_s, u" "_s})
            QVERIFY2(!kind("file").complaints({{u"main"_s, path}}).isEmpty(), qPrintable(path));
        QVERIFY(kind("file").complaints({{u"main"_s, u"docs/CHANGELOG.md"_s}}).isEmpty());
    }

    void ciPassesOnlyWhereEverythingHasPassed_data() {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QList<int>>("states");
        QTest::addColumn<QString>("said");
        const auto all = [](std::initializer_list<State> states) {
            QList<int> list;
            for (const State state : states)
                list += int(state);
            return list;
        };
        const QJsonObject skips{{u"none-skipped"_s, false}};
        const auto named = [](const QStringList& names) {
            return QJsonObject{{u"checks"_s, QJsonArray::fromStringList(names)}};
        };
        QTest::newRow("all") << QJsonObject() << all({State::Passed, State::Passed})
                             << u"passed: 2 passed for bbbbbbb"_s;
        QTest::newRow("none") << QJsonObject() << all({}) << u"failed: no check has run for bbbbbbb"_s;
        QTest::newRow("failed") << QJsonObject() << all({State::Passed, State::Failed})
                                << u"failed: 1 failed: check2"_s;
        QTest::newRow("pending") << QJsonObject() << all({State::Passed, State::Pending})
                                 << u"failed: 1 pending: check2"_s;
        QTest::newRow("skipped") << QJsonObject() << all({State::Passed, State::Skipped})
                                 << u"failed: 1 skipped: check2"_s;
        QTest::newRow("skipped allowed")
            << skips << all({State::Passed, State::Skipped}) << u"passed: 1 passed for bbbbbbb"_s;
        QTest::newRow("all skipped") << skips << all({State::Skipped})
                                     << u"failed: no check has run for bbbbbbb"_s;
        QTest::newRow("missing") << named({u"check1"_s, u"e2e"_s}) << all({State::Passed})
                                 << u"failed: missing: e2e"_s;
        QTest::newRow("only the named") << named({u"check1"_s}) << all({State::Passed, State::Failed})
                                        << u"passed: 1 passed for bbbbbbb"_s;
        QTest::newRow("everything wrong")
            << named({u"check1"_s, u"check2"_s, u"check3"_s, u"x"_s})
            << all({State::Failed, State::Pending, State::Skipped})
            << u"failed: 1 failed: check1; missing: x; 1 pending: check2; 1 skipped: check3"_s;
        QTest::newRow("many") << QJsonObject()
                              << all({State::Failed, State::Failed, State::Failed, State::Failed,
                                      State::Failed})
                              << u"failed: 5 failed: check1, check2, check3 and 2 more"_s;
    }
    void ciPassesOnlyWhereEverythingHasPassed() {
        QFETCH(QJsonObject, more);
        QFETCH(QList<int>, states);
        more.insert(u"main"_s, u"github"_s);
        CiAnswer answer;
        for (const int state : states)
            answer.checks.append({u"check%1"_s.arg(answer.checks.size() + 1), State(state)});
        QTEST(told(judged("ci", more, answer)), "said");
    }

    void aForgeThatCannotSayIsNoVerdict() {
        const QJsonObject params{{u"main"_s, u"gitlab"_s}, {u"repository"_s, u"boats/bot"_s}};
        CiAnswer answer;
        answer.isKnown = false;
        QCOMPARE(told(judged("ci", params, answer)),
                 u"failed: gitlab has no commit bbbbbbb in boats/bot; push it first"_s);
        answer.error = base::Error{base::ErrorKind::Refused, {}, u"the token does not count"_s};
        QCOMPARE(told(judged("ci", params, answer)),
                 u"inconclusive: could not be asked: the token does not count"_s);
        answer.error->kind = base::ErrorKind::Cancelled;
        QVERIFY(judged("ci", params, answer).verdict == Verdict::Stopped);
    }

    void ciIsReadStrictly() {
        const auto first = [](const QJsonObject& params) { return kind("ci").complaints(params).value(0); };
        QVERIFY(first({{u"main"_s, u"github"_s}}).isEmpty());
        QVERIFY(first({{u"main"_s, u"gitlab"_s}, {u"repository"_s, u"a/b/c"_s}}).isEmpty());
        QVERIFY(first({{u"main"_s, u"github"_s}, {u"repository"_s, u"a/b/c"_s}}).startsWith(u"repository: "));
        QVERIFY(first({{u"main"_s, u"github"_s}, {u"repository"_s, u"a b"_s}}).startsWith(u"repository: "));
        QVERIFY(first({{u"main"_s, u"gitea"_s}}).startsWith(u"ci: gitea needs `url`"));
        QVERIFY(first({{u"main"_s, u"github"_s}, {u"url"_s, u"ftp://x"_s}}).startsWith(u"url: "));
        QVERIFY(first({{u"main"_s, u"github"_s}, {u"checks"_s, QJsonArray()}}).startsWith(u"checks: "));
    }

    void repositoriesAreFoundInRemotes_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("repository");
        QTest::newRow("scp") << u"git@github.com:boats/bot.git"_s << u"boats/bot"_s;
        QTest::newRow("https") << u"https://github.com/boats/bot"_s << u"boats/bot"_s;
        QTest::newRow("slash") << u"https://github.com/boats/bot.git/"_s << u"boats/bot"_s;
        QTest::newRow("token") << u"https://x:secret@github.com/boats/bot.git"_s << u"boats/bot"_s;
        QTest::newRow("ssh") << u"ssh://git@git.example.org:2222/boats/bot.git"_s << u"boats/bot"_s;
        QTest::newRow("groups") << u"git@gitlab.com:fleet/north/bot.git"_s << u"fleet/north/bot"_s;
        QTest::newRow("dots") << u"git@github.com:boats/bot.js.git"_s << u"boats/bot.js"_s;
        QTest::newRow("folder") << u"/srv/git/bot.git"_s << QString();
        QTest::newRow("file") << u"file:///srv/git/bot.git"_s << QString();
        QTest::newRow("one name") << u"git@github.com:bot.git"_s << QString();
        QTest::newRow("query") << u"https://github.com/boats/bot?x=1"_s << QString();
    }
    void repositoriesAreFoundInRemotes() {
        QFETCH(QString, url);
        QTEST(repositoryAt(url), "repository");
    }

    void anItemWithACheckAsksNobody() {
        const auto made = [](const QJsonObject& params) {
            Step step;
            step.kind = u"item"_s;
            step.params = params;
            return step;
        };
        const Step asked = made({{u"main"_s, u"It holds"_s}});
        QVERIFY(asked.asksPerson() && !asked.isChecked());
        const Step here =
            made(checkedItem(u"run"_s, {{u"main"_s, u"make check"_s}, {u"where"_s, u"here"_s}}));
        QVERIFY(!here.asksPerson() && here.isChecked() && !here.question());
        QVERIFY(kind("item").placeFor(here.params) == Place::Here);
        QVERIFY(std::holds_alternative<RemoteCommand>(here.operation({})));
        // It only looks, whatever the command may do when it is a step of its own.
        QVERIFY(!here.changesHosts());
        QVERIFY(kind("item").placeFor(checkedItem(u"run"_s, {{u"main"_s, u"df"_s}})) == Place::EachHost);
        QVERIFY(kind("item").complaints(here.params).isEmpty());
        for (const QJsonObject& wrong :
             {checkedItem(u"git"_s, {{u"main"_s, u"tag-push"_s}}),
              checkedItem(u"http"_s, {{u"main"_s, u"https://x"_s}, {u"method"_s, u"POST"_s}}),
              checkedItem(u"wait"_s, {{u"main"_s, 5}}), checkedItem(u"item"_s, {{u"main"_s, u"x"_s}})})
            QVERIFY(kind("item").complaints(wrong).value(0).startsWith(u"check: "));
        QJsonObject signedToo = here.params;
        signedToo.insert(u"sign"_s, u"approver"_s);
        QVERIFY(kind("item").complaints(signedToo).value(0).startsWith(u"sign: "));
    }
};

QTEST_GUILESS_MAIN(ChecksTest)
#include "checks_test.moc"
