#include "app/workspace/checks.h"
#include "app/workspace/public_key.h"
#include "app/workspace/sections.h"

#include <QRegularExpression>

namespace slipway::workspace {

namespace {

void readPublicKeyOf(const Node& node, const QString& text, domain::SigningKey key, domain::Person& person,
                     QHash<QString, QString>& owners, Report& report) {
    const auto read = readPublicKey(text);
    if (!read) {
        report.problem(node, QStringLiteral("`key` of %1 %2").arg(person.name.text(), read.error().detail));
        return;
    }
    // Distinct people mean distinct keys, or one person could fill four eyes alone.
    if (const QString owner = owners.value(*read); !owner.isEmpty())
        report.problem(node, QStringLiteral("`key` of %1 is also the key of %2; every person has their own")
                                 .arg(person.name.text(), owner));
    owners.insert(*read, person.name.text());
    key.publicKey = *read;
    person.keys += key;
}

/// A key with the time in which it counts.
void readTimedKey(const Node& node, domain::Person& person, QHash<QString, QString>& owners, Report& report) {
    Keys keys(node, QStringLiteral("a key"), report);
    domain::SigningKey key;
    const auto moment = [&](const char* word) -> qint64 {
        const Node* value = keys.value(QLatin1StringView(word));
        return value ? readInstant(*value, QLatin1StringView(word), report).value_or(0) : 0;
    };
    key.fromMs = moment("from");
    key.untilMs = moment("until");
    key.revokedMs = moment("revoked");
    if (const Node* why = keys.value(QStringLiteral("why")))
        key.revokedWhy = readText(*why, QStringLiteral("why"), report).value_or(QString());
    if (key.untilMs != 0 && key.untilMs <= key.fromMs)
        report.problem(node, QStringLiteral("`until` is not after `from`, so the key never counts"));
    if (!key.revokedWhy.isEmpty() && key.revokedMs == 0)
        report.problem(node, QStringLiteral("`why` says why a key was revoked; add `revoked`"));
    if (const Node* text = keys.required(QStringLiteral("public")))
        if (const auto read = readText(*text, QStringLiteral("public"), report))
            readPublicKeyOf(*text, *read, key, person, owners, report);
    keys.finish();
}

void readKeys(const Node& node, domain::Person& person, QHash<QString, QString>& owners, Report& report) {
    const bool isList = node.kind == Node::Kind::List;
    const auto one = [&](const Node& item) {
        if (item.kind == Node::Kind::Map)
            readTimedKey(item, person, owners, report);
        else if (const auto text = readText(item, QStringLiteral("key"), report))
            readPublicKeyOf(node, *text, {}, person, owners, report);
    };
    if (!isList)
        one(node);
    else
        for (const Node& item : node.items)
            one(item);
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
        readKeys(*key, person, owners, report);
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

void readContacts(const Node& node, domain::Project& project, Report& report) {
    if (node.kind != Node::Kind::List) {
        report.problem(node,
                       QStringLiteral("`contacts` must be a list, as in `- { name: Hosting, reach: \"+49 30 "
                                      "123456\" }`"));
        return;
    }
    for (const Node& entry : node.items) {
        Keys keys(entry, QStringLiteral("a contact"), report);
        if (!keys.isMap())
            continue;
        domain::Contact contact;
        const auto text = [&](const char* key) {
            const Node* value = keys.required(QLatin1StringView(key));
            const QString words =
                value ? readText(*value, QLatin1StringView(key), report).value_or(QString()).trimmed()
                      : QString();
            if (value && value->kind == Node::Kind::Text && words.isEmpty())
                report.problem(*value, QStringLiteral("`%1` is empty").arg(QLatin1StringView(key)));
            return words;
        };
        contact.name = text("name");
        contact.reach = text("reach");
        if (const Node* only = keys.value(QStringLiteral("only")))
            for (const QString& name : readTexts(*only, QStringLiteral("only"), report)) {
                contact.only += domain::EnvironmentName(name);
                checkEnvironmentIs(contact.only.last(), project, *only, report);
            }
        keys.finish();
        project.contacts += contact;
    }
}

} // namespace slipway::workspace
