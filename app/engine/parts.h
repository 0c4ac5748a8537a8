#pragma once
#include "app/base/clock.h"
#include "app/domain/project.h"
#include "app/ports/alert_store.h"
#include "app/ports/anchors.h"
#include "app/ports/artifacts.h"
#include "app/ports/desktop.h"
#include "app/ports/file_transfer.h"
#include "app/ports/forge.h"
#include "app/ports/git_repository.h"
#include "app/ports/http_client.h"
#include "app/ports/ledger.h"
#include "app/ports/locks.h"
#include "app/ports/mailer.h"
#include "app/ports/network.h"
#include "app/ports/output_store.h"
#include "app/ports/remote_shell.h"
#include "app/ports/sample_store.h"
#include "app/ports/secret_store.h"
#include "app/ports/signer.h"

namespace slipway::engine {

/// slipway.yaml as it was read at start, and read anew when somebody must know that it is
/// still the same.
class ProjectSource {
public:
    virtual ~ProjectSource() = default;
    virtual const domain::Project& project() const = 0;
    virtual base::Future<domain::Project> reread() = 0;
    /// When the environment's freeze windows, as of project(), are closed: all times that touch
    /// [fromMs, toMs), UTC. At once.
    virtual QList<domain::FreezeSpan> freezes(const domain::EnvironmentName& environment, qint64 fromMs,
                                              qint64 toMs) const = 0;
    /// The maintenance that the file plans for the environment. As of project(), or as the file says by now
    /// where that is noticed.
    virtual QList<domain::FreezeWindow>
    plannedMaintenance(const domain::EnvironmentName& environment) const = 0;
    /// When that is: all times that touch [fromMs, toMs), UTC. At once.
    virtual QList<domain::FreezeSpan> maintenance(const domain::EnvironmentName& environment, qint64 fromMs,
                                                  qint64 toMs) const = 0;
};

/// Everything the engine needs from outside. Owned by the desk, outlives the engine.
struct Parts {
    ports::Ledger& ledger;
    ports::Locks& locks;
    ports::RemoteShell& shell;
    ports::GitRepository& git;
    ports::HttpClient& http;
    ports::Signer& signer;
    ports::OutputStore& output;
    ports::SampleStore& samples;
    base::Clock& clock;
    ProjectSource& source;
    ports::SecretStore& secrets;
    ports::Artifacts& artifacts;
    ports::FileTransfer& transfer;
    ports::Forge& forge;
    ports::Anchors& anchors;
    ports::Network& network;
    ports::AlertStore& alerts;
    ports::Mailer& mailer;
    ports::Desktop& desktop;
};

} // namespace slipway::engine
