#include "app/cli/moments.h"

#include "app/base/moment.h"
#include "app/cli/text.h"

#include <QCoreApplication>

namespace slipway::cli {

bool readMoment(const QCommandLineParser& parser, const QString& option, qint64 nowMs, qint64& ms) {
    if (!parser.isSet(option))
        return true;
    const auto read = base::parseMoment(parser.value(option), nowMs);
    if (!read) {
        complain(QCoreApplication::translate(
                     "cli", "“%1” is no time. As in: 2h (ago), 14:30, 2026-11-25, 2026-11-25T14:30:00, "
                            "2026-11-25T13:30:00Z")
                     .arg(parser.value(option)));
        return false;
    }
    ms = *read;
    return true;
}

} // namespace slipway::cli
