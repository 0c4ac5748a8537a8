#pragma once
#include "app/base/async.h"
#include "app/domain/probe_kind.h"

#include <memory>

namespace slipway::adapters {

/// Asks this computer's resolver for the addresses of names, each on a thread of its own: one that no name
/// server answers holds up no other. At most 16 at once; who waits for a turn waits within its own time. A
/// thread that hangs in the resolver is left behind, also when this is destroyed: it owns all it touches.
/// Errors, in the sight: NotFound (the name has no address), Observer (no name server answered in time, or
/// the resolver failed), Cancelled. Questions under way answer Error{Lost} when it is destroyed. Any thread.
class NameLookups {
public:
    static constexpr int mostAtOnce = 16;
    NameLookups();
    ~NameLookups();
    NameLookups(const NameLookups&) = delete;
    NameLookups& operator=(const NameLookups&) = delete;
    base::Future<domain::NetworkSight> look(const domain::NetworkLook& look, base::Limit limit);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    std::jthread m_thread; ///< begins lookups, and answers what is found, late or stopped
};

} // namespace slipway::adapters
