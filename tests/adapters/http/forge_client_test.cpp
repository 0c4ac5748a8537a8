#include "app/adapters/http/curl_client.h"
#include "app/adapters/http/forge_client.h"
#include "tests/support/http_server.h"

#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;
using adapters::CurlClient;
using adapters::ForgeClient;
using base::ErrorKind;
using domain::CiAnswer;
using domain::CiCheck;
using domain::CiQuestion;
using support::HttpConnection;
using support::HttpRequest;
using support::HttpServer;

namespace {

const QString commit = u"0123456789abcdef0123456789abcdef01234567"_s;

/// JSON, written with single quotes.
QByteArray json(const char* text) {
    return QByteArray(text).replace('\'', '"');
}

/// A forge that gives prepared answers by path, and keeps what it was asked.
class FakeApi {
public:
    FakeApi()
        : m_server([this](const HttpRequest& request, HttpConnection& connection) {
            QByteArray answer = HttpServer::response(404, json("{'message':'Not Found'}"));
            {
                const std::scoped_lock lock(m_mutex);
                m_asked.append(request);
                if (m_answers.contains(request.path))
                    answer = m_answers.value(request.path);
            }
            connection.send(answer);
        }) {}
    void give(const QByteArray& path, const QByteArray& body, int status = 200) {
        const std::scoped_lock lock(m_mutex);
        m_answers.insert(path, HttpServer::response(status, body));
    }
    QList<HttpRequest> asked() {
        const std::scoped_lock lock(m_mutex);
        return m_asked;
    }
    QString url() const { return m_server.url(QString()); }
    QString httpsLess() const { return u"http://ci.example.invalid:%1"_s.arg(m_server.port()); }

private:
    std::mutex m_mutex;
    QMap<QByteArray, QByteArray> m_answers;
    QList<HttpRequest> m_asked;
    HttpServer m_server; ///< last: its threads use all of the above
};

CiAnswer ask(const char* forge, const QString& url, const QByteArray& token = {},
             const QString& repository = u"boats/bot"_s) {
    CurlClient http;
    ForgeClient client(http);
    CiQuestion question;
    question.forge = QString::fromLatin1(forge);
    question.url = url;
    question.repository = repository;
    question.commit = commit;
    const auto future = client.ask(question, base::Secret(token), {});
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return {{}, true, base::Error{ErrorKind::Timeout, {}, u"no answer in the test"_s}};
    return future.result().valueOr(CiAnswer{});
}

QString told(const CiAnswer& answer) {
    if (answer.error)
        return base::kindName(answer.error->kind) + u": "_s + answer.error->detail;
    if (!answer.isKnown)
        return u"unknown"_s;
    static const char* const states[] = {"passed", "failed", "pending", "skipped"};
    QStringList list;
    for (const CiCheck& check : answer.checks)
        list += u"%1=%2(%3)"_s.arg(check.name, QLatin1StringView(states[int(check.state)]), check.word);
    return list.join(u' ');
}

const QByteArray runs = "/repos/boats/bot/commits/" + commit.toLatin1() + "/check-runs?per_page=50&page=";
const QByteArray statuses = "/repos/boats/bot/commits/" + commit.toLatin1() + "/status?per_page=50&page=";
const QByteArray noStatuses = json("{'state':'pending','statuses':[],'total_count':0}");

} // namespace

