#include "app/adapters/http/transfer.h"

#include "slipway_version.h"

#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>

namespace slipway::adapters {

namespace {

constexpr qsizetype mebibyte = 1024 * 1024;

qsizetype maxBodyOf(const domain::HttpQuestion& question) {
    return question.keepsBody ? 8 * mebibyte : mebibyte;
}

constexpr int maxRedirects = 3;

bool isHttp(const QUrl& url) {
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1StringView("http") || url.scheme() == QLatin1StringView("https"));
}

int portOf(const QUrl& url) {
    return url.port(url.scheme() == QLatin1StringView("https") ? 443 : 80);
}

// Names as RFC 9110 has them, and values in which no further header hides.
bool isHeader(const QString& name, const QString& value) {
    const auto isToken = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               (c != QChar::Null && QStringView(u"!#$%&'*+-.^_`|~").contains(c));
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isToken) &&
           std::none_of(value.begin(), value.end(), [](QChar c) { return c < u' ' || c == QChar(0x7f); });
}

bool isMethod(const QString& method) {
    return !method.isEmpty() && method.size() <= 16 &&
           std::all_of(method.begin(), method.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

} // namespace

Transfer::Transfer(domain::HttpQuestion question, base::Limit limit,
                   base::Promise<domain::HttpAnswer> promise)
    : Exchange(std::move(limit))
    , m_question(std::move(question))
    , m_promise(std::move(promise))
    , m_end(std::chrono::steady_clock::now() +
            std::min<std::chrono::milliseconds>(m_question.timeout, m_limit.within))
    , m_url(m_question.url, QUrl::StrictMode)
    , m_method(m_question.method.toLatin1()) {}

Transfer::~Transfer() {
    curl_slist_free_all(m_headers);
}

std::chrono::milliseconds Transfer::remaining() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_end - std::chrono::steady_clock::now());
}

void Transfer::fail(base::ErrorKind kind, const QString& detail) {
    domain::HttpAnswer answer;
    answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(m_took);
    const QString where =
        m_url.isValid() ? QStringLiteral("%1:%2").arg(m_url.host()).arg(portOf(m_url)) : QString();
    answer.error = base::Error{kind, where, detail};
    m_promise.finish(answer);
}

