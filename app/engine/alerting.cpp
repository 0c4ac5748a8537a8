#include "app/engine/alerting.h"

#include "app/base/ulid.h"
#include "app/domain/alert_commands.h"
#include "app/engine/maintenance.h"

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr qint64 roundMs = 5'000;
constexpr qint64 pingMs = 60'000;
constexpr qint64 shortestLookMs = 3'600'000;
constexpr auto sendWithin = 30s;

/// Long enough to see each probe of the environment confirmed, down as well as up again, with a gap between.
qint64 lookBackMs(const Environment& environment) {
    qint64 longest = shortestLookMs;
    for (const Probe& probe : environment.probes)
        longest = qMax(longest, probe.every.count() * (probe.failsAfter + probe.recoversAfter + 3));
    return longest;
}

/// A channel's own sources, of those of the file.
QList<SecretSource> sourcesOf(const Project& project, const AlertChannel& channel) {
    QList<SecretSource> sources;
    for (const QString& name : channel.secrets)
        for (const SecretSource& source : project.secrets)
            if (source.name == name)
                sources.append(source);
    return sources;
}

QMap<QString, QString> texts(const SecretValues& secrets) {
    QMap<QString, QString> values;
    for (auto it = secrets.cbegin(); it != secrets.cend(); ++it)
        values.insert(it.key(), QString::fromUtf8(it->reveal()).trimmed());
    return values;
}

} // namespace

struct Alerting::Looking {
    QList<Environment> left;
    Troubles troubles;
};

