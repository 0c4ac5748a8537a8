#include "app/domain/alerts.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QUrl>

namespace slipway::domain {

namespace {

constexpr base::Milliseconds within{15'000};

QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

HttpQuestion post(const QString& url, const QJsonObject& body, int expected, const QString& id) {
    HttpQuestion question;
    question.url = url;
    question.method = QStringLiteral("POST");
    question.expectStatus = expected;
    question.timeout = within;
    question.body = compact(body);
    question.headers = {{QStringLiteral("Content-Type"), QStringLiteral("application/json")},
                        {QStringLiteral("Idempotency-Key"), id}};
    return question;
}

/// PagerDuty's Events API v2: one event for each incident, found again by its own ID.
QList<HttpQuestion> pagerDuty(const AlertChannel& channel, const QString& project,
                              const AlertMessage& message, const QString& id,
                              const QMap<QString, QString>& values) {
    QList<Incident> incidents = message.incidents;
    const bool isTest = message.kind == AlertMessage::Kind::Test;
    if (isTest)
        incidents = {
            {id, {id, message.environment, alertSubject(project, message), {}, message.atMs, {}}, 0, 0, 0}};
    QList<HttpQuestion> questions;
    for (const Incident& incident : incidents) {
        const bool isOver = message.kind == AlertMessage::Kind::Ended;
        QJsonObject event{
            {QStringLiteral("routing_key"), expand(channel.key, values)},
            {QStringLiteral("event_action"), isOver ? QStringLiteral("resolve") : QStringLiteral("trigger")},
            {QStringLiteral("dedup_key"), QStringLiteral("slipway-") + incident.id}};
        AlertMessage one = message;
        one.incidents = {incident};
        if (!isOver)
            event.insert(QStringLiteral("payload"),
                         QJsonObject{{QStringLiteral("summary"), alertSubject(project, one).left(1024)},
                                     {QStringLiteral("source"), QStringLiteral("slipway")},
                                     {QStringLiteral("severity"),
                                      isTest ? QStringLiteral("info") : QStringLiteral("critical")},
                                     {QStringLiteral("timestamp"),
                                      QDateTime::fromMSecsSinceEpoch(incident.trouble.sinceMs, Qt::UTC)
                                          .toString(Qt::ISODateWithMs)},
                                     {QStringLiteral("component"), incident.trouble.key},
                                     {QStringLiteral("group"), message.environment.text()},
                                     {QStringLiteral("custom_details"),
                                      QJsonObject{{QStringLiteral("text"), alertBody(one)}}}});
        questions.append(post(expand(channel.url, values), event, 202, id));
    }
    // A test must not wake anybody for longer than it takes to read it.
    if (isTest)
        questions.append(post(expand(channel.url, values),
                              {{QStringLiteral("routing_key"), expand(channel.key, values)},
                               {QStringLiteral("event_action"), QStringLiteral("resolve")},
                               {QStringLiteral("dedup_key"), QStringLiteral("slipway-") + id}},
                              202, id));
    return questions;
}

/// RFC 2047, for one header.
QByteArray encodedWord(const QString& text) {
    const QByteArray utf8 = text.toUtf8();
    const bool isPlain = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (isPlain && utf8.size() < 70)
        return utf8;
    QByteArray words;
    QString left = text;
    while (!left.isEmpty()) {
        // 45 bytes make 60 characters; an encoded word has 75 at most, and holds whole characters.
        qsizetype count = left.size();
        while (left.left(count).toUtf8().size() > 42)
            --count;
        if (count < left.size() && left.at(count - 1).isHighSurrogate())
            --count;
        words += (words.isEmpty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + left.left(count).toUtf8().toBase64() +
                 "?=";
        left.remove(0, count);
    }
    return words;
}

} // namespace

MailMessage alertMail(const AlertChannel& channel, const QString& project, const AlertMessage& message,
                      const QString& id) {
    MailMessage mail{channel.url, channel.user, channel.from, channel.to, {}};
    const QByteArray host = channel.from.section(QLatin1Char('@'), 1).toLatin1();
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(message.atMs, Qt::UTC);
    const QByteArray body = alertBody(message).toUtf8().toBase64();
    mail.bytes = "Date: " + QLocale::c().toString(at, QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1() +
                 " +0000\r\nFrom: Slipway <" + channel.from.toLatin1() +
                 ">\r\nTo: " + channel.to.join(QStringLiteral(", ")).toLatin1() +
                 "\r\nSubject: " + encodedWord(alertSubject(project, message)) + "\r\nMessage-ID: <" +
                 id.toLatin1() + "@" + (host.isEmpty() ? QByteArray("slipway.invalid") : host) +
                 ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
                 "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    for (qsizetype at76 = 0; at76 < body.size(); at76 += 76)
        mail.bytes += body.mid(at76, 76) + "\r\n";
    return mail;
}

QList<HttpQuestion> alertRequests(const AlertChannel& channel, const QString& project,
                                  const AlertMessage& message, const QString& id,
                                  const QMap<QString, QString>& values) {
    const QString url = expand(channel.url, values);
    const QString subject = alertSubject(project, message);
    const QString body = alertBody(message);
    switch (channel.kind) {
    case AlertChannel::Kind::Desktop:
    case AlertChannel::Kind::Mail:
        return {};
    case AlertChannel::Kind::Slack: {
        // Slack reads < > & as marks of its own.
        const auto escaped = [](QString text) {
            return text.replace(QLatin1Char('&'), QStringLiteral("&amp;"))
                .replace(QLatin1Char('<'), QStringLiteral("&lt;"))
                .replace(QLatin1Char('>'), QStringLiteral("&gt;"));
        };
        return {post(
            url, {{QStringLiteral("text"), QStringLiteral("*%1*\n%2").arg(escaped(subject), escaped(body))}},
            200, id)};
    }
    case AlertChannel::Kind::Discord:
        // What a host says must call nobody by name.
        return {
            post(url,
                 {{QStringLiteral("content"), QStringLiteral("**%1**\n%2").arg(subject, body).left(2000)},
                  {QStringLiteral("allowed_mentions"), QJsonObject{{QStringLiteral("parse"), QJsonArray()}}}},
                 204, id)};
    case AlertChannel::Kind::Webhook: {
        QJsonObject json = toJson(message);
        json.insert(QStringLiteral("id"), id);
        json.insert(QStringLiteral("project"), project);
        json.insert(QStringLiteral("subject"), subject);
        json.insert(QStringLiteral("text"), body);
        HttpQuestion question = post(url, json, 200, id);
        for (auto header = channel.headers.begin(); header != channel.headers.end(); ++header)
            question.headers.insert(header.key(), expand(header.value(), values));
        return {question};
    }
    case AlertChannel::Kind::PagerDuty:
        return pagerDuty(channel, project, message, id, values);
    case AlertChannel::Kind::Sms: {
        QMap<QString, QString> encoded;
        for (auto value = values.begin(); value != values.end(); ++value)
            encoded.insert(value.key(), QString::fromLatin1(QUrl::toPercentEncoding(value.value())));
        encoded.insert(QStringLiteral("TEXT"),
                       QString::fromLatin1(QUrl::toPercentEncoding(subject.left(160))));
        HttpQuestion question;
        question.url = expand(channel.url, encoded);
        question.method = QStringLiteral("POST");
        question.timeout = within;
        question.headers = {{QStringLiteral("Idempotency-Key"), id}};
        return {question};
    }
    }
    Q_UNREACHABLE();
}

} // namespace slipway::domain
