#pragma once
#include "app/base/async.h"
#include "app/base/secret.h"
#include "app/domain/operation.h"

namespace slipway::ports {

/// What the API of GitHub, GitLab or Gitea (and Forgejo) says of a commit. Only reads; called and answers on
/// the main thread.
class Forge {
public:
    virtual ~Forge() = default;
    /// One look at all checks of exactly this commit; `within` and `checks` are not looked at. An empty
    /// token: asked without. The future always holds an answer; failures are in CiAnswer::error: Refused (the
    /// token does not count, or too many requests), NotFound (no such repository, or not for this token),
    /// BadInput (a token over plain http to another computer, no URL), Protocol (not what such an API
    /// answers), and those of HttpClient.
    virtual base::Future<domain::CiAnswer> ask(domain::CiQuestion question, base::Secret token,
                                               base::Limit limit) = 0;
};

} // namespace slipway::ports
