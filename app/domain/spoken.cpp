#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <QDateTime>

namespace slipway::domain {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("gates", text);
}

} // namespace

QString spokenDuration(qint64 ms) {
    const qint64 seconds = qMax<qint64>(0, ms) / 1000;
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (minutes < 60)
        return seconds % 60 && minutes < 10 ? tr("%1 min %2 s").arg(minutes).arg(seconds % 60)
                                            : tr("%1 min").arg(minutes);
    if (hours < 48)
        return minutes % 60 ? tr("%1 h %2 min").arg(hours).arg(minutes % 60) : tr("%1 h").arg(hours);
    return tr("%1 days").arg(days);
}

QString spokenInstant(qint64 utcMs) {
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm")) +
           QStringLiteral(" UTC");
}

} // namespace slipway::domain
