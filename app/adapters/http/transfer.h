#pragma once
#include "app/adapters/http/exchange.h"
#include "app/base/json_path.h"
#include "app/domain/operation.h"

#include <QUrl>
#include <chrono>

namespace slipway::adapters {

/// One question on its way: an easy handle, what came back, and the promise of the answer.
class Transfer final : public Exchange {
public:
    Transfer(domain::HttpQuestion question, base::Limit limit, base::Promise<domain::HttpAnswer> promise);
    ~Transfer() override;

    bool begin(std::function<void()> wake, const QByteArray& extraCertificates) override;
    /// Again where a redirect within the same origin is to be followed, or a certificate that does not verify
    /// is to be looked at.
    bool finish(CURLcode code) override;
    void fail(base::ErrorKind kind, const QString& detail) override;

private:
    void giveCertificate(domain::HttpAnswer& answer) const;
    void lookIntoBody(domain::HttpAnswer& answer) const;
    static size_t received(char* bytes, size_t size, size_t count, void* self) noexcept;
    bool prepareHop();
    bool followsRedirect(int status);
    base::Error errorOf(CURLcode code) const;
    std::chrono::milliseconds remaining() const;

    domain::HttpQuestion m_question;
    base::Promise<domain::HttpAnswer> m_promise;
    std::chrono::steady_clock::time_point m_end;
    curl_slist* m_headers = nullptr;
    QUrl m_url;
    QByteArray m_method;
    QByteArray m_body;
    std::chrono::microseconds m_took{0};
    int m_redirects = 0;
    bool m_isTooLarge = false;
    std::optional<domain::HttpAnswer> m_unverified; ///< the answer, while its certificate is looked at
};

} // namespace slipway::adapters
