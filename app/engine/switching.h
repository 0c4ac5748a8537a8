#pragma once
#include "app/engine/acts.h"

namespace slipway::engine {

/// What came of a kill switch that was thrown.
struct SwitchEnd {
    bool isOff = false; ///< it was read back as it should be
    QString words;      ///< what the request and the look said
};

/// Throws a kill switch of an environment: records it first, sends the request once, looks for at most ten
/// seconds whether it is as it should be, and records what came of it. Open to everybody with a key here,
/// like a rollback. Errors: Refused by a rule, NotFound, and those of the ledger. Main thread; nothing is
/// answered once `owner` is gone.
base::Future<SwitchEnd> throwSwitch(const Parts& parts, History& history, Acts& acts,
                                    const domain::EnvironmentName& environment, const QString& name,
                                    const QString& reason, QObject* owner);

} // namespace slipway::engine
