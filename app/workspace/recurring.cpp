#include "app/domain/recurring.h"

#include "app/workspace/checks.h"
#include "app/workspace/sections.h"

#include <QRegularExpression>
#include <QSet>

namespace slipway::workspace {

using domain::RecurringChecklist;

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 yearMs = 366LL * 24 * hourMs;

void readEvery(const Node& node, RecurringChecklist& checklist, Report& report) {
    static const QRegularExpression shape(
        QStringLiteral("\\A(?:([1-9][0-9]?) )?(day|week|month|quarter|year)(s?)\\z"));
    const auto text = readText(node, QStringLiteral("every"), report);
    if (!text)
        return;
    const auto match = shape.match(text->simplified());
    if (!match.hasMatch() || (match.captured(1).isEmpty() && !match.captured(3).isEmpty())) {
        report.problem(node, QStringLiteral("`every` is `day`, `week`, `month`, `quarter` or `year`, or some "
                                            "of them, as `2 weeks`; not `%1`")
                                 .arg(text->left(60)));
        return;
    }
    const QString unit = match.captured(2);
    const int count = match.captured(1).isEmpty() ? 1 : match.captured(1).toInt();
    checklist.unit = unit == QLatin1StringView("day") || unit == QLatin1StringView("week")
                         ? RecurringChecklist::Unit::Day
                         : RecurringChecklist::Unit::Month;
    checklist.every = count * (unit == QLatin1StringView("week")      ? 7
                               : unit == QLatin1StringView("quarter") ? 3
                               : unit == QLatin1StringView("year")    ? 12
                                                                      : 1);
}

void readFrom(const Node& node, RecurringChecklist& checklist, Report& report) {
    static const QRegularExpression shape(QStringLiteral("\\A2[0-9]{3}-[0-9]{2}-[0-9]{2}\\z"));
    if (node.kind == Node::Kind::Text && shape.match(node.text).hasMatch())
        checklist.from = QDate::fromString(node.text, Qt::ISODate);
    if (!checklist.from.isValid())
        report.problem(node, QStringLiteral("`from` must be a day, as 2026-10-02: the first one of the first "
                                            "period"));
}

void readItems(const Node& node, RecurringChecklist& checklist, Report& report) {
    QSet<QString> known;
    for (const QString& text : readTexts(node, QStringLiteral("items"), report)) {
        const QString item = text.simplified();
        if (item.isEmpty())
            report.problem(node, QStringLiteral("an item is empty"));
        else if (known.contains(item))
            report.problem(node, QStringLiteral("the item `%1` is there twice").arg(item));
        known.insert(item);
        checklist.items += item;
    }
    if (checklist.items.isEmpty() && node.kind == Node::Kind::List && node.items.empty())
        report.problem(node, QStringLiteral("`items` is empty; name what is to be looked at"));
}

RecurringChecklist readChecklist(const Node::Entry& entry, const domain::Project& project, Report& report) {
    static const QRegularExpression nameShape(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,31}\\z"));
    RecurringChecklist checklist;
    checklist.name = entry.key;
    checklist.title = entry.key;
    checklist.zone = QStringLiteral("UTC");
    if (!nameShape.match(entry.key).hasMatch())
        report.problem(entry,
                       QStringLiteral("`%1` is not a checklist's short name; use small letters, digits and "
                                      "`-`, and put the words under `title`")
                           .arg(entry.key));
    Keys keys(entry.value, QStringLiteral("a recurring checklist"), report);
    if (!keys.isMap())
        return checklist;
    const auto text = [&](const char* word) {
        const Node* node = keys.value(QLatin1StringView(word));
        return node ? readText(*node, QLatin1StringView(word), report).value_or(QString()).simplified()
                    : QString();
    };
    if (const QString title = text("title"); !title.isEmpty())
        checklist.title = title;
    checklist.why = text("why");
    if (const Node* every = keys.required(QStringLiteral("every")))
        readEvery(*every, checklist, report);
    if (const Node* from = keys.required(QStringLiteral("from")))
        readFrom(*from, checklist, report);
    if (const Node* zone = keys.value(QStringLiteral("zone")))
        checklist.zone = readZone(*zone, report);
    if (const Node* within = keys.value(QStringLiteral("within")))
        checklist.within = readDuration(*within, QStringLiteral("within"), hourMs, yearMs, report)
                               .value_or(base::Milliseconds(0));
    if (const Node* role = keys.value(QStringLiteral("sign"))) {
        checklist.role = readText(*role, QStringLiteral("sign"), report).value_or(QString());
        checkRoleIsHeld(checklist.role, project, *role, report);
    }
    if (const Node* items = keys.required(QStringLiteral("items")))
        readItems(*items, checklist, report);
    keys.finish();
    return checklist;
}

} // namespace

void readRecurring(const Node& node, domain::Project& project, Report& report) {
    if (!Keys(node, QStringLiteral("`recurring`"), report).isMap())
        return;
    for (const Node::Entry& entry : node.entries)
        project.recurring += readChecklist(entry, project, report);
}

} // namespace slipway::workspace
