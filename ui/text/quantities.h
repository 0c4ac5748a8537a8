#pragma once
#include <QString>

namespace slipway::ui {

// Times and amounts as people read them. All instants are UTC milliseconds; times of day
// are shown in this computer's zone.

QString ago(qint64 atMs, qint64 nowMs);   ///< "12 min ago", "just now"
QString until(qint64 atMs, qint64 nowMs); ///< "in 2 h 54 min", "now"
QString span(qint64 ms);                  ///< "3 h 02 min", "9 s", "12 days"
QString stopwatch(qint64 ms);             ///< "0:38", "1:02:09"
QString timeOfDay(qint64 atMs);           ///< "14:16"
QString timeWithSeconds(qint64 atMs);     ///< "14:07:31"
QString timeWithMillis(qint64 atMs);      ///< "14:07:31.982"
/// "14:16" today, "tomorrow 14:16", "yesterday 14:16", else "20 Nov 14:16".
QString dayAndTime(qint64 atMs, qint64 nowMs);
QString latency(qint64 us);                    ///< "38 ms", "1.2 s"; "–" below zero
QString percent(double share, int digits = 1); ///< 0.999 -> "99.9 %"; never rounds up to 100
QString dataSize(qint64 bytes);                ///< "64 MiB", "1.2 GiB", "700 bytes"
QString zoneWord(qint64 atMs);                 ///< "UTC+01:00"
QString shortCommit(const QString& commit);    ///< seven digits
QString shortFingerprint(const QString& text); ///< "5d0e…71", "SHA256:Yk3…p0"

} // namespace slipway::ui
