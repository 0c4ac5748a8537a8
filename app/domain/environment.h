#pragma once
#include "app/base/duration.h"
#include "app/domain/freeze.h"
#include "app/domain/ids.h"
#include "app/domain/probe.h"
#include "app/domain/secret.h"
#include "app/domain/step_template.h"
#include "app/domain/strategy.h"

#include <QList>
#include <QMap>
#include <QStringList>
#include <optional>

namespace slipway::domain {

using Variables = QMap<QString, QString>;

enum class Tier { Development, Staging, Production };

/// How a host is reached.
enum class Transport {
    Automatic, ///< libssh2, or the OpenSSH client for what libssh2 cannot do
    Libssh2,
    OpenSsh,
    Local, ///< a shell of this computer, without SSH
};

/// One machine reached over SSH, or this computer. What is empty or 0 is taken from ssh config, and
/// else as OpenSSH does.
struct Host {
    HostName name;
    QString user;
    QString address;  ///< an IP address, a DNS name, or a name in ssh config
    quint16 port = 0; ///< 0: as ssh config says, else 22
    QString identity; ///< absolute path of the only private key file to use; empty: agent and usual files
    Variables variables;
    QString side{};    ///< blue-green: the side it belongs to; empty: to none
    QStringList via{}; ///< jump hosts in their order, "[user@]host[:port]" each; "none": directly
    Transport transport = Transport::Automatic;
    friend bool operator==(const Host&, const Host&) = default;
};

/// The host for steps that run on this computer, through the same gate as on any other. Its name "here"
/// is taken by no other.
Host thisComputer();
/// "user@address:port", as far as it is said.
QString addressText(const Host& host);
QString transportName(Transport transport); ///< "automatic", "libssh2", "openssh", "local"

struct PromoteFrom {
    EnvironmentName environment;
    base::Milliseconds soak{0};
    base::Milliseconds maxAge{0}; ///< 0: no limit
    friend bool operator==(const PromoteFrom&, const PromoteFrom&) = default;
};

/// Who may let a deployment pass a closed gate of an environment.
struct WaiverPolicy {
    QString by;                             ///< role; empty: anybody
    QString countersign;                    ///< role of the second person it needs; empty: none
    base::Milliseconds most{24 * 3600'000}; ///< longest time a waiver holds
    QStringList gates; ///< IDs of those that can be waived; empty: all that can be at all
    friend bool operator==(const WaiverPolicy&, const WaiverPolicy&) = default;
};

/// Turns something off at once, without a release (`switches` in slipway.yaml): one `http` step that changes,
/// and one that looks whether it is off.
struct KillSwitch {
    QString name;
    StepTemplate turn, readBack;
    friend bool operator==(const KillSwitch&, const KillSwitch&) = default;
};

/// A named place with hosts, variables, probes and policy.
struct Environment {
    EnvironmentName name;
    Tier tier = Tier::Development;
    QList<Host> hosts;
    Variables variables;
    QList<SecretSource> secrets;
    QList<Probe> probes;
    std::optional<PromoteFrom> promoteFrom;
    QList<FreezeWindow> freezes;
    QList<FreezeWindow> maintenance{}; ///< planned: what is not up then is not blamed on it
    QString versionCommand;            ///< read-only; prints "<version> <commit>"; empty: not read from hosts
    Strategy strategy;
    std::optional<WaiverPolicy> waivers; ///< none: no gate can be waived (unless one person works alone)
    std::optional<QString> emergency;    ///< role that may start past gates and approvals; empty: anybody
    /// A version comes here only where the way back is ready, and was gone within this time; 0: it need not
    /// have been gone. None: not asked.
    std::optional<base::Milliseconds> rollbackReady{};
    /// What is asked before a version comes here (`gates` in slipway.yaml): `ci`, and `git` that only looks.
    QList<StepTemplate> gates{};
    QList<KillSwitch> switches{};
    bool singleInstance = false; ///< the old process is gone before the new one starts (rule 16)
    const Host* host(const HostName& name) const;
    friend bool operator==(const Environment&, const Environment&) = default;
};

QString tierName(Tier tier); ///< "development", "staging", "production"
std::optional<Tier> tierFromName(QStringView name);

} // namespace slipway::domain
