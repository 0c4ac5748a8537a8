#pragma once
#include "app/ports/report_printer.h"

namespace slipway::models {

QString reportMarkdown(const ports::Report& report);
/// One file without anything outside of it; prints with the ledger's head on every page.
QString reportHtml(const ports::Report& report);

} // namespace slipway::models
