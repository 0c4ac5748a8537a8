#include "app/adapters/http/curl_client.h"
#include "tests/support/http_server.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::CurlClient;
using base::ErrorKind;
using domain::HttpAnswer;
using domain::HttpQuestion;
using support::HttpConnection;
using support::HttpRequest;
using support::HttpServer;

namespace {

HttpQuestion get(const QString& url, base::Milliseconds timeout = 5s) {
    HttpQuestion question;
    question.url = url;
    question.timeout = timeout;
    return question;
}

HttpAnswer answerOf(const base::Future<HttpAnswer>& future) {
    HttpAnswer none;
    none.error = base::Error{ErrorKind::Lost, {}, QStringLiteral("no answer in the test")};
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return none;
    return future.result().valueOr(none);
}

domain::NetworkSight sightOf(const base::Future<domain::NetworkSight>& future) {
    domain::NetworkSight none;
    none.error = base::Error{ErrorKind::Lost, {}, QStringLiteral("no sight in the test")};
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return none;
    return future.result().valueOr(none);
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

/// `openssl s_server` with a certificate made for it; the port is read from its output.
class TlsServer {
public:
    TlsServer(const QString& alternativeName, const QString& end) {
        QFile configuration(path("ca.conf"));
        QFile index(path("index.txt"));
        if (!configuration.open(QIODevice::WriteOnly) || !index.open(QIODevice::WriteOnly))
            return;
        configuration.write("[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=" + m_folder.path().toUtf8() +
                            "\ndatabase=" + index.fileName().toUtf8() +
                            "\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n" +
                            "[p]\ncommonName=supplied\n[e]\nsubjectAltName=" + alternativeName.toUtf8() +
                            "\n");
        configuration.close();
        index.close();
        // `openssl ca`, because `openssl req` makes no certificates that have expired.
        if (!openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                      "-subj", "/CN=test", "-keyout"},
                     {path("key.pem"), QStringLiteral("-out"), path("request.pem")}) ||
            !openssl({"ca", "-batch", "-selfsign", "-notext", "-startdate", "20200101000000Z", "-enddate"},
                     {end, QStringLiteral("-config"), path("ca.conf"), QStringLiteral("-keyfile"),
                      path("key.pem"), QStringLiteral("-in"), path("request.pem"), QStringLiteral("-out"),
                      certificate()}))
            return;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("openssl"),
                        {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                         QStringLiteral("-www"), QStringLiteral("-cert"), certificate(),
                         QStringLiteral("-key"), path("key.pem")});
        QByteArray output;
        const bool listening = QTest::qWaitFor([&] {
            output += m_process.readAll();
            return output.contains("ACCEPT") && output.endsWith('\n');
        });
        const QString line = QString::fromLatin1(output.mid(output.indexOf("ACCEPT"))).section(u'\n', 0, 0);
        if (listening)
            m_url = QStringLiteral("https://127.0.0.1:%1/").arg(line.section(u':', -1).trimmed());
    }
    ~TlsServer() {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString certificate() const { return path("certificate.pem"); }
    QString url() const { return m_url; }

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static bool openssl(const std::vector<const char*>& options, const QStringList& rest) {
        QStringList arguments;
        for (const char* each : options)
            arguments.append(QString::fromLatin1(each));
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments + rest);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_url;
};

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

    void faultCase79_givesDistinctReasonsForBadCertificates() {
        const QString later = QStringLiteral("20991231235959Z");
        const TlsServer good(QStringLiteral("IP:127.0.0.1"), later);
        if (good.url().isEmpty())
            QSKIP("needs the openssl tool");
        const TlsServer expired(QStringLiteral("IP:127.0.0.1"), QStringLiteral("20200102000000Z"));
        const TlsServer foreign(QStringLiteral("DNS:other.example.org"), later);
        CurlClient trusting(good.certificate());
        QCOMPARE(answerOf(trusting.ask(get(good.url()), {})).status, 200);

        const auto detail = [](const TlsServer& server, const QString& trusted) {
            CurlClient client(trusted);
            const auto answer = answerOf(client.ask(get(server.url()), {}));
            return answer.error && answer.error->kind == ErrorKind::Unreachable ? answer.error->detail
                                                                                : kindOf(answer);
        };
        const QString unknown = detail(good, {});
        const QString old = detail(expired, expired.certificate());
        const QString wrongName = detail(foreign, foreign.certificate());
        for (const QString& each : {unknown, old, wrongName})
            QVERIFY2(each.startsWith(QStringLiteral("TLS: ")), qPrintable(each));
        QVERIFY2(unknown.contains(QStringLiteral("self-signed")), qPrintable(unknown));
        QVERIFY2(old.contains(QStringLiteral("expired")), qPrintable(old));
        QVERIFY2(wrongName.contains(QStringLiteral("subject name")), qPrintable(wrongName));
    }

    void tellsWhenACertificateEnds() {
        const TlsServer good(QStringLiteral("IP:127.0.0.1"), QStringLiteral("20991231235959Z"));
        if (good.url().isEmpty())
            QSKIP("needs the openssl tool");
        const TlsServer expired(QStringLiteral("IP:127.0.0.1"), QStringLiteral("20200102000000Z"));
        const qint64 far = QDateTime(QDate(2099, 12, 31), QTime(23, 59, 59), Qt::UTC).toMSecsSinceEpoch();
        const qint64 past = QDateTime(QDate(2020, 1, 2), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
        const auto asked = [](CurlClient& client, const QString& url) {
            auto question = get(url);
            question.asksCertificate = true;
            return answerOf(client.ask(question, {}));
        };
        CurlClient trusting(good.certificate());
        const auto fine = asked(trusting, good.url());
        QCOMPARE(fine.status, 200);
        QCOMPARE(fine.certUntilMs, std::optional(far));
        QVERIFY(fine.certLeftMs > 0);
        // One that does not verify, and why, still tells its date: a second look that only shakes hands.
        CurlClient untrusting(expired.certificate());
        const auto old = asked(untrusting, expired.url());
        QVERIFY(old.error && old.error->detail.contains(QStringLiteral("expired")));
        QCOMPARE(old.certUntilMs, std::optional(past));
        QVERIFY(old.certLeftMs < 0);
        const auto look = [](CurlClient& client, const TlsServer& server) {
            domain::NetworkLook asking;
            asking.what = domain::NetworkLook::What::Tls;
            asking.host = QStringLiteral("127.0.0.1");
            asking.port = static_cast<quint16>(QUrl(server.url()).port());
            return sightOf(client.look(asking, {}));
        };
        const auto seen = look(trusting, good);
        QVERIFY2(!seen.error, qPrintable(seen.error ? seen.error->detail : QString()));
        QCOMPARE(seen.certUntilMs, std::optional(far));
        const auto bad = look(untrusting, expired);
        QVERIFY(bad.error && bad.error->kind == ErrorKind::Unreachable);
        QCOMPARE(bad.certUntilMs, std::optional(past));
    }

    void connectsAndLooksUpNames() {
        const HttpServer server(HttpServer::always(HttpServer::response(200)));
        CurlClient client;
        domain::NetworkLook look;
        look.host = QStringLiteral("127.0.0.1");
        look.port = static_cast<quint16>(QUrl(server.url()).port());
        QVERIFY(!sightOf(client.look(look, {})).error);
        quint16 gone = 0;
        {
            const HttpServer other(HttpServer::always(HttpServer::response(200)));
            gone = static_cast<quint16>(QUrl(other.url()).port());
        }
        look.port = gone;
        const auto refused = sightOf(client.look(look, {}));
        QVERIFY(refused.error && refused.error->kind == ErrorKind::Unreachable);
        QVERIFY2(refused.error->detail.startsWith(QStringLiteral("refused: ")),
                 qPrintable(refused.error->detail));
        look.port = 0;
        QCOMPARE(sightOf(client.look(look, {})).error->kind, ErrorKind::BadInput);
        look.what = domain::NetworkLook::What::Resolve;
        look.host = QStringLiteral("localhost");
        const auto found = sightOf(client.look(look, {}));
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
