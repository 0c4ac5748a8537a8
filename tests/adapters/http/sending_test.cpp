#include "app/adapters/http/curl_client.h"
#include "app/domain/step_kind.h"
#include "app/engine/local_run.h"
#include "tests/adapters/http/answers.h"
#include "tests/support/fake_world.h"
#include "tests/support/http_server.h"

#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using adapters::CurlClient;
using engine::LocalRun;
using support::HttpConnection;
using support::HttpRequest;
using support::HttpServer;
using test::answerOf;

namespace {

/// Every request that arrived, and the answer to all of them.
struct Recorder {
    explicit Recorder(QByteArray answer = HttpServer::response(200))
        : server([this, answer](const HttpRequest& request, HttpConnection& connection) {
            {
                const std::scoped_lock lock(mutex);
                requests.push_back(request);
            }
            connection.send(answer);
        }) {}
    HttpRequest only() {
        const std::scoped_lock lock(mutex);
        return requests.size() == 1 ? requests.front() : HttpRequest{};
    }
    std::mutex mutex;
    std::vector<HttpRequest> requests; ///< guarded by mutex
    HttpServer server;                 ///< last: its threads use the others
};

QByteArray everyByte() {
    QByteArray bytes("{\"first\": \"line\r\n\r\nHTTP/1.1\"}");
    for (int byte = 0; byte < 70'000; ++byte)
        bytes.append(static_cast<char>(byte % 256));
    return bytes;
}

} // namespace

/// Requests that change something, from the step to the bytes that a server gets.
class SendingTest : public QObject {
    Q_OBJECT

