#pragma once
#include "app/ports/forge.h"
#include "app/ports/http_client.h"

#include <QObject>

namespace slipway::adapters {

/// Asks over HTTP, page after page. Sources of the formats: GitHub REST "list check runs for a Git reference"
/// and "get the combined status" (API version 2022-11-28), GitLab "list commit statuses" (v4), Gitea and
/// Forgejo "get a commit's combined status" (v1).
class ForgeClient final : public ports::Forge {
public:
    /// `http` outlives it.
    explicit ForgeClient(ports::HttpClient& http) : m_http(http) {}
    base::Future<domain::CiAnswer> ask(domain::CiQuestion question, base::Secret token,
                                       base::Limit limit) override;

private:
    ports::HttpClient& m_http;
    QObject m_runs; ///< owns what is under way
};

} // namespace slipway::adapters
