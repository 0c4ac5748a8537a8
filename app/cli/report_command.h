#pragma once
#include "app/cli/command.h"
#include "app/ports/report_printer.h"

namespace slipway::cli {

class ReportCommand final : public Command {
public:
    /// Without a printer, reports are not written as PDF.
    explicit ReportCommand(ports::ReportPrinter* printer) : m_printer(printer) {}
    QString name() const override { return QStringLiteral("report"); }
    QString summary() const override;
    void describe(QCommandLineParser& parser) const override;
    int run(const QCommandLineParser& parser) override;

private:
    ports::ReportPrinter* m_printer;
};

} // namespace slipway::cli
