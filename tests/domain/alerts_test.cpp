#include "app/domain/alerts.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;
using namespace Qt::StringLiterals;

namespace {

const EnvironmentName production(u"production"_s);
constexpr qint64 second = 1000;

Trouble trouble(const QString& key, const QString& within = {}) {
    return {key, production, key + u" is down"_s, u"503"_s, 500, within};
}

/// Turns with what the one before left.
class Turns {
public:
    explicit Turns(const AlertPlan& plan) : m_plan(plan) {}
    QStringList after(qint64 nowMs, const QList<Trouble>& troubles, const QSet<QString>& unknown = {}) {
        const AlertTurn turn =
            alertTurn(known, troubles, unknown, m_plan, nowMs, [this] { return u"i%1"_s.arg(++m_ids); });
        known = turn.incidents;
        QStringList told;
        for (const AlertMessage& message : turn.messages) {
            QStringList titles;
            for (const Incident& incident : message.incidents)
                titles += incident.trouble.key;
            static const char* const words[] = {"raised", "again", "ended", "test"};
            told += QString::fromLatin1(words[static_cast<int>(message.kind)]) + u' ' + titles.join(u',');
        }
        return told;
    }
    QList<Incident> known;

private:
    AlertPlan m_plan;
    int m_ids = 0;
};

AlertMessage sample(AlertMessage::Kind kind = AlertMessage::Kind::Raised) {
    return {
        kind, production, {{u"01J"_s, trouble(u"API <b>&\x1b[31m"_s), 1'000, 2'000, 0}}, 1'764'500'000'000};
}

QJsonObject bodyOf(const HttpQuestion& question) {
    return QJsonDocument::fromJson(question.body).object();
}

} // namespace

