#pragma once
#include "app/base/async.h"
#include "app/ports/ledger.h"

namespace slipway::ports {

/// A head of a ledger that lies outside of this computer.
struct Anchor {
    ChainHead head;    ///< of the workspace chain, on which all chains have theirs
    qint64 timeMs = 0; ///< when it was anchored, as its author's clock had it
};

struct AnchorsRead {
    QList<Anchor> anchors; ///< oldest first, every one that was ever made of this ledger
    bool hasRemote = false;
    /// Why the remote could not be asked, or what speaks against it; the anchors are those known here then.
    std::optional<base::Error> problem;
};

/// Head digests of ledgers on a shared place that only grows, so that a cut-off end of one shows. A ledger is
/// named by the digest of its first entry; nothing but digests, counts and times leaves this computer. Main
/// thread. Errors: NotFound (there is no such remote), BadInput (an address that is not pushed to), Refused
/// (by the remote, or by git), Conflict (the remote was rewritten, or knows a later head than this one),
/// ToolMissing, Timeout.
class Anchors {
public:
    virtual ~Anchors() = default;
    /// Puts the head there, unless it is there already.
    virtual base::Future<Anchor> publish(QString remote, QByteArray ledger, ChainHead head,
                                         base::Limit limit) = 0;
    /// Without a remote: what is known here.
    virtual base::Future<AnchorsRead> read(QString remote, QByteArray ledger, base::Limit limit) = 0;
};

} // namespace slipway::ports
