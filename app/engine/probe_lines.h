#pragma once
#include "app/engine/history.h"
#include "app/engine/probe_questions.h"

namespace slipway::engine {

/// The question of an environment with this label (ProbeQuestion::label); nothing when there is none.
std::optional<ProbeQuestion> questionLabelled(const domain::Project& project,
                                              const domain::EnvironmentName& environment,
                                              const QString& label);

/// The lines that a probe of a log counts, the newest last; at most 50, free of control characters.
/// Error{NotFound}: it counts no lines; else those of RemoteShell::query. Main thread.
base::Future<QStringList> probeLines(const Parts& parts, const domain::World& world,
                                     const ProbeQuestion& question, QObject* owner);

} // namespace slipway::engine
