#pragma once
#include "app/ports/report_printer.h"

#include <QStringList>

namespace slipway::cli {

/// Whether these arguments (without the program) ask for a window: none, a folder, or `demo`
/// without up or down.
bool wantsWindow(const QStringList& arguments);
/// Whether these arguments ask for a command that draws: it needs a QGuiApplication, but no display.
bool wantsDrawing(const QStringList& arguments);
/// Runs one command; needs a QCoreApplication. Returns the exit code. The printer is for `report` and
/// may be null.
int runCommand(const QStringList& arguments, ports::ReportPrinter* printer = nullptr);
/// The words of `slipway --help`.
QString overview();

} // namespace slipway::cli
