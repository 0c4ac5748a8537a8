#pragma once
#include "app/engine/secret_values.h"

#include <QObject>

namespace slipway::engine {

/// Asks one question from this computer (HTTP, Git, a forge) or waits. After a crash it is asked again,
/// unless it is a request that must not be repeated: then its outcome is unknown. What comes back is
/// masked before anybody sees it. Main thread.
class LocalRun : public QObject {
    Q_OBJECT
public:
    struct Attempt {
        domain::AttemptId id;
        qint64 sinceMs = 0;   ///< boot milliseconds that passed since the intent, for waits and `within`
        bool resumed = false; ///< the intent is from an earlier life, which may have acted on it
    };
    LocalRun(const Parts& parts, const domain::StepKind& kind, domain::Operation operation, Attempt attempt,
             QObject* parent);
    ~LocalRun() override;
    void begin();
    void askStop();
    /// What was asked and answered, as lines; kept as the attempt's output.
    const QByteArray& transcript() const { return m_transcript; }

Q_SIGNALS:
    void finished(const slipway::domain::Judgement& judgement);

private:
    void beginHttp(const domain::HttpQuestion& question);
    void askHttp(const domain::HttpQuestion& question);
    void tell(const domain::HttpQuestion& question, const domain::HttpAnswer& answer,
              const domain::Judgement& judgement);
    void askGit(const domain::GitQuestion& question);
    void beginCi(const domain::CiQuestion& question);
    void askCi(const domain::CiQuestion& question);
    void tell(const domain::CiQuestion& question, const domain::CiAnswer& answer,
              const domain::Judgement& judgement);
    /// Reads the secrets, or ends; `then` comes in a later turn.
    void withValues(const QList<domain::SecretSource>& sources, std::function<void()> then);
    void askHealth(const domain::HealthQuestion& question);
    void judged(const domain::Answer& answer);
    void end(const domain::Judgement& judgement);

    const Parts& m_parts;
    const domain::StepKind& m_kind;
    domain::Operation m_operation;
    std::stop_source m_stop;
    SecretValues m_secrets; ///< stand in a request's headers and nowhere else
    base::Masks m_masks;
    QByteArray m_transcript;
    QByteArray m_lastTold;
    qint64 m_begunBootMs = 0;
    Attempt m_attempt;
    bool m_ended = false;
};

} // namespace slipway::engine
