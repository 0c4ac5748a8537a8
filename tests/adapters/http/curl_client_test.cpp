#include "app/adapters/http/curl_client.h"
#include "app/domain/project.h"
#include "tests/adapters/http/answers.h"
#include "tests/support/http_server.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTest>
#include <QUrl>
#include <atomic>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::CurlClient;
using base::ErrorKind;
using domain::HttpAnswer;
using domain::HttpQuestion;
using support::HttpConnection;
using support::HttpRequest;
using support::HttpServer;
using test::answerOf;

namespace {

HttpQuestion get(const QString& url, base::Milliseconds timeout = 5s) {
    HttpQuestion question;
    question.url = url;
    question.timeout = timeout;
    return question;
}

/// The kind of the error in the answer; fails the test by its name when there is none.
QString kindOf(const HttpAnswer& answer) {
    return answer.error ? base::kindName(answer.error->kind)
                        : QStringLiteral("no error, %1").arg(answer.status);
}
QString named(ErrorKind kind) {
    return base::kindName(kind);
}

/// `size` zeros, compressed a thousandfold. The checksum is missing: nobody may get that far.
QByteArray gzipOfZeros(qsizetype size) {
    constexpr qsizetype lengthAndZlibHeader = 6;
    constexpr qsizetype checksum = 4;
    const QByteArray deflated = qCompress(QByteArray(size, '\0')).mid(lengthAndZlibHeader).chopped(checksum);
    return QByteArray::fromHex("1f8b0800000000000003") + deflated + QByteArray(8, '\0');
}

} // namespace

class CurlClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWithAnyStatus_data() {
        QTest::addColumn<int>("status");
        for (const int status : {200, 204, 301, 404, 500, 503})
            QTest::addRow("%d", status) << status;
    }
    void answersWithAnyStatus() {
        QFETCH(int, status);
        const HttpServer server(HttpServer::always(HttpServer::response(status)));
        CurlClient client;
        const auto answer = answerOf(client.ask(get(server.url()), {}));
        QVERIFY2(!answer.error, qPrintable(kindOf(answer)));
        QCOMPARE(answer.status, status);
    }

    void readsTheAskedPathsFromTheBody() {
        const HttpServer server(
            HttpServer::always(HttpServer::response(200, R"({"version":"v1.1.0","n":[1,2]})")));
        CurlClient client;
        auto question = get(server.url());
        question.json = {
            {QStringLiteral("$.version"), {}}, {QStringLiteral("$.n[1]"), {}}, {QStringLiteral("$.no"), {}}};
        const auto answer = answerOf(client.ask(question, {}));
        QCOMPARE(answer.json, (QMap<QString, QString>{{QStringLiteral("$.version"), QStringLiteral("v1.1.0")},
                                                      {QStringLiteral("$.n[1]"), QStringLiteral("2")}}));
    }

    void sendsTheMethodAndItsOwnName_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }
    void sendsTheMethodAndItsOwnName() {
        QFETCH(QString, method);
        const HttpServer server([](const HttpRequest& request, HttpConnection& connection) {
            const bool named = request.head.contains("User-Agent: slipway/");
            connection.send(HttpServer::response(
                named ? 200 : 400,
                request.method == "HEAD" ? QByteArray() : "{\"m\":\"" + request.method + "\"}"));
        });
        CurlClient client;
        auto question = get(server.url());
        question.method = method;
        question.json = {{QStringLiteral("$.m"), {}}};
        const auto answer = answerOf(client.ask(question, {}));
        QVERIFY2(!answer.error, qPrintable(kindOf(answer)));
        QCOMPARE(answer.status, 200);
        if (method != QLatin1StringView("HEAD"))
            QCOMPARE(answer.json.value(QStringLiteral("$.m")), method);
    }

    void measuresHowLongItTook() {
        const HttpServer server([](const HttpRequest&, HttpConnection& connection) {
            connection.hold(200);
            connection.send(HttpServer::response(200));
        });
        CurlClient client;
        const auto answer = answerOf(client.ask(get(server.url()), {}));
        QVERIFY(answer.took >= 180ms && answer.took < 5s);
    }

    void refusesWhatIsNoHttpQuestion_data() {
        QTest::addColumn<QString>("url");
        for (const char* url : {"", "file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1:80", "http://",
                                "javascript:x", "http://a b/"})
            QTest::newRow(*url != 0 ? url : "empty") << QString::fromLatin1(url);
    }
    void refusesWhatIsNoHttpQuestion() {
        QFETCH(QString, url);
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(url), {}))), named(ErrorKind::BadInput));
    }

    void refusesAMethodThatWouldSmuggleAHeader() {
        const HttpServer server(HttpServer::always(HttpServer::response(200)));
        CurlClient client;
        auto question = get(server.url());
        question.method = QStringLiteral("GET / HTTP/1.1\r\nX: y");
        QCOMPARE(kindOf(answerOf(client.ask(question, {}))), named(ErrorKind::BadInput));
        QCOMPARE(server.requestCount(), 0);
    }

    void followsARedirectOnTheSameServer() {
        const HttpServer server([](const HttpRequest& request, HttpConnection& connection) {
            connection.send(request.path == "/there?x=1%202"
                                ? HttpServer::response(200, "{\"ok\":true}")
                                : HttpServer::response(302, {}, "Location: /there?x=1%202\r\n"));
        });
        CurlClient client;
        auto question = get(server.url());
        question.json = {{QStringLiteral("$.ok"), {}}};
        const auto answer = answerOf(client.ask(question, {}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json.size(), 1);
        QCOMPARE(server.requestCount(), 2);
        question.expectStatus = 302;
        QCOMPARE(answerOf(client.ask(question, {})).status, 302);
    }

    void faultCase78_endsARedirectLoop() {
        const HttpServer server(HttpServer::always(HttpServer::response(302, {}, "Location: /\r\n")));
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(server.url()), {}))), named(ErrorKind::Protocol));
        QCOMPARE(server.requestCount(), 4);
    }

    void faultCase78_doesNotFollowARedirectToAnotherHost() {
        const HttpServer other(HttpServer::always(HttpServer::response(200)));
        const HttpServer server(HttpServer::always(
            HttpServer::response(302, {}, "Location: " + other.url().toLatin1() + "\r\n")));
        const HttpServer file(
            HttpServer::always(HttpServer::response(302, {}, "Location: file:///etc/passwd\r\n")));
        CurlClient client;
        const auto answer = answerOf(client.ask(get(server.url()), {}));
        QVERIFY(!answer.error);
        QCOMPARE(answer.status, 302);
        QCOMPARE(other.requestCount(), 0);
        QCOMPARE(answerOf(client.ask(get(file.url()), {})).status, 302);
    }

    void faultCase78_givesNoCredentialsToAnotherHost() {
        std::atomic_int leaked = 0;
        const auto listen = [&leaked](const HttpRequest& request, HttpConnection& connection) {
            if (request.head.contains("hunter2"))
                ++leaked;
            connection.send(HttpServer::response(200));
        };
        const HttpServer other(listen);
        const HttpServer server([&](const HttpRequest& request, HttpConnection& connection) {
            const bool isAllowed = request.header("Authorization") == "Bearer hunter2";
            connection.send(HttpServer::response(isAllowed ? 302 : 401, {},
                                                 "Location: " + other.url().toLatin1() + "\r\n"));
        });
        CurlClient client;
        auto question = get(server.url());
        question.headers = {{QStringLiteral("Authorization"), QStringLiteral("Bearer hunter2")}};
        QCOMPARE(answerOf(client.ask(question, {})).status, 302);
        QCOMPARE(other.requestCount(), 0);
        QCOMPARE(leaked.load(), 0);
    }

    /// It answers 200 and says in words that it is down: what the probe asks of the body decides.
    void faultCase78_anErrorPageWith200IsJudgedByItsBody() {
        const HttpServer page(
            HttpServer::always(HttpServer::response(200, "<h1>Sorry, we are down</h1>{\"status\":\"bad\"}")));
        const HttpServer down(HttpServer::always(HttpServer::response(200, R"({"status":"maintenance"})")));
        const HttpServer up(HttpServer::always(HttpServer::response(200, R"({"status":"ok"})")));
        CurlClient client;
        domain::Probe probe;
        probe.kind = QStringLiteral("http");
        probe.params = {
            {QStringLiteral("json"), QJsonObject{{QStringLiteral("$.status"), QStringLiteral("ok")}}}};
        const auto seen = [&](const HttpServer& server) {
            probe.params.insert(QStringLiteral("main"), server.url());
            const auto look = domain::probeKind(probe.kind)->look(probe, {});
            const auto answer = answerOf(client.ask(std::get<HttpQuestion>(look), {}));
            return domain::judgeProbe(probe, {}, answer, answer.took).outcome;
        };
        QCOMPARE(seen(page), domain::SampleOutcome::Fail);
        QCOMPARE(seen(down), domain::SampleOutcome::Fail);
        QCOMPARE(seen(up), domain::SampleOutcome::Ok);
    }

    void faultCase78_endsASlowLoris() {
        const HttpServer server([](const HttpRequest&, HttpConnection& connection) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (connection.send("x") && connection.hold(20)) {
            }
        });
        CurlClient client;
        const auto answer = answerOf(client.ask(get(server.url(), 300ms), {}));
        QCOMPARE(kindOf(answer), named(ErrorKind::Timeout));
        QVERIFY(answer.took < 5s);
    }

    void faultCase78_endsEndlessHeaders() {
        const HttpServer server([](const HttpRequest&, HttpConnection& connection) {
            connection.send("HTTP/1.1 200 OK\r\n");
            while (connection.send("X-More: y\r\n") && connection.hold(20)) {
            }
        });
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(server.url(), 300ms), {}))), named(ErrorKind::Timeout));
    }

    void faultCase78_endsChunksThatNeverEnd() {
        const HttpServer server([](const HttpRequest&, HttpConnection& connection) {
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (connection.send("1000\r\n" + QByteArray(4096, 'x') + "\r\n")) {
            }
        });
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(server.url()), {}))), named(ErrorKind::Protocol));
    }

    void faultCase78_refusesTooLargeAnswers() {
        const HttpServer announced(HttpServer::always("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"));
        const HttpServer whole(HttpServer::always(HttpServer::response(200, QByteArray(1024 * 1024, 'x'))));
        const QByteArray bomb = gzipOfZeros(64 * 1024 * 1024);
        QVERIFY(bomb.size() < 128 * 1024);
        const HttpServer bombing(
            HttpServer::always(HttpServer::response(200, bomb, "Content-Encoding: gzip\r\n")));
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(announced.url()), {}))), named(ErrorKind::Protocol));
        QCOMPARE(kindOf(answerOf(client.ask(get(bombing.url()), {}))), named(ErrorKind::Protocol));
        QVERIFY(!answerOf(client.ask(get(whole.url()), {})).error);
    }

    void saysThatItIsNotHttp() {
        const HttpServer server(HttpServer::always("220 mail.example.org ESMTP\r\n"));
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(server.url()), {}))), named(ErrorKind::Protocol));
    }

    void tellsRefusedFromResetFromSilentlyClosed() {
        QString refusedUrl;
        {
            const HttpServer closed(HttpServer::always({}));
            refusedUrl = closed.url();
        }
        const HttpServer resetting(
            [](const HttpRequest&, HttpConnection& connection) { connection.reset(); });
        const HttpServer closing(HttpServer::always({}));
        CurlClient client;
        const auto refused = answerOf(client.ask(get(refusedUrl), {}));
        QCOMPARE(kindOf(refused), named(ErrorKind::Unreachable));
        QVERIFY2(refused.error->detail.startsWith(QStringLiteral("refused")),
                 qPrintable(refused.error->detail));
        const auto reset = answerOf(client.ask(get(resetting.url()), {}));
        QCOMPARE(kindOf(reset), named(ErrorKind::Unreachable));
        QVERIFY2(reset.error->detail.startsWith(QStringLiteral("reset")), qPrintable(reset.error->detail));
        const auto silent = answerOf(client.ask(get(closing.url()), {}));
        QCOMPARE(kindOf(silent), named(ErrorKind::Unreachable));
        QVERIFY(silent.error->detail.startsWith(QStringLiteral("closed")));
    }

    void blamesThisComputerForANameItCannotLookUp() {
        CurlClient client;
        const auto answer = answerOf(client.ask(get(QStringLiteral("http://xyz.invalid/"), 15s), {}));
        QCOMPARE(kindOf(answer), named(ErrorKind::Observer));
    }

    void connectsAndLooksUpNames() {
        const HttpServer server(HttpServer::always(HttpServer::response(200)));
        CurlClient client;
        domain::NetworkLook look;
        look.host = QStringLiteral("127.0.0.1");
        look.port = static_cast<quint16>(QUrl(server.url()).port());
        QVERIFY(!answerOf(client.look(look, {})).error);
        quint16 gone = 0;
        {
            const HttpServer other(HttpServer::always(HttpServer::response(200)));
            gone = static_cast<quint16>(QUrl(other.url()).port());
        }
        look.port = gone;
        const auto refused = answerOf(client.look(look, {}));
        QVERIFY(refused.error && refused.error->kind == ErrorKind::Unreachable);
        QVERIFY2(refused.error->detail.startsWith(QStringLiteral("refused: ")),
                 qPrintable(refused.error->detail));
        look.port = 0;
        QCOMPARE(answerOf(client.look(look, {})).error->kind, ErrorKind::BadInput);
        look.what = domain::NetworkLook::What::Resolve;
        look.host = QStringLiteral("localhost");
        const auto found = answerOf(client.look(look, {}));
        QVERIFY(!found.error && (found.addresses.contains(QStringLiteral("127.0.0.1")) ||
                                 found.addresses.contains(QStringLiteral("::1"))));
    }

    void looksIntoHeadersAndText() {
        const HttpServer server(HttpServer::always(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Ship: one\r\nContent-Length: 21\r\n\r\n"
            "first line\nship 7 ok\n"));
        CurlClient client;
        auto question = get(server.url());
        question.wantedHeaders = {QStringLiteral("x-ship"), QStringLiteral("X-None")};
        question.contains = QStringLiteral("line\nship");
        question.matches = QStringLiteral("^ship \\d");
        const auto answer = answerOf(client.ask(question, {}));
        QVERIFY2(!answer.error, qPrintable(kindOf(answer)));
        QCOMPARE(answer.headers, (QMap<QString, QString>{{QStringLiteral("x-ship"), QStringLiteral("one")}}));
        QVERIFY(answer.holdsText && answer.matchesText);
        QVERIFY(!answer.certUntilMs);
        question.contains = QStringLiteral("Ship");
        question.matches = QStringLiteral("^7");
        const auto other = answerOf(client.ask(question, {}));
        QVERIFY(!other.holdsText && !other.matchesText);
    }

    void faultCase80_ignoresProxiesFromTheEnvironment() {
        const HttpServer proxy(HttpServer::always(HttpServer::response(418)));
        const HttpServer server(HttpServer::always(HttpServer::response(200)));
        for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
            qputenv(name, proxy.url().toLatin1());
        CurlClient client;
        const auto answer = answerOf(client.ask(get(server.url()), {}));
        for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
            qunsetenv(name);
        QCOMPARE(answer.status, 200);
        QCOMPARE(proxy.requestCount(), 0);
    }

    void stopsWhenAskedTo() {
        const HttpServer server(
            [](const HttpRequest&, HttpConnection& connection) { connection.hold(20'000); });
        CurlClient client;
        std::stop_source stop;
        QElapsedTimer timer;
        timer.start();
        const auto future = client.ask(get(server.url(), 20s), {20s, stop.get_token()});
        QTRY_COMPARE(server.requestCount(), 1);
        stop.request_stop();
        QCOMPARE(kindOf(answerOf(future)), named(ErrorKind::Cancelled));
        QVERIFY(timer.elapsed() < 10'000);
    }

    void honoursTheCallersLimitToo() {
        const HttpServer server(
            [](const HttpRequest&, HttpConnection& connection) { connection.hold(20'000); });
        CurlClient client;
        QCOMPARE(kindOf(answerOf(client.ask(get(server.url(), 20s), {200ms, {}}))),
                 named(ErrorKind::Timeout));
        QCOMPARE(kindOf(answerOf(client.ask(get(server.url(), 20s), {0ms, {}}))), named(ErrorKind::Timeout));
    }

    /// A visitor's connection is always a new one; a probe that keeps it open asks over the same.
    void aConnectionIsKeptOpenWhereThatIsAsked() {
        const HttpServer server(HttpServer::always(HttpServer::openResponse(200)),
                                HttpServer::After::KeepOpen);
        CurlClient client;
        auto question = get(server.url());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(answerOf(client.ask(question, {})).status, 200);
        QCOMPARE(server.connectionCount(), 3);
        question.keepsOpen = true;
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answerOf(client.ask(question, {})).status, 200);
        QCOMPARE(server.connectionCount(), 4);
        QCOMPARE(server.requestCount(), 8);
    }

    /// One that the server has closed meanwhile is opened anew, and nobody is called down for that.
    void aConnectionThatWasClosedIsOpenedAnew() {
        const HttpServer server(HttpServer::always(HttpServer::openResponse(200)));
        CurlClient client;
        auto question = get(server.url());
        question.keepsOpen = true;
        for (int i = 0; i < 5; ++i) {
            const auto answer = answerOf(client.ask(question, {}));
            QVERIFY2(!answer.error, qPrintable(kindOf(answer)));
        }
        QCOMPARE(server.connectionCount(), 5);
    }

    void asksTwoHundredAtOnce() {
        const HttpServer server([](const HttpRequest& request, HttpConnection& connection) {
            connection.hold(50);
            connection.send(HttpServer::response(200, "{\"path\":\"" + request.path + "\"}"));
        });
        CurlClient client;
        std::vector<base::Future<HttpAnswer>> futures;
        for (int i = 0; i < 200; ++i) {
            auto question = get(server.url(QStringLiteral("/%1").arg(i)), 20s);
            question.json = {{QStringLiteral("$.path"), {}}};
            futures.push_back(client.ask(question, {}));
        }
        for (int i = 0; i < 200; ++i) {
            const auto answer = answerOf(futures[size_t(i)]);
            QVERIFY2(!answer.error, qPrintable(kindOf(answer)));
            QCOMPARE(answer.json.value(QStringLiteral("$.path")), QStringLiteral("/%1").arg(i));
        }
    }

    void answersLostWhenTheClientGoesAway() {
        const HttpServer server(
            [](const HttpRequest&, HttpConnection& connection) { connection.hold(20'000); });
        base::Future<HttpAnswer> future;
        {
            CurlClient client;
            future = client.ask(get(server.url(), 20s), {});
            QTRY_COMPARE(server.requestCount(), 1);
        }
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().kind, ErrorKind::Lost);
    }
};

QTEST_GUILESS_MAIN(CurlClientTest)
#include "curl_client_test.moc"
