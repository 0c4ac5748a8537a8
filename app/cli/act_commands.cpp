#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

} // namespace

QString SignCommand::summary() const {
    return tr("sign an item, an approval or a checkpoint");
}

void SignCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Signs ITEM of a deployment with the person's own SSH key, or answers an item that needs no "
           "signature. "
           "ITEM is the name in brackets that “slipway show” prints, or a checkpoint's hour (1h)."));
    parser.addPositionalArgument(QStringLiteral("DEP"), tr("dep-…, or an environment for its newest."));
    parser.addPositionalArgument(QStringLiteral("ITEM"), tr("What to sign."));
    parser.addOption({QStringLiteral("note"), tr("Kept with the signature; the reason where one is needed."),
                      QStringLiteral("TEXT")});
    parser.addOption(
        {QStringLiteral("no-go"), tr("Say no, with --note as the reason: the deployment stops.")});
    parser.addOption({QStringLiteral("confirm"),
                      tr("The name of the production environment, typed by who approves for it alone."),
                      QStringLiteral("ENV")});
    parser.addOption({QStringLiteral("failed"), tr("Answer an item: it failed.")});
    parser.addOption({QStringLiteral("not-applicable"), tr("Answer an item: it does not apply.")});
    describeActing(parser);
}

int SignCommand::run(const QCommandLineParser& parser) {
    if (parser.positionalArguments().size() != 2) {
        complain(tr("say what to sign: slipway sign DEP ITEM --as PERSON"));
        return BadUsage;
    }
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().constFirst());
        if (!deployment)
            return;
        const QString item = parser.positionalArguments().at(1);
        const QString note = parser.value(QStringLiteral("note"));
        engine::Acts& acts = session.desk().acts();
        const QString who = acts.actor().name;
        if (const Step* step = stepNamed(*deployment, item)) {
            if (const auto question = step->question();
                step->isChecked() || (question && !question->isSigned())) {
                const Verdict verdict =
                    parser.isSet(QStringLiteral("failed")) || parser.isSet(QStringLiteral("no-go"))
                        ? Verdict::Failed
                    : parser.isSet(QStringLiteral("not-applicable")) ? Verdict::NotApplicable
                                                                     : Verdict::Passed;
                finishWith(session, acts.answer(deployment->id, step->id, verdict, note),
                           tr("“%1” answered by %2: %3").arg(step->title, who, verdictName(verdict)));
                return;
            }
            const bool go = !parser.isSet(QStringLiteral("no-go"));
            finishWith(session,
                       acts.sign(deployment->id, step->id, note, go, parser.value(QStringLiteral("confirm"))),
                       go && acts.actorKey().isEmpty()
                           ? tr("✓ “%1” recorded as self-approved by %2, without a key").arg(step->title, who)
                       : go ? tr("✓ “%1” signed by %2 with %3").arg(step->title, who, acts.actorKey())
                            : tr("✕ no-go for “%1” signed by %2").arg(step->title, who));
            return;
        }
        if (const auto after = base::parseDuration(item)) {
            finishWith(session, acts.signCheckpoint(deployment->id, *after, note),
                       tr("✓ checkpoint %1 signed by %2").arg(item, who));
            return;
        }
        finishWithoutItem(session, *deployment, item);
    });
}

} // namespace slipway::cli
