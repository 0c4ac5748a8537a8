#include "app/domain/alerts.h"

#include "app/workspace/checks.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

#include <QRegularExpression>
#include <QSet>

namespace slipway::workspace {

using domain::AlertChannel;

namespace {

constexpr qint64 oneHour = 3'600'000;
const QString pagerDutyUrl = QStringLiteral("https://events.pagerduty.com/v2/enqueue");

bool isUrl(const QString& text) {
    // Messages and what opens the channel go over TLS, or not further than this computer.
    return text.startsWith(QLatin1StringView("https://")) ||
           text.startsWith(QLatin1StringView("http://127.0.0.1")) ||
           text.startsWith(QLatin1StringView("http://localhost")) || text.startsWith(QLatin1Char('$'));
}

bool isAddress(const QString& text) {
    static const QRegularExpression shape(QStringLiteral("\\A[^\\s@<>,]+@[^\\s@<>,]+\\z"));
    return shape.match(text).hasMatch();
}

class ChannelReader {
public:
    ChannelReader(const Node& node, const domain::Project& project, Report& report)
        : m_node(node)
        , m_project(project)
        , m_report(report)
        , m_keys(node, QStringLiteral("an alert channel"), report) {}

    std::optional<AlertChannel> read() {
        if (!m_keys.isMap() || !readKind())
            return {};
        readMain();
        if (const Node* secrets = m_keys.value(QStringLiteral("secrets"));
            secrets && m_channel.kind != AlertChannel::Kind::Desktop)
            readSecretNames(*secrets);
        if (const Node* name = m_keys.value(QStringLiteral("name")))
            m_channel.name = readText(*name, QStringLiteral("name"), m_report).value_or(m_channel.name);
        if (const Node* only = m_keys.value(QStringLiteral("only")))
            for (const QString& one : readTexts(*only, QStringLiteral("only"), m_report)) {
                m_channel.only += domain::EnvironmentName(one);
                checkEnvironmentIs(m_channel.only.last(), m_project, *only, m_report);
            }
        if (const Node* quiet = m_keys.value(QStringLiteral("quiet")))
            readQuiet(*quiet);
        if (const Node* zone = m_keys.value(QStringLiteral("zone")))
            m_channel.zone = readZone(*zone, m_report);
        if (m_channel.zone.isEmpty())
            m_channel.zone = QStringLiteral("UTC");
        m_keys.finish();
        return m_channel;
    }

private:
    bool readKind() {
        QList<AlertChannel::Kind> found;
        QStringList words;
        for (const auto kind :
             {AlertChannel::Kind::Desktop, AlertChannel::Kind::Mail, AlertChannel::Kind::Slack,
              AlertChannel::Kind::Discord, AlertChannel::Kind::Webhook, AlertChannel::Kind::PagerDuty,
              AlertChannel::Kind::Sms}) {
            words += domain::channelKindName(kind);
            if (m_node.entry(words.last()))
                found += kind;
        }
        if (found.size() != 1) {
            m_report.problem(m_node, QStringLiteral("an alert channel needs one of the keys %1")
                                         .arg(words.join(QLatin1StringView(", "))));
            return false;
        }
        m_channel.kind = found.first();
        m_word = domain::channelKindName(m_channel.kind);
        m_channel.name = m_word;
        return true;
    }

