#pragma once
#include "app/demo/demo_info.h"

#include <optional>
#include <sys/types.h>

namespace slipway::demo {

/// The lock on .slipway/keeper.lock: it says that a keeper lives, and which. An open file
/// description lock: asking changes nothing, and it goes with the process.
class KeeperLock {
public:
    KeeperLock() = default;
    ~KeeperLock() { release(); }
    KeeperLock(const KeeperLock&) = delete;
    KeeperLock& operator=(const KeeperLock&) = delete;

    /// Takes the lock and writes this process's ID into it; false when somebody else holds it.
    bool take(const DemoInfo& demo);
    void release();

private:
    int m_descriptor = -1;
};

/// Whether a keeper holds the demo of this folder.
bool isHeld(const QString& folder);
/// The process that holds it; empty when none does.
std::optional<pid_t> keeperOf(const DemoInfo& demo);

} // namespace slipway::demo
