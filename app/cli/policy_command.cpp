#include "app/cli/acting.h"
#include "app/cli/commands.h"
#include "app/cli/text.h"
#include "app/domain/policy.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

/// As much of a digest as a person compares.
constexpr qsizetype shownDigits = 12;

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

void showWhatWaits(const Project& project, const World& world, const QString& digest) {
    print(tr("slipway.yaml has changed who may sign or what production asks for since %1 accepted it at %2:")
              .arg(world.policy->by, spokenInstant(world.policy->atMs)));
    printChanges(policyChanges(project, world));
    print(tr("To accept exactly this: slipway accept-policy --digest %1").arg(digest.left(shownDigits)));
}

} // namespace

QString AcceptPolicyCommand::summary() const {
    return tr("let a change in who may sign, or in a production rule, count");
}

void AcceptPolicyCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Shows what slipway.yaml changed of people and production since it was last accepted, and with "
           "--digest accepts exactly that, signed with your key. Who could not sign before does not accept, "
           "and nobody gives themselves a role or a key while there are others. Until then nothing is signed "
           "for production and nothing starts there; the way back stays open."));
    parser.addOption({QStringLiteral("digest"), tr("The digest that was shown, or its first 12 digits."),
                      QStringLiteral("DIGEST")});
    describeActing(parser);
}

int AcceptPolicyCommand::run(const QCommandLineParser& parser) {
    if (!parser.positionalArguments().isEmpty())
        return misused(
            tr("accept-policy takes no arguments; see what there is to accept: slipway accept-policy"));
    Session session(parser);
    session.acts();
    return session.run([&] {
        const Project& project = session.desk().project();
        const World& world = session.desk().history().world();
        engine::Acts& acts = session.desk().acts();
        const QString digest = policyDigest(project);
        const QString wanted = parser.value(QStringLiteral("digest"));
        if (wanted.isEmpty() && isPolicyInForce(project, world)) {
            finishDone(session,
                       world.policy
                           ? tr("slipway.yaml says what %1 accepted at %2.")
                                 .arg(world.policy->by, spokenInstant(world.policy->atMs))
                           : tr("Nothing was accepted yet: the first deployment to production does."));
        } else if (wanted.isEmpty()) {
            showWhatWaits(project, world, digest);
            session.finish(WaitsForPerson);
        } else if (wanted.size() < shownDigits || !digest.startsWith(wanted)) {
            complain(tr("slipway.yaml does not say what %1 stands for (any more). Look again: slipway "
                        "accept-policy")
                         .arg(wanted));
            session.finish(BadUsage);
        } else
            finishWith(session, acts.acceptPolicy(digest),
                       tr("✓ %1 has accepted what slipway.yaml says of people and production")
                           .arg(acts.actor().name));
    });
}

} // namespace slipway::cli
