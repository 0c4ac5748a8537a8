#include "app/domain/alerts.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>
#include <algorithm>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("alerts", text);
}

constexpr qsizetype longestReason = 300;
constexpr qsizetype mostTold = 20;

/// What hosts and servers say goes into other people's programs as plain text.
QString plain(const QString& text) {
    QString line = text.left(longestReason);
    for (QChar& c : line)
        if (c < u' ' || (c >= QChar(0x7f) && c <= QChar(0x9f)) ||
            (c >= QChar(0x200b) && c <= QChar(0x200f)) || (c >= QChar(0x202a) && c <= QChar(0x202e)) ||
            (c >= QChar(0x2066) && c <= QChar(0x2069)))
            c = u' ';
    return line;
}

struct KindName {
    AlertMessage::Kind kind;
    const char* name;
};
constexpr KindName kindNames[] = {{AlertMessage::Kind::Raised, "raised"},
                                  {AlertMessage::Kind::Again, "again"},
                                  {AlertMessage::Kind::Ended, "ended"},
                                  {AlertMessage::Kind::Test, "test"}};

QJsonObject toJson(const Incident& incident) {
    const Trouble& trouble = incident.trouble;
    return {{QStringLiteral("id"), incident.id},
            {QStringLiteral("key"), trouble.key},
            {QStringLiteral("environment"), trouble.environment.text()},
            {QStringLiteral("title"), trouble.title},
            {QStringLiteral("reason"), trouble.reason},
            {QStringLiteral("since"), trouble.sinceMs},
            {QStringLiteral("opened"), incident.openedMs},
            {QStringLiteral("told"), incident.toldMs},
            {QStringLiteral("ended"), incident.endedMs}};
}

Incident incidentFrom(const QJsonObject& object) {
    const auto number = [&object](const char* name) {
        return object.value(QLatin1StringView(name)).toInteger();
    };
    const auto text = [&object](const char* name) {
        return object.value(QLatin1StringView(name)).toString();
    };
    return {text("id"),
            {text("key"),
             EnvironmentName(text("environment")),
             text("title"),
             text("reason"),
             number("since"),
             {}},
            number("opened"),
            number("told"),
            number("ended")};
}

} // namespace

QString channelKindName(AlertChannel::Kind kind) {
    switch (kind) {
    case AlertChannel::Kind::Desktop:
        return QStringLiteral("desktop");
    case AlertChannel::Kind::Mail:
        return QStringLiteral("mail");
    case AlertChannel::Kind::Slack:
        return QStringLiteral("slack");
    case AlertChannel::Kind::Discord:
        return QStringLiteral("discord");
    case AlertChannel::Kind::Webhook:
        return QStringLiteral("webhook");
    case AlertChannel::Kind::PagerDuty:
        return QStringLiteral("pagerduty");
    case AlertChannel::Kind::Sms:
        return QStringLiteral("sms");
    }
    Q_UNREACHABLE();
}

const AlertChannel* AlertPlan::channel(const QString& name) const {
    for (const AlertChannel& one : channels)
        if (one.name == name)
            return &one;
    return nullptr;
}

QJsonObject toJson(const AlertMessage& message) {
    QJsonArray incidents;
    for (const Incident& incident : message.incidents)
        incidents.append(toJson(incident));
    QString kind;
    for (const KindName& one : kindNames)
        if (one.kind == message.kind)
            kind = QString::fromLatin1(one.name);
    return {{QStringLiteral("v"), 1},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("environment"), message.environment.text()},
            {QStringLiteral("at"), message.atMs},
            {QStringLiteral("incidents"), incidents},
            {QStringLiteral("commands"), QJsonArray::fromStringList(message.commands)}};
}

base::Result<AlertMessage> alertFromJson(const QJsonObject& object) {
    AlertMessage message;
    const QString kind = object.value(QStringLiteral("kind")).toString();
    const auto known = std::find_if(std::begin(kindNames), std::end(kindNames), [&kind](const KindName& one) {
        return kind == QLatin1StringView(one.name);
    });
    if (object.value(QStringLiteral("v")).toInt() != 1 || known == std::end(kindNames))
        return base::Error{base::ErrorKind::Corrupt, {}, QStringLiteral("not an alert that is known here")};
    message.kind = known->kind;
    message.environment = EnvironmentName(object.value(QStringLiteral("environment")).toString());
    message.atMs = object.value(QStringLiteral("at")).toInteger();
    for (const QJsonValue one : object.value(QStringLiteral("incidents")).toArray())
        message.incidents.append(incidentFrom(one.toObject()));
    for (const QJsonValue one : object.value(QStringLiteral("commands")).toArray())
        message.commands.append(one.toString());
    return message;
}

