#pragma once
#include <QStringList>

namespace slipway::demo {

/// What the hidden subcommand `slipway demo keep` does: holds the demo's ports and SSH
/// servers until it is asked to end (SIGTERM, SIGINT, SIGHUP), then ends everything of the
/// demo. Arguments: DIR, optionally `--while PID` (ends when that process does, by any
/// means) and `--remove` (the demo's folder goes too). A forked guard does the ending should
/// the keeper itself be killed. Call it from main() before any thread was started and
/// without an event loop; the answer is the exit code.
int keep(const QStringList& arguments);

} // namespace slipway::demo