/// With the real client and a real server; the answers are shaped as the forges' documentation has them.
class ForgeClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gitHubsRunsAndStatusesAreBothRead() {
        FakeApi api;
        api.give(runs + "1",
                 json("{'total_count':5,'check_runs':["
                      "{'name':'build','status':'completed','conclusion':'success','html_url':'https://g/1'},"
                      "{'name':'e2e','status':'in_progress','conclusion':null},"
                      "{'name':'lint','status':'completed','conclusion':'skipped'},"
                      "{'name':'docs','status':'completed','conclusion':'neutral'},"
                      "{'name':'fuzz','status':'completed','conclusion':'timed_out'}]}"));
        api.give(statuses + "1", json("{'state':'failure','total_count':2,'statuses':["
                                      "{'context':'jenkins','state':'success','target_url':'https://j/1'},"
                                      "{'context':'scan','state':'error'}]}"));
        const CiAnswer answer = ask("github", api.url(), "t0ken");
        QCOMPARE(told(answer), u"build=passed(success) e2e=pending(in_progress) lint=skipped(skipped) "
                               "docs=skipped(neutral) fuzz=failed(timed_out) jenkins=passed(success) "
                               "scan=failed(error)"_s);
        QCOMPARE(answer.checks.first().url, u"https://g/1"_s);
        QCOMPARE(answer.checks[5].url, u"https://j/1"_s);
        QCOMPARE(api.asked().first().header("Authorization"), QByteArray("Bearer t0ken"));
        QCOMPARE(api.asked().first().header("X-GitHub-Api-Version"), QByteArray("2022-11-28"));
    }

    void everyPageIsRead() {
        FakeApi api;
        // Fewer to a page than asked for, as servers with an own limit give.
        const auto page = [](int from, int count) {
            QByteArray list;
            for (int i = from; i < from + count; ++i)
                list += (i == from ? "" : ",") + json("{'name':'c") + QByteArray::number(i) +
                        json("','status':'completed','conclusion':'success'}");
            return json("{'total_count':25,'check_runs':[") + list + "]}";
        };
        api.give(runs + "1", page(0, 10));
        api.give(runs + "2", page(10, 10));
        api.give(runs + "3", page(20, 5));
        api.give(statuses + "1", noStatuses);
        const CiAnswer answer = ask("github", api.url());
        QCOMPARE(answer.checks.size(), 25);
        QCOMPARE(answer.checks.last().name, u"c24"_s);
        QCOMPARE(api.asked().size(), 4);
        QVERIFY(api.asked().first().header("Authorization").isEmpty());
    }

    void gitLabsStatusesAreRead() {
        FakeApi api;
        const QByteArray path = "/api/v4/projects/fleet%2Fnorth%2Fbot/repository/commits/" +
                                commit.toLatin1() + "/statuses?per_page=50&page=";
        api.give(
            path + "1",
            json(
                "[{'name':'build','status':'success','allow_failure':false,'target_url':'https://l/1'},"
                "{'name':'deploy','status':'manual'},{'name':'flaky','status':'failed','allow_failure':true},"
                "{'name':'test','status':'canceled','allow_failure':false},{'name':'late','status':'created'}"
                "]"));
        api.give(path + "2", "[]");
        QCOMPARE(told(ask("gitlab", api.url(), "t0ken", u"fleet/north/bot"_s)),
                 u"build=passed(success) deploy=skipped(manual) flaky=skipped(failed, allowed) "
                 "test=failed(canceled) late=pending(created)"_s);
        QCOMPARE(api.asked().first().header("PRIVATE-TOKEN"), QByteArray("t0ken"));
    }

    void giteasStatusIsRead() {
        FakeApi api;
        const QByteArray path =
            "/api/v1/repos/boats/bot/commits/" + commit.toLatin1() + "/status?limit=50&page=";
        api.give(path + "1",
                 json("{'state':'warning','total_count':3,'statuses':["
                      "{'context':'ci/build','status':'success','target_url':'https://t/1'},"
                      "{'context':'ci/e2e','status':'pending'},{'context':'ci/lint','status':'warning'}]}"));
        QCOMPARE(told(ask("gitea", api.url() + u'/', "t0ken")),
                 u"ci/build=passed(success) ci/e2e=pending(pending) ci/lint=skipped(warning)"_s);
        QCOMPARE(api.asked().first().header("Authorization"), QByteArray("token t0ken"));
        api.give(path + "1", json("{'state':'pending','total_count':0,'statuses':null}"));
        QCOMPARE(told(ask("gitea", api.url())), QString());
    }

    void aWordNobodyKnowsOpensNoGate() {
        FakeApi api;
        api.give(
            runs + "1",
            json("{'total_count':2,'check_runs':[{'name':'a','status':'completed','conclusion':'splendid'},"
                 "{'name':'b'}]}"));
        api.give(statuses + "1", noStatuses);
        QCOMPARE(told(ask("github", api.url())), u"a=failed(splendid) b=failed()"_s);
    }

    void whatIsNoAnswerIsNoVerdict_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("said");
        QTest::newRow("a page for people")
            << QByteArray("<html>Sign in</html>") << 200 << u"did not answer as the API of github does"_s;
        QTest::newRow("another object")
            << json("{'ok':true}") << 200 << u"did not answer as the API of github does"_s;
        QTest::newRow("cut") << json("{'total_count':1,'check_runs':[{'name':") << 200
                             << u"did not answer as the API of github does"_s;
        QTest::newRow("no such commit")
            << json("{'message':'No commit found for SHA: 0123'}") << 422 << u"unknown"_s;
        QTest::newRow("no such repository")
            << json("{'message':'Not Found'}") << 404 << u"shows no boats/bot without a token (404)"_s;
        QTest::newRow("a bad token") << json("{'message':'Bad credentials'}") << 401
                                     << u"does not take the token (401)"_s;
        QTest::newRow("too many") << json("{'message':'API rate limit exceeded'}") << 403
                                  << u"API rate limit exceeded"_s;
        QTest::newRow("a fault there") << QByteArray("oops") << 502 << u"answered 502: oops"_s;
    }
    void whatIsNoAnswerIsNoVerdict() {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, said);
        FakeApi api;
        api.give(runs + "1", body, status);
        api.give(statuses + "1", noStatuses);
        const QString answer = told(ask("github", api.url()));
        QVERIFY2(answer.contains(said), qPrintable(answer));
        // Only a commit that is not there is a verdict.
        QCOMPARE(ask("github", api.url()).error.has_value(), said != u"unknown"_s);
    }

    void faultCase70_aTokenDoesNotTravelUnencrypted() {
        FakeApi api;
        const QString answer = told(ask("github", api.httpsLess(), "t0ken"));
        QVERIFY2(answer.contains(u"would travel unencrypted to ci.example.invalid"_s), qPrintable(answer));
        QVERIFY(!answer.contains(u"t0ken"_s));
        QVERIFY(api.asked().isEmpty());
    }

    void aForgeThatIsNotThereIsToldWhere() {
        QString url;
        {
            const FakeApi gone;
            url = gone.url();
        }
        const QString answer = told(ask("github", url));
        QVERIFY2(answer.contains(u"127.0.0.1"_s) && answer.contains(u"refused"_s), qPrintable(answer));
    }
};

QTEST_GUILESS_MAIN(ForgeClientTest)
#include "forge_client_test.moc"