    /// One step of kind http by the engine's own way, with the real client.
    Judgement judged(const QJsonObject& params, const Variables& variables = {}) {
        support::FakeWorld world;
        CurlClient client;
        const engine::Parts& fakes = world.parts;
        const engine::Parts parts{fakes.ledger,  fakes.locks,     fakes.shell,    fakes.git,    client,
                                  fakes.signer,  fakes.output,    fakes.samples,  fakes.clock,  fakes.source,
                                  fakes.secrets, fakes.artifacts, fakes.transfer, fakes.forge,  fakes.anchors,
                                  fakes.network, fakes.alerts,    fakes.mailer,   fakes.desktop};
        const StepKind& kind = *stepKind(u"http"_s);
        LocalRun run(parts, kind, kind.operation(params, variables),
                     LocalRun::Attempt{AttemptId(u"01ATTEMPT"_s)}, nullptr);
        Judgement judgement{Verdict::Inconclusive, u"never ended"_s};
        int ends = 0;
        connect(&run, &LocalRun::finished, &run, [&](const Judgement& how) {
            ++ends;
            judgement = how;
        });
        run.begin();
        [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return ends > 0; }, 20'000);
        return judgement;
    }

private Q_SLOTS:
    void bodiesAndHeadersArriveByteForByte_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("body");
        for (const char* method : {"PUT", "POST", "PATCH", "DELETE"}) {
            QTest::addRow("%s", method) << QString::fromLatin1(method) << everyByte();
            QTest::addRow("%s nothing", method) << QString::fromLatin1(method) << QByteArray();
            // Curl asks first whether so much is welcome.
            QTest::addRow("%s much", method) << QString::fromLatin1(method) << everyByte().repeated(20);
        }
    }
    void bodiesAndHeadersArriveByteForByte() {
        QFETCH(const QString, method);
        QFETCH(const QByteArray, body);
        Recorder recorder;
        CurlClient client;
        HttpQuestion question;
        question.url = recorder.server.url(u"/flags/a%20b?x=1&y=%2F"_s);
        question.method = method;
        question.body = body;
        question.headers = {{u"Content-Type"_s, u"application/vnd.bot+json"_s},
                            {u"X-Empty"_s, QString()},
                            {u"X-Word"_s, u"\"quoted\"; grün = 'yes'"_s},
                            {u"Idempotency-Key"_s, u"01J8Z3"_s}};
        const auto answer = answerOf(client.ask(question, {}));
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->detail : QString()));
        QVERIFY(answer.sent);
        const auto got = recorder.only();
        QCOMPARE(got.method, method.toLatin1());
        QCOMPARE(got.path, "/flags/a%20b?x=1&y=%2F");
        QCOMPARE(got.body.size(), body.size());
        QVERIFY(got.body == body);
        QCOMPARE(got.header("Content-Type"), "application/vnd.bot+json");
        QCOMPARE(got.header("X-Word"), "\"quoted\"; grün = 'yes'");
        QVERIFY(got.head.contains("\r\nX-Empty:\r\n"));
        QCOMPARE(got.header("Idempotency-Key"), "01J8Z3");
        QVERIFY(!got.head.contains("Transfer-Encoding"));
    }

    void aStepSendsWhatItSaysWithTheAttemptsKey_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("POST") << u"POST"_s << QByteArray("01ATTEMPT");
        QTest::newRow("PATCH") << u"PATCH"_s << QByteArray("01ATTEMPT");
        QTest::newRow("PUT") << u"PUT"_s << QByteArray();
        QTest::newRow("DELETE") << u"DELETE"_s << QByteArray();
    }
    void aStepSendsWhatItSaysWithTheAttemptsKey() {
        QFETCH(const QString, method);
        QFETCH(const QByteArray, key);
        Recorder recorder(HttpServer::response(202));
        const auto how = judged({{u"main"_s, recorder.server.url(u"/maintenance"_s)},
                                 {u"method"_s, method},
                                 {u"expect"_s, 202},
                                 {u"headers"_s, QJsonObject{{u"X-Release"_s, u"$SLIPWAY_REF"_s}}},
                                 {u"body"_s, u"{\"on\": true, \"by\": \"$SLIPWAY_REF\"}"_s}},
                                {{u"SLIPWAY_REF"_s, u"v1\", \"on\": false"_s}});
        QVERIFY2(how.verdict == Verdict::Passed, qPrintable(how.summary));
        const auto got = recorder.only();
        QCOMPARE(got.method, method.toLatin1());
        QCOMPARE(got.body, "{\"by\":\"v1\\\", \\\"on\\\": false\",\"on\":true}");
        QCOMPARE(got.header("Content-Type"), "application/json");
        QCOMPARE(got.header("X-Release"), "v1\", \"on\": false");
        QCOMPARE(got.header("Idempotency-Key"), key);
    }

    void aRequestThatMayHaveArrivedIsNeverRepeated_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("answer");
        const QList<std::pair<const char*, QByteArray>> broken{
            {"none", {}},
            {"half a head", "HTTP/1.1 200 O"},
            {"half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"o"},
            {"half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"},
            {"no HTTP", "220 mail.example.org ESMTP\r\n"},
        };
        for (const char* method : {"POST", "PATCH"})
            for (const auto& [name, answer] : broken)
                QTest::addRow("%s, %s", method, name) << QString::fromLatin1(method) << answer;
    }
    void aRequestThatMayHaveArrivedIsNeverRepeated() {
        QFETCH(const QString, method);
        QFETCH(const QByteArray, answer);
        Recorder recorder(answer);
        const auto how =
            judged({{u"main"_s, recorder.server.url()}, {u"method"_s, method}, {u"body"_s, u"x"_s}});
        QVERIFY2(how.verdict == Verdict::Interrupted, qPrintable(how.summary));
        QVERIFY2(how.summary.startsWith(u"sent, but without a whole answer: "_s), qPrintable(how.summary));
        QCOMPARE(recorder.server.requestCount(), 1);
        QCOMPARE(recorder.only().body, "x");
    }
    void whatNeverLeftIsNoInterruption() {
        QString refused;
        {
            const HttpServer closed(HttpServer::always({}));
            refused = closed.url();
        }
        const auto how = judged({{u"main"_s, refused}, {u"method"_s, u"POST"_s}, {u"body"_s, u"x"_s}});
        QVERIFY2(how.verdict == Verdict::Failed, qPrintable(how.summary));
        QVERIFY2(how.summary.contains(u"refused"_s), qPrintable(how.summary));
    }
    void aBodyIsNotCarriedToWhereAPostIsSentAsAGet() {
        const HttpServer server([](const HttpRequest& request, HttpConnection& connection) {
            if (request.path == "/done")
                connection.send(HttpServer::response(request.method == "GET" && request.body.isEmpty() &&
                                                             request.header("Content-Length").isNull()
                                                         ? 200
                                                         : 400));
            else
                connection.send(HttpServer::response(303, {}, "Location: /done\r\n"));
        });
        const auto how = judged({{u"main"_s, server.url()}, {u"method"_s, u"POST"_s}, {u"body"_s, u"x"_s}});
        QVERIFY2(how.verdict == Verdict::Passed, qPrintable(how.summary));
        QCOMPARE(server.requestCount(), 2);
    }
};

QTEST_GUILESS_MAIN(SendingTest)
#include "sending_test.moc"
