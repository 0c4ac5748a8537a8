#include "app/adapters/store/store_names.h"

#include "app/base/ulid.h"

#include <algorithm>

namespace slipway::adapters {

bool isFileName(const domain::DeploymentId& deployment) {
    const QString& text = deployment.text();
    if (!text.startsWith(QLatin1StringView("dep-")) || text.size() < 5 || text.size() > 36)
        return false;
    return std::all_of(text.begin() + 4, text.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) ||
               (c >= QLatin1Char('A') && c <= QLatin1Char('Z')) ||
               (c >= QLatin1Char('a') && c <= QLatin1Char('z'));
    });
}

bool isFileName(const domain::AttemptId& attempt) {
    return base::isUlid(attempt.text());
}

} // namespace slipway::adapters
