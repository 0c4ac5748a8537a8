#include "app/domain/probe_kind.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

#include <QRegularExpression>
#include <QSet>

namespace slipway::workspace {

namespace {

constexpr qint64 oneYear = 366LL * 86'400'000;

domain::Tier readTier(const Node* node, const domain::EnvironmentName& name, Report& report) {
    const domain::Tier usual = domain::tierFromName(name.text()).value_or(domain::Tier::Development);
    if (!node)
        return usual;
    const QStringList tiers{QStringLiteral("development"), QStringLiteral("staging"),
                            QStringLiteral("production")};
    const auto word = readWord(*node, QStringLiteral("tier"), tiers, report);
    return word ? domain::tierFromName(*word).value_or(usual) : usual;
}

domain::PromoteFrom readPromotion(const Node& node, const domain::Environment& environment,
                                  const domain::Project& project, Report& report) {
    domain::PromoteFrom promotion;
    Keys keys(node, QStringLiteral("`promote-from`"), report);
    if (const Node* from = keys.required(QStringLiteral("environment")))
        if (const auto text = readText(*from, QStringLiteral("environment"), report)) {
            promotion.environment = domain::EnvironmentName(*text);
            QStringList earlier;
            for (const domain::Environment& known : project.environments)
                earlier += known.name.text();
            if (!earlier.contains(*text)) {
                const QString meant = didYouMean(*text, earlier);
                report.problem(
                    *from,
                    QStringLiteral("`%1` is not an environment that stands before `%2`%3 Those are: %4")
                        .arg(*text, environment.name.text(), meant.isEmpty() ? QStringLiteral(".") : meant,
                             earlier.isEmpty() ? QStringLiteral("none") : quotedList(earlier)));
            }
        }
    if (const Node* soak = keys.value(QStringLiteral("soak")))
        promotion.soak =
            readDuration(*soak, QStringLiteral("soak"), 0, oneYear, report).value_or(promotion.soak);
    if (const Node* age = keys.value(QStringLiteral("max-age"))) {
        promotion.maxAge =
            readDuration(*age, QStringLiteral("max-age"), 1, oneYear, report).value_or(promotion.maxAge);
        if (promotion.maxAge.count() > 0 && promotion.maxAge <= promotion.soak)
            report.problem(
                *age, QStringLiteral("`max-age` is not longer than `soak`, so nothing could be promoted"));
    }
    keys.finish();
    return promotion;
}

class EnvironmentReader {
public:
    EnvironmentReader(domain::Project& project, Report& report) : m_project(project), m_report(report) {}

    void read(const Node::Entry& entry) {
        static const QRegularExpression nameShape(QStringLiteral("\\A[a-z0-9][a-z0-9_-]{0,31}\\z"));
        domain::Environment environment;
        environment.name = domain::EnvironmentName(entry.key);
        if (!nameShape.match(entry.key).hasMatch())
            m_report.problem(entry,
                             QStringLiteral("`%1` is not an environment's name; use small letters, digits, "
                                            "`_` and `-`")
                                 .arg(entry.key));
        Keys keys(entry.value, QStringLiteral("an environment"), m_report);
        environment.tier = readTier(keys.value(QStringLiteral("tier")), environment.name, m_report);
        if (const Node* promotion = keys.value(QStringLiteral("promote-from")))
            environment.promoteFrom = readPromotion(*promotion, environment, m_project, m_report);
        if (const Node* freeze = keys.value(QStringLiteral("freeze")))
            environment.freezes = readFreezes(*freeze, m_report);
        if (const Node* maintenance = keys.value(QStringLiteral("maintenance")))
            environment.maintenance = readMaintenance(*maintenance, m_report);
        if (const Node* hosts = keys.value(QStringLiteral("hosts")))
            readHosts(*hosts, environment);
        if (const Node* variables = keys.value(QStringLiteral("variables")))
            environment.variables = readVariables(*variables, QStringLiteral("variables"), m_report);
        if (const Node* secrets = keys.value(QStringLiteral("secrets")))
            environment.secrets = readSecrets(*secrets, m_report);
        if (const Node* version = keys.value(QStringLiteral("version")))
            environment.versionCommand =
                readText(*version, QStringLiteral("version"), m_report).value_or(QString());
        if (const Node* probes = keys.value(QStringLiteral("probes")))
            readProbes(*probes, environment);
        if (const Node* strategy = keys.value(QStringLiteral("strategy")))
            environment.strategy = readStrategy(*strategy, m_report);
        if (const Node* waivers = keys.value(QStringLiteral("waivers")))
            environment.waivers = readWaivers(*waivers, m_report);
        if (const Node* ready = keys.value(QStringLiteral("rollback-ready")))
            environment.rollbackReady = readRollbackReady(*ready, m_report);
        if (const Node* gates = keys.value(QStringLiteral("gates")))
            environment.gates = readGates(*gates, m_report);
        if (const Node* switches = keys.value(QStringLiteral("switches")))
            environment.switches = readSwitches(*switches, m_report);
        if (const Node* emergency = keys.value(QStringLiteral("emergency")))
            environment.emergency = readEmergency(*emergency, m_report);
        if (const Node* single = keys.value(QStringLiteral("single-instance")))
            environment.singleInstance =
                readFlag(*single, QStringLiteral("single-instance"), m_report).value_or(false);
        keys.finish();
        m_project.environments += environment;
    }

private:
    bool isList(const Node& node, const char* key) {
        if (node.kind == Node::Kind::List)
            return true;
        m_report.problem(node, QStringLiteral("`%1` must be a list").arg(QLatin1StringView(key)));
        return false;
    }
    void readHosts(const Node& node, domain::Environment& environment) {
        if (!isList(node, "hosts"))
            return;
        for (const Node& item : node.items) {
            const auto host = readHost(item, m_project.folder, m_report);
            if (!host)
                continue;
            if (const auto taken = m_hosts.constFind(host->name.text()); taken != m_hosts.cend())
                m_report.problem(
                    item, QStringLiteral("the host name `%1` is already used in `%2`; give this one a `name`")
                              .arg(host->name.text(), *taken));
            m_hosts.insert(host->name.text(), environment.name.text());
            environment.hosts += *host;
        }
    }
    void readProbes(const Node& node, domain::Environment& environment) {
        if (!isList(node, "probes"))
            return;
        QSet<QString> names;
        for (const Node& item : node.items) {
            const auto probe = readProbe(item, m_report);
            if (!probe)
                continue;
            if (names.contains(probe->name.text()))
                m_report.problem(
                    item,
                    QStringLiteral("a second probe called `%1`; give it a `name`").arg(probe->name.text()));
            if (domain::probeKind(probe->kind)->place() == domain::Place::EachHost &&
                environment.hosts.isEmpty())
                m_report.problem(
                    item, QStringLiteral("`%1` has no hosts to run it on").arg(environment.name.text()));
            names.insert(probe->name.text());
            environment.probes += *probe;
        }
    }

    domain::Project& m_project;
    Report& m_report;
    QHash<QString, QString> m_hosts; // name -> environment
};

} // namespace

void readEnvironments(const Node& node, domain::Project& project, Report& report) {
    if (!Keys(node, QStringLiteral("`environments`"), report).isMap())
        return;
    if (node.entries.empty())
        report.problem(node, QStringLiteral("`environments` is empty; there must be one at least"));
    EnvironmentReader reader(project, report);
    for (const Node::Entry& entry : node.entries)
        reader.read(entry);
}

} // namespace slipway::workspace
