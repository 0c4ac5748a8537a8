#include "app/base/duration.h"
#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/text.h"
#include "app/domain/gates.h"

#include <QCoreApplication>

// What passes by other rules, and what is taken back or looked at afterwards.

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

} // namespace

QString TakeBackCommand::summary() const {
    return tr("take your own sign-off back before it was used");
}

void TakeBackCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Takes your own sign-off of ITEM back (also a no-go), as long as nothing has begun on it. The "
           "deployment waits again."));
    parser.addPositionalArgument(QStringLiteral("DEP"), tr("dep-…, or an environment for its newest."));
    parser.addPositionalArgument(QStringLiteral("ITEM"), tr("What was signed."));
    parser.addOption(reasonOption());
    describeActing(parser);
}

int TakeBackCommand::run(const QCommandLineParser& parser) {
    const QString reason = reasonOf(parser);
    if (parser.positionalArguments().size() != 2 || reason.isEmpty())
        return misused(tr("say what and why: slipway take-back DEP ITEM --reason TEXT"));
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().constFirst());
        if (!deployment)
            return;
        const QString item = parser.positionalArguments().at(1);
        const Step* step = stepNamed(*deployment, item);
        if (!step) {
            finishWithoutItem(session, *deployment, item);
            return;
        }
        engine::Acts& acts = session.desk().acts();
        finishWith(
            session, acts.takeBack(deployment->id, step->id, reason),
            tr("%1 has taken back the sign-off of “%2”: %3").arg(acts.actor().name, step->title, reason));
    });
}

QString WaiveCommand::summary() const {
    return tr("let a version pass a closed gate, with a reason and an end");
}

void WaiveCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Waives GATE of ENV for VERSION. It is signed with your key, ends by itself, is shown wherever it "
           "counts, and is never called a sign-off. Where slipway.yaml asks for it another person signs it "
           "too: slipway waive --countersign WAIVER. Gates: %1.")
            .arg(waivableGates().join(QStringLiteral(", "))));
    parser.addPositionalArgument(QStringLiteral("ENV"), tr("The environment."), QStringLiteral("[ENV"));
    parser.addPositionalArgument(QStringLiteral("GATE"), tr("The gate."), QStringLiteral("GATE]"));
    parser.addOption(
        {QStringLiteral("version"), tr("The version that may pass."), QStringLiteral("VERSION")});
    parser.addOption({QStringLiteral("any"), tr("Every version may pass, not only this one.")});
    parser.addOption({QStringLiteral("for"), tr("How long it holds, as 4h; 1h when absent."),
                      QStringLiteral("TIME"), QStringLiteral("1h")});
    parser.addOption(
        {QStringLiteral("countersign"), tr("Sign another person's waiver."), QStringLiteral("WAIVER")});
    parser.addOption(reasonOption());
    describeActing(parser);
}

int WaiveCommand::run(const QCommandLineParser& parser) {
    const QString second = parser.value(QStringLiteral("countersign"));
    const QStringList words = parser.positionalArguments();
    const QString reason = reasonOf(parser);
    const QString version = parser.value(QStringLiteral("version"));
    const auto within = base::parseDuration(parser.value(QStringLiteral("for")));
    if (second.isEmpty() && (words.size() != 2 || reason.isEmpty() || version.isEmpty() || !within))
        return misused(tr("say where, what and why: slipway waive ENV GATE --version VERSION --reason TEXT "
                          "[--for TIME]"));
    Session session(parser);
    session.acts();
    return session.run([&] {
        engine::Acts& acts = session.desk().acts();
        const QString who = acts.actor().name;
        if (!second.isEmpty()) {
            finishWith(session, acts.countersign(second),
                       tr("the waiver %1 is signed by %2 too").arg(second, who));
            return;
        }
        const EnvironmentName name(words.constFirst());
        if (!session.environment(name))
            return;
        base::deliver(
            acts.waiveGate(version, name, words.at(1), reason, *within, parser.isSet(QStringLiteral("any"))),
            &session, [&session, gate = words.at(1), who](const base::Result<QString>& id) {
                if (!id.ok()) {
                    session.finish(id.error());
                    return;
                }
                const GateWaiver* waiver = session.desk().history().world().gateWaiver(*id);
                if (waiver && waiver->needsSecond)
                    print(tr("%1 asks to waive %2. It counts when another person has signed it too: slipway "
                             "waive --countersign %3")
                              .arg(who, gate, *id));
                else
                    print(tr("%1 is waived by %2 (%3)").arg(gate, who, *id));
                session.finish(waiver && waiver->needsSecond ? WaitsForPerson : Done);
            });
    });
}

QString ClearBadCommand::summary() const {
    return tr("let a version that was marked bad be promoted again");
}

void ClearBadCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Clears a bad release. Another person than the one who marked it does; "
           "where one works alone, the same a day later."));
    parser.addPositionalArgument(QStringLiteral("VERSION"), tr("The version, or its commit."));
    parser.addOption(reasonOption());
    describeActing(parser);
}

int ClearBadCommand::run(const QCommandLineParser& parser) {
    const QString reason = reasonOf(parser);
    if (parser.positionalArguments().size() != 1 || reason.isEmpty())
        return misused(tr("say what and why: slipway clear-bad VERSION --reason TEXT"));
    Session session(parser);
    session.acts();
    return session.run([&] {
        const QString version = parser.positionalArguments().constFirst();
        engine::Acts& acts = session.desk().acts();
        finishWith(session, acts.clearBad(version, reason),
                   tr("%1 is no bad release any more, says %2: %3").arg(version, acts.actor().name, reason));
    });
}

QString ReviewCommand::summary() const {
    return tr("review an emergency or a rollback afterwards");
}

void ReviewCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Signs what was found when an emergency or a rollback was looked at. Another person than the one "
           "who started it does; where one works alone, the same a day later. Until then it stays open."));
    parser.addPositionalArgument(QStringLiteral("DEP"), tr("dep-…, or an environment for its newest."));
    parser.addOption({QStringLiteral("note"), tr("What was found. Needed."), QStringLiteral("TEXT")});
    describeActing(parser);
}

int ReviewCommand::run(const QCommandLineParser& parser) {
    const QString note = parser.value(QStringLiteral("note")).trimmed();
    if (parser.positionalArguments().size() != 1 || note.isEmpty())
        return misused(tr("say which and what was found: slipway review DEP --note TEXT"));
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().constFirst());
        if (!deployment)
            return;
        engine::Acts& acts = session.desk().acts();
        finishWith(session, acts.review(deployment->id, note),
                   tr("%1 is reviewed by %2: %3").arg(deployment->id.text(), acts.actor().name, note));
    });
}

} // namespace slipway::cli
