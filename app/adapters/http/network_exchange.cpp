#include "app/adapters/http/network_exchange.h"

#include <QDateTime>

namespace slipway::adapters {

NetworkExchange::NetworkExchange(domain::NetworkLook look, base::Limit limit,
                                 base::Promise<domain::NetworkSight> promise)
    : Exchange(std::move(limit))
    , m_look(std::move(look))
    , m_promise(std::move(promise))
    , m_begun(std::chrono::steady_clock::now()) {}

QString NetworkExchange::where() const {
    return QStringLiteral("%1:%2").arg(m_look.host).arg(m_look.port);
}

void NetworkExchange::fail(base::ErrorKind kind, const QString& detail) {
    domain::NetworkSight sight;
    sight.error = base::Error{kind, where(), detail};
    m_promise.finish(sight);
}

bool NetworkExchange::begin(std::function<void()> wake, const QByteArray& extraCertificates) {
    if (m_look.host.isEmpty() || m_look.port == 0)
        return fail(base::ErrorKind::BadInput, QStringLiteral("not a host and a port")), false;
    if (!open("https,telnet", extraCertificates, std::move(wake)))
        return false;
    const QString host = m_look.host.contains(QLatin1Char(':'))
                             ? QLatin1Char('[') + m_look.host + QLatin1Char(']')
                             : m_look.host;
    const QString url = QStringLiteral("%1://%2:%3/")
                            .arg(isTls() ? QStringLiteral("https") : QStringLiteral("telnet"), host)
                            .arg(m_look.port);
    const auto within = std::min<std::chrono::milliseconds>(m_look.timeout, m_limit.within);
    curl_easy_setopt(m_handle, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(m_handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(m_handle, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(m_handle, CURLOPT_TIMEOUT_MS, long(within.count()));
    curl_easy_setopt(m_handle, CURLOPT_CONNECTTIMEOUT_MS, long(within.count()));
    curl_easy_setopt(m_handle, CURLOPT_CERTINFO, isTls() ? 1L : 0L);
    // Slipway looks at what is there; which protocol is spoken over it is not its business.
    curl_easy_setopt(m_handle, CURLOPT_SSL_ENABLE_ALPN, 0L);
    curl_easy_setopt(m_handle, CURLOPT_URL, url.toUtf8().constData());
    return true;
}

bool NetworkExchange::finish(CURLcode code) {
    domain::NetworkSight sight = m_unverified.value_or(domain::NetworkSight());
    if (isTls()) {
        sight.certUntilMs = certificateEnd(m_handle);
        if (sight.certUntilMs)
            sight.certLeftMs = *sight.certUntilMs - QDateTime::currentMSecsSinceEpoch();
    }
    if (!m_unverified) {
        sight.took =
            std::chrono::duration_cast<base::Milliseconds>(std::chrono::steady_clock::now() - m_begun);
        if (code != CURLE_OK)
            sight.error = errorOf(code, where());
        if (code == CURLE_PEER_FAILED_VERIFICATION && isTls()) {
            m_unverified = sight;
            stopVerifying();
            return true;
        }
    }
    m_promise.finish(sight);
    return false;
}

} // namespace slipway::adapters
