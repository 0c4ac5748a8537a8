#pragma once
#include "tests/support/fake_alerts.h"
#include "tests/support/fake_anchors.h"
#include "tests/support/fake_artifacts.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_forge.h"
#include "tests/support/fake_git.h"
#include "tests/support/fake_http.h"
#include "tests/support/fake_ledger.h"
#include "tests/support/fake_locks.h"
#include "tests/support/fake_network.h"
#include "tests/support/fake_output_store.h"
#include "tests/support/fake_remote_shell.h"
#include "tests/support/fake_sample_store.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/fake_signer.h"
#include "tests/support/fake_source.h"

namespace slipway::support {

/// Everything outside of an engine, simulated. Engines come and go; this stays.
struct FakeWorld {
    FakeFuse fuse;
    FakeClock clock;
    FakeLedger ledger{clock, fuse};
    FakeLocks locks;
    FakeRemoteShell shell{clock, fuse};
    FakeGit git{fuse};
    FakeHttp http{fuse};
    FakeSigner signer{fuse};
    FakeOutputStore output{fuse};
    FakeSampleStore samples{fuse};
    FakeSource source{fuse};
    FakeSecretStore secrets{fuse};
    FakeArtifacts artifacts{fuse};
    FakeTransfer transfer{fuse, clock};
    FakeForge forge{fuse};
    FakeAnchors anchors;
    FakeNetwork network{fuse};
    FakeAlertStore alerts{fuse};
    FakeMailer mailer{fuse};
    FakeDesktop desktop;
    engine::Parts parts{ledger,  locks,   shell,  git,     http,      signer,   output,
                        samples, clock,   source, secrets, artifacts, transfer, forge,
                        anchors, network, alerts, mailer,  desktop};
};

} // namespace slipway::support
