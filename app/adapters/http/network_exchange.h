#pragma once
#include "app/adapters/http/exchange.h"
#include "app/domain/probe_kind.h"

#include <chrono>

namespace slipway::adapters {

/// Connects, and shakes hands where TLS is asked for; nothing is sent over it.
class NetworkExchange final : public Exchange {
public:
    NetworkExchange(domain::NetworkLook look, base::Limit limit, base::Promise<domain::NetworkSight> promise);
    bool begin(std::function<void()> wake, const QByteArray& extraCertificates) override;
    /// Again for a certificate that does not verify: a second look tells when it ends.
    bool finish(CURLcode code) override;
    void fail(base::ErrorKind kind, const QString& detail) override;

private:
    QString where() const;
    bool isTls() const { return m_look.what == domain::NetworkLook::What::Tls; }

    domain::NetworkLook m_look;
    base::Promise<domain::NetworkSight> m_promise;
    std::chrono::steady_clock::time_point m_begun;
    std::optional<domain::NetworkSight> m_unverified;
};

} // namespace slipway::adapters
