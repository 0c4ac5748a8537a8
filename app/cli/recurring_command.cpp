#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/text.h"
#include "app/cli/views_json.h"
#include "app/models/board_builder.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

QString markOf(const RecurringStanding& standing) {
    switch (standing.state) {
    case RecurringStanding::State::Early:
    case RecurringStanding::State::Open:
        return QStringLiteral("○");
    case RecurringStanding::State::Overdue:
        return QStringLiteral("▲");
    case RecurringStanding::State::Failed:
        return QStringLiteral("✕");
    case RecurringStanding::State::Signed:
        return QStringLiteral("✓");
    }
    Q_UNREACHABLE();
}

void printLine(const models::RecurringView& view) {
    print(QStringLiteral("%1 %2  [%3]  %4")
              .arg(markOf(view.standing), view.checklist.title, view.checklist.name,
                   everyWords(view.checklist)));
    print(QStringLiteral("    %1").arg(view.words));
    if (view.standing.isDue())
        print(tr("    for %1").arg(view.people));
}

void printWhole(const models::RecurringView& view, const QString& as) {
    printLine(view);
    if (!view.checklist.why.isEmpty())
        print(QStringLiteral("    ") + view.checklist.why);
    const RecurringPeriod& period = view.standing.period;
    print(tr("    from %1 to %2, on time until %3")
              .arg(spokenInstant(period.startMs), spokenInstant(period.endMs), spokenInstant(period.dueMs)));
    QStringList answers;
    for (qsizetype i = 0; i < view.checklist.items.size(); ++i) {
        print(QStringLiteral("  %1. %2").arg(i + 1).arg(view.checklist.items.at(i)));
        answers += QStringLiteral("--item %1=passed").arg(i + 1);
    }
    if (const RecurringSignOff* signOff = view.standing.last()) {
        print(tr("  last signed at %1 by %2%3")
                  .arg(spokenInstant(signOff->atMs), signOff->person.text(),
                       signOff->note.isEmpty() ? QString() : QStringLiteral(": ") + signOff->note));
        for (const RecurringItem& item : signOff->items)
            print(QStringLiteral("    %1 %2%3")
                      .arg(mark(item.verdict), item.text,
                           item.note.isEmpty() ? QString() : QStringLiteral(": ") + item.note));
    }
    if (view.sign.allowed)
        print(tr("To sign, with what you saw of each: slipway recurring %1 %2%3")
                  .arg(view.checklist.name, answers.join(QLatin1Char(' ')), as));
    else
        print(view.sign.why);
}

/// Of "2=failed: two keys are unknown"; nothing when it is not written so.
struct Answer {
    qsizetype index = 0;
    RecurringItem item;
};
std::optional<Answer> answerFrom(const QString& text, const RecurringChecklist& checklist) {
    static const QRegularExpression shape(
        QStringLiteral("\\A([1-9][0-9]{0,3})=(passed|failed|not-applicable)(?::(.*))?\\z"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = shape.match(text);
    const qsizetype number = match.captured(1).toInt();
    if (!match.hasMatch() || number > checklist.items.size())
        return {};
    return Answer{
        number - 1,
        {checklist.items.at(number - 1), *verdictFromName(match.captured(2)), match.captured(3).trimmed()}};
}

void sign(Session& session, const RecurringChecklist& checklist, const QStringList& answers,
          const QString& note) {
    QMap<qsizetype, RecurringItem> given;
    for (const QString& text : answers) {
        const auto answer = answerFrom(text, checklist);
        if (!answer || given.contains(answer->index)) {
            complain(
                answer
                    ? tr("Item %1 has two answers.").arg(answer->index + 1)
                    : tr("“%1” is no answer. Write --item NUMBER=passed, --item \"NUMBER=failed: WHAT\" or "
                         "--item \"NUMBER=not-applicable: WHY\", with a number from 1 to %2.")
                          .arg(text)
                          .arg(checklist.items.size()));
            session.finish(BadUsage);
            return;
        }
        given.insert(answer->index, answer->item);
    }
    engine::Acts& acts = session.desk().acts();
    const QList<RecurringItem> items = given.values();
    const auto failed = std::count_if(items.begin(), items.end(), [](const RecurringItem& item) {
        return item.verdict == Verdict::Failed;
    });
    finishWith(session, acts.signRecurring(checklist.name, items, note),
               failed == 0
                   ? tr("✓ “%1” is signed by %2").arg(checklist.title, acts.actor().name)
                   : tr("✕ “%1” is signed by %2; failed items: %3. Sign it again when they are mended.")
                         .arg(checklist.title, acts.actor().name, QString::number(failed)));
}

} // namespace

QString RecurringCommand::summary() const {
    return tr("checklists that come back: what is due, late or missed; sign one");
}

void RecurringCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr(
        "Lists the recurring checklists of slipway.yaml, each with when it is due, who signed it last and "
        "how "
        "often it was missed; with NAME shows its items; with one --item for each of them signs it for the "
        "period that is on. Nothing is signed in advance or afterwards. Exit 3: one waits for a person."));
    parser.addPositionalArgument(QStringLiteral("NAME"), tr("A checklist."), QStringLiteral("[NAME]"));
    parser.addOption(
        {QStringLiteral("item"),
         tr("NUMBER=passed, “NUMBER=failed: WHAT” or “NUMBER=not-applicable: WHY”; once for each."),
         QStringLiteral("ANSWER")});
    parser.addOption({QStringLiteral("note"), tr("Kept with the signature."), QStringLiteral("TEXT")});
    describeActing(parser);
}

int RecurringCommand::run(const QCommandLineParser& parser) {
    const QStringList names = parser.positionalArguments();
    const QStringList answers = parser.values(QStringLiteral("item"));
    if (names.size() > 1 || (names.isEmpty() && !answers.isEmpty()))
        return misused(tr("say which one: slipway recurring NAME --item 1=passed …"));
    Session session(parser);
    session.acts();
    return session.run([&] {
        desk::Desk& desk = session.desk();
        const QString name = names.value(0);
        const RecurringChecklist* checklist = desk.project().recurringChecklist(name);
        if (!name.isEmpty() && !checklist) {
            QStringList known;
            for (const RecurringChecklist& one : desk.project().recurring)
                known += one.name;
            complain(tr("There is no recurring checklist “%1”. There are: %2")
                         .arg(name, known.isEmpty() ? tr("none") : known.join(QStringLiteral(", "))));
            session.finish(BadUsage);
            return;
        }
        if (!answers.isEmpty()) {
            sign(session, *checklist, answers, parser.value(QStringLiteral("note")));
            return;
        }
        const QList<models::RecurringView> views = models::recurringViews(
            desk.project(), desk.history().world(), desk.acts(), desk.parts().clock.now().utcMs);
        bool waits = false;
        QList<models::RecurringView> shown;
        for (const models::RecurringView& view : views)
            if (!checklist || view.checklist.name == name) {
                shown.append(view);
                waits = waits || view.standing.isDue();
            }
        const QString as =
            desk.project().solo() ? QString() : QStringLiteral(" --as ") + desk.acts().actor().name;
        if (session.json())
            printJson(toJson(shown));
        else if (shown.isEmpty())
            print(tr("slipway.yaml has no recurring checklists (“recurring”)."));
        else
            for (const models::RecurringView& view : shown)
                checklist ? printWhole(view, as) : printLine(view);
        session.finish(waits ? WaitsForPerson : Done);
    });
}

} // namespace slipway::cli
