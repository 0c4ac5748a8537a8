#pragma once
#include "app/models/views.h"

namespace slipway::models {

/// What is known of something that went wrong, to be put into an issue tracker.
struct NoteSource {
    QString project, environment, title, reason; ///< reason: untrusted
    qint64 fromMs = 0, toMs = 0;                 ///< UTC
    bool lasts = false;
    QString version, commit, deployment; ///< what ran there; empty: nothing that Slipway deployed
    qint64 liveAtMs = 0;
    QStringList lines{}; ///< of a log; untrusted
    QStringList contacts{};
    QList<WatchMark> marks{}; ///< around that time
};

/// Markdown, in English words of the current language; times are UTC. What is untrusted stands in code spans
/// and blocks that it cannot leave.
QString incidentNote(const NoteSource& source);

} // namespace slipway::models
