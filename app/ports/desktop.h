#pragma once
#include "app/base/async.h"

namespace slipway::ports {

/// The desktop of who is logged in on this computer.
class Desktop {
public:
    virtual ~Desktop() = default;
    /// Shows a notification; Error{NotFound} where there is no desktop session.
    virtual base::Future<void> notify(QString title, QString text, base::Limit limit) = 0;
    /// This computer does not go to sleep, lid or not, as long as the answer lives; `why` is shown to who
    /// asks it to. Error{NotFound} where nobody can keep it awake.
    virtual base::Future<std::shared_ptr<void>> keepAwake(QString why, base::Limit limit) = 0;
};

} // namespace slipway::ports
