#include "app/models/inbox_text.h"

#include "app/base/duration.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;
using Kind = InboxItem::Kind;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("inbox", text);
}

} // namespace

QString inboxWords(const InboxItem& item) {
    switch (item.kind) {
    case Kind::Sign:
        return tr("Sign “%1”").arg(item.what);
    case Kind::Question:
        return tr("Answer “%1”").arg(item.what);
    case Kind::Failure:
        return tr("Decide how to go on: “%1” failed").arg(item.what);
    case Kind::Stale:
        return tr("Abandon and start again: %1").arg(item.what);
    case Kind::Paused:
        return item.what.isEmpty() ? tr("Resume: it is paused")
                                   : tr("Resume: it is paused (%1)").arg(item.what);
    case Kind::CheckpointDue:
        return tr("Sign the checkpoint after %1: “%2”").arg(spokenDuration(item.after.count()), item.what);
    case Kind::CheckpointFailed:
        return tr("Decide about the checkpoint after %1, which did not pass: “%2”")
            .arg(spokenDuration(item.after.count()), item.what);
    case Kind::ReviewDue:
        return tr("Review what was done: %1").arg(item.what);
    case Kind::PolicyChanged:
        return tr("Accept what slipway.yaml changed of people or production");
    case Kind::RecurringDue:
        return tr("Go through “%1” and sign it").arg(item.what);
    case Kind::SecondSignature:
        return tr("Sign the waiver of the gate “%1”, or let it end").arg(item.what);
    }
    Q_UNREACHABLE();
}

QString inboxPlace(const InboxItem& item) {
    if (item.kind == Kind::PolicyChanged)
        return item.environment.text();
    if (item.kind == Kind::RecurringDue)
        return item.checklist;
    return tr("%1 → %2").arg(item.version.isEmpty() ? tr("every version") : item.version,
                             item.environment.text());
}

QString anyOf(const QStringList& people) {
    return people.join(tr(" or "));
}

QString inboxPeople(const InboxItem& item, const Project& project) {
    if (item.isAnybodys || item.people.size() == project.people.size())
        return tr("everybody");
    if (item.people.isEmpty())
        return item.role.isEmpty() ? tr("nobody may") : tr("nobody who has the role “%1” may").arg(item.role);
    return anyOf(item.people);
}

QString inboxCommand(const InboxItem& item, const QString& person) {
    const QString as = person.isEmpty() ? QString() : QStringLiteral(" --as ") + person;
    const QString id = item.deployment.text();
    switch (item.kind) {
    case Kind::Sign:
        return QStringLiteral("slipway sign %1 %2%3").arg(id, item.step.text(), as);
    case Kind::Question:
        return QStringLiteral("slipway sign %1 %2%3").arg(id, item.step.text(), as);
    case Kind::Failure:
        return QStringLiteral("slipway decide %1 retry%2").arg(id, as);
    case Kind::Stale:
        return QStringLiteral("slipway decide %1 abandon --reason TEXT%2").arg(id, as);
    case Kind::Paused:
        return QStringLiteral("slipway decide %1 resume%2").arg(id, as);
    case Kind::CheckpointDue:
        return QStringLiteral("slipway sign %1 %2%3").arg(id, base::durationText(item.after), as);
    case Kind::CheckpointFailed:
        return QStringLiteral("slipway decide %1 waive --checkpoint %2 --reason TEXT%3")
            .arg(id, base::durationText(item.after), as);
    case Kind::ReviewDue:
        return QStringLiteral("slipway review %1 --note TEXT%2").arg(id, as);
    case Kind::PolicyChanged:
        return QStringLiteral("slipway accept-policy%1").arg(as);
    case Kind::RecurringDue:
        return QStringLiteral("slipway recurring %1%2").arg(item.checklist, as);
    case Kind::SecondSignature:
        return QStringLiteral("slipway waive --countersign %1%2").arg(item.waiver, as);
    }
    Q_UNREACHABLE();
}

QString inboxName(Kind kind) {
    switch (kind) {
    case Kind::Sign:
        return QStringLiteral("sign");
    case Kind::Question:
        return QStringLiteral("question");
    case Kind::Failure:
        return QStringLiteral("failure");
    case Kind::Stale:
        return QStringLiteral("stale");
    case Kind::Paused:
        return QStringLiteral("paused");
    case Kind::CheckpointDue:
        return QStringLiteral("checkpoint-due");
    case Kind::CheckpointFailed:
        return QStringLiteral("checkpoint-failed");
    case Kind::ReviewDue:
        return QStringLiteral("review-due");
    case Kind::PolicyChanged:
        return QStringLiteral("policy-changed");
    case Kind::RecurringDue:
        return QStringLiteral("recurring-due");
    case Kind::SecondSignature:
        return QStringLiteral("second-signature");
    }
    Q_UNREACHABLE();
}

} // namespace slipway::models
