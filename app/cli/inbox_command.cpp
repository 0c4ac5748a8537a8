#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/text.h"
#include "app/cli/views_json.h"
#include "app/models/inbox_text.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

void printInbox(const QList<InboxItem>& items, const Project& project, const QString& actor) {
    QList<InboxItem> mine, others;
    for (const InboxItem& item : items)
        (item.isFor(actor) ? mine : others).append(item);
    print(mine.isEmpty() ? tr("Nothing waits for you (%1).").arg(actor)
                         : tr("Waits for you (%1):").arg(actor));
    const QString as = project.solo() ? QString() : actor;
    for (const InboxItem& item : mine) {
        print(QStringLiteral("\n  %1").arg(models::inboxWords(item)));
        print(tr("    %1, since %2").arg(models::inboxPlace(item), spokenInstant(item.sinceMs)));
        if (!item.detail.isEmpty())
            print(QStringLiteral("    ") + item.detail);
        print(QStringLiteral("    ") + models::inboxCommand(item, as));
    }
    if (others.isEmpty())
        return;
    print(QLatin1Char('\n') + tr("Waits for others:"));
    for (const InboxItem& item : others) {
        print(QStringLiteral("\n  %1").arg(models::inboxWords(item)));
        print(tr("    %1, since %2: %3")
                  .arg(models::inboxPlace(item), spokenInstant(item.sinceMs),
                       models::inboxPeople(item, project)));
    }
}

} // namespace

QString InboxCommand::summary() const {
    return tr("what waits for you, and for others");
}

void InboxCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Shows what waits for a person: sign-offs, answers, decisions after a failure, checkpoints, "
           "reviews and second signatures under waivers; who may do it, since when, and what to type."));
    describeActing(parser);
}

int InboxCommand::run(const QCommandLineParser& parser) {
    if (!parser.positionalArguments().isEmpty())
        return misused(tr("inbox takes no arguments; say for whom: slipway inbox --as PERSON"));
    Session session(parser);
    return session.run([&] {
        desk::Desk& desk = session.desk();
        const QString actor = desk.acts().actor().name;
        const QList<InboxItem> list =
            inbox(desk.project(), desk.history().world(), desk.parts().clock.now().utcMs);
        if (session.json())
            printJson(toJson(list, actor));
        else
            printInbox(list, desk.project(), actor);
        session.finish(Done);
    });
}

} // namespace slipway::cli
