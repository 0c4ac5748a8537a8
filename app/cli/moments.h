#pragma once
#include <QCommandLineParser>

namespace slipway::cli {

/// Reads the time that the option names into `ms` (UTC), which stays as it is without the option.
/// False after complaining that it is no time.
bool readMoment(const QCommandLineParser& parser, const QString& option, qint64 nowMs, qint64& ms);

} // namespace slipway::cli
