#include "app/cli/command_line.h"

#include "app/cli/commands.h"
#include "app/cli/deploy_command.h"
#include "app/cli/report_command.h"
#include "app/cli/secret_command.h"
#include "app/cli/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <memory>
#include <slipway_version.h>
#include <vector>

namespace slipway::cli {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

std::vector<std::unique_ptr<Command>> commands(ports::ReportPrinter* printer = nullptr) {
    std::vector<std::unique_ptr<Command>> all;
    all.push_back(std::make_unique<DemoCommand>());
    all.push_back(std::make_unique<CheckCommand>());
    all.push_back(std::make_unique<StatusCommand>());
    all.push_back(std::make_unique<InboxCommand>());
    all.push_back(std::make_unique<DeployCommand>());
    all.push_back(std::make_unique<ShowCommand>());
    all.push_back(std::make_unique<SignCommand>());
    all.push_back(std::make_unique<TakeBackCommand>());
    all.push_back(std::make_unique<DecideCommand>());
    all.push_back(std::make_unique<WaiveCommand>());
    all.push_back(std::make_unique<RollbackCommand>());
    all.push_back(std::make_unique<RehearseCommand>());
    all.push_back(std::make_unique<StopLineCommand>());
    all.push_back(std::make_unique<MaintenanceCommand>());
    all.push_back(std::make_unique<KillSwitchCommand>());
    all.push_back(std::make_unique<OpenLineCommand>());
    all.push_back(std::make_unique<ClearBadCommand>());
    all.push_back(std::make_unique<ReviewCommand>());
    all.push_back(std::make_unique<AcceptPolicyCommand>());
    all.push_back(std::make_unique<RecurringCommand>());
    all.push_back(std::make_unique<AlertsCommand>());
    all.push_back(std::make_unique<MonitorCommand>());
    all.push_back(std::make_unique<LogsCommand>());
    all.push_back(std::make_unique<SecretCommand>());
    all.push_back(std::make_unique<LedgerCommand>());
    all.push_back(std::make_unique<ReportCommand>(printer));
    return all;
}

bool isHelp(const QString& word) {
    return word == QStringLiteral("--help") || word == QStringLiteral("-h") || word == QStringLiteral("help");
}

} // namespace

bool wantsWindow(const QStringList& arguments) {
    if (arguments.isEmpty())
        return true;
    const QString& first = arguments.constFirst();
    if (first == QStringLiteral("demo")) {
        for (const QString& word : arguments.mid(1))
            if (!word.startsWith(QStringLiteral("--screenshots")) &&
                !word.startsWith(QStringLiteral("--theme")) &&
                arguments.value(arguments.indexOf(word) - 1) != QStringLiteral("--screenshots"))
                return false;
        return true;
    }
    if (first.startsWith(QLatin1Char('-')) || isHelp(first))
        return false;
    for (const auto& command : commands())
        if (command->name() == first)
            return false;
    return arguments.size() == 1 && QFileInfo(first).isDir();
}

QString overview() {
    QString text = tr("Slipway %1: guided releases, from staging to production, signed at every gate.\n\n"
                      "slipway [DIR]              the window on a workspace\n"
                      "slipway demo               the window on a built-in demo\n")
                       .arg(QStringLiteral(SLIPWAY_VERSION));
    for (const auto& command : commands())
        text += QStringLiteral("slipway %1 %2\n").arg(command->name(), -18).arg(command->summary());
    text += tr("\nslipway COMMAND --help explains each.\n"
               "Exit codes: 0 done, 1 failed, 2 bad usage or input, 3 waits for a person, 4 refused by a "
               "rule, 5 interrupted.");
    return text;
}

bool wantsDrawing(const QStringList& arguments) {
    const auto isPdf = [](const QString& word) { return word.endsWith(QStringLiteral(".pdf")); };
    return arguments.value(0) == ReportCommand(nullptr).name() &&
           std::any_of(arguments.begin() + 1, arguments.end(), isPdf);
}

int runCommand(const QStringList& arguments, ports::ReportPrinter* printer) {
    const QString first = arguments.value(0);
    if (isHelp(first) && arguments.size() == 1) {
        print(overview());
        return Done;
    }
    if (first == QStringLiteral("--version") || first == QStringLiteral("-v")) {
        print(QStringLiteral("slipway " SLIPWAY_VERSION));
        return Done;
    }
    const QString wanted = isHelp(first) ? arguments.value(1) : first;
    for (const auto& command : commands(printer)) {
        if (command->name() != wanted)
            continue;
        QCommandLineParser parser;
        parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, tr("Explains this command.")});
        command->describe(parser);
        // The parser prints "Usage: <program> ..." from the arguments it is given first.
        const bool understood = parser.parse(QStringList{QStringLiteral("slipway ") + wanted} +
                                             arguments.mid(isHelp(first) ? 2 : 1));
        if (isHelp(first) || parser.isSet(QStringLiteral("help"))) {
            QString help = parser.helpText();
            help.replace(QCoreApplication::applicationFilePath(), QStringLiteral("slipway"));
            help.replace(QRegularExpression(QStringLiteral("^Usage: \\S+")),
                         QStringLiteral("Usage: slipway ") + wanted);
            print(help.trimmed());
            return Done;
        }
        if (!understood) {
            complain(parser.errorText() + QStringLiteral(" ") + tr("See “slipway %1 --help”.").arg(wanted));
            return BadUsage;
        }
        return command->run(parser);
    }
    complain(tr("There is no command and no folder “%1”. See “slipway --help”.").arg(first));
    return BadUsage;
}

} // namespace slipway::cli