Alerting::Alerting(const Parts& parts, History& history, Observer& observer, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(history)
    , m_observer(observer) {}

Alerting::~Alerting() {
    m_stop.request_stop();
}

void Alerting::begin() {
    if (m_parts.source.project().alerts.isEmpty())
        return;
    round();
}

void Alerting::round() {
    m_parts.clock.callAfter(roundMs, this, [this] { round(); });
    if (!m_observer.isObserving()) {
        m_incidents.reset(); // another process goes on with them
        return;
    }
    ping();
    if (!m_incidents) {
        base::deliver(m_parts.alerts.incidents(), this, [this](const base::Result<QList<Incident>>& known) {
            if (known.ok() && !m_incidents && m_observer.isObserving())
                m_incidents = *known;
        });
        return;
    }
    auto looking = std::make_shared<Looking>();
    for (const Environment& environment : m_parts.source.project().environments)
        if (!environment.probes.isEmpty())
            looking->left.append(environment);
    look(looking);
}

void Alerting::ping() {
    const Project& project = m_parts.source.project();
    const qint64 now = m_parts.clock.now().bootMs;
    if (project.alerts.ping.isEmpty() || (m_pingedBootMs && now - *m_pingedBootMs < pingMs))
        return;
    m_pingedBootMs = now;
    AlertChannel asked;
    asked.secrets = variableNames(project.alerts.ping);
    readValues(m_parts, sourcesOf(project, asked), m_stop.get_token(), this,
               [this, url = project.alerts.ping](const base::Result<SecretValues>& secrets) {
                   if (!secrets.ok())
                       return; // the service notices that nothing comes
                   HttpQuestion question;
                   question.url = expand(url, texts(*secrets));
                   base::deliver(m_parts.http.ask(question, {sendWithin, m_stop.get_token()}), this,
                                 [](const base::Result<HttpAnswer>&) {});
               });
}

void Alerting::look(const std::shared_ptr<Looking>& looking) {
    if (looking->left.isEmpty()) {
        looking->troubles.list += troublesOf(m_history.world());
        turn(*looking);
        return;
    }
    const Environment environment = looking->left.takeFirst();
    const qint64 now = m_parts.clock.now().utcMs;
    const qint64 from = now - lookBackMs(environment);
    base::deliver(m_parts.samples.read(environment.name, from, now + 1), this,
                  [this, looking, environment, from, now](const base::Result<QList<Sample>>& samples) {
                      // What cannot be read is not known to be over.
                      const auto lanes = lanesOf(probeQuestions(m_parts.source.project(), environment),
                                                 samples.valueOr(QList<Sample>()), from, now);
                      Troubles found = troublesOf(environment.name, lanes);
                      // Nobody is told of what is worked on; nor that something is over meanwhile.
                      if (maintenanceAt(m_parts, m_history.world(), environment.name, now)) {
                          for (const Trouble& trouble : found.list)
                              found.unknown.insert(trouble.key);
                          found.list.clear();
                      }
                      looking->troubles.list += found.list;
                      looking->troubles.unknown += found.unknown;
                      look(looking);
                  });
}

void Alerting::turn(const Looking& seen) {
    if (!m_incidents)
        return;
    const qint64 now = m_parts.clock.now().utcMs;
    const AlertPlan& plan = m_parts.source.project().alerts;
    AlertTurn next = alertTurn(*m_incidents, seen.troubles.list, seen.troubles.unknown, plan, now,
                               [now] { return base::newUlid(now); });
    QList<ports::OutboxLine> lines;
    for (AlertMessage& message : next.messages) {
        if (message.kind != AlertMessage::Kind::Ended)
            message.commands =
                alertCommands(m_parts.source.project(), m_history.world(), message.environment);
        for (const AlertChannel& channel : plan.channels)
            if (channel.only.isEmpty() || channel.only.contains(message.environment))
                lines.append(
                    {base::newUlid(now), channel.name, message, sendableFrom(channel, now), 0, 0, false, {}});
    }
    QList<Incident> news = next.ended;
    for (const Incident& incident : next.incidents)
        if (!m_incidents->contains(incident))
            news.append(incident);
    if (news.isEmpty() && lines.isEmpty()) {
        deliver();
        return;
    }
    // Until it is on disk nothing counts as told: a turn that could not be kept is taken again.
    base::deliver(m_parts.alerts.keep(news, lines), this,
                  [this, incidents = next.incidents](const base::Result<void>& kept) {
                      if (kept.ok() && m_incidents) {
                          m_incidents = incidents;
                          Q_EMIT changed();
                      }
                      deliver();
                  });
}

void Alerting::deliver() {
    if (m_delivering)
        return;
    m_delivering = true;
    base::deliver(m_parts.alerts.waiting(), this,
                  [this](const base::Result<QList<ports::OutboxLine>>& waiting) {
                      QList<ports::OutboxLine> due;
                      const qint64 now = m_parts.clock.now().utcMs;
                      for (const ports::OutboxLine& line : waiting.valueOr(QList<ports::OutboxLine>()))
                          if (line.notBeforeMs <= now)
                              due.append(line);
                      deliverNext(due);
                  });
}

void Alerting::deliverNext(QList<ports::OutboxLine> lines) {
    if (lines.isEmpty() || !m_observer.isObserving()) {
        m_delivering = false;
        return;
    }
    const ports::OutboxLine line = lines.takeFirst();
    const AlertChannel* channel = m_parts.source.project().alerts.channel(line.channel);
    if (!channel) {
        ports::OutboxLine gone = line;
        gone.isGivenUp = true;
        sent(gone, base::Error{base::ErrorKind::NotFound, line.channel, tr("slipway.yaml names it no more")},
             lines);
        return;
    }
    send(*channel, line.message, line.id,
         [this, line, lines](const base::Result<void>& done) { sent(line, done, lines); });
}

void Alerting::sent(ports::OutboxLine line, const base::Result<void>& done,
                    const QList<ports::OutboxLine>& left) {
    const qint64 now = m_parts.clock.now().utcMs;
    if (done.ok()) {
        line.sentMs = now;
        line.error.clear();
    } else {
        ++line.tries;
        line.error = done.error().detail;
        const auto again = retryAfter(line.tries);
        line.isGivenUp = line.isGivenUp || !again;
        line.notBeforeMs = again ? now + again->count() : line.notBeforeMs;
    }
    base::deliver(m_parts.alerts.keep({}, {line}), this, [this, left](const base::Result<void>&) {
        Q_EMIT changed();
        deliverNext(left);
    });
}

base::Future<void> Alerting::test(const QString& name) {
    const AlertChannel* channel = m_parts.source.project().alerts.channel(name);
    if (!channel)
        return base::ready<void>(
            base::Error{base::ErrorKind::NotFound, name, tr("There is no alert channel “%1”.").arg(name)});
    const qint64 now = m_parts.clock.now().utcMs;
    auto promise = std::make_shared<base::Promise<void>>();
    ports::OutboxLine line{
        base::newUlid(now), name, {AlertMessage::Kind::Test, {}, {}, now}, now, 0, 0, false, {}};
    send(*channel, line.message, line.id, [this, promise, line](const base::Result<void>& done) mutable {
        line.sentMs = done.ok() ? m_parts.clock.now().utcMs : 0;
        line.isGivenUp = !done.ok();
        line.error = done.ok() ? QString() : done.error().detail;
        base::deliver(m_parts.alerts.keep({}, {line}), this,
                      [this, promise, done](const base::Result<void>&) {
                          Q_EMIT changed();
                          promise->finish(done);
                      });
    });
    return promise->future();
}

void Alerting::send(const AlertChannel& channel, const AlertMessage& message, const QString& id,
                    const std::function<void(const base::Result<void>&)>& done) {
    const Project& project = m_parts.source.project();
    const base::Limit limit{sendWithin, m_stop.get_token()};
    if (channel.kind == AlertChannel::Kind::Desktop) {
        base::deliver(m_parts.desktop.notify(alertSubject(project.name, message), alertBody(message),
                                             message.environment.text(), limit),
                      this, done);
        return;
    }
    readValues(m_parts, sourcesOf(project, channel), m_stop.get_token(), this,
               [this, channel, message, id, done, limit,
                name = project.name](const base::Result<SecretValues>& secrets) {
                   if (!secrets.ok()) {
                       done(secrets.error());
                       return;
                   }
                   if (channel.kind == AlertChannel::Kind::Mail) {
                       const base::Secret password = secrets->isEmpty() ? base::Secret() : secrets->first();
                       base::deliver(
                           m_parts.mailer.send(alertMail(channel, name, message, id), password, limit), this,
                           done);
                       return;
                   }
                   sendHttp(alertRequests(channel, name, message, id, texts(*secrets)), done);
               });
}

void Alerting::sendHttp(QList<HttpQuestion> questions,
                        const std::function<void(const base::Result<void>&)>& done) {
    if (questions.isEmpty()) {
        done({});
        return;
    }
    const HttpQuestion question = questions.takeFirst();
    base::deliver(m_parts.http.ask(question, {sendWithin, m_stop.get_token()}), this,
                  [this, questions, done](const base::Result<HttpAnswer>& result) {
                      const HttpAnswer answer = result.ok() ? *result : HttpAnswer{0, {}, {}, result.error()};
                      if (answer.error) {
                          done(*answer.error);
                          return;
                      }
                      if (answer.status < 200 || answer.status > 299) {
                          // What the other side answers may repeat what it was sent, so it is not kept.
                          done(base::Error{base::ErrorKind::Refused,
                                           {},
                                           tr("it was answered with %1").arg(answer.status)});
                          return;
                      }
                      sendHttp(questions, done);
                  });
}

} // namespace slipway::engine
