#pragma once
#include "app/base/duration.h"
#include "app/domain/operation.h"

#include <QJsonObject>

namespace slipway::domain {

/// A log of the application that is kept while a release is watched, beside the output of the steps.
struct WatchedLog {
    /// Those of the probe kind `log`: "main" its name or path, "in", "user", and "matches", the extended
    /// regular expression of the lines that are kept; all of them when absent.
    QJsonObject params;
    QString title() const; ///< "/srv/orders/error.log", "pm2 orders"
    friend bool operator==(const WatchedLog&, const WatchedLog&) = default;
};

/// So much of a log is kept on its host at most, in bytes: it never fills a disk.
inline constexpr qint64 mostOfLog = 256LL * 1024 * 1024;
inline constexpr int logIsFull = 75; ///< exit code of a keeper that reached it

/// The step that is left on a host: from the deployment in `variables` on it writes the log's lines to its
/// output as they come, through rotation and restarts, and ends by itself. Lines of before go by the
/// deployment's ID in a file, else by their time; a file without the ID is kept from now on.
RemoteCommand logCommand(const WatchedLog& log, const Variables& variables, base::Milliseconds lasts);

} // namespace slipway::domain