    void readMain() {
        const Node& main = *m_keys.value(m_word);
        switch (m_channel.kind) {
        case AlertChannel::Kind::Desktop:
            if (!readFlag(main, m_word, m_report).value_or(true))
                m_report.problem(main, QStringLiteral("`desktop` is `true`, or the channel is left out"));
            return;
        case AlertChannel::Kind::Mail:
            readMail(main);
            return;
        case AlertChannel::Kind::PagerDuty:
            m_channel.key = readText(main, m_word, m_report).value_or(QString());
            m_channel.url = pagerDutyUrl;
            if (const Node* url = m_keys.value(QStringLiteral("url")))
                readUrl(*url, QStringLiteral("url"));
            if (!m_channel.key.startsWith(QLatin1Char('$')))
                m_report.problem(
                    main, QStringLiteral("`pagerduty` is the name of the secret with the routing key, as "
                                         "`$PAGERDUTY_KEY`, and not the key itself"));
            return;
        case AlertChannel::Kind::Slack:
        case AlertChannel::Kind::Discord:
            readUrl(main, m_word);
            // Who knows such a URL can write there.
            if (m_channel.url.startsWith(QLatin1StringView("https://")) &&
                domain::variableNames(m_channel.url).isEmpty())
                m_report.problem(
                    main, QStringLiteral("the URL of %1 opens the channel to everybody who reads it; put it "
                                         "into a secret, and its name here: `$%2_URL`")
                              .arg(m_word, m_word.toUpper()));
            return;
        case AlertChannel::Kind::Webhook:
            readUrl(main, m_word);
            if (const Node* headers = m_keys.value(QStringLiteral("headers")))
                m_channel.headers = readTextMap(*headers, QStringLiteral("headers"), m_report);
            return;
        case AlertChannel::Kind::Sms:
            readUrl(main, m_word);
            if (!domain::variableNames(m_channel.url).contains(QStringLiteral("TEXT")) &&
                !m_channel.url.startsWith(QLatin1Char('$')))
                m_report.problem(main, QStringLiteral("`sms` needs $TEXT where the message goes, as in "
                                                      "https://gateway.example/send?text=$TEXT"));
            return;
        }
        Q_UNREACHABLE();
    }

    void readUrl(const Node& node, const QString& word) {
        m_channel.url = readText(node, word, m_report).value_or(QString());
        if (node.kind == Node::Kind::Text && !isUrl(m_channel.url))
            m_report.problem(
                node, QStringLiteral("`%1` is not a URL that keeps what is sent private; it starts with "
                                     "https:// or a $SECRET")
                          .arg(word));
    }

    void readMail(const Node& to) {
        m_channel.to = readTexts(to, m_word, m_report);
        for (const QString& address : m_channel.to)
            if (!isAddress(address))
                m_report.problem(to, QStringLiteral("`%1` is not an address of mail").arg(address));
        if (const Node* from = m_keys.required(QStringLiteral("from"))) {
            m_channel.from = readText(*from, QStringLiteral("from"), m_report).value_or(QString());
            if (from->kind == Node::Kind::Text && !isAddress(m_channel.from))
                m_report.problem(*from,
                                 QStringLiteral("`from` `%1` is not an address of mail").arg(m_channel.from));
        }
        if (const Node* server = m_keys.required(QStringLiteral("server"))) {
            m_channel.url = readText(*server, QStringLiteral("server"), m_report).value_or(QString());
            static const QRegularExpression shape(QStringLiteral("\\Asmtps?://[A-Za-z0-9.\\[\\]:-]+\\z"));
            if (server->kind == Node::Kind::Text && !shape.match(m_channel.url).hasMatch())
                m_report.problem(
                    *server, QStringLiteral("`server` must be smtps://host or smtp://host (with STARTTLS), "
                                            "and a port where it is another; not `%1`")
                                 .arg(m_channel.url));
        }
        if (const Node* user = m_keys.value(QStringLiteral("user")))
            m_channel.user = readText(*user, QStringLiteral("user"), m_report).value_or(QString());
    }

    void readSecretNames(const Node& node) {
        m_channel.secrets = readTexts(node, QStringLiteral("secrets"), m_report);
        QStringList known;
        for (const domain::SecretSource& source : m_project.secrets)
            known += source.name;
        for (const QString& name : m_channel.secrets)
            if (!known.contains(name))
                m_report.problem(node,
                                 QStringLiteral("the secret `%1` is not among the `secrets` of the file%2")
                                     .arg(name, didYouMean(name, known)));
        if (m_channel.kind == AlertChannel::Kind::Mail && m_channel.secrets.size() > 1)
            m_report.problem(node, QStringLiteral("`mail` takes one secret, the password"));
    }

