#include "app/base/clock.h"
#include "app/base/duration.h"
#include "app/cli/commands.h"
#include "app/cli/moments.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/domain/outputs.h"
#include "app/engine/probe_lines.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

constexpr int mostHits = 10'000;
constexpr int mostEver = 1'000'000;

/// What the ledger knows of what people may read.
struct Origin {
    DeploymentId deployment;
    QString host, step;
    qint64 leftOutBytes = 0;
};

QHash<AttemptId, Origin> origins(const World& world) {
    QHash<AttemptId, Origin> all;
    for (const Deployment& deployment : world.deployments)
        for (const Output& output : outputsOf(deployment))
            if (output.of != Output::Of::Witness)
                all.insert(output.attempt,
                           {deployment.id, output.host.text(), output.step, output.leftOutBytes});
    return all;
}

/// What is not kept of the output that a query looks through.
qint64 leftOut(const ports::OutputQuery& query, const QHash<AttemptId, Origin>& origins) {
    qint64 bytes = 0;
    for (auto it = origins.cbegin(); it != origins.cend(); ++it)
        if ((!query.deployment || *query.deployment == it->deployment) &&
            (!query.attempts || query.attempts->contains(it.key())))
            bytes += it->leftOutBytes;
    return bytes;
}

/// What the options say; nothing, after a complaint, when they are not understood.
std::optional<ports::OutputQuery> queryIn(const QCommandLineParser& parser, qint64 nowMs) {
    ports::OutputQuery query;
    query.text = parser.value(QStringLiteral("grep"));
    query.isPattern = parser.isSet(QStringLiteral("regex"));
    query.ignoresCase = parser.isSet(QStringLiteral("ignore-case"));
    query.most = mostHits;
    if (!readMoment(parser, QStringLiteral("since"), nowMs, query.sinceMs) ||
        !readMoment(parser, QStringLiteral("until"), nowMs, query.untilMs))
        return {};
    if (parser.isSet(QStringLiteral("stream"))) {
        const QString stream = parser.value(QStringLiteral("stream"));
        if (stream != QLatin1StringView("out") && stream != QLatin1StringView("err")) {
            complain(tr("a stream is out or err"));
            return {};
        }
        query.stream =
            stream == QLatin1StringView("out") ? ports::OutputStream::Out : ports::OutputStream::Err;
    }
    if (parser.isSet(QStringLiteral("limit"))) {
        query.most = parser.value(QStringLiteral("limit")).toInt();
        if (query.most < 1 || query.most > mostEver) {
            complain(tr("a limit is a number from 1 to 1,000,000"));
            return {};
        }
    }
    return query;
}

void tell(Session& session, const QList<ports::OutputHit>& hits, const QHash<AttemptId, Origin>& origins,
          const ports::OutputQuery& query) {
    const qint64 missing = leftOut(query, origins);
    QJsonArray array;
    for (const ports::OutputHit& hit : hits) {
        const Origin origin = origins.value(hit.key.attempt);
        const bool err = hit.stream == ports::OutputStream::Err;
        if (session.json())
            array.append(
                QJsonObject{{QStringLiteral("deployment"), hit.key.deployment.text()},
                            {QStringLiteral("attempt"), hit.key.attempt.text()},
                            {QStringLiteral("step"), origin.step},
                            {QStringLiteral("host"), origin.host},
                            {QStringLiteral("stream"), err ? QStringLiteral("err") : QStringLiteral("out")},
                            {QStringLiteral("time"), base::isoUtc(hit.timeMs)},
                            {QStringLiteral("line"), QString::fromUtf8(hit.line)}});
        else
            print(QStringLiteral("%1 %2 %3 %4 %5 %6")
                      .arg(QDateTime::fromMSecsSinceEpoch(hit.timeMs)
                               .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")),
                           hit.key.deployment.text(), origin.step, origin.host,
                           err ? QStringLiteral("!") : QStringLiteral("│"), inert(hit.line)));
    }
    if (session.json())
        printJson({{QStringLiteral("v"), 1},
                   {QStringLiteral("hits"), array},
                   {QStringLiteral("cut"), hits.size() >= query.most},
                   {QStringLiteral("leftOutBytes"), missing}});
    else if (hits.size() >= query.most)
        complain(tr("Only the newest %1 lines; there may be more.").arg(query.most));
    if (missing > 0 && !session.json())
        complain(tr("%1 of this output is not kept, in the middle: of each stream of a step %2 is. What "
                    "stood there cannot be found.")
                     .arg(sizeWords(missing), sizeWords(session.desk().parts().output.mostPerStream())));
}

} // namespace

QString LogsCommand::summary() const {
    return tr("search the output of all steps");
}

void LogsCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr(
        "Prints the lines of step output, and of the logs that a watch keeps (step `log`), that all options "
        "agree on, oldest attempt first; with --deployment "
        "and no --grep everything that deployment said. Exit 0: something was found; 1: nothing."));
    parser.addOption({QStringLiteral("grep"),
                      tr("What to look for, taken literally unless --regex is given."),
                      QStringLiteral("TEXT")});
    parser.addOption({{QStringLiteral("E"), QStringLiteral("regex")},
                      tr("The text of --grep is a Perl-compatible regular expression.")});
    parser.addOption({{QStringLiteral("i"), QStringLiteral("ignore-case")},
                      tr("Small and capital letters are the same.")});
    parser.addOption({QStringLiteral("deployment"),
                      tr("Only in this deployment, or in an environment's newest."), QStringLiteral("DEP")});
    parser.addOption(
        {QStringLiteral("host"), tr("Only of this host. May be repeated."), QStringLiteral("HOST")});
    parser.addOption({QStringLiteral("step"), tr("Only of the step with this ID. May be repeated."),
                      QStringLiteral("ID")});
    parser.addOption({QStringLiteral("since"),
                      tr("Only lines that came at or after this time, or so long ago."),
                      QStringLiteral("TIME")});
    parser.addOption(
        {QStringLiteral("until"), tr("Only lines that came before this time."), QStringLiteral("TIME")});
    parser.addOption({QStringLiteral("stream"), tr("Only standard output (out) or standard error (err)."),
                      QStringLiteral("out|err")});
    parser.addOption({QStringLiteral("limit"), tr("At most so many lines, the newest; 10000 unless given."),
                      QStringLiteral("N")});
    parser.addOption(
        {QStringLiteral("new"),
         tr("Instead: the lines that the `log` probes of this environment count on its hosts now, "
            "which came since the deployment that runs there."),
         QStringLiteral("ENV")});
    Session::describe(parser, true);
}

namespace {

/// One probe after the other; exit 0 where a line was found.
void tellNew(Session& session, QList<engine::ProbeQuestion> left, bool isFound, bool hasFailed) {
    if (left.isEmpty()) {
        session.finish(isFound && !hasFailed ? Done : Failed);
        return;
    }
    const engine::ProbeQuestion question = left.takeFirst();
    base::deliver(engine::probeLines(session.desk().parts(), session.desk().history().world(), question,
                                     &session.desk()),
                  &session.desk(),
                  [&session, left, question, isFound, hasFailed](const base::Result<QStringList>& lines) {
                      if (!lines.ok())
                          complain(tr("%1: %2").arg(question.label(), inert(lines.error().detail.toUtf8())));
                      for (const QString& line : lines.valueOr(QStringList()))
                          print(tr("%1 │ %2").arg(question.label(), inert(line.toUtf8())));
                      tellNew(session, left, isFound || !lines.valueOr(QStringList()).isEmpty(),
                              hasFailed || !lines.ok());
                  });
}

int runNew(const QCommandLineParser& parser) {
    const EnvironmentName name(parser.value(QStringLiteral("new")));
    Session session(parser);
    return session.run([&] {
        const Environment* environment = session.environment(name);
        if (!environment)
            return;
        QList<engine::ProbeQuestion> asked;
        for (const engine::ProbeQuestion& question :
             engine::probeQuestions(session.desk().project(), *environment))
            if (countsLines(question.probe))
                asked.append(question);
        if (asked.isEmpty()) {
            complain(tr("%1 has no `log` probe in slipway.yaml.").arg(name.text()));
            session.finish(BadUsage);
            return;
        }
        tellNew(session, asked, false, false);
    });
}

} // namespace

int LogsCommand::run(const QCommandLineParser& parser) {
    if (parser.isSet(QStringLiteral("new")) && parser.positionalArguments().isEmpty())
        return runNew(parser);
    const QStringList hosts = parser.values(QStringLiteral("host"));
    const QStringList steps = parser.values(QStringLiteral("step"));
    const bool says = !parser.value(QStringLiteral("grep")).isEmpty() ||
                      parser.isSet(QStringLiteral("deployment")) || parser.isSet(QStringLiteral("since")) ||
                      !hosts.isEmpty() || !steps.isEmpty();
    if (!says || !parser.positionalArguments().isEmpty()) {
        complain(
            tr("say what to look for: slipway logs --grep TEXT, or --deployment, --host, --step, --since"));
        return BadUsage;
    }
    auto query = queryIn(parser, QDateTime::currentMSecsSinceEpoch());
    if (!query)
        return BadUsage;
    Session session(parser);
    return session.run([&] {
        if (parser.isSet(QStringLiteral("deployment"))) {
            const Deployment* deployment = session.deployment(parser.value(QStringLiteral("deployment")));
            if (!deployment)
                return;
            query->deployment = deployment->id;
        }
        const auto known = origins(session.desk().history().world());
        if (!hosts.isEmpty() || !steps.isEmpty()) {
            query->attempts.emplace();
            for (auto it = known.cbegin(); it != known.cend(); ++it)
                if ((hosts.isEmpty() || hosts.contains(it->host)) &&
                    (steps.isEmpty() || steps.contains(it->step)))
                    query->attempts->insert(it.key());
        }
        base::deliver(session.desk().parts().output.search(*query, {std::chrono::minutes(5), {}}), &session,
                      [&session, known, asked = *query](const base::Result<QList<ports::OutputHit>>& hits) {
                          if (!hits.ok()) {
                              session.finish(hits.error());
                              return;
                          }
                          tell(session, *hits, known, asked);
                          session.finish(hits->isEmpty() ? Failed : Done);
                      });
    });
}

} // namespace slipway::cli
