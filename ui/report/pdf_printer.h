#pragma once
#include "app/ports/report_printer.h"

namespace slipway::ui {

/// Prints on A4, with the subject, the ledger's head and the page's number at the foot of every page.
/// Needs a QGuiApplication, on any platform plugin.
class PdfPrinter final : public ports::ReportPrinter {
public:
    base::Result<void> print(const ports::Report& report, const QString& file) override;
};

} // namespace slipway::ui
