#include "app/adapters/http/exchange.h"

#include <QDateTime>
#include <QLocale>
#include <cerrno>
#include <vector>

namespace slipway::adapters {

namespace {

// What stops a connection on this side; EHOSTUNREACH is not among them, because it is also
// what a switched-off host in the same network gives.
bool isOwnFault(long systemError) {
    return systemError == EMFILE || systemError == ENFILE || systemError == ENOBUFS ||
           systemError == ENOMEM || systemError == ENETUNREACH || systemError == ENETDOWN ||
           systemError == EADDRNOTAVAIL;
}

bool isTls(CURLcode code) {
    return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
           code == CURLE_SSL_CIPHER || code == CURLE_SSL_ISSUER_ERROR ||
           code == CURLE_SSL_INVALIDCERTSTATUS || code == CURLE_SSL_CERTPROBLEM;
}

/// Handles that are used again, which costs a tenth of a request less than making them anew. Of one thread:
/// that of the loop.
class Handles {
public:
    ~Handles() {
        for (CURL* const handle : m_free)
            curl_easy_cleanup(handle);
    }
    CURL* take() {
        if (m_free.empty())
            return curl_easy_init();
        CURL* const handle = m_free.back();
        m_free.pop_back();
        return handle;
    }
    void give(CURL* handle) {
        if (m_free.size() >= most) {
            curl_easy_cleanup(handle);
            return;
        }
        curl_easy_reset(handle);
        m_free.push_back(handle);
    }

private:
    static constexpr size_t most = 64;
    std::vector<CURL*> m_free;
};

Handles& handles() {
    static thread_local Handles ofThisThread;
    return ofThisThread;
}

} // namespace

Exchange::~Exchange() {
    m_onStop.reset();
    if (m_handle != nullptr)
        handles().give(m_handle);
}

bool Exchange::open(const char* protocols, const QByteArray& extraCertificates, std::function<void()> wake) {
    m_handle = handles().take();
    if (m_handle == nullptr)
        return fail(base::ErrorKind::Observer, QStringLiteral("no memory for a request")), false;
    curl_easy_setopt(m_handle, CURLOPT_PRIVATE, this);
    curl_easy_setopt(m_handle, CURLOPT_NOSIGNAL, 1L);
    // A handle that is used again knows the servers of before; a new visitor does not.
    curl_easy_setopt(m_handle, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    curl_easy_setopt(m_handle, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(m_handle, CURLOPT_PROXY, "");
    // Else curl waits for its resolver's thread, and all others with it, when time is up meanwhile.
    curl_easy_setopt(m_handle, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(m_handle, CURLOPT_NETRC, long(CURL_NETRC_IGNORED));
    curl_easy_setopt(m_handle, CURLOPT_ERRORBUFFER, m_errorText.data());
    if (!extraCertificates.isEmpty())
        curl_easy_setopt(m_handle, CURLOPT_CAINFO, extraCertificates.constData());
    m_onStop.emplace(m_limit.stop, std::move(wake));
    return true;
}

QString Exchange::sentenceOf(CURLcode code) const {
    return QString::fromUtf8(m_errorText.front() != '\0' ? m_errorText.data() : curl_easy_strerror(code));
}

base::Error Exchange::errorOf(CURLcode code, const QString& where) const {
    curl_off_t lookedUp = 0;
    curl_easy_getinfo(m_handle, CURLINFO_NAMELOOKUP_TIME_T, &lookedUp);
    if (code == CURLE_OPERATION_TIMEDOUT && lookedUp == 0) // not even the name was known: as if it were not
        return {base::ErrorKind::Observer, where, prefixOf(CURLE_COULDNT_RESOLVE_HOST, 0) + sentenceOf(code)};
    long systemError = 0;
    curl_easy_getinfo(m_handle, CURLINFO_OS_ERRNO, &systemError);
    return {kindOf(code, systemError), where, prefixOf(code, systemError) + sentenceOf(code)};
}

void Exchange::stopVerifying() {
    curl_easy_setopt(m_handle, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(m_handle, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(m_handle, CURLOPT_CONNECT_ONLY, 1L);
}

std::optional<qint64> certificateEnd(CURL* handle) {
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr ||
        chain->num_of_certs < 1)
        return {};
    constexpr QLatin1StringView word("Expire date:");
    for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
        const QString text = QString::fromLatin1(line->data);
        if (!text.startsWith(word))
            continue;
        // As OpenSSL prints it: "Jan  3 12:00:00 2027 GMT".
        QString date = text.mid(word.size()).simplified();
        if (date.endsWith(QLatin1StringView(" GMT")))
            date.chop(4);
        QDateTime end = QLocale::c().toDateTime(date, QStringLiteral("MMM d HH:mm:ss yyyy"));
        end.setTimeSpec(Qt::UTC);
        return end.isValid() ? std::optional(end.toMSecsSinceEpoch()) : std::nullopt;
    }
    return {};
}

base::ErrorKind kindOf(CURLcode code, long systemError) {
    using base::ErrorKind;
    // A switch over curl's hundred codes would say nothing more than this list.
    if (code == CURLE_OPERATION_TIMEDOUT)
        return ErrorKind::Timeout;
    if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_OUT_OF_MEMORY || code == CURLE_FAILED_INIT ||
        code == CURLE_SSL_CACERT_BADFILE || (code == CURLE_COULDNT_CONNECT && isOwnFault(systemError)))
        return ErrorKind::Observer;
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
        code == CURLE_GOT_NOTHING || isTls(code))
        return ErrorKind::Unreachable;
    return ErrorKind::Protocol;
}

QString prefixOf(CURLcode code, long systemError) {
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return QStringLiteral("name lookup: ");
    if (code == CURLE_COULDNT_CONNECT && !isOwnFault(systemError))
        return systemError == ECONNREFUSED ? QStringLiteral("refused: ") : QStringLiteral("connection: ");
    if (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR)
        return QStringLiteral("reset: ");
    if (code == CURLE_GOT_NOTHING)
        return QStringLiteral("closed without an answer: ");
    return isTls(code) ? QStringLiteral("TLS: ") : QString();
}

} // namespace slipway::adapters
