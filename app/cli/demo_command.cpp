#include "app/cli/commands.h"
#include "app/cli/text.h"
#include "app/demo/demo_world.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

namespace slipway::cli {

void printJson(const QJsonObject& object);

namespace {
QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}
} // namespace

QString DemoCommand::summary() const {
    return tr("a built-in demo: a window, or up DIR and down DIR without one");
}

void DemoCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Without arguments: a window on a demo that ends with it. up DIR makes the same world in DIR "
           "without a window: a bot's Git repository, "
           "three environments behind private SSH servers on loopback, an HTTP service per host, and people "
           "with keys. down DIR ends everything up started; the folder stays."));
    parser.addPositionalArgument(QStringLiteral("up|down"), tr("Make or end a demo."),
                                 QStringLiteral("[up|down DIR]"));
    parser.addOption(
        {QStringLiteral("quick"), tr("With up: deployments take one second instead of several.")});
    parser.addOption({QStringLiteral("json"), tr("Print one JSON document.")});
}

int DemoCommand::run(const QCommandLineParser& parser) {
    const QStringList words = parser.positionalArguments();
    if (words.size() != 2 || (words[0] != QStringLiteral("up") && words[0] != QStringLiteral("down"))) {
        complain(tr("as in: slipway demo up DIR, slipway demo down DIR"));
        return BadUsage;
    }
    const QString folder = QDir(words[1]).absolutePath();
    const bool json = parser.isSet(QStringLiteral("json"));
    if (words[0] == QStringLiteral("down")) {
        const auto done = demo::DemoWorld::down(folder);
        if (!done.ok()) {
            complain(sentence(done.error()));
            return exitFor(done.error());
        }
        if (json)
            printJson({{QStringLiteral("v"), 1},
                       {QStringLiteral("folder"), folder},
                       {QStringLiteral("up"), false}});
        else
            print(tr("✓ the demo in %1 is ended; the folder stays").arg(folder));
        return Done;
    }
    QElapsedTimer timer;
    timer.start();
    const demo::DemoWorld world(QCoreApplication::applicationFilePath(),
                                {QStringLiteral("demo"), QStringLiteral("keep")});
    const auto up =
        world.up(folder, parser.isSet(QStringLiteral("quick")) ? demo::Pace::Quick : demo::Pace::Normal);
    if (!up.ok()) {
        complain(sentence(up.error()));
        return exitFor(up.error());
    }
    if (json) {
        QJsonArray hosts;
        for (const demo::DemoHost& host : up->hosts)
            hosts.append(QJsonObject{{QStringLiteral("name"), host.name},
                                     {QStringLiteral("environment"), host.environment},
                                     {QStringLiteral("sshPort"), host.sshPort},
                                     {QStringLiteral("httpPort"), host.httpPort}});
        printJson({{QStringLiteral("v"), 1},
                   {QStringLiteral("folder"), up->folder},
                   {QStringLiteral("up"), true},
                   {QStringLiteral("tookMs"), timer.elapsed()},
                   {QStringLiteral("hosts"), hosts}});
        return Done;
    }
    print(tr("✓ the demo is up in %1 (%2 s)")
              .arg(up->folder)
              .arg(static_cast<double>(timer.elapsed()) / 1000.0, 0, 'f', 1));
    for (const demo::DemoHost& host : up->hosts)
        print(tr("  %1 (%2): ssh 127.0.0.1:%3, http://127.0.0.1:%4/health")
                  .arg(host.name, host.environment)
                  .arg(host.sshPort)
                  .arg(host.httpPort));
    print(tr("Try: cd %1 && slipway deploy v1.1.0 --to staging\nEnd it with: slipway demo down %1")
              .arg(up->folder));
    return Done;
}

} // namespace slipway::cli
