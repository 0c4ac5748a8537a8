#include "app/workspace/problem.h"

namespace slipway::workspace {

QString problemText(const Problem& problem) {
    if (problem.line == 0)
        return QStringLiteral("slipway.yaml: %1").arg(problem.what);
    return QStringLiteral("slipway.yaml:%1:%2: %3").arg(problem.line).arg(problem.column).arg(problem.what);
}

} // namespace slipway::workspace
