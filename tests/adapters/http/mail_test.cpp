#include "app/adapters/http/curl_client.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::CurlClient;
using base::ErrorKind;
using domain::MailMessage;

namespace {

/// A server that takes one conversation, with a certificate made for it.
class Sink {
public:
    explicit Sink(const QString& mode, const QString& refused = {}) {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                       QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                       QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                       QStringLiteral("/CN=sink"), QStringLiteral("-addext"),
                       QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"),
                       m_folder.filePath(QStringLiteral("key.pem")), QStringLiteral("-out"), certificate()});
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            qFatal("openssl failed");
        QStringList arguments{QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/adapters/http/smtp_sink.py"), mode,
                              certificate(), m_folder.filePath(QStringLiteral("key.pem"))};
        if (!refused.isEmpty())
            arguments += refused;
        m_process.start(QStringLiteral("/usr/bin/python3"), arguments);
        if (!QTest::qWaitFor([this] { return m_process.canReadLine(); }))
            qFatal("no sink");
        m_port = m_process.readLine().trimmed().toInt();
    }
    ~Sink() {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString certificate() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    QString url(const char* scheme) const {
        return QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1StringView(scheme)).arg(m_port);
    }
    /// Everything it was told, once the conversation is over.
    QByteArray told() {
        m_process.waitForFinished(5'000);
        return m_process.readAllStandardOutput();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

MailMessage mail(const QString& server) {
    return {server,
            {},
            QStringLiteral("slipway@example.org"),
            {QStringLiteral("ops@example.org"), QStringLiteral("me@example.org")},
            "Subject: it is down\r\n\r\nfirst line\r\n.\r\nafter a dot\r\n"};
}

base::Result<void> answerOf(const base::Future<void>& future) {
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return base::Error{ErrorKind::Lost, {}, QStringLiteral("no answer in the test")};
    return future.result();
}

} // namespace

/// Mail to a real server, with and without TLS.
class MailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arrivesOverTlsWithAPassword_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("scheme");
        QTest::newRow("smtps") << QStringLiteral("tls") << QStringLiteral("smtps");
        QTest::newRow("STARTTLS") << QStringLiteral("starttls") << QStringLiteral("smtp");
    }
    void arrivesOverTlsWithAPassword() {
        QFETCH(QString, mode);
        QFETCH(QString, scheme);
        Sink sink(mode);
        CurlClient client(sink.certificate());
        MailMessage message = mail(sink.url(scheme.toLatin1().constData()));
        message.user = QStringLiteral("slipway");
        const auto done = answerOf(client.send(message, base::Secret("tr0ub4dor3\n"), {10s, {}}));
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().detail));
        const QByteArray told = sink.told();
        QVERIFY2(told.contains("MAIL FROM:<slipway@example.org>"), told.constData());
        QVERIFY(told.contains("RCPT TO:<ops@example.org>") && told.contains("RCPT TO:<me@example.org>"));
        QVERIFY(told.contains("AUTH PLAIN " + QByteArray("\0slipway\0tr0ub4dor3", 19).toBase64()));
        // A lone dot does not end it early.
        QVERIFY2(told.contains("first line\n..\nafter a dot\n.\n"), told.constData());
    }

    void aPasswordIsNeverSentInTheClear() {
        Sink sink(QStringLiteral("plain"));
        CurlClient client;
        MailMessage message = mail(sink.url("smtp"));
        message.user = QStringLiteral("slipway");
        const auto done = answerOf(client.send(message, base::Secret("tr0ub4dor3"), {10s, {}}));
        QVERIFY(!done.ok());
        QVERIFY2(done.error().detail.contains(QStringLiteral("TLS")), qPrintable(done.error().detail));
        QVERIFY(!sink.told().contains("AUTH"));
    }

    void thisComputersOwnServerNeedsNoTls() {
        Sink sink(QStringLiteral("plain"));
        CurlClient client;
        const auto done = answerOf(client.send(mail(sink.url("smtp")), {}, {10s, {}}));
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().detail));
        QVERIFY(sink.told().contains("Subject: it is down"));
    }

    void acertificateThatNobodyVouchesForStops() {
        Sink sink(QStringLiteral("tls"));
        CurlClient client;
        const auto done = answerOf(client.send(mail(sink.url("smtps")), {}, {10s, {}}));
        QVERIFY(!done.ok());
        QCOMPARE(done.error().kind, ErrorKind::Unreachable);
        QVERIFY2(done.error().detail.startsWith(QStringLiteral("TLS: ")), qPrintable(done.error().detail));
    }

    void whatTheServerRefusesIsSaid() {
        Sink sink(QStringLiteral("plain"), QStringLiteral("me@"));
        CurlClient client;
        const auto done = answerOf(client.send(mail(sink.url("smtp")), {}, {10s, {}}));
        QVERIFY(!done.ok());
        QCOMPARE(done.error().kind, ErrorKind::Refused);
        QVERIFY2(done.error().detail.contains(QStringLiteral("550")), qPrintable(done.error().detail));
    }

    void headersCannotBeSmuggledIn() {
        CurlClient client;
        for (const char* address : {"a@b>\r\nDATA", "a b@c", "nobody", "a@b@c"}) {
            MailMessage message = mail(QStringLiteral("smtp://127.0.0.1:1"));
            message.to = {QString::fromLatin1(address)};
            QCOMPARE(answerOf(client.send(message, {}, {5s, {}})).error().kind, ErrorKind::BadInput);
        }
        QCOMPARE(answerOf(client.send(mail(QStringLiteral("http://127.0.0.1")), {}, {5s, {}})).error().kind,
                 ErrorKind::BadInput);
        QCOMPARE(answerOf(client.send(mail(QStringLiteral("smtp://127.0.0.1:1")), {}, {5s, {}})).error().kind,
                 ErrorKind::Unreachable);
    }
};

QTEST_GUILESS_MAIN(MailTest)
#include "mail_test.moc"
