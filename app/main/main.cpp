#include "app/cli/command_line.h"
#include "app/demo/keeper.h"

#include <QCoreApplication>

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // The demo's keeper forks: before any thread and without an application object.
    if (arguments.value(0) == QStringLiteral("demo") && arguments.value(1) == QStringLiteral("keep"))
        return slipway::demo::keep(arguments.mid(2));
    QCoreApplication::setApplicationName(QStringLiteral("slipway"));
    QCoreApplication application(argc, argv);
    return slipway::cli::runCommand(arguments);
}
