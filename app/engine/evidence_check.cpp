#include "app/engine/evidence_check.h"

#include "app/domain/outputs.h"

#include <QCoreApplication>
#include <algorithm>
#include <memory>

namespace slipway::engine {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("engine", text);
}

bool isRecorded(const Output& output) {
    return !output.outDigest.isEmpty();
}

class Evidence : public std::enable_shared_from_this<Evidence> {
public:
    Evidence(const Parts& parts, const Deployment& deployment, qint64 untilMs, QObject* context,
             std::function<void(const base::Result<QString>&)> then)
        : m_parts(parts)
        , m_deployment(deployment.id)
        , m_context(context)
        , m_then(std::move(then)) {
        for (const Output& output : outputsOf(deployment))
            if (isRecorded(output) && output.endedAtMs <= untilMs)
                m_left.append(output);
    }

    void next() {
        if (m_left.isEmpty()) {
            m_then(QString());
            return;
        }
        const Output output = m_left.takeFirst();
        base::deliver(m_parts.output.settle({m_deployment, output.attempt}), m_context,
                      [self = shared_from_this(), output](const base::Result<ports::OutputDigest>& now) {
                          if (!now.ok() && now.error().kind != base::ErrorKind::Corrupt)
                              self->m_then(now.error());
                          else if (const QString what = self->difference(output, now); !what.isEmpty())
                              self->m_then(what);
                          else
                              self->next();
                      });
    }

private:
    QString difference(const Output& output, const base::Result<ports::OutputDigest>& now) const {
        if (now.ok() && now->out == output.outDigest && now->err == output.errDigest)
            return {};
        const QString what = output.title.isEmpty() ? output.step : output.title;
        const QString where = output.host.isEmpty() ? tr("this computer") : output.host.text();
        return now.ok() && now->outBytes + now->errBytes == 0
                   ? tr("The output of “%1” on %2 is gone (attempt %3).")
                         .arg(what, where, output.attempt.text())
                   : tr("The output of “%1” on %2 is not what was recorded when it ended (attempt %3).")
                         .arg(what, where, output.attempt.text());
    }

    const Parts& m_parts;
    const DeploymentId m_deployment;
    QObject* m_context;
    std::function<void(const base::Result<QString>&)> m_then;
    QList<Output> m_left;
};

} // namespace

void checkEvidence(const Parts& parts, const Deployment& deployment, qint64 untilMs, QObject* context,
                   std::function<void(const base::Result<QString>&)> then) {
    std::make_shared<Evidence>(parts, deployment, untilMs, context, std::move(then))->next();
}

int recordedOutputs(const Deployment& deployment) {
    const QList<Output> outputs = outputsOf(deployment);
    return static_cast<int>(std::count_if(outputs.begin(), outputs.end(), isRecorded));
}

} // namespace slipway::engine
