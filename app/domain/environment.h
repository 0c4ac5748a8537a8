#pragma once
#include "app/base/duration.h"
#include "app/domain/ids.h"
#include "app/domain/strategy.h"

#include <QList>
#include <QMap>
#include <QStringList>
#include <optional>

namespace slipway::domain {

using Variables = QMap<QString, QString>;

enum class Tier { Development, Staging, Production };

/// One machine reached over SSH.
struct Host {
    HostName name;
    QString user;
    QString address;
    quint16 port = 22;
    QString identity; ///< absolute path of a private key file; empty: agent, then the usual files
    Variables variables;
    QString side{}; ///< blue-green: the side it belongs to; empty: to none
    friend bool operator==(const Host&, const Host&) = default;
};

/// A read-only question asked again and again. Its texts may hold $VARIABLES of the host
/// and environment; a probe whose texts use a host's variable is asked once per host.
struct Probe {
    enum class Kind {
        Http, ///< from this computer: status, JSON values, latency
        Run,  ///< a read-only command on each host: exit 0 is up
    };
    ProbeName name;
    Kind kind = Kind::Http;
    QString target;              ///< URL, or the command's text
    int expectStatus = 200;      ///< Http
    QMap<QString, QString> json; ///< Http: "$.status" -> expected text
    base::Milliseconds under{0}; ///< slower answers are degraded; 0: no limit
    base::Milliseconds every{15'000};
    base::Milliseconds timeout{5'000};
    friend bool operator==(const Probe&, const Probe&) = default;
};

struct PromoteFrom {
    EnvironmentName environment;
    base::Milliseconds soak{0};
    base::Milliseconds maxAge{0}; ///< 0: no limit
    friend bool operator==(const PromoteFrom&, const PromoteFrom&) = default;
};

/// A named place with hosts, variables, probes and policy.
struct Environment {
    EnvironmentName name;
    Tier tier = Tier::Development;
    QList<Host> hosts;
    Variables variables;
    QList<Probe> probes;
    std::optional<PromoteFrom> promoteFrom;
    QString versionCommand; ///< read-only; prints "<version> <commit>"; empty: not read from hosts
    Strategy strategy;
    bool singleInstance = false; ///< the old process is gone before the new one starts (rule 16)
    const Host* host(const HostName& name) const;
    friend bool operator==(const Environment&, const Environment&) = default;
};

QString tierName(Tier tier); ///< "development", "staging", "production"
std::optional<Tier> tierFromName(QStringView name);

} // namespace slipway::domain
