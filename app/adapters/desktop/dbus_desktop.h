#pragma once
#include "app/ports/desktop.h"

#include <memory>

namespace slipway::adapters {

class NotificationClicks;

/// Notifications over D-Bus (Desktop Notifications Specification 1.2, org.freedesktop.Notifications), and
/// logind's inhibitor lock of sleep and lid (org.freedesktop.login1(5), Inhibit). Needs no window and no
/// display of its own. Main thread.
class DbusDesktop final : public ports::Desktop {
public:
    DbusDesktop();
    ~DbusDesktop() override;
    base::Future<void> notify(QString title, QString text, QString about, base::Limit limit) override;
    void whenClicked(QObject* owner, std::function<void(const QString& about)> f) override;
    base::Future<std::shared_ptr<void>> keepAwake(QString why, base::Limit limit) override;

private:
    std::shared_ptr<NotificationClicks> m_clicks; ///< null: nobody wants to hear of them
};

} // namespace slipway::adapters
