#pragma once
#include "app/base/async.h"

namespace slipway::ports {

/// The desktop of who is logged in on this computer.
class Desktop {
public:
    virtual ~Desktop() = default;
    /// Shows a notification; `about` is what a click on it tells. Error{NotFound} where there is no desktop
    /// session.
    virtual base::Future<void> notify(QString title, QString text, QString about, base::Limit limit) = 0;
    /// Calls `f` with what a notification is about when that is clicked, as long as the owner lives; those
    /// that are shown from then on can be. To be called on the owner's thread, which is the main one.
    virtual void whenClicked(QObject* owner, std::function<void(const QString& about)> f) = 0;
    /// This computer does not go to sleep, lid or not, as long as the answer lives; `why` is shown to who
    /// asks it to. Error{NotFound} where nobody can keep it awake.
    virtual base::Future<std::shared_ptr<void>> keepAwake(QString why, base::Limit limit) = 0;
};

} // namespace slipway::ports
