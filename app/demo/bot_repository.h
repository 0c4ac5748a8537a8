#pragma once
#include "app/base/result.h"
#include "app/demo/demo_info.h"

#include <QByteArray>
#include <QMap>

namespace slipway::demo {

/// Makes the demo's folder the bot's Git repository: branch main with the history of
/// resources/demo/history, tags that their authors have signed, and `plan` as slipway.yaml in its first
/// commit; the worktree is clean and .slipway/ excluded. Further tags are signed by mira. The answer maps
/// tags to commits.
base::Result<QMap<QString, QString>> makeBotRepository(const DemoInfo& demo, const QByteArray& plan);

/// The demo's slipway.yaml, with ports and public keys ("ssh-ed25519 AAAA…", by person) filled in.
QByteArray demoPlan(const DemoInfo& demo, const QMap<QString, QString>& publicKeys);

/// The bytes of a file of resources/demo.
QByteArray demoResource(const QString& path);

} // namespace slipway::demo
