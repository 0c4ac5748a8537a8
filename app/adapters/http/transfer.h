#pragma once
#include "app/base/async.h"
#include "app/base/json_path.h"
#include "app/domain/operation.h"

#include <QUrl>
#include <array>
#include <chrono>
#include <curl/curl.h>

namespace slipway::adapters {

/// One question on its way: an easy handle, what came back, and the promise of the answer.
/// Belongs to the client's thread from begin() on; not movable, curl holds its address.
class Transfer {
public:
    Transfer(domain::HttpQuestion question, base::Limit limit, base::Promise<domain::HttpAnswer> promise);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// Prepares the handle; false when the question was answered with an error instead.
    /// `wake` is called from any thread once the asker wants to stop.
    bool begin(std::function<void()> wake, const QByteArray& extraCertificates);
    CURL* handle() const { return m_handle; }
    bool isStopped() const { return m_limit.stop.stop_requested(); }
    /// Takes curl's verdict. True when a redirect within the same origin is to be followed: the
    /// handle is ready to be added again. Otherwise the answer is given.
    bool finish(CURLcode code);
    void fail(base::ErrorKind kind, const QString& detail);

private:
    static size_t received(char* bytes, size_t size, size_t count, void* self) noexcept;
    bool prepareHop();
    bool followsRedirect(int status);
    base::Error errorOf(CURLcode code) const;
    std::chrono::milliseconds remaining() const;

    domain::HttpQuestion m_question;
    base::Limit m_limit;
    base::Promise<domain::HttpAnswer> m_promise;
    std::chrono::steady_clock::time_point m_end;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
    CURL* m_handle = nullptr;
    curl_slist* m_headers = nullptr;
    QUrl m_url;
    QByteArray m_method;
    QByteArray m_body;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    std::chrono::microseconds m_took{0};
    int m_redirects = 0;
    bool m_isTooLarge = false;
};

} // namespace slipway::adapters