AlertTurn alertTurn(const QList<Incident>& known, const QList<Trouble>& troubles,
                    const QSet<QString>& unknown, const AlertPlan& plan, qint64 nowMs,
                    const std::function<QString()>& newId) {
    AlertTurn turn;
    const auto tell = [&turn, nowMs](AlertMessage::Kind kind, const Incident& incident) {
        for (AlertMessage& message : turn.messages)
            if (message.kind == kind && message.environment == incident.trouble.environment) {
                message.incidents.append(incident);
                return;
            }
        turn.messages.append({kind, incident.trouble.environment, {incident}, nowMs});
    };
    QSet<QString> open, all;
    for (const Trouble& trouble : troubles)
        all.insert(trouble.key);
    for (Incident incident : known) {
        const auto still =
            std::find_if(troubles.begin(), troubles.end(),
                         [&incident](const Trouble& trouble) { return trouble.key == incident.trouble.key; });
        if (still == troubles.end() && unknown.contains(incident.trouble.key)) {
            open.insert(incident.trouble.key);
            turn.incidents.append(incident);
            continue;
        }
        // One that nobody was told of is a part of the greater one from now on.
        const bool isTaken = still != troubles.end() && incident.toldMs == 0 && all.contains(still->within);
        if (still == troubles.end() || isTaken) {
            incident.endedMs = nowMs;
            turn.ended.append(incident);
            // Nobody hears of the end of what nobody was told of.
            if (incident.toldMs > 0)
                tell(AlertMessage::Kind::Ended, incident);
            continue;
        }
        open.insert(incident.trouble.key);
        incident.trouble.title = still->title;
        incident.trouble.reason = still->reason;
        turn.incidents.append(incident);
    }
    for (const Trouble& trouble : troubles)
        if (!open.contains(trouble.key) && !all.contains(trouble.within))
            turn.incidents.append({newId(), trouble, nowMs, 0, 0});
    // The first that has waited long enough takes the others of its environment with it: one message.
    const auto isDue = [&](const Incident& incident) {
        return incident.toldMs == 0 && nowMs - incident.openedMs >= plan.wait.count();
    };
    for (const Incident& first : QList<Incident>(turn.incidents)) {
        if (!isDue(first))
            continue;
        for (Incident& incident : turn.incidents)
            if (incident.toldMs == 0 && incident.trouble.environment == first.trouble.environment) {
                incident.toldMs = nowMs;
                tell(AlertMessage::Kind::Raised, incident);
            }
    }
    for (Incident& incident : turn.incidents)
        if (incident.toldMs > 0 && incident.toldMs < nowMs && plan.repeat.count() > 0 &&
            nowMs - incident.toldMs >= plan.repeat.count()) {
            incident.toldMs = nowMs;
            tell(AlertMessage::Kind::Again, incident);
        }
    return turn;
}

qint64 sendableFrom(const AlertChannel& channel, qint64 nowMs) {
    if (!channel.quietFrom.isValid() || !channel.quietTo.isValid() || channel.quietFrom == channel.quietTo)
        return nowMs;
    const QTimeZone zone(channel.zone.toUtf8());
    const QDateTime now =
        QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toTimeZone(zone.isValid() ? zone : QTimeZone::utc());
    const QTime time = now.time();
    const bool overnight = channel.quietFrom > channel.quietTo;
    const bool isQuiet = overnight ? time >= channel.quietFrom || time < channel.quietTo
                                   : time >= channel.quietFrom && time < channel.quietTo;
    if (!isQuiet)
        return nowMs;
    const bool endsTomorrow = overnight && time >= channel.quietFrom;
    const QDateTime end(now.date().addDays(endsTomorrow ? 1 : 0), channel.quietTo, now.timeZone());
    return qMax(nowMs, end.toMSecsSinceEpoch());
}

std::optional<base::Milliseconds> retryAfter(int tries) {
    // Together a little over a day: longer than a night without a network.
    static constexpr qint64 seconds[] = {5, 15, 60, 300, 900, 3600};
    constexpr int most = 6 + 24;
    if (tries >= most)
        return {};
    return base::Milliseconds(1000 *
                              seconds[std::min<size_t>(static_cast<size_t>(std::max(tries - 1, 0)), 5)]);
}

QString alertSubject(const QString& project, const AlertMessage& message) {
    const QString place = QStringLiteral("%1 · %2").arg(plain(project), message.environment.text());
    if (message.kind == AlertMessage::Kind::Test)
        return tr("[%1] Test: alerts arrive here").arg(plain(project));
    const qsizetype others = message.incidents.size() - 1;
    const QString first =
        message.incidents.isEmpty() ? QString() : plain(message.incidents.first().trouble.title);
    const QString what = others > 0 ? tr("%1, and %2 more").arg(first, QString::number(others)) : first;
    switch (message.kind) {
    case AlertMessage::Kind::Raised:
        return QStringLiteral("[%1] %2").arg(place, what);
    case AlertMessage::Kind::Again:
        return tr("[%1] Still: %2").arg(place, what);
    case AlertMessage::Kind::Ended:
        return tr("[%1] Over: %2").arg(place, what);
    case AlertMessage::Kind::Test:
        break;
    }
    return {};
}

QString alertBody(const AlertMessage& message) {
    if (message.kind == AlertMessage::Kind::Test)
        return tr("Somebody asked Slipway to test this channel. Nothing is wrong.");
    QStringList lines;
    for (const Incident& incident : message.incidents.mid(0, mostTold)) {
        const Trouble& trouble = incident.trouble;
        QString line = QStringLiteral("%1 %2").arg(
            message.kind == AlertMessage::Kind::Ended ? QStringLiteral("✓") : QStringLiteral("✕"),
            plain(trouble.title));
        if (!trouble.reason.isEmpty() && message.kind != AlertMessage::Kind::Ended)
            line += QStringLiteral(": ") + plain(trouble.reason);
        lines.append(line);
        lines.append(QStringLiteral("  ") +
                     (incident.endedMs > 0
                          ? tr("from %1 to %2, %3")
                                .arg(spokenInstant(trouble.sinceMs), spokenInstant(incident.endedMs),
                                     spokenDuration(incident.endedMs - trouble.sinceMs))
                          : tr("since %1").arg(spokenInstant(trouble.sinceMs))));
    }
    if (const qsizetype left = message.incidents.size() - mostTold; left > 0)
        lines.append(tr("and %1 more").arg(left));
    if (!message.commands.isEmpty())
        lines.append(tr("What can be done: %1").arg(message.commands.join(QStringLiteral(" · "))));
    return lines.join(QLatin1Char('\n'));
}

} // namespace slipway::domain
