#include "app/base/duration.h"
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/desk/user_service.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

void install(Session& session, desk::UserService* service) {
    base::deliver(service->install(), &session, [&session, service](const base::Result<QString>& done) {
        if (!done.ok()) {
            complain(inert(done.error().detail.toUtf8()));
            session.finish(Failed);
            return;
        }
        print(tr("✓ %1 runs, and is started again when it ends").arg(service->unitName()));
        print(tr("    %1").arg(service->unitFile()));
        if (!done->isEmpty())
            print(tr("▲ It ends when you log out. To keep it: %1").arg(*done));
        if (session.desk().project().alerts.channels.isEmpty())
            print(tr("▲ slipway.yaml names no channel under `alerts`, so nobody is told."));
        session.finish(Done);
    });
}

void uninstall(Session& session, desk::UserService* service) {
    base::deliver(service->uninstall(), &session, [&session, service](const base::Result<void>& done) {
        if (done.ok()) {
            print(tr("✓ %1 is stopped and removed").arg(service->unitName()));
            session.finish(Done);
        } else {
            complain(inert(done.error().detail.toUtf8()));
            session.finish(done.error().kind == base::ErrorKind::NotFound ? BadUsage : Failed);
        }
    });
}

} // namespace

QString MonitorCommand::summary() const {
    return tr("probe without a window, until Ctrl-C, or as a service");
}

void MonitorCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr(
        "Asks every probe on time, evaluates checkpoints that fall due and tells people what is wrong, until "
        "Ctrl-C (exit 5) or for a given time (exit 0). "
        "Only one Slipway probes a workspace at a time; this one waits for its turn."));
    parser.addOption({QStringLiteral("for"), tr("How long, as 30s, 5m or 24h."), QStringLiteral("TIME")});
    parser.addOption(
        {QStringLiteral("install"),
         tr("Do it as a systemd service of yours, without a window, from now on and after a reboot.")});
    parser.addOption({QStringLiteral("uninstall"), tr("Stop that service and remove it.")});
    parser.addOption(
        {QStringLiteral("keep-awake"),
         tr("This computer does not sleep, lid or not, until the last watch is over (logind).")});
    Session::describe(parser, false);
}

int MonitorCommand::run(const QCommandLineParser& parser) {
    const auto time = base::parseDuration(parser.value(QStringLiteral("for")));
    const bool isInstalled = parser.isSet(QStringLiteral("install"));
    const bool isRemoved = parser.isSet(QStringLiteral("uninstall"));
    const int ways =
        (parser.isSet(QStringLiteral("for")) ? 1 : 0) + (isInstalled ? 1 : 0) + (isRemoved ? 1 : 0);
    if (!parser.positionalArguments().isEmpty() || ways > 1 ||
        (parser.isSet(QStringLiteral("for")) && !time)) {
        complain(tr("as in: slipway monitor --for 30s, or slipway monitor --install"));
        return BadUsage;
    }
    Session session(parser);
    return session.run([&] {
        if (isInstalled || isRemoved) {
            const Project& project = session.desk().project();
            auto* service = new desk::UserService(project.folder, project.id, project.name, &session);
            (isInstalled ? install : uninstall)(session, service);
            return;
        }
        engine::Observer& observer = session.desk().observer();
        QObject::connect(&observer, &engine::Observer::observingChanged, &session,
                         [] { print(tr("probing")); });
        session.desk().observe();
        if (parser.isSet(QStringLiteral("keep-awake")))
            base::deliver(session.desk().keepAwake(true), &session, [](const base::Result<void>& done) {
                if (done.ok())
                    print(tr("this computer stays awake"));
                else
                    complain(sentence(done.error()));
            });
        if (!observer.isObserving())
            print(tr("another Slipway probes this workspace; waiting for its turn"));
        if (time)
            session.desk().parts().clock.callAfter(time->count(), &session,
                                                   [&session] { session.finish(Done); });
    });
}

} // namespace slipway::cli