bool Transfer::begin(std::function<void()> wake, const QByteArray& extraCertificates) {
    using base::ErrorKind;
    if (!isHttp(m_url))
        return fail(ErrorKind::BadInput, QStringLiteral("not an http or https address")), false;
    if (!isMethod(m_question.method))
        return fail(ErrorKind::BadInput, QStringLiteral("not an HTTP method")), false;
    for (const QString& path : m_question.json.keys())
        if (!base::parseJsonPath(path))
            return fail(ErrorKind::BadInput, QStringLiteral("not a JSON path: %1").arg(path)), false;
    for (auto header = m_question.headers.cbegin(); header != m_question.headers.cend(); ++header)
        if (!isHeader(header.key(), header.value()))
            return fail(ErrorKind::BadInput, QStringLiteral("not an HTTP header: %1").arg(header.key())),
                   false;
    if (!open("http,https", extraCertificates, std::move(wake)))
        return false;
    curl_easy_setopt(m_handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m_handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(m_handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_handle, CURLOPT_USERAGENT, "slipway/" SLIPWAY_VERSION);
    // A probe has to see what a new visitor sees, not a connection that has been open since; unless people
    // say that this is not asked.
    curl_easy_setopt(m_handle, CURLOPT_FRESH_CONNECT, m_question.keepsOpen ? 0L : 1L);
    curl_easy_setopt(m_handle, CURLOPT_FORBID_REUSE, m_question.keepsOpen ? 0L : 1L);
    curl_easy_setopt(m_handle, CURLOPT_WRITEFUNCTION, &Transfer::received);
    curl_easy_setopt(m_handle, CURLOPT_WRITEDATA, this);
    if (m_question.asksCertificate)
        curl_easy_setopt(m_handle, CURLOPT_CERTINFO, 1L);
    for (auto header = m_question.headers.cbegin(); header != m_question.headers.cend(); ++header) {
        // Curl sends an empty header only when it is written with a semicolon.
        const QString line = header.value().isEmpty()
                                 ? header.key() + QLatin1Char(';')
                                 : header.key() + QLatin1StringView(": ") + header.value();
        m_headers = curl_slist_append(m_headers, line.toUtf8().constData());
    }
    curl_easy_setopt(m_handle, CURLOPT_HTTPHEADER, m_headers);
    return prepareHop();
}

bool Transfer::prepareHop() {
    const auto left = remaining();
    // curl takes 0 for "no limit".
    if (left.count() <= 0)
        return fail(base::ErrorKind::Timeout, QStringLiteral("no time left for the request")), false;
    m_body.clear();
    m_isTooLarge = false;
    forgetError();
    const bool hasBody = m_method != "HEAD";
    curl_easy_setopt(m_handle, CURLOPT_URL, m_url.toEncoded(QUrl::RemoveFragment).constData());
    curl_easy_setopt(m_handle, CURLOPT_TIMEOUT_MS, long(left.count()));
    curl_easy_setopt(m_handle, CURLOPT_CONNECTTIMEOUT_MS, long(left.count()));
    curl_easy_setopt(m_handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(hasBody ? maxBodyOf(m_question) : 0));
    curl_easy_setopt(m_handle, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(m_handle, CURLOPT_NOBODY, hasBody ? 0L : 1L);
    const bool alwaysSends = m_method == "POST" || m_method == "PUT" || m_method == "PATCH";
    if (alwaysSends || (m_method == "DELETE" && !m_question.body.isEmpty())) {
        // Also an empty body has a known length: without one curl would wait for bytes to send.
        curl_easy_setopt(m_handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_question.body.size()));
        curl_easy_setopt(m_handle, CURLOPT_POSTFIELDS, m_question.body.constData());
    }
    curl_easy_setopt(m_handle, CURLOPT_CUSTOMREQUEST, hasBody ? m_method.constData() : nullptr);
    return true;
}

size_t Transfer::received(char* bytes, size_t size, size_t count, void* self) noexcept {
    auto* transfer = static_cast<Transfer*>(self);
    const size_t length = size * count;
    if (size_t(transfer->m_body.size()) + length > size_t(maxBodyOf(transfer->m_question))) {
        transfer->m_isTooLarge = true;
        return 0;
    }
    try {
        transfer->m_body.append(bytes, qsizetype(length));
    } catch (...) {
        return 0;
    }
    return length;
}

bool Transfer::followsRedirect(int status) {
    const bool isRedirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    // Who expects a redirect wants to see it.
    if (!isRedirect || status == m_question.expectStatus)
        return false;
    char* location = nullptr;
    curl_easy_getinfo(m_handle, CURLINFO_REDIRECT_URL, &location);
    if (location == nullptr)
        return false;
    const QUrl next(QString::fromUtf8(location), QUrl::StrictMode);
    if (!isHttp(next) || next.scheme() != m_url.scheme() || next.host() != m_url.host() ||
        portOf(next) != portOf(m_url))
        return false;
    m_url.setPath(next.path(QUrl::FullyEncoded));
    m_url.setQuery(next.hasQuery() ? next.query(QUrl::FullyEncoded) : QString());
    const bool becomesGet = status == 303 || ((status == 301 || status == 302) && m_method == "POST");
    if (becomesGet && m_method != "HEAD")
        m_method = "GET";
    return true;
}

bool Transfer::finish(CURLcode code) {
    if (m_unverified) {
        giveCertificate(*m_unverified);
        m_promise.finish(*m_unverified);
        return false;
    }
    long status = 0;
    curl_off_t took = 0;
    long requestBytes = 0;
    curl_easy_getinfo(m_handle, CURLINFO_REQUEST_SIZE, &requestBytes);
    curl_easy_getinfo(m_handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(m_handle, CURLINFO_TOTAL_TIME_T, &took);
    m_took += std::chrono::microseconds(took);
    if (code == CURLE_OK && followsRedirect(int(status))) {
        if (++m_redirects <= maxRedirects)
            return prepareHop();
        fail(base::ErrorKind::Protocol, QStringLiteral("more than %1 redirects").arg(maxRedirects));
        return false;
    }
    domain::HttpAnswer answer;
    answer.status = int(status);
    answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(m_took);
    answer.sent = m_redirects > 0 || requestBytes > 0;
    answer.excerpt = m_body.left(domain::HttpAnswer::longestExcerpt);
    if (m_question.keepsBody)
        answer.body = m_body;
    giveCertificate(answer);
    if (code == CURLE_OK)
        lookIntoBody(answer);
    else
        answer.error = errorOf(code);
    if (code == CURLE_PEER_FAILED_VERIFICATION && m_question.asksCertificate && remaining().count() > 0) {
        // A second look that only shakes hands: what does not verify still tells when it ends.
        m_unverified = answer;
        stopVerifying();
        curl_easy_setopt(m_handle, CURLOPT_TIMEOUT_MS, long(remaining().count()));
        return true;
    }
    m_promise.finish(answer);
    return false;
}

void Transfer::giveCertificate(domain::HttpAnswer& answer) const {
    if (!m_question.asksCertificate)
        return;
    answer.certUntilMs = certificateEnd(m_handle);
    if (answer.certUntilMs)
        answer.certLeftMs = *answer.certUntilMs - QDateTime::currentMSecsSinceEpoch();
}

void Transfer::lookIntoBody(domain::HttpAnswer& answer) const {
    answer.json = base::readJsonPaths(m_body, m_question.json.keys());
    for (const QString& name : m_question.wantedHeaders) {
        curl_header* header = nullptr;
        if (curl_easy_header(m_handle, name.toUtf8().constData(), 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
            answer.headers.insert(name.toLower(), QString::fromUtf8(header->value));
    }
    answer.holdsText = m_question.contains.isEmpty() || m_body.contains(m_question.contains.toUtf8());
    if (!m_question.matches.isEmpty())
        answer.matchesText = QRegularExpression(m_question.matches, QRegularExpression::MultilineOption)
                                 .match(QString::fromUtf8(m_body))
                                 .hasMatch();
}

base::Error Transfer::errorOf(CURLcode code) const {
    const QString where = QStringLiteral("%1:%2").arg(m_url.host()).arg(portOf(m_url));
    if (m_isTooLarge || code == CURLE_FILESIZE_EXCEEDED)
        return {base::ErrorKind::Protocol, where,
                QStringLiteral("the answer is larger than %1 MiB").arg(maxBodyOf(m_question) / mebibyte)};
    return Exchange::errorOf(code, where);
}

} // namespace slipway::adapters
