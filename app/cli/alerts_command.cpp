#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/models/alert_views.h"
#include "app/models/incident_note.h"
#include "app/models/release_builder.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

QJsonValue timeOf(qint64 ms) {
    return ms > 0 ? QJsonValue(base::isoUtc(ms)) : QJsonValue();
}

void tell(Session& session, const QList<Incident>& incidents, const QList<ports::OutboxLine>& lines) {
    const AlertPlan& plan = session.desk().project().alerts;
    const auto views = models::alertChannelViews(plan, lines);
    if (session.json()) {
        QJsonArray channels, wrong;
        for (const models::AlertChannelView& channel : views)
            channels.append(QJsonObject{{QStringLiteral("name"), channel.name},
                                        {QStringLiteral("kind"), channelKindName(channel.kind)},
                                        {QStringLiteral("sent"), timeOf(channel.sentMs)},
                                        {QStringLiteral("waiting"), channel.waiting},
                                        {QStringLiteral("givenUp"), channel.givenUp},
                                        {QStringLiteral("error"), channel.error}});
        for (const Incident& incident : incidents)
            wrong.append(QJsonObject{{QStringLiteral("environment"), incident.trouble.environment.text()},
                                     {QStringLiteral("title"), incident.trouble.title},
                                     {QStringLiteral("reason"), incident.trouble.reason},
                                     {QStringLiteral("since"), timeOf(incident.trouble.sinceMs)},
                                     {QStringLiteral("told"), timeOf(incident.toldMs)}});
        printJson({{QStringLiteral("channels"), channels}, {QStringLiteral("incidents"), wrong}});
        session.finish(incidents.isEmpty() ? Done : Failed);
        return;
    }
    for (const Incident& incident : incidents) {
        print(QStringLiteral("✕ %1: %2%3")
                  .arg(incident.trouble.environment.text(), inert(incident.trouble.title.toUtf8()),
                       incident.trouble.reason.isEmpty()
                           ? QString()
                           : QStringLiteral(": ") + inert(incident.trouble.reason.toUtf8())));
        print(QStringLiteral("    ") +
              (incident.toldMs > 0
                   ? tr("since %1, told at %2")
                         .arg(spokenInstant(incident.trouble.sinceMs), spokenInstant(incident.toldMs))
                   : tr("since %1, not told yet").arg(spokenInstant(incident.trouble.sinceMs))));
    }
    if (plan.channels.isEmpty())
        print(tr("slipway.yaml names no channel under `alerts`, so nobody is told."));
    for (const models::AlertChannelView& channel : views)
        print(QStringLiteral("%1 %2%3  %4")
                  .arg(channel.error.isEmpty() ? QStringLiteral("○") : QStringLiteral("▲"), channel.name,
                       channel.name == channelKindName(channel.kind)
                           ? QString()
                           : QStringLiteral(" (%1)").arg(channelKindName(channel.kind)),
                       inert(channel.words.toUtf8())));
    if (!plan.channels.isEmpty() && plan.ping.isEmpty())
        print(tr("Nobody would notice when the watching stops: `ping` names no service that does."));
    session.finish(incidents.isEmpty() ? Done : Failed);
}

} // namespace

QString AlertsCommand::summary() const {
    return tr("what people are told of, and whether it arrives; test a channel");
}

void AlertsCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr(
        "Lists what is wrong now and people are told of, and the channels they are told over. Exit 1 while "
        "something is wrong. `test` sends a message over one channel, or over each. `note` prints what is "
        "wrong "
        "as Markdown for an issue tracker."));
    parser.addPositionalArgument(QStringLiteral("test"), tr("Send a test."),
                                 QStringLiteral("[test [CHANNEL] | note]"));
    Session::describe(parser, true);
}

namespace {

/// What is wrong now, as notes for an issue tracker.
void tellNotes(Session& session, const QList<Incident>& incidents) {
    const World& world = session.desk().history().world();
    const Project& project = session.desk().project();
    const qint64 now = session.desk().parts().clock.now().utcMs;
    QStringList notes;
    for (const Incident& incident : incidents) {
        models::NoteSource source;
        source.project = project.name;
        source.environment = incident.trouble.environment.text();
        source.title = incident.trouble.title;
        source.reason = incident.trouble.reason;
        source.fromMs = incident.trouble.sinceMs;
        source.toMs = now;
        source.lasts = true;
        source.contacts = models::contactWords(project, incident.trouble.environment);
        if (const Deployment* running = world.running(incident.trouble.environment)) {
            source.version = running->candidate.version;
            source.commit = running->candidate.commit;
            source.deployment = running->id.text();
            source.liveAtMs = running->liveAtMs;
        }
        notes += models::incidentNote(source);
    }
    print(notes.isEmpty() ? tr("Nothing is wrong that people are told of.") : notes.join(QLatin1Char('\n')));
    session.finish(Done);
}

void testNext(Session& session, QStringList left, int code) {
    if (left.isEmpty()) {
        session.finish(code);
        return;
    }
    const QString name = left.takeFirst();
    base::deliver(session.desk().alerting().test(name), &session,
                  [&session, left, code, name](const base::Result<void>& done) {
                      if (done.ok())
                          print(tr("✓ %1: a test was sent").arg(name));
                      else
                          complain(tr("%1: %2").arg(name, inert(done.error().detail.toUtf8())));
                      testNext(session, left, done.ok() ? code : Failed);
                  });
}

} // namespace

int AlertsCommand::run(const QCommandLineParser& parser) {
    const QStringList words = parser.positionalArguments();
    const bool isNote = words == QStringList{QStringLiteral("note")};
    if (words.size() > 2 || (!words.isEmpty() && words.first() != QLatin1StringView("test") && !isNote)) {
        complain(
            tr("as in: slipway alerts, slipway alerts note, slipway alerts test, slipway alerts test ops"));
        return BadUsage;
    }
    Session session(parser);
    return session.run([&] {
        if (!words.isEmpty() && !isNote) {
            QStringList names;
            for (const AlertChannel& channel : session.desk().project().alerts.channels)
                if (words.size() == 1 || channel.name == words.last())
                    names += channel.name;
            if (names.isEmpty()) {
                complain(words.size() == 1 ? tr("slipway.yaml names no channel under `alerts`.")
                                           : tr("There is no alert channel “%1”.").arg(words.last()));
                session.finish(BadUsage);
                return;
            }
            testNext(session, names, Done);
            return;
        }
        const engine::Parts& parts = session.desk().parts();
        base::deliver(parts.alerts.incidents(), &session,
                      [&session, &parts, isNote](const base::Result<QList<Incident>>& known) {
                          if (!known.ok()) {
                              session.finish(known.error());
                              return;
                          }
                          if (isNote) {
                              tellNotes(session, *known);
                              return;
                          }
                          base::deliver(parts.alerts.newest(models::alertsLookedBack), &session,
                                        [&session, incidents = *known](
                                            const base::Result<QList<ports::OutboxLine>>& lines) {
                                            if (lines.ok())
                                                tell(session, incidents, *lines);
                                            else
                                                session.finish(lines.error());
                                        });
                      });
    });
}

} // namespace slipway::cli
