#pragma once
#include <QStringList>

namespace slipway::cli {

/// Whether these arguments (without the program) ask for a window: none, a folder, or `demo`
/// without up or down.
bool wantsWindow(const QStringList& arguments);
/// Runs one command; needs a QCoreApplication. Returns the exit code.
int runCommand(const QStringList& arguments);
/// The words of `slipway --help`.
QString overview();

} // namespace slipway::cli
