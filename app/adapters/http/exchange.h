#pragma once
#include "app/base/async.h"

#include <array>
#include <curl/curl.h>
#include <functional>
#include <optional>

namespace slipway::adapters {

/// One thing that is done over an easy handle of curl. Belongs to the loop's thread from begin() on; not
/// movable, curl holds its address.
class Exchange {
public:
    explicit Exchange(base::Limit limit) : m_limit(std::move(limit)) {}
    virtual ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    /// Prepares the handle; false when it was answered with an error instead. `wake` is called from any
    /// thread once the asker wants to stop.
    virtual bool begin(std::function<void()> wake, const QByteArray& extraCertificates) = 0;
    /// Takes curl's verdict. True: the handle is ready to be added again. Otherwise the answer is given.
    virtual bool finish(CURLcode code) = 0;
    virtual void fail(base::ErrorKind kind, const QString& detail) = 0;
    CURL* handle() const { return m_handle; }
    bool isStopped() const { return m_limit.stop.stop_requested(); }

protected:
    /// Makes the handle with what every exchange asks for, and listens to its stop; false after fail().
    /// `protocols`: those it may speak, as curl names them.
    bool open(const char* protocols, const QByteArray& extraCertificates, std::function<void()> wake);
    /// Before a handle is used once more.
    void forgetError() { m_errorText.front() = '\0'; }
    /// Curl's own sentence for what went wrong.
    QString sentenceOf(CURLcode code) const;
    /// What the code means here, by kindOf() and prefixOf().
    base::Error errorOf(CURLcode code, const QString& where) const;
    /// Has one more handshake without verifying, which only tells when the certificate ends.
    void stopVerifying();

    base::Limit m_limit;
    CURL* m_handle = nullptr;

private:
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
};

/// When the server's own certificate ends, UTC milliseconds; the handle was told to keep it
/// (CURLOPT_CERTINFO). Nothing when there was none, or its date cannot be read.
std::optional<qint64> certificateEnd(CURL* handle);

/// What curl's code means for whoever asked; `text` is curl's own sentence. Fault case 78 of execution.md:
/// what failed on this side is Observer.
base::ErrorKind kindOf(CURLcode code, long systemError);
/// What goes before curl's sentence: "refused: ", "TLS: "; empty: nothing.
QString prefixOf(CURLcode code, long systemError);

} // namespace slipway::adapters
