#include "app/adapters/http/curl_client.h"
#include "tests/adapters/http/answers.h"
#include "tests/support/http_server.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUrl>
#include <condition_variable>
#include <cstring>
#include <dlfcn.h>
#include <mutex>
#include <netdb.h>

using namespace slipway;
using namespace std::chrono_literals;
using adapters::CurlClient;
using adapters::NameLookups;
using base::ErrorKind;
using domain::NetworkLook;
using domain::NetworkSight;
using support::HttpServer;
using test::answerOf;

namespace {

/// Name servers of a kind that can be had without being root: names that begin with "hangs" are answered once
/// the gate is opened, "soon.example" is this computer, everything else is what the real resolver says.
struct NameServers {
    std::mutex mutex;
    std::condition_variable changed;
    bool isOpen = false;
    int hanging = 0;
    int asked = 0; ///< for names that hang, all in all

    void hang() {
        std::unique_lock lock(mutex);
        ++asked;
        ++hanging;
        changed.wait(lock, [this] { return isOpen; });
        --hanging;
    }
    void open(bool is) {
        const std::scoped_lock lock(mutex);
        isOpen = is;
        changed.notify_all();
    }
    int hangingNow() {
        const std::scoped_lock lock(mutex);
        return hanging;
    }
    int askedSoFar() {
        const std::scoped_lock lock(mutex);
        return asked;
    }
};

/// Never destroyed: what was left behind may come back after the end of main().
NameServers& servers() {
    static auto* const all = new NameServers;
    return *all;
}

} // namespace

/// Takes the place of libc's, for this program and for libcurl in it.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** result) {
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (name != nullptr && std::strncmp(name, "hangs", 5) == 0) {
        servers().hang();
        return EAI_AGAIN;
    }
    const bool isSoon = name != nullptr && std::strcmp(name, "soon.example") == 0;
    return real(isSoon ? "127.0.0.1" : name, service, hints, result);
}

/// A resolver that does not answer is this computer's trouble, and only that of who asked it.
class HangingResolverTest : public QObject {
    Q_OBJECT

    static NetworkLook named(const QString& name, base::Milliseconds timeout) {
        NetworkLook look;
        look.what = NetworkLook::What::Resolve;
        look.host = name;
        look.timeout = timeout;
        return look;
    }
    static QString kindOf(const std::optional<base::Error>& error) {
        return error ? base::kindName(error->kind) : QStringLiteral("no error");
    }

private Q_SLOTS:
    void init() { servers().open(false); }
    void cleanup() {
        servers().open(true);
        QTRY_COMPARE(servers().hangingNow(), 0);
    }

    void oneNameThatHangsHoldsUpNoOther() {
        CurlClient client;
        const auto slow = client.look(named(QStringLiteral("hangs.example"), 20s), {});
        QTRY_COMPARE(servers().hangingNow(), 1);
        const NetworkSight soon =
            answerOf(client.look(named(QStringLiteral("soon.example"), 20s), base::Limit()));
        QVERIFY2(!soon.error, qPrintable(kindOf(soon.error)));
        QCOMPARE(soon.addresses, QStringList(QStringLiteral("127.0.0.1")));
        QVERIFY(!slow.isFinished());
        servers().open(true);
        QCOMPARE(kindOf(answerOf(slow).error), base::kindName(ErrorKind::Observer));
    }

