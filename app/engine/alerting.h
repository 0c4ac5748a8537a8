#pragma once
#include "app/engine/observer.h"
#include "app/engine/secret_values.h"
#include "app/engine/troubles.h"

namespace slipway::engine {

/// Tells people what is wrong, once, while this process observes: folds troubles into incidents, keeps what
/// is to be told in the outbox, and sends it until it arrived. Main thread.
class Alerting : public QObject {
    Q_OBJECT
public:
    Alerting(const Parts& parts, History& history, Observer& observer, QObject* parent = nullptr);
    ~Alerting() override;
    void begin();
    /// Sends a test to one channel at once, also while it is quiet; Error{NotFound}: there is no such
    /// channel.
    base::Future<void> test(const QString& channel);

Q_SIGNALS:
    /// Something was opened, is over, was sent or could not be.
    void changed();

private:
    struct Looking;
    void round();
    void ping();
    void look(const std::shared_ptr<Looking>& looking);
    void turn(const Looking& seen);
    void deliver();
    void deliverNext(QList<ports::OutboxLine> lines);
    void send(const domain::AlertChannel& channel, const domain::AlertMessage& message, const QString& id,
              const std::function<void(const base::Result<void>&)>& done);
    void sendHttp(QList<domain::HttpQuestion> questions,
                  const std::function<void(const base::Result<void>&)>& done);
    void sent(ports::OutboxLine line, const base::Result<void>& done, const QList<ports::OutboxLine>& left);

    const Parts& m_parts;
    History& m_history;
    Observer& m_observer;
    std::optional<QList<domain::Incident>> m_incidents; ///< none until the store was read
    bool m_delivering = false;
    std::optional<qint64> m_pingedBootMs;
    std::stop_source m_stop;
};

} // namespace slipway::engine
