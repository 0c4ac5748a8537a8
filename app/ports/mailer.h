#pragma once
#include "app/base/async.h"
#include "app/base/secret.h"
#include "app/domain/alerts.h"

namespace slipway::ports {

/// Hands a mail to a server. Errors: Unreachable, Timeout, LoginRefused, Refused (the server takes neither
/// sender, receiver nor mail; `detail` is what it said), Observer (the fault is here), Protocol.
class Mailer {
public:
    virtual ~Mailer() = default;
    /// Over TLS, or not at all: only to this computer itself it may go without, and then without a password.
    virtual base::Future<void> send(domain::MailMessage mail, base::Secret password, base::Limit limit) = 0;
};

} // namespace slipway::ports
