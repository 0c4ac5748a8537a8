#include "app/workspace/sections.h"

#include <QDir>
#include <QRegularExpression>

namespace slipway::workspace {

namespace {

// "name", "user@host", "user@host:port", "user@[::1]:22". No part starts with "-", because they
// become arguments of programs.
bool readAddress(const QString& text, domain::Host& host) {
    static const QRegularExpression shape(QStringLiteral(
        "\\A(?:([A-Za-z_][A-Za-z0-9._-]{0,63})@)?"
        "(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([A-Za-z0-9][A-Za-z0-9._-]{0,252}))(?::([0-9]{1,5}))?\\z"));
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return false;
    host.user = match.captured(1);
    host.address = match.captured(2).isEmpty() ? match.captured(3) : match.captured(2);
    if (match.captured(4).isEmpty())
        return true;
    const int port = match.captured(4).toInt();
    host.port = static_cast<quint16>(port);
    return port >= 1 && port <= 65'535;
}

// The first label of a name; numbers stay whole, because "127" says nothing.
QString nameFrom(const QString& address) {
    static const QRegularExpression numbers(QStringLiteral("\\A[0-9.]+\\z"));
    if (address.contains(QLatin1Char(':')))
        return QStringLiteral("ip") + QString(address).replace(QLatin1Char(':'), QLatin1Char('-'));
    return numbers.match(address).hasMatch() ? address : address.section(QLatin1Char('.'), 0, 0);
}

void reportAddress(const Node& node, const QString& text, Report& report) {
    report.problem(
        node,
        QStringLiteral("`%1` is not a host; write `user@host`, `user@host:port` or a name of ssh config")
            .arg(text));
}

// A comma separated list of addresses in the order they are passed.
QStringList readVia(const Node& node, Report& report) {
    const auto text = readText(node, QStringLiteral("via"), report);
    QStringList via;
    for (const QString& each : text.value_or(QString()).split(QLatin1Char(','))) {
        domain::Host jump;
        if (readAddress(each.trimmed(), jump))
            via += each.trimmed();
        else if (text)
            report.problem(node, QStringLiteral("`%1` is not a jump host; write `host`, `user@host` or "
                                                "`user@host:port`, several with commas, or `none`")
                                     .arg(each.trimmed()));
    }
    return via;
}

domain::Transport readTransport(const Node& node, Report& report) {
    using domain::Transport;
    const QStringList words{QStringLiteral("automatic"), QStringLiteral("libssh2"),
                            QStringLiteral("openssh")};
    const auto word = readWord(node, QStringLiteral("transport"), words, report).value_or(words[0]);
    return word == words[1]   ? Transport::Libssh2
           : word == words[2] ? Transport::OpenSsh
                              : Transport::Automatic;
}

void refuseNameOfThisComputer(const Node& node, const domain::Host& host, Report& report) {
    if (host.name == domain::thisComputer().name)
        report.problem(
            node,
            QStringLiteral("`%1` means this computer; give the host another `name`").arg(host.name.text()));
}

} // namespace

QString pathFrom(const QString& text, const QString& folder) {
    if (text.startsWith(QLatin1StringView("~/")))
        return QDir::cleanPath(QDir::homePath() + text.mid(1));
    return QDir::cleanPath(QDir(folder).absoluteFilePath(text));
}

std::optional<domain::Host> readHost(const Node& node, const QString& folder, Report& report) {
    domain::Host host;
    if (node.kind == Node::Kind::Text) {
        if (!readAddress(node.text, host)) {
            reportAddress(node, node.text, report);
            return {};
        }
        host.name = domain::HostName(nameFrom(host.address));
        refuseNameOfThisComputer(node, host, report);
        return host;
    }
    static const QRegularExpression nameShape(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\\z"));
    Keys keys(node, QStringLiteral("a host"), report);
    bool isWhole = keys.isMap();
    if (const Node* ssh = keys.required(QStringLiteral("ssh"))) {
        const auto text = readText(*ssh, QStringLiteral("ssh"), report);
        isWhole = text && readAddress(*text, host);
        if (text && !isWhole)
            reportAddress(*ssh, *text, report);
    } else {
        isWhole = false;
    }
    host.name = domain::HostName(nameFrom(host.address));
    if (const Node* name = keys.value(QStringLiteral("name")))
        if (const auto text = readText(*name, QStringLiteral("name"), report)) {
            host.name = domain::HostName(*text);
            if (!nameShape.match(*text).hasMatch())
                report.problem(
                    *name, QStringLiteral("`%1` is not a host's name; use letters, digits, `.`, `_` and `-`")
                               .arg(*text));
        }
    if (isWhole)
        refuseNameOfThisComputer(node, host, report);
    if (const Node* via = keys.value(QStringLiteral("via")))
        host.via = readVia(*via, report);
    if (const Node* transport = keys.value(QStringLiteral("transport")))
        host.transport = readTransport(*transport, report);
    if (const Node* identity = keys.value(QStringLiteral("identity")))
        if (const auto text = readText(*identity, QStringLiteral("identity"), report)) {
            if (text->trimmed().isEmpty())
                report.problem(*identity,
                               QStringLiteral("`identity` is empty; give the path of a private key file"));
            else
                host.identity = pathFrom(*text, folder);
        }
    if (const Node* variables = keys.value(QStringLiteral("variables")))
        host.variables = readVariables(*variables, QStringLiteral("variables"), report);
    if (const Node* side = keys.value(QStringLiteral("side")))
        host.side = readText(*side, QStringLiteral("side"), report).value_or(QString());
    keys.finish();
    return isWhole ? std::optional(host) : std::nullopt;
}

} // namespace slipway::workspace
