#include "app/base/moment.h"

#include "app/base/duration.h"

#include <QDateTime>

namespace slipway::base {

std::optional<qint64> parseMoment(const QString& text, qint64 nowMs) {
    if (const auto ago = parseDuration(text))
        return nowMs - ago->count();
    const QTime time =
        QTime::fromString(text, text.size() > 5 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    const QDateTime moment =
        time.isValid()
            ? QDateTime(QDateTime::fromMSecsSinceEpoch(nowMs).date(), time)
            : QDateTime::fromString(QString(text).replace(QLatin1Char(' '), QLatin1Char('T')), Qt::ISODate);
    if (!moment.isValid())
        return {};
    return moment.toMSecsSinceEpoch();
}

} // namespace slipway::base
