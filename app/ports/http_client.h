#pragma once
#include "app/base/async.h"
#include "app/domain/operation.h"

namespace slipway::ports {

/// HTTP(S) from this computer. An answer with any status is an answer; errors: Unreachable
/// (refused, reset, TLS: `detail` says which), Timeout, Observer (the fault is here: resolver,
/// no route), Protocol (not HTTP, too large, too many redirects), BadInput (not an http URL).
/// Headers that hold line breaks or control characters are Error{BadInput}. Redirects are not followed to
/// other hosts; decoded bodies over 1 MiB (8 where they are kept) are
/// Error{Protocol}.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    /// One request; the JSON paths of the question are read from the body. `within` is not looked at.
    /// The future always holds an answer; failures are in HttpAnswer::error.
    virtual base::Future<domain::HttpAnswer> ask(domain::HttpQuestion question, base::Limit limit) = 0;
};

} // namespace slipway::ports
