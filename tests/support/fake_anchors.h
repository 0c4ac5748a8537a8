#pragma once
#include "app/ports/anchors.h"

namespace slipway::support {

/// A remote that keeps what it is given.
class FakeAnchors final : public ports::Anchors {
public:
    QList<ports::Anchor> kept;
    QByteArray ledger; ///< whose heads these are
    bool hasRemote = true;
    std::optional<base::Error> failure; ///< of the remote; what is known here is still read

    base::Future<ports::Anchor> publish(QString, QByteArray name, ports::ChainHead head,
                                        base::Limit) override {
        if (!hasRemote)
            return base::ready<ports::Anchor>(
                base::Error{base::ErrorKind::NotFound, {}, QStringLiteral("there is no remote origin")});
        if (failure)
            return base::ready<ports::Anchor>(*failure);
        ledger = name;
        kept.append({head, 1'000 * (kept.size() + 1)});
        return base::ready<ports::Anchor>(kept.last());
    }
    base::Future<ports::AnchorsRead> read(QString remote, QByteArray name, base::Limit) override {
        ports::AnchorsRead read{name == ledger ? kept : QList<ports::Anchor>(), hasRemote, {}};
        if (!remote.isEmpty())
            read.problem = failure;
        return base::ready<ports::AnchorsRead>(read);
    }
};

} // namespace slipway::support
