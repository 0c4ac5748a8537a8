#pragma once
#include "app/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace slipway::demo {

struct DemoHost {
    QString name;
    QString environment;
    quint16 sshPort = 0;
    quint16 httpPort = 0;
};

/// Where everything of one demo lies and listens: the workspace is `folder` itself, all
/// else is in `folder`/.slipway. A value; stored as .slipway/demo.json.
struct DemoInfo {
    QString folder; ///< absolute, without a slash at the end
    QString id;     ///< what every process carries as SLIPWAY_DEMO; also the workspace's ID
    QString user;   ///< the account's name, on this machine and in slipway.yaml
    QList<DemoHost> hosts;
    bool complete = false; ///< false while it is made: then it can be ended, but not continued

    const DemoHost* host(const QString& name) const;
    QString hidden() const { return folder + QStringLiteral("/.slipway"); }
    QString hostsFolder() const { return hidden() + QStringLiteral("/hosts"); }
    QString hostFolder(const DemoHost& host) const { return hostsFolder() + u'/' + host.name; }
    /// The account directory: HOME of everything that runs on the host.
    QString home(const DemoHost& host) const { return hostFolder(host) + QStringLiteral("/home"); }
    QString sshdConfig(const DemoHost& host) const {
        return hostFolder(host) + QStringLiteral("/sshd_config");
    }
    QString deployKey() const { return hidden() + QStringLiteral("/ssh/deploy"); }
    /// Slipway's data home for this workspace, with known_hosts and identities/<person>.
    QString dataHome() const { return hidden() + QStringLiteral("/data"); }
    QString identity(const QString& person) const {
        return dataHome() + QStringLiteral("/identities/") + person;
    }
    QString keeperLock() const { return hidden() + QStringLiteral("/keeper.lock"); }
};

/// The people of the demo, in the order of slipway.yaml.
QStringList demoPeople();
/// Reads .slipway/demo.json; NotFound when the folder holds no demo.
base::Result<DemoInfo> loadDemo(const QString& folder);
base::Result<void> saveDemo(const DemoInfo& demo);

} // namespace slipway::demo
