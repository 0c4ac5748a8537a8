#include "app/adapters/http/mail_exchange.h"

#include <QUrl>
#include <algorithm>
#include <cstring>

namespace slipway::adapters {

namespace {

bool isThisComputer(const QString& host) {
    return host == QLatin1StringView("localhost") || host == QLatin1StringView("::1") ||
           host.startsWith(QLatin1StringView("127."));
}

} // namespace

MailExchange::MailExchange(domain::MailMessage mail, base::Secret password, base::Limit limit,
                           base::Promise<void> promise)
    : Exchange(std::move(limit))
    , m_mail(std::move(mail))
    , m_password(std::move(password))
    , m_promise(std::move(promise)) {}

MailExchange::~MailExchange() {
    curl_slist_free_all(m_receivers);
}

void MailExchange::fail(base::ErrorKind kind, const QString& detail) {
    m_promise.finish(base::Error{kind, QUrl(m_mail.server).host(), detail});
}

size_t MailExchange::read(char* to, size_t size, size_t count, void* self) noexcept {
    auto* exchange = static_cast<MailExchange*>(self);
    const auto left = static_cast<size_t>(exchange->m_mail.bytes.size() - exchange->m_sent);
    const size_t length = std::min(size * count, left);
    std::memcpy(to, exchange->m_mail.bytes.constData() + exchange->m_sent, length);
    exchange->m_sent += static_cast<qsizetype>(length);
    return length;
}

bool MailExchange::begin(std::function<void()> wake, const QByteArray& extraCertificates) {
    using base::ErrorKind;
    const QUrl url(m_mail.server, QUrl::StrictMode);
    const bool isSmtps = url.scheme() == QLatin1StringView("smtps");
    if (!url.isValid() || url.host().isEmpty() || (!isSmtps && url.scheme() != QLatin1StringView("smtp")))
        return fail(ErrorKind::BadInput, QStringLiteral("not an smtp or smtps address")), false;
    const auto isAddress = [](const QString& text) {
        return text.count(QLatin1Char('@')) == 1 && std::none_of(text.begin(), text.end(), [](QChar c) {
                   return c <= u' ' || c == u'<' || c == u'>';
               });
    };
    if (!isAddress(m_mail.from) || m_mail.to.isEmpty() ||
        !std::all_of(m_mail.to.begin(), m_mail.to.end(), isAddress))
        return fail(ErrorKind::BadInput, QStringLiteral("not an address of mail")), false;
    if (!open("smtp,smtps", extraCertificates, std::move(wake)))
        return false;
    const bool mayGoPlain = isThisComputer(url.host()) && m_mail.user.isEmpty();
    const QString path =
        QStringLiteral("%1://%2%3/slipway")
            .arg(url.scheme(),
                 url.host().contains(QLatin1Char(':')) ? QLatin1Char('[') + url.host() + QLatin1Char(']')
                                                       : url.host(),
                 url.port() > 0 ? QStringLiteral(":%1").arg(url.port())
                 : isSmtps      ? QStringLiteral(":465")
                                : QStringLiteral(":587"));
    const auto within = std::chrono::duration_cast<std::chrono::milliseconds>(m_limit.within);
    curl_easy_setopt(m_handle, CURLOPT_URL, path.toUtf8().constData());
    curl_easy_setopt(m_handle, CURLOPT_USE_SSL, long(mayGoPlain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(m_handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_handle, CURLOPT_TIMEOUT_MS, long(within.count()));
    curl_easy_setopt(m_handle, CURLOPT_CONNECTTIMEOUT_MS, long(within.count()));
    if (!m_mail.user.isEmpty()) {
        curl_easy_setopt(m_handle, CURLOPT_USERNAME, m_mail.user.toUtf8().constData());
        curl_easy_setopt(m_handle, CURLOPT_PASSWORD, m_password.reveal().trimmed().constData());
    }
    curl_easy_setopt(m_handle, CURLOPT_MAIL_FROM,
                     (QLatin1Char('<') + m_mail.from + QLatin1Char('>')).toUtf8().constData());
    for (const QString& one : m_mail.to)
        m_receivers =
            curl_slist_append(m_receivers, (QLatin1Char('<') + one + QLatin1Char('>')).toUtf8().constData());
    curl_easy_setopt(m_handle, CURLOPT_MAIL_RCPT, m_receivers);
    curl_easy_setopt(m_handle, CURLOPT_READFUNCTION, &MailExchange::read);
    curl_easy_setopt(m_handle, CURLOPT_READDATA, this);
    curl_easy_setopt(m_handle, CURLOPT_UPLOAD, 1L);
    return true;
}

bool MailExchange::finish(CURLcode code) {
    if (code == CURLE_OK) {
        m_promise.finish({});
        return false;
    }
    if (code == CURLE_LOGIN_DENIED) {
        fail(base::ErrorKind::LoginRefused,
             QStringLiteral("the mail server refused the login: ") + sentenceOf(code));
    } else if (code == CURLE_USE_SSL_FAILED) {
        fail(base::ErrorKind::Unreachable,
             QStringLiteral("the mail server offers no TLS: ") + sentenceOf(code));
    } else {
        const base::Error error = errorOf(code, {});
        const bool isRefusal = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
        fail(isRefusal ? base::ErrorKind::Refused : error.kind, error.detail);
    }
    return false;
}

} // namespace slipway::adapters
