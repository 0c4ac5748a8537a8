#include "app/cli/commands.h"
#include "app/cli/passphrase_prompt.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/workspace/project_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QSet>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

QJsonArray problemsJson(const QList<workspace::Problem>& problems) {
    QJsonArray array;
    for (const workspace::Problem& problem : problems)
        array.append(QJsonObject{{QStringLiteral("line"), problem.line},
                                 {QStringLiteral("column"), problem.column},
                                 {QStringLiteral("what"), problem.what}});
    return array;
}

/// Reaches every host once and tells what it found.
class Reaching : public QObject {
    // Without this, tr() would look among QObject's own texts.
    Q_DECLARE_TR_FUNCTIONS(cli)
public:
    Reaching(Session& session, QStringList accept)
        : m_session(session)
        , m_accept(std::move(accept))
        , m_prompt(session) {}

    void begin() {
        for (const Environment& environment : m_session.desk().project().environments)
            for (const Host& host : environment.hosts)
                m_left.append(host);
        next();
    }

private:
    void next() {
        if (m_left.isEmpty()) {
            if (m_session.json())
                printJson({{QStringLiteral("v"), 1}, {QStringLiteral("hosts"), m_found}});
            m_session.finish(m_code);
            return;
        }
        const Host host = m_left.takeFirst();
        reach(host);
    }

    void reach(const Host& host) {
        base::deliver(m_session.desk().parts().shell.reach(host, {std::chrono::seconds(20), {}}), this,
                      [this, host](const base::Result<ports::HostFacts>& facts) { heard(host, facts); });
    }

    /// Also what came from ssh config: where it is, through what, and which transport for what reason.
    void tell(const Host& host, const ports::HostFacts& facts) {
        print(tr("✓ %1: reached, %2 %3, %4 ms")
                  .arg(host.name.text(), facts.hostKeyType, facts.hostKey)
                  .arg(facts.connectTook.count()));
        Host found;
        found.user = facts.user;
        found.address = facts.address;
        found.port = facts.port;
        QString line = addressText(found);
        if (!facts.via.isEmpty())
            line = tr("%1 via %2").arg(line, facts.via.join(QStringLiteral(", ")));
        print(QStringLiteral("    ") + (facts.why.isEmpty()
                                            ? tr("%1, over %2").arg(line, facts.transport)
                                            : tr("%1, over %2: %3").arg(line, facts.transport, facts.why)));
    }

    void heard(const Host& host, const base::Result<ports::HostFacts>& facts) {
        if (!facts.ok() && facts.error().kind == base::ErrorKind::HostKeyUnknown) {
            const QString fingerprint = facts.error().detail.section(QLatin1Char(' '), 1, 1);
            if (m_accept.contains(host.name.text() + QLatin1Char('=') + fingerprint)) {
                const auto accepted = m_session.desk().acceptHostKey(host.name, facts.error().detail);
                if (accepted.ok()) {
                    // Behind an accepted jump host there may be another unknown key.
                    m_accept.removeAll(host.name.text() + QLatin1Char('=') + fingerprint);
                    reach(host);
                    return;
                }
            }
        }
        if (!facts.ok() && base::isKeyLocked(facts.error().kind) && PassphrasePrompt::canAsk() &&
            !m_refused.contains(facts.error().detail)) {
            m_prompt.ask(facts.error(), [this, host, path = facts.error().detail](bool unlocked) {
                if (!unlocked)
                    m_refused.insert(path);
                reach(host);
            });
            return;
        }
        if (facts.ok()) {
            if (!m_session.json())
                tell(host, *facts);
            m_found.append(QJsonObject{{QStringLiteral("host"), host.name.text()},
                                       {QStringLiteral("reached"), true},
                                       {QStringLiteral("key"), facts->hostKey},
                                       {QStringLiteral("user"), facts->user},
                                       {QStringLiteral("address"), facts->address},
                                       {QStringLiteral("port"), facts->port},
                                       {QStringLiteral("via"), facts->via.join(QStringLiteral(", "))},
                                       {QStringLiteral("transport"), facts->transport},
                                       {QStringLiteral("why"), facts->why}});
        } else {
            if (!m_session.json())
                print(tr("✕ %1: %2").arg(host.name.text(), sentence(facts.error())));
            m_found.append(QJsonObject{{QStringLiteral("host"), host.name.text()},
                                       {QStringLiteral("reached"), false},
                                       {QStringLiteral("error"), base::kindName(facts.error().kind)},
                                       {QStringLiteral("detail"), facts.error().detail}});
            m_code = qMax(m_code, exitFor(facts.error()));
        }
        next();
    }

    Session& m_session;
    QStringList m_accept;
    PassphrasePrompt m_prompt;
    QSet<QString> m_refused; ///< keys whose passphrase or PIN nobody gave
    QList<Host> m_left;
    QJsonArray m_found;
    int m_code = Done;
};

} // namespace

QString CheckCommand::summary() const {
    return tr("validate slipway.yaml, and with --hosts reach every host");
}

void CheckCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Reads slipway.yaml whole and reports every mistake at once as file:line:column. "
           "Exit 0: fine; 2: mistakes. With --hosts it also logs in to every host (exit 1, 3 or 4 when one "
           "cannot be used)."));
    parser.addPositionalArgument(QStringLiteral("DIR"), tr("The workspace; else where you are."),
                                 QStringLiteral("[DIR]"));
    parser.addOption({QStringLiteral("hosts"), tr("Reach every host and check its key.")});
    parser.addOption({QStringLiteral("accept-host-key"),
                      tr("With --hosts: accept exactly this unknown key. May be repeated."),
                      QStringLiteral("HOST=SHA256:…")});
    Session::describe(parser, true);
}

int CheckCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() > 1) {
        complain(tr("one folder at most: slipway check [DIR]"));
        return BadUsage;
    }
    QString folder = parser.positionalArguments().value(0, parser.value(QStringLiteral("workspace")));
    if (folder.isEmpty())
        folder = QDir::currentPath();
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto reading = workspace::readProject(QDir(folder).absolutePath());
    const bool hosts = parser.isSet(QStringLiteral("hosts")) && reading.project;
    if (json && !hosts)
        printJson({{QStringLiteral("v"), 1},
                   {QStringLiteral("ok"), reading.project.has_value()},
                   {QStringLiteral("problems"), problemsJson(reading.problems)},
                   {QStringLiteral("warnings"), problemsJson(reading.warnings)}});
    else if (!json) {
        for (const workspace::Problem& problem : reading.problems)
            print(workspace::problemText(problem));
        for (const workspace::Problem& problem : reading.warnings)
            print(tr("%1 (warning)").arg(workspace::problemText(problem)));
        if (reading.project)
            print(tr("✓ %1: %2 environments, %3 steps, %4 people")
                      .arg(reading.project->name)
                      .arg(reading.project->environments.size())
                      .arg(reading.project->steps.size())
                      .arg(reading.project->people.size()));
        else
            print(tr("%n problem(s); nothing was run.")
                      .replace(QStringLiteral("%n"), QString::number(reading.problems.size())));
    }
    if (!reading.project)
        return BadUsage;
    if (!hosts)
        return Done;
    Session session(parser, folder);
    std::unique_ptr<Reaching> reaching;
    return session.run([&] {
        reaching = std::make_unique<Reaching>(session, parser.values(QStringLiteral("accept-host-key")));
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, reaching.get(), [&] { reaching.reset(); });
        reaching->begin();
    });
}

} // namespace slipway::cli
