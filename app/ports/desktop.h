#pragma once
#include "app/base/async.h"

namespace slipway::ports {

/// The desktop of who is logged in on this computer.
class Desktop {
public:
    virtual ~Desktop() = default;
    /// Shows a notification; Error{NotFound} where there is no desktop session.
    virtual base::Future<void> notify(QString title, QString text, base::Limit limit) = 0;
};

} // namespace slipway::ports
