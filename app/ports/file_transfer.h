#pragma once
#include "app/domain/environment.h"
#include "app/ports/artifacts.h"

#include <functional>

namespace slipway::ports {

struct TransferOrder {
    domain::Host host;
    domain::EnvironmentName environment;
    ArtifactFile file;
};

/// Brings files into the spool on a host, where a step's command takes them from. They are named by their
/// digest and written at absolute offsets, so bringing the same file twice, even at the same time, does no
/// harm.
class FileTransfer {
public:
    virtual ~FileTransfer() = default;
    /// Goes on where an earlier try has ended. Answers when the host has as many bytes as the file; that they
    /// are the right ones is for the step to prove. `limit.within` is how long nothing may move; each byte
    /// starts it anew. `progress` is called on threads of the adapter, one call at a time, with the bytes
    /// the host has been sent, at most ten times a second. Errors as RemoteShell's, none of them leaves
    /// anything that matters; HostUnfit when there is no room, Storage when the file cannot be read here.
    virtual base::Future<void> send(TransferOrder order, std::function<void(qint64)> progress,
                                    base::Limit limit) = 0;
};

} // namespace slipway::ports
