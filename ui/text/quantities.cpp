#include "ui/text/quantities.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <cmath>

namespace slipway::ui {
namespace {

struct Quantities {
    Q_DECLARE_TR_FUNCTIONS(Quantities)
};

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString twoDigits(qint64 number) {
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QDateTime local(qint64 atMs) {
    return QDateTime::fromMSecsSinceEpoch(atMs);
}

} // namespace

QString span(qint64 ms) {
    if (ms < minute)
        return Quantities::tr("%1 s").arg(ms / second);
    if (ms < hour)
        return Quantities::tr("%1 min").arg(ms / minute);
    if (ms < 2 * day) {
        const qint64 minutes = ms % hour / minute;
        return minutes == 0 ? Quantities::tr("%1 h").arg(ms / hour)
                            : Quantities::tr("%1 h %2 min").arg(ms / hour).arg(twoDigits(minutes));
    }
    return Quantities::tr("%n days", nullptr, static_cast<int>(ms / day));
}

QString ago(qint64 atMs, qint64 nowMs) {
    const qint64 passed = nowMs - atMs;
    if (passed < 5 * second)
        return Quantities::tr("just now");
    // Hours without minutes beyond three: nobody reads "9 h 14 min ago" faster than "9 h ago".
    const qint64 shown = passed >= 3 * hour && passed < 2 * day ? passed - passed % hour : passed;
    return Quantities::tr("%1 ago").arg(span(shown));
}

QString until(qint64 atMs, qint64 nowMs) {
    return atMs <= nowMs ? Quantities::tr("now") : Quantities::tr("in %1").arg(span(atMs - nowMs));
}

QString stopwatch(qint64 ms) {
    const qint64 whole = std::max<qint64>(0, ms) / second;
    const QString rest = twoDigits(whole % 60);
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(rest);
    return QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(twoDigits(whole / 60 % 60), rest);
}

QString timeOfDay(qint64 atMs) {
    return local(atMs).toString(QStringLiteral("HH:mm"));
}
QString timeWithSeconds(qint64 atMs) {
    return local(atMs).toString(QStringLiteral("HH:mm:ss"));
}
QString timeWithMillis(qint64 atMs) {
    return local(atMs).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString dayAndTime(qint64 atMs, qint64 nowMs) {
    const QDate then = local(atMs).date();
    const QDate today = local(nowMs).date();
    if (then == today)
        return timeOfDay(atMs);
    if (then == today.addDays(1))
        return Quantities::tr("tomorrow %1").arg(timeOfDay(atMs));
    if (then == today.addDays(-1))
        return Quantities::tr("yesterday %1").arg(timeOfDay(atMs));
    return QLocale().toString(local(atMs), QStringLiteral("d MMM HH:mm"));
}

QString latency(qint64 us) {
    if (us < 0)
        return QStringLiteral("–");
    if (us < 1000)
        return Quantities::tr("< 1 ms");
    if (us < 1'000'000)
        return Quantities::tr("%1 ms").arg((us + 500) / 1000);
    return Quantities::tr("%1 s").arg(QLocale().toString(static_cast<double>(us) / 1e6, 'f', 1));
}

QString percent(double share, int digits) {
    // Cut, not rounded: 99.96 % up is not 100 %.
    const double scale = std::pow(10, digits);
    const double cut = std::floor(share * 100 * scale + 1e-9) / scale;
    const bool whole = cut >= 100 || (cut <= 0 && share <= 0 && digits == 0);
    return Quantities::tr("%1 %").arg(QLocale().toString(cut, 'f', whole ? 0 : digits));
}

QString dataSize(qint64 bytes) {
    QString words = QLocale().formattedDataSize(bytes, 1);
    // "64.0 MiB" pretends to know more than "64 MiB".
    words.replace(QLocale().decimalPoint() + QLatin1String("0 "), QLatin1String(" "));
    return words;
}

QString zoneWord(qint64 atMs) {
    const int offset = local(atMs).offsetFromUtc() / 60;
    return QStringLiteral("UTC%1%2:%3")
        .arg(offset < 0 ? QStringLiteral("−") : QStringLiteral("+"), twoDigits(std::abs(offset) / 60),
             twoDigits(std::abs(offset) % 60));
}

QString shortCommit(const QString& commit) {
    return commit.left(7);
}

QString shortFingerprint(const QString& text) {
    const QString prefix = text.startsWith(QLatin1StringView("SHA256:")) ? text.left(7) : QString();
    const QString rest = text.mid(prefix.size());
    if (rest.size() <= 8)
        return text;
    return prefix + rest.left(4) + QStringLiteral("…") + rest.right(2);
}

} // namespace slipway::ui
