#pragma once
#include "app/cli/command.h"

namespace slipway::cli {

#define SLIPWAY_COMMAND(Class, word)                                                                         \
    class Class final : public Command {                                                                     \
    public:                                                                                                  \
        QString name() const override { return QStringLiteral(word); }                                       \
        QString summary() const override;                                                                    \
        void describe(QCommandLineParser& parser) const override;                                            \
        int run(const QCommandLineParser& parser) override;                                                  \
    };

SLIPWAY_COMMAND(CheckCommand, "check")
SLIPWAY_COMMAND(StatusCommand, "status")
SLIPWAY_COMMAND(InboxCommand, "inbox")
SLIPWAY_COMMAND(ShowCommand, "show")
SLIPWAY_COMMAND(LogsCommand, "logs")
SLIPWAY_COMMAND(LedgerCommand, "ledger")
SLIPWAY_COMMAND(MonitorCommand, "monitor")
SLIPWAY_COMMAND(SignCommand, "sign")
SLIPWAY_COMMAND(DecideCommand, "decide")
SLIPWAY_COMMAND(StopLineCommand, "stop-line")
SLIPWAY_COMMAND(OpenLineCommand, "open-line")
SLIPWAY_COMMAND(MaintenanceCommand, "maintenance")
SLIPWAY_COMMAND(KillSwitchCommand, "kill-switch")
SLIPWAY_COMMAND(TakeBackCommand, "take-back")
SLIPWAY_COMMAND(WaiveCommand, "waive")
SLIPWAY_COMMAND(ClearBadCommand, "clear-bad")
SLIPWAY_COMMAND(AcceptPolicyCommand, "accept-policy")
SLIPWAY_COMMAND(ReviewCommand, "review")
SLIPWAY_COMMAND(RecurringCommand, "recurring")
SLIPWAY_COMMAND(AlertsCommand, "alerts")
SLIPWAY_COMMAND(DemoCommand, "demo")

#undef SLIPWAY_COMMAND

} // namespace slipway::cli
