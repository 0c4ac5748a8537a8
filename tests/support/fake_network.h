#pragma once
#include "app/ports/network.h"
#include "tests/support/fake_fuse.h"

namespace slipway::support {

/// Says the same of every name and port.
class FakeNetwork final : public ports::Network {
public:
    explicit FakeNetwork(FakeFuse& fuse) : m_fuse(fuse) {}

    domain::NetworkSight sight;
    QList<domain::NetworkLook> looks;

    base::Future<domain::NetworkSight> look(domain::NetworkLook look, base::Limit) override {
        looks.append(look);
        return m_fuse.call<domain::NetworkSight>(
            QStringLiteral("network.look"), base::ErrorKind::Lost, base::ErrorKind::Lost,
            [this] { return base::Result<domain::NetworkSight>(sight); });
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
