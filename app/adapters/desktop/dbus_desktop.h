#pragma once
#include "app/ports/desktop.h"

namespace slipway::adapters {

/// Notifications over D-Bus (Desktop Notifications Specification 1.2, org.freedesktop.Notifications), and
/// logind's inhibitor lock of sleep and lid (org.freedesktop.login1(5), Inhibit). Needs no window and no
/// display of its own. Main thread.
class DbusDesktop final : public ports::Desktop {
public:
    base::Future<void> notify(QString title, QString text, base::Limit limit) override;
    base::Future<std::shared_ptr<void>> keepAwake(QString why, base::Limit limit) override;
};

} // namespace slipway::adapters
