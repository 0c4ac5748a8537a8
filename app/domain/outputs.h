#pragma once
#include "app/domain/deployment.h"

namespace slipway::domain {

/// Something whose output is kept: a try of a step on a host, a witness, or a log of the application.
struct Output {
    enum class Of {
        Step,
        Log,     ///< a log of the application, as it was kept during the watch
        Witness, ///< what a witness wrote for this program to read, not for people
    };
    Of of = Of::Step;
    AttemptId attempt;
    HostName host;       ///< empty: this computer
    QString step, title; ///< of a log: "log", and "Log pm2 orders"
    int number = 1, tries = 1;
    qint64 fromMs = 0, endedAtMs = 0; ///< UTC; 0: it has not ended
    QString outDigest, errDigest;     ///< as recorded when it ended; empty: nothing was
    qint64 leftOutBytes = 0;
};

/// All of a deployment, oldest first of each kind.
QList<Output> outputsOf(const Deployment& deployment);

} // namespace slipway::domain
