#pragma once
#include "app/domain/health.h"

#include <QHash>
#include <QPair>
#include <limits>

namespace slipway::engine {

/// An environment's samples, sorted into lanes by probe and host as they come: what is read again and again
/// costs only what is new. Of any one thread; a copy shares until either changes.
class KeptSamples {
public:
    static constexpr qint64 forever = std::numeric_limits<qint64>::max();
    KeptSamples() = default;
    /// In time order, as the store reads them.
    KeptSamples(const QList<domain::Sample>& samples) { take(samples, 0); } // NOLINT(google-explicit-*)
    /// What was read from `fromMs` on, and before `untilMs`, stands for all that was known from then on.
    void take(const QList<domain::Sample>& read, qint64 fromMs, qint64 untilMs = forever);
    void dropBefore(qint64 timeMs);
    /// What is kept from a time on.
    KeptSamples since(qint64 timeMs) const;
    qsizetype count() const;
    /// In time order; none of a probe that was never asked.
    QList<domain::Sample> of(const domain::ProbeName& probe, const domain::HostName& host) const;
    /// Those without a probe, in time order: gaps and maintenance.
    QList<domain::Sample> notes() const { return of({}, {}); }

private:
    QHash<QPair<QString, QString>, QList<domain::Sample>> m_lanes;
};

} // namespace slipway::engine
