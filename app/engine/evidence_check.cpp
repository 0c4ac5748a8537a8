#include "app/engine/evidence_check.h"

#include <QCoreApplication>
#include <algorithm>
#include <memory>

namespace slipway::engine {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("engine", text);
}

bool isRecorded(const Attempt& attempt) {
    return !attempt.outDigest.isEmpty() && attempt.outBytes + attempt.errBytes > 0;
}

class Evidence : public std::enable_shared_from_this<Evidence> {
public:
    Evidence(const Parts& parts, const Deployment& deployment, qint64 untilMs, QObject* context,
             std::function<void(const base::Result<QString>&)> then)
        : m_parts(parts)
        , m_deployment(deployment)
        , m_context(context)
        , m_then(std::move(then)) {
        for (const Attempt& attempt : m_deployment.attempts)
            if (isRecorded(attempt) && attempt.endedAtMs <= untilMs)
                m_left.append(attempt);
    }

    void next() {
        if (m_left.isEmpty()) {
            m_then(QString());
            return;
        }
        const Attempt attempt = m_left.takeFirst();
        base::deliver(m_parts.output.settle({m_deployment.id, attempt.id}), m_context,
                      [self = shared_from_this(), attempt](const base::Result<ports::OutputDigest>& now) {
                          if (!now.ok() && now.error().kind != base::ErrorKind::Corrupt)
                              self->m_then(now.error());
                          else if (const QString what = self->difference(attempt, now); !what.isEmpty())
                              self->m_then(what);
                          else
                              self->next();
                      });
    }

private:
    QString difference(const Attempt& attempt, const base::Result<ports::OutputDigest>& now) const {
        if (now.ok() && now->out == attempt.outDigest && now->err == attempt.errDigest)
            return {};
        const Step* step = m_deployment.plan.step(attempt.step);
        const QString what = step ? step->title : attempt.step.text();
        const QString where = attempt.host.isEmpty() ? tr("this computer") : attempt.host.text();
        return now.ok() && now->outBytes + now->errBytes == 0
                   ? tr("The output of “%1” on %2 is gone (attempt %3).").arg(what, where, attempt.id.text())
                   : tr("The output of “%1” on %2 is not what was recorded when it ended (attempt %3).")
                         .arg(what, where, attempt.id.text());
    }

    const Parts& m_parts;
    Deployment m_deployment;
    QObject* m_context;
    std::function<void(const base::Result<QString>&)> m_then;
    QList<Attempt> m_left;
};

} // namespace

void checkEvidence(const Parts& parts, const Deployment& deployment, qint64 untilMs, QObject* context,
                   std::function<void(const base::Result<QString>&)> then) {
    std::make_shared<Evidence>(parts, deployment, untilMs, context, std::move(then))->next();
}

int recordedOutputs(const Deployment& deployment) {
    return static_cast<int>(
        std::count_if(deployment.attempts.begin(), deployment.attempts.end(), isRecorded));
}

} // namespace slipway::engine
