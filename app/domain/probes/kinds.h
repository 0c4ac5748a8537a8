#pragma once
#include "app/domain/probe_kind.h"

namespace slipway::domain::probes {

// One function per kind; its file says what it looks at.
const ProbeKind& http();
const ProbeKind& tcp();
const ProbeKind& tls();
const ProbeKind& dns();
const ProbeKind& run();
const ProbeKind& systemd();
const ProbeKind& pm2();
const ProbeKind& docker();
const ProbeKind& compose();
const ProbeKind& log();
const ProbeKind& accessLog();
const ProbeKind& disk();
const ProbeKind& memory();
const ProbeKind& cpuLoad();
const ProbeKind& backup();
const ProbeKind& sql();
const ProbeKind& prometheus();

} // namespace slipway::domain::probes
