#include "app/ports/report_printer.h"

namespace slipway::ports {

QString reportSign(ReportMark mark) {
    switch (mark) {
    case ReportMark::Neutral:
        return QStringLiteral("·");
    case ReportMark::Passed:
        return QStringLiteral("✓");
    case ReportMark::Failed:
        return QStringLiteral("✕");
    case ReportMark::Attention:
        return QStringLiteral("▲");
    case ReportMark::Signed:
        return QStringLiteral("✎");
    case ReportMark::Waived:
        return QStringLiteral("◇");
    case ReportMark::RolledBack:
        return QStringLiteral("↶");
    }
    Q_UNREACHABLE();
}

} // namespace slipway::ports
