#pragma once
#include "app/demo/demo_info.h"
#include "app/demo/host_accounts.h"

namespace slipway::demo {

/// Whose end ends the demo.
enum class Lifetime {
    UntilDown,                ///< `slipway demo up DIR`: until `slipway demo down DIR`
    WithThisProcess,          ///< the window's: ends when the calling process ends, by any means
    WithThisProcessAndFolder, ///< as before, and the folder is removed
};

/// The demo: a bot's Git repository and workspace, three environments on four hosts behind
/// private SSH servers, and an HTTP service per host; loopback only, without root. All
/// functions block (up about a second, down up to ten) and are called off the main thread
/// or before the event loop. Two demos in two folders never touch each other.
class DemoWorld {
public:
    /// The keeper is a process of its own that calls demo::keep() with the arguments after
    /// `keeperArguments`; for the shipped program: its own path and {"demo", "keep"}.
    DemoWorld(QString keeperProgram, QStringList keeperArguments);

    /// Makes the demo in an empty or new folder, or starts one that was ended there again,
    /// as it was left; one that is up is answered as it is. Refused when the folder holds
    /// anything else; ToolMissing names a program to install; nothing runs after a failure.
    base::Result<DemoInfo> up(const QString& folder, Pace pace = Pace::Normal,
                              Lifetime lifetime = Lifetime::UntilDown) const;
    /// Ends every process of the demo, also when its keeper was killed; returns when none
    /// is left. The folder stays as it is. May be repeated; NotFound when there is no demo.
    static base::Result<void> down(const QString& folder);
    /// Whether a keeper holds the demo of this folder.
    static bool isUp(const QString& folder);

private:
    base::Result<DemoInfo> make(const QString& folder, Pace pace, Lifetime lifetime) const;
    base::Result<void> startKeeper(const DemoInfo& demo, Lifetime lifetime) const;

    QString m_keeperProgram;
    QStringList m_keeperArguments;
};

} // namespace slipway::demo
