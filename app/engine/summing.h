#pragma once
#include "app/engine/history.h"
#include "app/engine/observer.h"

namespace slipway::engine {

/// Keeps the samples bounded: what is older than a day and belongs to no watch is summed up in minutes (kept
/// for 90 days) and hours (two years), and its raw samples go. Those of a watch, and of the day before it,
/// are evidence and stay. Only while this process observes; an hour at a time. Main thread.
class Summing : public QObject {
    Q_OBJECT
public:
    Summing(const Parts& parts, History& history, Observer& observer, QObject* parent = nullptr);
    void begin();

private:
    void round();
    void next(QList<domain::EnvironmentName> left);
    void sumHour(const domain::Environment& environment, qint64 fromMs,
                 const QList<domain::EnvironmentName>& left);
    bool isEvidence(const domain::EnvironmentName& environment, qint64 fromMs, qint64 toMs) const;

    const Parts& m_parts;
    History& m_history;
    Observer& m_observer;
    bool m_hasBegun = false;
    base::WorkQueue m_queue{QStringLiteral("points")};
};

} // namespace slipway::engine
