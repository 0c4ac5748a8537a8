#pragma once
#include "app/base/result.h"
#include "app/domain/secret.h"
#include "app/domain/step_kind.h"

#include <QSet>
#include <QTime>
#include <functional>

namespace slipway::domain {

// Being told once. What is wrong now is a list of troubles; each becomes an incident that lasts until it is
// over. People are told of an incident once, again when it lasts, and when it is over if they were told that
// it began.

/// Where people are told.
struct AlertChannel {
    enum class Kind { Desktop, Mail, Slack, Discord, Webhook, PagerDuty, Sms };
    QString name; ///< unique
    Kind kind = Kind::Webhook;
    QString url{};    ///< may hold $NAMEs of its secrets; of mail: smtp:// or smtps://; of PagerDuty: its API
    QStringList to{}; ///< mail: addresses
    QString from{}, user{};           ///< mail; no user: without login
    QString key{};                    ///< PagerDuty: the routing key, or $NAME of it
    QMap<QString, QString> headers{}; ///< webhook; values may hold $NAMEs
    QStringList secrets{};            ///< names of those it gets; of mail the one is the password
    QList<EnvironmentName> only{};    ///< empty: of every environment
    QTime quietFrom{}, quietTo{};     ///< nothing is sent between them; both invalid: never quiet
    QString zone{};                   ///< IANA name, of quiet
    friend bool operator==(const AlertChannel&, const AlertChannel&) = default;
};
QString channelKindName(AlertChannel::Kind kind); ///< its word in the file

struct AlertPlan {
    QList<AlertChannel> channels;
    base::Milliseconds wait{30'000};           ///< what is over sooner is told to nobody
    base::Milliseconds repeat{4 * 3600'000LL}; ///< told again after that, while it lasts; 0: never
    /// Asked once a minute while Slipway watches, by a service that tells when that stops; may hold $NAMEs of
    /// the file's secrets; empty: nobody would notice.
    QString ping{};
    /// Nobody to tell and nobody to ping.
    bool isEmpty() const { return channels.isEmpty() && ping.isEmpty(); }
    const AlertChannel* channel(const QString& name) const;
    friend bool operator==(const AlertPlan&, const AlertPlan&) = default;
};

/// Something that is wrong now.
struct Trouble {
    QString key; ///< the same as long as it is the same trouble
    EnvironmentName environment;
    QString title;  ///< "API /health · prod-1 is down"
    QString reason; ///< "503 in 41 ms, expected 200"; untrusted
    qint64 sinceMs = 0;
    QString within{}; ///< key of a greater trouble that tells of this one too
    friend bool operator==(const Trouble&, const Trouble&) = default;
};

struct Incident {
    QString id; ///< ULID
    Trouble trouble;
    qint64 openedMs = 0; ///< when it was first seen here
    qint64 toldMs = 0;   ///< when people were told last; 0: not yet
    qint64 endedMs = 0;  ///< 0: it lasts
    friend bool operator==(const Incident&, const Incident&) = default;
};

/// One thing to tell, to every channel of its environment.
struct AlertMessage {
    enum class Kind { Raised, Again, Ended, Test };
    Kind kind = Kind::Raised;
    EnvironmentName environment;
    QList<Incident> incidents; ///< at least one, but of Test
    qint64 atMs = 0;
    QStringList commands{}; ///< what to type about it (alertCommands); none where it is over
    friend bool operator==(const AlertMessage&, const AlertMessage&) = default;
};
QJsonObject toJson(const AlertMessage& message);
base::Result<AlertMessage> alertFromJson(const QJsonObject& object);

/// What follows from what was known and what is wrong now.
struct AlertTurn {
    QList<Incident> incidents; ///< those that last
    QList<Incident> ended;
    QList<AlertMessage> messages; ///< one for each environment and kind
};
/// `unknown`: keys of which nobody can tell whether they last.
AlertTurn alertTurn(const QList<Incident>& known, const QList<Trouble>& troubles,
                    const QSet<QString>& unknown, const AlertPlan& plan, qint64 nowMs,
                    const std::function<QString()>& newId);

/// When a message that is made now may be sent: now, or when the channel's quiet time ends. UTC milliseconds.
qint64 sendableFrom(const AlertChannel& channel, qint64 nowMs);
/// How long to wait after so many failed tries; none: it is given up.
std::optional<base::Milliseconds> retryAfter(int tries);

// Words, the same in every channel; plain text, without control characters.

QString alertSubject(const QString& project, const AlertMessage& message);
QString alertBody(const AlertMessage& message);

// What goes out.

struct MailMessage {
    QString server; ///< smtp:// (with STARTTLS) or smtps://
    QString user;   ///< empty: without login
    QString from;
    QStringList to;
    QByteArray bytes; ///< the whole message, RFC 5322
    friend bool operator==(const MailMessage&, const MailMessage&) = default;
};
/// `id`: makes its Message-ID, so that one that is sent twice is known.
MailMessage alertMail(const AlertChannel& channel, const QString& project, const AlertMessage& message,
                      const QString& id);
/// Every request of a channel that is told over HTTP, with $NAMEs of secrets put in from `values` (by name,
/// in the form the place asks for). `id` is sent along, so that a message that comes twice is known.
QList<HttpQuestion> alertRequests(const AlertChannel& channel, const QString& project,
                                  const AlertMessage& message, const QString& id,
                                  const QMap<QString, QString>& values);

} // namespace slipway::domain
