#include "app/engine/reach_hosts.h"

namespace slipway::engine {

using namespace std::chrono_literals;

namespace {
constexpr auto reachWithin = 20s;
} // namespace

void reachHosts(const Parts& parts, const QList<domain::Host>& hosts, QObject* owner,
                std::function<void(const Reached&)> f) {
    struct Round {
        Reached reached;
        qsizetype open = 0;
        std::function<void(const Reached&)> f;
    };
    auto round = std::make_shared<Round>();
    round->open = hosts.size() + 1;
    round->f = std::move(f);
    const auto done = [round] {
        if (--round->open == 0)
            round->f(round->reached);
    };
    for (const domain::Host& host : hosts)
        round->reached.append({host, base::Error{}});
    for (qsizetype i = 0; i < hosts.size(); ++i)
        base::deliver(parts.shell.reach(hosts[i], {reachWithin, {}}), owner,
                      [round, done, i](const base::Result<ports::HostFacts>& facts) {
                          round->reached[i].second = facts;
                          done();
                      });
    base::deliver(base::ready<void>({}), owner, [done](const base::Result<void>&) { done(); });
}

} // namespace slipway::engine