/// Who is told of what, when and how often; and what goes out.
class AlertsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isToldOnceAgainAndWhenItIsOver() {
        Turns turns({});
        QCOMPARE(turns.after(0, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(29 * second, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(30 * second, {trouble(u"api"_s)}), QStringList{u"raised api"_s});
        QCOMPARE(turns.after(31 * second, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(4 * 3600 * second + 29 * second, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(4 * 3600 * second + 30 * second, {trouble(u"api"_s)}),
                 QStringList{u"again api"_s});
        QCOMPARE(turns.after(5 * 3600 * second, {}), QStringList{u"ended api"_s});
        QCOMPARE(turns.after(5 * 3600 * second + 1, {}), QStringList());
        QVERIFY(turns.known.isEmpty());
    }

    void whatIsOverBeforeItWasToldIsToldToNobody() {
        Turns turns({});
        QCOMPARE(turns.after(0, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(20 * second, {}), QStringList());
        // It comes back: that is another one, and its wait begins anew.
        QCOMPARE(turns.after(25 * second, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(54 * second, {trouble(u"api"_s)}), QStringList());
        QCOMPARE(turns.after(55 * second, {trouble(u"api"_s)}), QStringList{u"raised api"_s});
    }

    void whatComesTogetherIsOneMessage() {
        Turns turns({});
        turns.after(0, {trouble(u"api"_s)});
        turns.after(20 * second, {trouble(u"api"_s), trouble(u"db"_s)});
        QCOMPARE(turns.after(30 * second, {trouble(u"api"_s), trouble(u"db"_s)}),
                 QStringList{u"raised api,db"_s});
        QCOMPARE(turns.after(60 * second, {trouble(u"db"_s)}), QStringList{u"ended api"_s});
    }

    void aHostThatIsDownTellsOfItsProbes() {
        Turns turns({});
        turns.after(0, {trouble(u"api"_s)});
        // Its last probe fails too: the host is told, and its probes with it.
        const QList<Trouble> host{trouble(u"host"_s), trouble(u"api"_s, u"host"_s),
                                  trouble(u"db"_s, u"host"_s)};
        turns.after(10 * second, host);
        QCOMPARE(turns.after(40 * second, host), QStringList{u"raised host"_s});
        // One probe is up again: the rest is told by itself, and the host is over.
        turns.after(50 * second, {trouble(u"api"_s)});
        QCOMPARE(turns.known.size(), 1);
        QCOMPARE(turns.after(80 * second, {trouble(u"api"_s)}), QStringList{u"raised api"_s});
        // What was told stays told, also when the host follows.
        QCOMPARE(turns.after(90 * second, host), QStringList());
        QCOMPARE(turns.known.size(), 2);
    }

    void whatNobodyCanTellIsNotOver() {
        Turns turns({});
        turns.after(0, {trouble(u"api"_s)});
        turns.after(30 * second, {trouble(u"api"_s)});
        QCOMPARE(turns.after(60 * second, {}, {u"api"_s}), QStringList());
        QCOMPARE(turns.known.size(), 1);
        QCOMPARE(turns.after(90 * second, {}), QStringList{u"ended api"_s});
    }

    void quietTimeHoldsBack_data() {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("then");
        // In Berlin 22:00 to 07:00 is 21:00 to 06:00 UTC in winter, 20:00 to 05:00 in summer.
        QTest::newRow("by day") << u"2026-11-29T12:00:00Z"_s << u"2026-11-29T12:00:00Z"_s;
        QTest::newRow("in the evening") << u"2026-11-29T21:30:00Z"_s << u"2026-11-30T06:00:00Z"_s;
        QTest::newRow("at night") << u"2026-11-30T02:00:00Z"_s << u"2026-11-30T06:00:00Z"_s;
        QTest::newRow("when it ends") << u"2026-11-30T06:00:00Z"_s << u"2026-11-30T06:00:00Z"_s;
        QTest::newRow("in summer") << u"2026-07-01T20:00:00Z"_s << u"2026-07-02T05:00:00Z"_s;
        QTest::newRow("the night clocks go back") << u"2026-10-24T20:30:00Z"_s << u"2026-10-25T06:00:00Z"_s;
        QTest::newRow("the night clocks go forward")
            << u"2026-03-28T21:30:00Z"_s << u"2026-03-29T05:00:00Z"_s;
    }
    void quietTimeHoldsBack() {
        QFETCH(QString, now);
        QFETCH(QString, then);
        AlertChannel channel;
        channel.quietFrom = QTime(22, 0);
        channel.quietTo = QTime(7, 0);
        channel.zone = u"Europe/Berlin"_s;
        const auto ms = [](const QString& text) {
            return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch();
        };
        QCOMPARE(sendableFrom(channel, ms(now)), ms(then));
    }

    void isTriedForADayAndThenGivenUp() {
        qint64 all = 0;
        int tries = 1;
        for (; retryAfter(tries); ++tries)
            all += retryAfter(tries)->count();
        QVERIFY(all > 24 * 3600 * second && all < 48 * 3600 * second);
        QCOMPARE(retryAfter(1)->count(), 5 * second);
    }

    void goesThroughItsStoredForm() {
        for (const auto kind : {AlertMessage::Kind::Raised, AlertMessage::Kind::Again,
                                AlertMessage::Kind::Ended, AlertMessage::Kind::Test}) {
            const auto back = alertFromJson(toJson(sample(kind)));
            QVERIFY(back.ok());
            QCOMPARE(*back, sample(kind));
        }
        QVERIFY(!alertFromJson({{u"v"_s, 2}, {u"kind"_s, u"raised"_s}}).ok());
    }

    void whatHostsSayIsPlainText() {
        const QString subject = alertSubject(u"boats\n"_s, sample());
        QCOMPARE(subject, u"[boats  · production] API <b>& [31m is down"_s);
        QVERIFY(!alertBody(sample()).contains(QChar(0x1b)));
        QVERIFY(alertSubject(u"boats"_s, sample(AlertMessage::Kind::Ended)).contains(u"Over: "_s));
        AlertMessage many = sample();
        for (int i = 0; i < 30; ++i)
            many.incidents.append(many.incidents.first());
        QVERIFY(alertSubject(u"boats"_s, many).endsWith(u", and 30 more"_s));
        QVERIFY(alertBody(many).endsWith(u"and 11 more"_s));
    }

    void whatCanBeDoneStandsBelow() {
        AlertMessage message = sample();
        message.commands = {u"slipway rollback production"_s, u"slipway alerts note"_s};
        QVERIFY2(alertBody(message).endsWith(
                     u"\nWhat can be done: slipway rollback production · slipway alerts note"_s),
                 qPrintable(alertBody(message)));
        const auto back = alertFromJson(toJson(message));
        QVERIFY(back.ok());
        QCOMPARE(*back, message);
        // One of before this was written says nothing of it.
        QJsonObject old = toJson(message);
        old.remove(u"commands"_s);
        QCOMPARE(alertFromJson(old)->commands, QStringList());
        QVERIFY(!alertBody(sample()).contains(u"What can be done"_s));
    }

    void everyServiceGetsItsOwnForm() {
        AlertChannel channel;
        channel.url = u"https://hooks.example/$SLACK"_s;
        const QMap<QString, QString> values{
            {u"SLACK"_s, u"T1/B2"_s}, {u"KEY"_s, u"r0ut1ng"_s}, {u"PIN"_s, u"1&2"_s}};
        const auto requests = [&](const AlertMessage& message) {
            return alertRequests(channel, u"boats"_s, message, u"01K"_s, values);
        };
        channel.kind = AlertChannel::Kind::Slack;
        const auto slack = requests(sample());
        QCOMPARE(slack.size(), 1);
        QCOMPARE(slack.first().url, u"https://hooks.example/T1/B2"_s);
        QVERIFY(bodyOf(slack.first())[u"text"_s].toString().contains(u"API &lt;b&gt;&amp;"_s));
        channel.kind = AlertChannel::Kind::Discord;
        const auto discord = requests(sample());
        QVERIFY(bodyOf(discord.first())[u"allowed_mentions"_s][u"parse"_s].toArray().isEmpty());
        QVERIFY(bodyOf(discord.first())[u"content"_s].toString().startsWith(u"**[boats · production]"_s));
        channel.kind = AlertChannel::Kind::Webhook;
        channel.headers = {{u"Authorization"_s, u"Bearer $KEY"_s}};
        const auto hook = requests(sample());
        QCOMPARE(hook.first().headers[u"Authorization"_s], u"Bearer r0ut1ng"_s);
        QCOMPARE(hook.first().headers[u"Idempotency-Key"_s], u"01K"_s);
        QCOMPARE(bodyOf(hook.first())[u"project"_s].toString(), u"boats"_s);
        QCOMPARE(bodyOf(hook.first())[u"incidents"_s].toArray().size(), 1);
        channel.kind = AlertChannel::Kind::PagerDuty;
        channel.key = u"$KEY"_s;
        AlertMessage two = sample();
        two.incidents.append({u"01L"_s, trouble(u"db"_s), 1, 2, 0});
        const auto raised = requests(two);
        QCOMPARE(raised.size(), 2);
        QCOMPARE(bodyOf(raised.last())[u"routing_key"_s].toString(), u"r0ut1ng"_s);
        QCOMPARE(bodyOf(raised.last())[u"event_action"_s].toString(), u"trigger"_s);
        QCOMPARE(bodyOf(raised.last())[u"dedup_key"_s].toString(), u"slipway-01L"_s);
        QCOMPARE(bodyOf(raised.last())[u"payload"_s][u"severity"_s].toString(), u"critical"_s);
        const auto resolved = requests(sample(AlertMessage::Kind::Ended));
        QCOMPARE(bodyOf(resolved.first())[u"event_action"_s].toString(), u"resolve"_s);
        QCOMPARE(bodyOf(resolved.first())[u"dedup_key"_s].toString(), u"slipway-01J"_s);
        // A test is resolved at once.
        const auto test = requests({AlertMessage::Kind::Test, {}, {}, 1});
        QCOMPARE(test.size(), 2);
        QCOMPARE(bodyOf(test.last())[u"event_action"_s].toString(), u"resolve"_s);
        channel.kind = AlertChannel::Kind::Sms;
        channel.url = u"https://sms.example/send?pin=$PIN&text=$TEXT"_s;
        const auto sms = requests(sample());
        QVERIFY2(sms.first().url.startsWith(u"https://sms.example/send?pin=1%262&text=%5Bboats"_s),
                 qPrintable(sms.first().url));
        QVERIFY(!sms.first().url.contains(u'<'));
    }

    void aMailIsOneThatServersTake() {
        AlertChannel channel;
        channel.kind = AlertChannel::Kind::Mail;
        channel.url = u"smtps://mail.example"_s;
        channel.from = u"slipway@example.org"_s;
        channel.to = {u"ops@example.org"_s, u"me@example.org"_s};
        const MailMessage mail =
            alertMail(channel, u"Fährbetrieb mit einem sehr langen Namen ⚓ für alle"_s, sample(), u"01K"_s);
        QVERIFY(mail.bytes.contains("Date: Sun, 30 Nov 2025 10:53:20 +0000\r\n"));
        QVERIFY(mail.bytes.contains("Message-ID: <01K@example.org>\r\n"));
        QVERIFY(mail.bytes.contains("To: ops@example.org, me@example.org\r\n"));
        const qsizetype end = mail.bytes.indexOf("\r\n\r\n");
        QByteArray decoded;
        for (const QByteArray& line : mail.bytes.split('\n')) {
            QVERIFY2(line.size() <= 78, line.constData());
            for (const char c : line)
                QVERIFY(c == '\r' || (c >= ' ' && c < 0x7f));
        }
        // The subject is one text again.
        const QByteArray head = mail.bytes.left(end);
        const qsizetype from = head.indexOf("Subject: ") + 9;
        for (const QByteArray& word : head.mid(from, head.indexOf("\r\nMessage-ID") - from).split(' '))
            if (word.startsWith("=?UTF-8?B?"))
                decoded += QByteArray::fromBase64(word.mid(10, word.indexOf("?=") - 10));
        QCOMPARE(QString::fromUtf8(decoded),
                 alertSubject(u"Fährbetrieb mit einem sehr langen Namen ⚓ für alle"_s, sample()));
        QCOMPARE(QString::fromUtf8(QByteArray::fromBase64(mail.bytes.mid(end + 4).replace("\r\n", ""))),
                 alertBody(sample()));
    }
};

QTEST_GUILESS_MAIN(AlertsTest)
#include "alerts_test.moc"
