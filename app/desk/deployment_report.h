#pragma once
#include "app/desk/live_feed.h"
#include "app/ports/report_printer.h"

namespace slipway::desk {

enum class ReportFormat { Pdf, Html, Markdown, Csv };

/// What the end of a file's name says; nothing for any other.
std::optional<ReportFormat> reportFormat(const QString& file);

/// Every entry of a deployment's chain, in order. `owner` bounds the reading; main thread.
base::Future<QList<domain::Entry>> readEntries(ports::Ledger& ledger, const domain::DeploymentId& id,
                                               QObject* owner);
/// The report of a deployment from its entries and its watch. Main thread; `feed` outlives the answer.
base::Future<ports::Report> deploymentReport(Desk& desk, LiveFeed& feed, const domain::DeploymentId& id);
/// Writes the report, mode 0600; what was there before stays when it fails. `printer` may be null: then PDF
/// is Error{ToolMissing}. Any thread.
base::Result<void> writeReport(const ports::Report& report, const QString& file,
                               ports::ReportPrinter* printer);
/// "Slipway 0.1.0", as reports name who wrote them.
QString programName();

} // namespace slipway::desk
