#include "app/adapters/secrets/keychain_tool.h"
#include "app/cli/command_line.h"
#include "app/cli/text.h"
#include "app/demo/demo_world.h"
#include "app/demo/keeper.h"
#include "ui/report/pdf_printer.h"
#include "ui/shell/program.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QSocketNotifier>
#include <csignal>
#include <slipway_version.h>
#include <sys/signalfd.h>

namespace {

using namespace slipway;

/// A demo of its own in the system's temporary folder; it goes with this process.
base::Result<QString> makeDemo() {
    const QString folder =
        QDir::temp().filePath(QStringLiteral("slipway-demo-%1").arg(QCoreApplication::applicationPid()));
    const demo::DemoWorld world(QCoreApplication::applicationFilePath(),
                                {QStringLiteral("demo"), QStringLiteral("keep")});
    return world.up(folder, demo::Pace::Normal, demo::Lifetime::WithThisProcessAndFolder)
        .map([](const demo::DemoInfo& info) { return info.folder; });
}

/// Closes the windows on Ctrl-C and termination, so that everything ends in order.
void quitOnSignals(QApplication& application) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    auto* notifier = new QSocketNotifier(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK),
                                         QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QApplication::quit);
}

int runWindow(int argc, char** argv, const QStringList& arguments) {
    QApplication application(argc, argv);
    quitOnSignals(application);
    ui::installTranslations();
    ui::Theme::install(application);
    ui::Program program(makeDemo);
    const qsizetype pictures = arguments.indexOf(QStringLiteral("--screenshots"));
    if (arguments.isEmpty())
        program.welcome();
    else if (arguments.constFirst() != QStringLiteral("demo"))
        program.openFolder(arguments.constFirst());
    else if (pictures > 0)
        program.takePictures(QDir(arguments.value(pictures + 1)).absolutePath());
    else
        program.openDemo();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // The demo's keeper forks: before any thread and without an application object.
    if (arguments.value(0) == QStringLiteral("demo") && arguments.value(1) == QStringLiteral("keep"))
        return demo::keep(arguments.mid(2));
    QCoreApplication::setOrganizationName(QStringLiteral("slipway"));
    QCoreApplication::setApplicationName(QStringLiteral("slipway"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SLIPWAY_VERSION));
    if (cli::wantsWindow(arguments)) {
        const bool display = !qEnvironmentVariableIsEmpty("DISPLAY") ||
                             !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
                             !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
        if (display)
            return runWindow(argc, argv, arguments);
        cli::complain(QStringLiteral(
            "There is no display to open a window on. Set DISPLAY, or use a command: see “slipway --help”."));
        return 2;
    }
    if (cli::wantsDrawing(arguments)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        QGuiApplication application(argc, argv);
        ui::installTranslations();
        ui::PdfPrinter printer;
        return cli::runCommand(arguments, &printer);
    }
    QCoreApplication application(argc, argv);
    // The child in which a desk asks the keychain.
    if (arguments.value(0) == QStringLiteral("secret") && arguments.value(1) == QStringLiteral("tool"))
        return adapters::runKeychainTool(arguments.value(2), arguments.value(3));
    // What a program reads is the same in every language.
    if (!arguments.contains(QStringLiteral("--json")))
        ui::installTranslations();
    return cli::runCommand(arguments);
}