    void faultCase12_whatHangsIsThisComputersFaultOnceItsOwnTimeIsUp() {
        CurlClient client;
        QElapsedTimer timer;
        timer.start();
        const auto longer = client.look(named(QStringLiteral("hangs.example"), 20s), {});
        const NetworkSight late =
            answerOf(client.look(named(QStringLiteral("hangs.example"), 100ms), base::Limit()));
        QCOMPARE(kindOf(late.error), base::kindName(ErrorKind::Observer));
        QVERIFY2(late.error->detail.contains(QStringLiteral("in time")), qPrintable(late.error->detail));
        QVERIFY(timer.elapsed() < 10'000);
        // The caller's own limit counts too.
        const NetworkSight limited =
            answerOf(client.look(named(QStringLiteral("hangs.example"), 20s), {100ms, {}}));
        QCOMPARE(kindOf(limited.error), base::kindName(ErrorKind::Observer));
        QVERIFY(!longer.isFinished());
    }

    void sixteenAreLookedUpAtOnceAndTheNextWaitsWithinItsTime() {
        CurlClient client;
        std::vector<base::Future<NetworkSight>> futures;
        const int before = servers().askedSoFar();
        for (int i = 0; i < NameLookups::mostAtOnce; ++i)
            futures.push_back(client.look(named(QStringLiteral("hangs%1.example").arg(i), 20s), {}));
        QTRY_COMPARE(servers().hangingNow(), NameLookups::mostAtOnce);
        const NetworkSight turnedAway =
            answerOf(client.look(named(QStringLiteral("soon.example"), 100ms), base::Limit()));
        QCOMPARE(kindOf(turnedAway.error), base::kindName(ErrorKind::Observer));
        QVERIFY2(turnedAway.error->detail.contains(QStringLiteral("16 other names")),
                 qPrintable(turnedAway.error->detail));
        QCOMPARE(servers().askedSoFar() - before, NameLookups::mostAtOnce);
        const auto waits = client.look(named(QStringLiteral("soon.example"), 20s), {});
        servers().open(true);
        QCOMPARE(answerOf(waits).addresses, QStringList(QStringLiteral("127.0.0.1")));
        for (const auto& future : futures)
            QCOMPARE(kindOf(answerOf(future).error), base::kindName(ErrorKind::Observer));
    }

    void stopsWhenAskedTo() {
        CurlClient client;
        std::stop_source stop;
        const auto future = client.look(named(QStringLiteral("hangs.example"), 20s), {20s, stop.get_token()});
        QTRY_COMPARE(servers().hangingNow(), 1);
        stop.request_stop();
        QCOMPARE(kindOf(answerOf(future).error), base::kindName(ErrorKind::Cancelled));
    }

    /// What is left behind comes back when nobody is there any more, and harms nobody.
    void endsAtOnceAlthoughNamesHang() {
        base::Future<NetworkSight> future;
        base::Future<domain::HttpAnswer> request;
        QElapsedTimer timer;
        {
            CurlClient client;
            future = client.look(named(QStringLiteral("hangs.example"), 20s), {});
            domain::HttpQuestion question;
            question.url = QStringLiteral("http://hangs.example/");
            question.timeout = 20s;
            request = client.ask(question, {});
            QTRY_COMPARE(servers().hangingNow(), 2);
            timer.start();
        }
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(future.isFinished() && request.isFinished());
        QCOMPARE(future.result().error().kind, ErrorKind::Lost);
    }

    /// libcurl has threads of its own for names; it waits for none of them either.
    void faultCase12_aRequestWhoseNameHangsHoldsUpNoOtherAndBlamesThisComputer() {
        const HttpServer server(HttpServer::always(HttpServer::response(200)));
        CurlClient client;
        domain::HttpQuestion slow;
        slow.url = QStringLiteral("http://hangs.example/");
        slow.timeout = 200ms;
        const auto hanging = client.ask(slow, {});
        NetworkLook port;
        port.host = QStringLiteral("hangs.example");
        port.port = 80;
        port.timeout = 200ms;
        const auto hangingPort = client.look(port, {});
        const domain::HttpAnswer answer = answerOf(hanging);
        QCOMPARE(kindOf(answer.error), base::kindName(ErrorKind::Observer));
        QVERIFY2(answer.error->detail.startsWith(QStringLiteral("name lookup: ")),
                 qPrintable(answer.error->detail));
        QCOMPARE(kindOf(answerOf(hangingPort).error), base::kindName(ErrorKind::Observer));
        // Both still hang, and the loop goes on.
        QCOMPARE(servers().hangingNow(), 2);
        domain::HttpQuestion quick;
        quick.url = QStringLiteral("http://soon.example:%1/").arg(server.port());
        quick.timeout = 20s;
        QCOMPARE(answerOf(client.ask(quick, {})).status, 200);
        QCOMPARE(servers().hangingNow(), 2);
    }
};

QTEST_GUILESS_MAIN(HangingResolverTest)
#include "hanging_resolver_test.moc"
