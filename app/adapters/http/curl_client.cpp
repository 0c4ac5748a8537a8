#include "app/adapters/http/curl_client.h"

#include "app/adapters/http/mail_exchange.h"
#include "app/adapters/http/network_exchange.h"
#include "app/adapters/http/transfer.h"

#include <QFile>
#include <algorithm>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

namespace slipway::adapters {

namespace {

// The loop is woken for everything that happens; this only bounds a missed wake-up.
constexpr int longestPollMs = 1000;

void startLibraryOnce() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(started)
}

/// So many connections are left open at once for questions that keep them (CURLMOPT_MAXCONNECTS); those that
/// were idle longest are closed first.
constexpr long mostOpen = 2000;

CURLM* manyOpen(CURLM* multi) {
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, mostOpen);
    return multi;
}

} // namespace

/// The thread and everything it owns; only `post` and `wake` are called from elsewhere.
class CurlClient::Loop {
public:
    explicit Loop(QByteArray certificates)
        : m_certificates(std::move(certificates))
        , m_multi(manyOpen(curl_multi_init()))
        , m_thread([this](const std::stop_token& stop) { run(stop); }) {}
    ~Loop() {
        m_thread.request_stop();
        wake();
        m_thread.join();
        m_waiting.clear();
        curl_multi_cleanup(m_multi);
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void post(std::unique_ptr<Exchange> transfer) {
        bool isFirst = false;
        {
            const std::scoped_lock lock(m_mutex);
            isFirst = m_waiting.empty();
            m_waiting.push_back(std::move(transfer));
        }
        if (isFirst) // else the thread was woken already, and has not taken it yet
            wake();
    }

private:
    void wake() { curl_multi_wakeup(m_multi); }

    void run(const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "http");
        while (!stop.stop_requested()) {
            takeWaiting();
            dropStopped();
            int running = 0;
            curl_multi_perform(m_multi, &running);
            takeFinished();
            curl_multi_poll(m_multi, nullptr, 0, longestPollMs, nullptr);
        }
        for (const auto& transfer : m_running)
            curl_multi_remove_handle(m_multi, transfer->handle());
        m_running.clear();
    }

    void takeWaiting() {
        std::vector<std::unique_ptr<Exchange>> arrived;
        {
            const std::scoped_lock lock(m_mutex);
            arrived.swap(m_waiting);
        }
        for (auto& transfer : arrived) {
            if (!transfer->begin([this] { wake(); }, m_certificates))
                continue;
            curl_multi_add_handle(m_multi, transfer->handle());
            m_running.push_back(std::move(transfer));
        }
    }

    void dropStopped() {
        std::erase_if(m_running, [this](const std::unique_ptr<Exchange>& transfer) {
            if (!transfer->isStopped())
                return false;
            curl_multi_remove_handle(m_multi, transfer->handle());
            transfer->fail(base::ErrorKind::Cancelled, QStringLiteral("asked to stop"));
            return true;
        });
    }

    void takeFinished() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            // Removing the handle frees the message.
            CURL* const handle = message->easy_handle;
            const CURLcode code = message->data.result;
            curl_multi_remove_handle(m_multi, handle);
            const auto found = std::find_if(
                m_running.begin(), m_running.end(),
                [handle](const std::unique_ptr<Exchange>& each) { return each->handle() == handle; });
            if ((*found)->finish(code)) {
                curl_multi_add_handle(m_multi, handle);
                wake();
            } else {
                m_running.erase(found);
            }
        }
    }

    QByteArray m_certificates;
    CURLM* m_multi;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Exchange>> m_waiting; ///< guarded by m_mutex
    std::vector<std::unique_ptr<Exchange>> m_running; ///< the thread's own
    std::jthread m_thread;                            ///< last: uses all of the above
};

CurlClient::CurlClient(QString certificates) {
    startLibraryOnce();
    m_loop = std::make_unique<Loop>(QFile::encodeName(certificates));
}

CurlClient::~CurlClient() = default;

base::Future<domain::HttpAnswer> CurlClient::ask(domain::HttpQuestion question, base::Limit limit) {
    base::Promise<domain::HttpAnswer> promise;
    auto future = promise.future();
    m_loop->post(std::make_unique<Transfer>(std::move(question), std::move(limit), std::move(promise)));
    return future;
}

base::Future<domain::NetworkSight> CurlClient::look(domain::NetworkLook look, base::Limit limit) {
    if (look.what == domain::NetworkLook::What::Resolve)
        return m_names.look(look, std::move(limit));
    base::Promise<domain::NetworkSight> promise;
    auto future = promise.future();
    m_loop->post(std::make_unique<NetworkExchange>(std::move(look), std::move(limit), std::move(promise)));
    return future;
}

base::Future<void> CurlClient::send(domain::MailMessage mail, base::Secret password, base::Limit limit) {
    base::Promise<void> promise;
    auto future = promise.future();
    m_loop->post(std::make_unique<MailExchange>(std::move(mail), std::move(password), std::move(limit),
                                                std::move(promise)));
    return future;
}

} // namespace slipway::adapters
