#pragma once
#include <QString>

namespace slipway::base {

/// What went wrong, as far as the program branches on it. Sentences for people
/// are made from it in domain/words (rules) and in ui/text and cli/text.
enum class ErrorKind {
    Lost,             ///< the worker that owed an answer went away without one
    Cancelled,        ///< asked to stop, and stopped
    Timeout,          ///< the limit passed; the outcome may be unknown
    BadInput,         ///< a file, argument or answer that cannot be understood
    NotFound,         ///< the thing named does not exist
    Refused,          ///< a rule says no; `detail` is the reason
    Conflict,         ///< somebody else was faster (moved chain head, other command digest)
    Busy,             ///< held by another process or desk
    Storage,          ///< disk or database cannot be written or read
    Corrupt,          ///< stored data does not verify
    NewerFormat,      ///< written by a newer Slipway; read-only
    Unreachable,      ///< no connection; nothing was started by this call
    ConnectionLost,   ///< the connection broke while an answer was awaited; outcome unknown
    HostKeyUnknown,   ///< `detail` is "<type> SHA256:..."; ask the person once
    HostKeyChanged,   ///< `detail` names recorded and offered fingerprint; never continue
    HostKeyRevoked,   ///< never continue
    PassphraseNeeded, ///< `detail` is the path of a private key that is encrypted; ask the person
    PinNeeded,        ///< `detail` is the path of a security key that asks for its PIN; ask the person
    LoginRefused,     ///< the host accepts none of our keys
    HostUnfit,        ///< the host cannot run steps (no setsid, disk full, folder not ours)
    Fenced,           ///< the host refuses us: somebody took over
    Protocol,         ///< a reply that breaks its own rules
    Observer,         ///< the fault is on this computer (resolver, route, own limits), not on the target
    ToolMissing,      ///< a program this machine needs is not installed
    Signature,        ///< a signature does not verify or could not be made
};

/// `where` is file:line:column, a host or a step; `detail` is technical and free of secrets.
struct Error {
    ErrorKind kind = ErrorKind::Lost;
    QString where;
    QString detail;
    friend bool operator==(const Error&, const Error&) = default;
};

/// Whether a key waits for what a person knows; `detail` is then its path.
bool isKeyLocked(ErrorKind kind);

/// The stable technical name of a kind ("host-key-changed"), for logs, JSON and tests.
QString kindName(ErrorKind kind);

} // namespace slipway::base
