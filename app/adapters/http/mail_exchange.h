#pragma once
#include "app/adapters/http/exchange.h"
#include "app/base/secret.h"
#include "app/domain/alerts.h"

namespace slipway::adapters {

/// Hands one mail to an SMTP server.
class MailExchange final : public Exchange {
public:
    MailExchange(domain::MailMessage mail, base::Secret password, base::Limit limit,
                 base::Promise<void> promise);
    ~MailExchange() override;
    bool begin(std::function<void()> wake, const QByteArray& extraCertificates) override;
    bool finish(CURLcode code) override;
    void fail(base::ErrorKind kind, const QString& detail) override;

private:
    static size_t read(char* to, size_t size, size_t count, void* self) noexcept;

    domain::MailMessage m_mail;
    base::Secret m_password;
    base::Promise<void> m_promise;
    qsizetype m_sent = 0;
    curl_slist* m_receivers = nullptr;
};

} // namespace slipway::adapters
