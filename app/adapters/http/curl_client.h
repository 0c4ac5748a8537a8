#pragma once
#include "app/adapters/http/name_lookups.h"
#include "app/ports/http_client.h"
#include "app/ports/mailer.h"
#include "app/ports/network.h"

#include <memory>

namespace slipway::adapters {

/// HTTP(S) through libcurl: one thread polls all requests; any thread may ask. Every request
/// opens its own connection unless it keeps one open, uses no proxy and follows at most three redirects, only
/// to the same scheme, host and port. Requests under way answer Error{Lost} when it is destroyed. A name that
/// no name server answers holds up no other, and is this computer's fault.
class CurlClient final : public ports::HttpClient, public ports::Network, public ports::Mailer {
public:
    /// `certificates` is a PEM file of authorities to trust instead of the system's; empty: those.
    explicit CurlClient(QString certificates = {});
    ~CurlClient() override;
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;
    base::Future<domain::HttpAnswer> ask(domain::HttpQuestion question, base::Limit limit) override;
    base::Future<domain::NetworkSight> look(domain::NetworkLook look, base::Limit limit) override;
    base::Future<void> send(domain::MailMessage mail, base::Secret password, base::Limit limit) override;

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
    NameLookups m_names;
};

} // namespace slipway::adapters
