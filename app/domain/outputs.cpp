#include "app/domain/outputs.h"

#include <QCoreApplication>

namespace slipway::domain {

namespace {

/// Which try of the same thing on the same host each is.
void count(QList<Output>& outputs) {
    QHash<QString, int> tries;
    const auto key = [](const Output& one) {
        return QStringLiteral("%1\n%2\n%3").arg(one.step, one.title, one.host.text());
    };
    for (Output& one : outputs)
        one.number = ++tries[key(one)];
    for (Output& one : outputs)
        one.tries = tries.value(key(one));
}

} // namespace

QList<Output> outputsOf(const Deployment& deployment) {
    QList<Output> outputs;
    for (const Attempt& attempt : deployment.attempts) {
        Output output;
        output.attempt = attempt.id;
        output.host = attempt.host;
        output.step = attempt.step.text();
        if (const Step* step = deployment.plan.step(attempt.step))
            output.title = step->title;
        output.fromMs = attempt.intentAtMs;
        output.endedAtMs = attempt.endedAtMs;
        if (attempt.outBytes + attempt.errBytes > 0) {
            output.outDigest = attempt.outDigest;
            output.errDigest = attempt.errDigest;
        }
        output.leftOutBytes = attempt.leftOutBytes;
        outputs.append(output);
    }
    for (const Witness& witness : deployment.witnesses) {
        Output output;
        output.of = witness.keepsLog() ? Output::Of::Log : Output::Of::Witness;
        output.attempt = witness.attempt;
        output.host = witness.host;
        output.step = witness.keepsLog() ? QStringLiteral("log") : QStringLiteral("witness");
        output.title = witness.keepsLog() ? QCoreApplication::translate("outputs", "Log %1").arg(witness.log)
                                          : QCoreApplication::translate("outputs", "Witness");
        output.fromMs = witness.leftAtMs;
        output.endedAtMs = witness.endedAtMs;
        // Witnesses of before recorded only one of the two.
        if (!witness.errDigest.isEmpty()) {
            output.outDigest = witness.outDigest;
            output.errDigest = witness.errDigest;
        }
        output.leftOutBytes = witness.leftOutBytes;
        outputs.append(output);
    }
    count(outputs);
    return outputs;
}

} // namespace slipway::domain
