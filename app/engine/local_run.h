#pragma once
#include "app/engine/parts.h"

#include <QObject>

namespace slipway::engine {

/// Asks one question from this computer (HTTP, Git) or waits. Read-only, so after a crash it
/// is simply asked again. Main thread.
class LocalRun : public QObject {
    Q_OBJECT
public:
    /// `sinceMs`: boot milliseconds that already passed since the intent, for waits and `within`.
    LocalRun(const Parts& parts, const domain::StepKind& kind, domain::Operation operation, qint64 sinceMs,
             QObject* parent);
    ~LocalRun() override;
    void begin();
    void askStop();
    /// What was asked and answered, as lines; kept as the attempt's output.
    const QByteArray& transcript() const { return m_transcript; }

Q_SIGNALS:
    void finished(const slipway::domain::Judgement& judgement);

private:
    void askHttp(const domain::HttpQuestion& question);
    void tell(const domain::HttpQuestion& question, const domain::HttpAnswer& answer,
              const domain::Judgement& judgement);
    void askHealth(const domain::HealthQuestion& question);
    void judged(const domain::Answer& answer);
    void end(const domain::Judgement& judgement);

    const Parts& m_parts;
    const domain::StepKind& m_kind;
    domain::Operation m_operation;
    std::stop_source m_stop;
    QByteArray m_transcript;
    QByteArray m_lastTold;
    qint64 m_begunBootMs = 0;
    qint64 m_sinceMs;
    bool m_ended = false;
};

} // namespace slipway::engine
