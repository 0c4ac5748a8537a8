#include "app/workspace/public_key.h"
#include "app/workspace/sections.h"

#include <QRegularExpression>

namespace slipway::workspace {

namespace {

void readKeys(const Node& node, const QStringList& texts, domain::Person& person,
              QHash<QString, QString>& owners, Report& report) {
    for (const QString& text : texts) {
        const auto key = readPublicKey(text);
        if (!key) {
            report.problem(node,
                           QStringLiteral("`key` of %1 %2").arg(person.name.text(), key.error().detail));
            continue;
        }
        // Distinct people mean distinct keys, or one person could fill four eyes alone.
        if (const QString owner = owners.value(*key); !owner.isEmpty())
            report.problem(node,
                           QStringLiteral("`key` of %1 is also the key of %2; every person has their own")
                               .arg(person.name.text(), owner));
        owners.insert(*key, person.name.text());
        person.keys += *key;
    }
}

void readPerson(const Node::Entry& entry, domain::Project& project, QHash<QString, QString>& owners,
                Report& report) {
    static const QRegularExpression nameShape(QStringLiteral("\\A[a-z0-9][a-z0-9._-]{0,31}\\z"));
    domain::Person person;
    person.name = domain::PersonName(entry.key);
    person.fullName = entry.key;
    if (!nameShape.match(entry.key).hasMatch())
        report.problem(entry,
                       QStringLiteral("`%1` is not a person's short name; use small letters, digits, `.`, "
                                      "`_` and `-`, and put the full name under `name`")
                           .arg(entry.key));
    Keys keys(entry.value, QStringLiteral("a person"), report);
    if (const Node* name = keys.value(QStringLiteral("name")))
        person.fullName = readText(*name, QStringLiteral("name"), report).value_or(entry.key);
    if (const Node* email = keys.value(QStringLiteral("email"))) {
        person.emails = readTexts(*email, QStringLiteral("email"), report);
        for (const QString& address : person.emails)
            if (address.count(QLatin1Char('@')) != 1 || address.startsWith(QLatin1Char('@')) ||
                address.endsWith(QLatin1Char('@')) || address.contains(QLatin1Char(' ')))
                report.problem(*email, QStringLiteral("`%1` is not an email address").arg(address));
    }
    if (const Node* roles = keys.value(QStringLiteral("roles")))
        person.roles = readTexts(*roles, QStringLiteral("roles"), report);
    if (const Node* key = keys.value(QStringLiteral("key")))
        readKeys(*key, readTexts(*key, QStringLiteral("key"), report), person, owners, report);
    else if (keys.isMap())
        report.warning(entry.value, QStringLiteral("%1 has no `key` and can sign nothing").arg(entry.key));
    keys.finish();
    project.people += person;
}

} // namespace

void readPeople(const Node& node, domain::Project& project, Report& report) {
    if (!Keys(node, QStringLiteral("`people`"), report).isMap())
        return;
    QHash<QString, QString> owners;
    for (const Node::Entry& entry : node.entries)
        readPerson(entry, project, owners, report);
}

} // namespace slipway::workspace
