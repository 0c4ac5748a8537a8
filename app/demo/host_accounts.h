#pragma once
#include "app/demo/demo_info.h"
#include "app/demo/tools.h"

#include <QMap>

namespace slipway::demo {

enum class Pace {
    Normal, ///< a deployment takes about four seconds on a host, so that a person sees it stream
    Quick,  ///< no pauses: for tests
};

/// Makes every key of the demo (hosts, deploy, people), all at once. The answer is
/// path without ".pub" -> "ssh-ed25519 AAAA…".
base::Result<QMap<QString, QString>> makeKeys(const DemoInfo& demo);

/// Makes account directory, settings, scripts and sshd_config of every host, and
/// data/known_hosts for the workspace. `publicKeys` is makeKeys' answer.
base::Result<void> makeHostAccounts(const DemoInfo& demo, const QMap<QString, QString>& publicKeys,
                                    Pace pace);

/// The script of the host's bin/ as the host would run it, for first deployments and restarts.
Command onHost(const DemoInfo& demo, const DemoHost& host, const QString& script,
               const QStringList& arguments = {});

} // namespace slipway::demo
