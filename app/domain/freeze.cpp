#include "app/domain/freeze.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace slipway::domain {

namespace {

constexpr qint64 dayMs = 86'400'000;

QString tr(const char* text) {
    return QCoreApplication::translate("freeze", text);
}

/// Spans in the order of their starts, joined where no moment lies between them.
QList<Freeze> joined(QList<FreezeSpan> spans) {
    std::stable_sort(spans.begin(), spans.end(),
                     [](const FreezeSpan& a, const FreezeSpan& b) { return a.startMs < b.startMs; });
    QList<Freeze> list;
    for (const FreezeSpan& span : spans) {
        if (list.isEmpty() || span.startMs > list.last().endMs())
            list.append({span, span, {}});
        else if (span.endMs > list.last().endMs())
            list.last().last = span;
        if (!span.reason.isEmpty() && !list.last().reasons.contains(span.reason))
            list.last().reasons.append(span.reason);
    }
    return list;
}

QString dayName(int day) {
    static const char* const names[] = {
        QT_TRANSLATE_NOOP("freeze", "Mon"), QT_TRANSLATE_NOOP("freeze", "Tue"),
        QT_TRANSLATE_NOOP("freeze", "Wed"), QT_TRANSLATE_NOOP("freeze", "Thu"),
        QT_TRANSLATE_NOOP("freeze", "Fri"), QT_TRANSLATE_NOOP("freeze", "Sat"),
        QT_TRANSLATE_NOOP("freeze", "Sun")};
    return tr(names[day - 1]);
}

QString startOf(const Freeze& freeze, qint64 nowMs) {
    const QString edge = freezeEdge(freeze.startMs(), freeze.first.startOffsetS, nowMs);
    return freeze.first.zone == freeze.last.zone ? edge
                                                 : QStringLiteral("%1 (%2)").arg(edge, freeze.first.zone);
}

QString because(const Freeze& freeze) {
    return freeze.reasons.isEmpty() ? QString()
                                    : QStringLiteral(": ") + freeze.reasons.join(QStringLiteral(", "));
}

} // namespace

FreezeOutlook outlook(const QList<FreezeSpan>& spans, qint64 nowMs) {
    FreezeOutlook found;
    for (const Freeze& freeze : joined(spans)) {
        if (freeze.startMs() <= nowMs && nowMs < freeze.endMs())
            found.now = freeze;
        else if (freeze.startMs() > nowMs && !found.next)
            found.next = freeze;
    }
    return found;
}

const FreezeSpan* refusedOverrun(const QList<FreezeSpan>& spans, qint64 nowMs, qint64 lengthMs) {
    const FreezeSpan* first = nullptr;
    for (const FreezeSpan& span : spans)
        if (span.overrun == Overrun::Refuse && span.startMs > nowMs && nowMs + lengthMs > span.startMs &&
            (!first || span.startMs < first->startMs))
            first = &span;
    return first;
}

QString freezeEdge(qint64 atMs, int offsetS, qint64 nowMs) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(atMs + offsetS * 1000LL, Qt::UTC);
    // From six days on the day's name could be taken for the one of this week.
    if (std::abs(atMs - nowMs) >= 6 * dayMs)
        return local.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return QStringLiteral("%1 %2").arg(dayName(local.date().dayOfWeek()),
                                       local.toString(QStringLiteral("HH:mm")));
}

QString frozenUntil(const Freeze& freeze, qint64 nowMs) {
    return tr("frozen until %1").arg(freezeEdge(freeze.endMs(), freeze.last.endOffsetS, nowMs));
}

QString frozenWords(const Freeze& freeze, qint64 nowMs) {
    return tr("frozen since %1 until %2 (%3)%4")
        .arg(startOf(freeze, nowMs), freezeEdge(freeze.endMs(), freeze.last.endOffsetS, nowMs),
             freeze.last.zone, because(freeze));
}

QString freezeForecast(const Freeze& freeze, qint64 nowMs) {
    return tr("freeze starts in %1 (%2 %3%4)")
        .arg(spokenDuration(freeze.startMs() - nowMs),
             freezeEdge(freeze.startMs(), freeze.first.startOffsetS, nowMs), freeze.first.zone,
             because(freeze));
}

QString overrunWords(const FreezeSpan& span, qint64 nowMs, qint64 lengthMs) {
    return tr("this plan takes about %1 and would run into the freeze of %2 (%3)")
        .arg(spokenDuration(lengthMs), freezeEdge(span.startMs, span.startOffsetS, nowMs), span.zone);
}

} // namespace slipway::domain
