#pragma once
#include "app/domain/step_kind.h"

namespace slipway::domain::steps {

// Every kind of step, each in the file of its name; stepKinds() lists them.
const StepKind& run();
const StepKind& http();
const StepKind& git();
const StepKind& file();
const StepKind& ci();
const StepKind& item();
const StepKind& approval();
const StepKind& wait();
const StepKind& health();
const StepKind& switchOver();
const StepKind& upload();
const StepKind& symlink();
const StepKind& systemd();
const StepKind& pm2();
const StepKind& docker();
const StepKind& compose();
const StepKind& load();
const StepKind& logHasId();

} // namespace slipway::domain::steps