    void readQuiet(const Node& node) {
        static const QRegularExpression shape(
            QStringLiteral("\\A([01][0-9]|2[0-3]):([0-5][0-9])\\s*-\\s*([01][0-9]|2[0-3]):([0-5][0-9])\\z"));
        const auto text = readText(node, QStringLiteral("quiet"), m_report);
        const auto match = shape.match(text.value_or(QString()).trimmed());
        if (!match.hasMatch()) {
            m_report.problem(node, QStringLiteral("`quiet` is a time of day, as `22:00 - 07:00`"));
            return;
        }
        m_channel.quietFrom = QTime(match.captured(1).toInt(), match.captured(2).toInt());
        m_channel.quietTo = QTime(match.captured(3).toInt(), match.captured(4).toInt());
    }

    const Node& m_node;
    const domain::Project& m_project;
    Report& m_report;
    Keys m_keys;
    AlertChannel m_channel;
    QString m_word;
};

/// Every $NAME must be a secret of the channel.
void checkNames(const AlertChannel& channel, const Node& node, Report& report) {
    QStringList names = domain::variableNames(channel.url) + domain::variableNames(channel.key);
    for (const QString& header : channel.headers)
        names += domain::variableNames(header);
    names.removeAll(QStringLiteral("TEXT"));
    for (const QString& name : names)
        if (!channel.secrets.contains(name))
            report.problem(node, QStringLiteral("`$%1` is not among the `secrets` of the channel `%2`")
                                     .arg(name, channel.name));
}

} // namespace

void readAlerts(const Node& node, domain::Project& project, Report& report) {
    Keys keys(node, QStringLiteral("`alerts`"), report);
    if (!keys.isMap())
        return;
    domain::AlertPlan& plan = project.alerts;
    if (const Node* wait = keys.value(QStringLiteral("wait")))
        plan.wait = readDuration(*wait, QStringLiteral("wait"), 0, oneHour, report).value_or(plan.wait);
    if (const Node* repeat = keys.value(QStringLiteral("repeat")))
        plan.repeat = readDuration(*repeat, QStringLiteral("repeat"), 60'000, 7 * 24 * oneHour, report)
                          .value_or(plan.repeat);
    if (const Node* ping = keys.value(QStringLiteral("ping"))) {
        plan.ping = readText(*ping, QStringLiteral("ping"), report).value_or(QString());
        if (ping->kind == Node::Kind::Text && !isUrl(plan.ping))
            report.problem(*ping,
                           QStringLiteral("`ping` is not a URL; it starts with https:// or a $SECRET"));
        for (const QString& name : domain::variableNames(plan.ping))
            if (std::none_of(project.secrets.begin(), project.secrets.end(),
                             [&name](const domain::SecretSource& source) { return source.name == name; }))
                report.problem(*ping,
                               QStringLiteral("`$%1` is not among the `secrets` of the file").arg(name));
    }
    if (const Node* channels = plan.ping.isEmpty() ? keys.required(QStringLiteral("channels"))
                                                   : keys.value(QStringLiteral("channels"))) {
        if (channels->kind != Node::Kind::List || channels->items.empty())
            report.problem(*channels, QStringLiteral("`channels` must be a list of where people are told"));
        QSet<QString> names;
        for (const Node& item : channels->items) {
            const auto channel = ChannelReader(item, project, report).read();
            if (!channel)
                continue;
            if (names.contains(channel->name))
                report.problem(
                    item,
                    QStringLiteral("a second channel called `%1`; give it a `name`").arg(channel->name));
            names.insert(channel->name);
            checkNames(*channel, item, report);
            plan.channels += *channel;
        }
    }
    keys.finish();
}

} // namespace slipway::workspace
