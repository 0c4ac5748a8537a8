#include "app/adapters/http/curl_client.h"
#include "tests/adapters/http/answers.h"
#include "tests/adapters/http/tls_server.h"

#include <QDateTime>
#include <QUrl>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::CurlClient;
using base::ErrorKind;
using domain::HttpAnswer;
using domain::NetworkSight;
using test::answerOf;
using test::TlsCertificate;
using test::TlsServer;

/// Against the certificates of real servers on loopback.
class TlsTest : public QObject {
    Q_OBJECT

    static HttpAnswer asked(CurlClient& client, const TlsServer& server) {
        domain::HttpQuestion question;
        question.url = server.url();
        question.timeout = 5s;
        question.asksCertificate = true;
        return answerOf(client.ask(question, {}));
    }
    static NetworkSight seen(CurlClient& client, const TlsServer& server) {
        domain::NetworkLook look;
        look.what = domain::NetworkLook::What::Tls;
        look.host = QStringLiteral("127.0.0.1");
        look.port = static_cast<quint16>(QUrl(server.url()).port());
        return answerOf(client.look(look, base::Limit()));
    }

private Q_SLOTS:
    void faultCase79_givesDistinctReasonsForBadCertificates_data() {
        using Chain = TlsCertificate::Chain;
        QTest::addColumn<TlsCertificate>("certificate");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<QString>("reason"); // empty: nothing is wrong
        const QString here = QStringLiteral("IP:127.0.0.1");
        const QString past = QStringLiteral("20200101000000Z"), later = QStringLiteral("20991231235959Z");
        QTest::newRow("trusted") << TlsCertificate{} << true << QString();
        QTest::newRow("a chain that is whole")
            << TlsCertificate{here, past, later, Chain::Whole} << true << QString();
        QTest::newRow("self-signed") << TlsCertificate{} << false
                                     << QStringLiteral("self-signed certificate");
        QTest::newRow("expired") << TlsCertificate{here, past, QStringLiteral("20200102000000Z")} << true
                                 << QStringLiteral("certificate has expired");
        // Or this computer's clock is slow.
        QTest::newRow("a clock that is wrong")
            << TlsCertificate{here, QStringLiteral("20980101000000Z"), later} << true
            << QStringLiteral("certificate is not yet valid");
        QTest::newRow("another host") << TlsCertificate{QStringLiteral("DNS:other.example.org")} << true
                                      << QStringLiteral("subject name");
        QTest::newRow("a chain that is incomplete")
            << TlsCertificate{here, past, later, Chain::Incomplete} << true
            << QStringLiteral("unable to get local issuer certificate");
    }
    void faultCase79_givesDistinctReasonsForBadCertificates() {
        QFETCH(TlsCertificate, certificate);
        QFETCH(bool, isTrusted);
        QFETCH(QString, reason);
        const TlsServer server(certificate);
        if (server.url().isEmpty())
            QSKIP("needs the openssl tool");
        CurlClient client(isTrusted ? server.authority() : QString());
        const HttpAnswer answer = asked(client, server);
        const NetworkSight sight = seen(client, server);
        QCOMPARE(answer.error.has_value(), !reason.isEmpty());
        QCOMPARE(sight.error.has_value(), !reason.isEmpty());
        QCOMPARE(answer.status, reason.isEmpty() ? 200 : 0);
        if (reason.isEmpty())
            return;
        for (const base::Error& error : {*answer.error, *sight.error}) {
            QCOMPARE(error.kind, ErrorKind::Unreachable);
            QVERIFY2(error.detail.startsWith(QStringLiteral("TLS: ")) && error.detail.contains(reason),
                     qPrintable(error.detail));
        }
    }

    void tellsWhenACertificateEnds() {
        const TlsServer good;
        if (good.url().isEmpty())
            QSKIP("needs the openssl tool");
        TlsCertificate old;
        old.ends = QStringLiteral("20200102000000Z");
        const TlsServer expired(old);
        const qint64 far = QDateTime(QDate(2099, 12, 31), QTime(23, 59, 59), Qt::UTC).toMSecsSinceEpoch();
        const qint64 past = QDateTime(QDate(2020, 1, 2), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
        CurlClient trusting(good.authority());
        const auto fine = asked(trusting, good);
        QCOMPARE(fine.status, 200);
        QCOMPARE(fine.certUntilMs, std::optional(far));
        QVERIFY(fine.certLeftMs > 0);
        // One that does not verify, and why, still tells its date: a second look that only shakes hands.
        CurlClient untrusting(expired.authority());
        const auto over = asked(untrusting, expired);
        QVERIFY(over.error && over.error->detail.contains(QStringLiteral("expired")));
        QCOMPARE(over.certUntilMs, std::optional(past));
        QVERIFY(over.certLeftMs < 0);
        const auto sight = seen(trusting, good);
        QVERIFY2(!sight.error, qPrintable(sight.error ? sight.error->detail : QString()));
        QCOMPARE(sight.certUntilMs, std::optional(far));
        const auto bad = seen(untrusting, expired);
        QVERIFY(bad.error && bad.error->kind == ErrorKind::Unreachable);
        QCOMPARE(bad.certUntilMs, std::optional(past));
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tls_test.moc"
