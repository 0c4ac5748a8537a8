#pragma once
#include "app/base/async.h"
#include "app/base/secret.h"
#include "app/domain/secret.h"

namespace slipway::ports {

/// Where values of secrets come from. Nothing of them is kept on disk by Slipway. Calls may be made
/// from the main thread and never block it. Errors: NotFound (no such variable or entry), Refused
/// (locked, a person said no, the command failed), ToolMissing (no keychain here), Timeout, BadInput
/// (empty, too large, a zero byte); `where` names the source and `detail` is a sentence without
/// values.
class SecretStore {
public:
    /// More than any environment of a process should hold.
    static constexpr qsizetype largest = 32 * 1024;
    virtual ~SecretStore() = default;
    virtual base::Future<base::Secret> read(domain::SecretSource source, base::Limit limit) = 0;
    /// Puts a value into the operating system's keychain, or takes it out again.
    virtual base::Future<void> write(QString entry, base::Secret value, base::Limit limit) = 0;
    virtual base::Future<void> forget(QString entry, base::Limit limit) = 0;
};

} // namespace slipway::ports
