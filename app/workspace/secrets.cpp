#include "app/workspace/sections.h"

#include <QRegularExpression>

namespace slipway::workspace {

namespace {

constexpr qint64 leastOutput = 1024 * 1024;
constexpr qint64 mostOutput = 16LL * 1024 * 1024 * 1024;

std::optional<domain::SecretSource> readSource(const Node::Entry& entry, Report& report) {
    domain::SecretSource secret;
    secret.name = entry.key;
    Keys keys(entry.value, QStringLiteral("the secret `%1`").arg(entry.key), report);
    if (!keys.isMap())
        return {};
    int sources = 0;
    for (const auto kind : {domain::SecretSource::Kind::Environment, domain::SecretSource::Kind::Command,
                            domain::SecretSource::Kind::Keychain}) {
        const QString word = domain::secretKindName(kind);
        const Node* from = keys.value(word);
        if (!from)
            continue;
        ++sources;
        secret.kind = kind;
        secret.from = readText(*from, word, report).value_or(QString());
        if (from->kind == Node::Kind::Text && secret.from.trimmed().isEmpty())
            report.problem(*from, QStringLiteral("`%1` is empty").arg(word));
        if (secret.from.contains(QLatin1Char('\n')))
            report.problem(*from, QStringLiteral("`%1` must be one line").arg(word));
    }
    if (const Node* version = keys.value(QStringLiteral("version")))
        secret.version = readText(*version, QStringLiteral("version"), report).value_or(QString());
    keys.finish();
    if (sources == 1)
        return secret;
    report.problem(entry, QStringLiteral("the secret `%1` needs one source: `env: NAME`, `command: TEXT` or "
                                         "`keychain: NAME`")
                              .arg(entry.key));
    return {};
}

} // namespace

QList<domain::SecretSource> readSecrets(const Node& node, Report& report) {
    static const QRegularExpression name(QStringLiteral("\\A[A-Z_][A-Z0-9_]{0,63}\\z"));
    QList<domain::SecretSource> secrets;
    if (!Keys(node, QStringLiteral("`secrets`"), report).isMap())
        return secrets;
    for (const Node::Entry& entry : node.entries) {
        if (!name.match(entry.key).hasMatch() || entry.key.startsWith(QLatin1StringView("SLIPWAY_")))
            report.problem(entry,
                           QStringLiteral("`%1` is not a secret's name; names are capital letters, digits "
                                          "and `_`, and do not start with a digit or SLIPWAY_")
                               .arg(entry.key));
        else if (const auto secret = readSource(entry, report))
            secrets += *secret;
    }
    return secrets;
}

qint64 readOutputLimit(const Node& node, Report& report) {
    static const QRegularExpression shape(QStringLiteral("\\A([0-9]{1,6})(MiB|GiB)\\z"));
    const auto text = readText(node, QStringLiteral("output-limit"), report);
    if (!text)
        return 0;
    const auto match = shape.match(*text);
    const qint64 unit = match.captured(2) == QLatin1StringView("GiB") ? 1024 * leastOutput : leastOutput;
    const qint64 bytes = match.captured(1).toLongLong() * unit;
    if (bytes < leastOutput || bytes > mostOutput) {
        report.problem(node, QStringLiteral("`output-limit` is a size like 64MiB, from 1MiB to 16GiB"));
        return 0;
    }
    return bytes;
}

} // namespace slipway::workspace
