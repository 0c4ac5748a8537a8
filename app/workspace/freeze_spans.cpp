#include "app/workspace/freeze_spans.h"

#include "app/workspace/recurrence.h"

#include <algorithm>

namespace slipway::workspace {

using domain::FreezeSpan;
using domain::FreezeWindow;

namespace {

constexpr int daysOfWeek = 7;

int offsetAt(const QTimeZone& zone, qint64 utcMs) {
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
}

/// Collects the times of one window that touch [from, to).
class Expansion {
public:
    Expansion(const FreezeWindow& window, qint64 fromMs, qint64 toMs)
        : m_window(window)
        , m_zone(window.zone.toUtf8())
        , m_fromMs(fromMs)
        , m_toMs(toMs) {}

    QList<FreezeSpan> spans() {
        if (!m_zone.isValid())
            return {};
        switch (m_window.kind) {
        case FreezeWindow::Kind::Weekly:
            weekly();
            break;
        case FreezeWindow::Kind::Dates:
            add(instantOf(m_window.start, m_zone, Edge::Start), instantOf(m_window.end, m_zone, Edge::End));
            break;
        case FreezeWindow::Kind::Recurring:
            recurring();
            break;
        }
        return m_spans;
    }

private:
    void weekly() {
        int days = (m_window.endDay - m_window.startDay + daysOfWeek) % daysOfWeek;
        if (days == 0 && m_window.endTime <= m_window.startTime)
            days = daysOfWeek;
        const QDate last = local(m_toMs).date().addDays(1);
        for (QDate date = local(m_fromMs).date().addDays(-daysOfWeek - 1); date <= last;
             date = date.addDays(1)) {
            if (date.dayOfWeek() != m_window.startDay)
                continue;
            add(instantOf(QDateTime(date, m_window.startTime, Qt::UTC), m_zone, Edge::Start),
                instantOf(QDateTime(date.addDays(days), m_window.endTime, Qt::UTC), m_zone, Edge::End));
        }
    }
    void recurring() {
        const qint64 length = m_window.length.count();
        const auto starts = occurrences({m_window.rule, m_window.start, m_zone},
                                        local(m_fromMs - length).addDays(-1), local(m_toMs).addDays(1));
        for (const QDateTime& start : starts) {
            const qint64 at = instantOf(start, m_zone, Edge::Start);
            add(at, at + length);
        }
    }
    QDateTime local(qint64 utcMs) const {
        return QDateTime::fromMSecsSinceEpoch(utcMs + offsetAt(m_zone, utcMs) * 1000LL, Qt::UTC);
    }
    void add(qint64 startMs, qint64 endMs) {
        if (endMs > m_fromMs && startMs < m_toMs && endMs > startMs)
            m_spans.append({startMs, endMs, offsetAt(m_zone, startMs), offsetAt(m_zone, endMs), m_window.zone,
                            m_window.reason, m_window.overrun});
    }

    const FreezeWindow& m_window;
    QTimeZone m_zone;
    qint64 m_fromMs, m_toMs;
    QList<FreezeSpan> m_spans;
};

} // namespace

qint64 instantOf(const QDateTime& local, const QTimeZone& zone, Edge edge) {
    constexpr qint64 dayMs = 86'400'000;
    const qint64 naive = local.toMSecsSinceEpoch();
    const int before = offsetAt(zone, naive - dayMs);
    const int after = offsetAt(zone, naive + dayMs);
    QList<qint64> fits;
    for (const int offset : {before, after})
        if (const qint64 at = naive - offset * 1000LL; offsetAt(zone, at) == offset)
            fits.append(at);
    if (fits.isEmpty())
        return naive - before * 1000LL;
    return edge == Edge::Start ? *std::min_element(fits.begin(), fits.end())
                               : *std::max_element(fits.begin(), fits.end());
}

QList<FreezeSpan> freezeSpans(const QList<FreezeWindow>& windows, qint64 fromMs, qint64 toMs) {
    QList<FreezeSpan> spans;
    for (const FreezeWindow& window : windows)
        spans += Expansion(window, fromMs, toMs).spans();
    std::stable_sort(spans.begin(), spans.end(),
                     [](const FreezeSpan& a, const FreezeSpan& b) { return a.startMs < b.startMs; });
    return spans;
}

} // namespace slipway::workspace
