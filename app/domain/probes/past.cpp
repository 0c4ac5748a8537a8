#include "app/domain/probes/past.h"

#include "app/domain/probes/parts.h"

#include <algorithm>
#include <cmath>

namespace slipway::domain::probes {

namespace {

/// What is known of a long time needs no more samples than this many a minute.
constexpr qint64 shortestStepMs = 30'000;
/// A sample speaks for so much of its period (stretches()), and must not speak for what is not proven.
constexpr double reach = 2.5;
constexpr qsizetype mostLines = 5000;

struct Span {
    qint64 fromMs = 0, toMs = 0;
    bool isUp = false;
    QString words;
};

/// "up 1700000000 1700000300"; nothing: another line, or nothing of the gap.
std::optional<Span> spanOf(const QByteArray& line, const Gap& gap) {
    const QList<QByteArray> words = line.split(' ');
    if (words.size() < 3 || (words.first() != "up" && words.first() != "down"))
        return {};
    bool isFrom = false, isTo = false;
    Span span;
    span.isUp = words.first() == "up";
    span.fromMs = std::max(gap.fromMs, words.at(1).toLongLong(&isFrom) * 1000);
    span.toMs = std::min(gap.toMs, words.at(2).toLongLong(&isTo) * 1000);
    if (!isFrom || !isTo || span.fromMs >= span.toMs)
        return {};
    if (!span.isUp)
        span.words = lineOf(words.mid(3).join(' '));
    return span;
}

void addSamples(QList<PastSeen>& past, const Span& span, const Probe& probe) {
    const qint64 length = span.toMs - span.fromMs;
    // So many in a row that it is believed, however short it was.
    const qint64 least = std::max(1, span.isUp ? probe.recoversAfter : probe.failsAfter);
    const qint64 step =
        std::clamp<qint64>(length / least, 1, std::max<qint64>(shortestStepMs, probe.every.count()));
    const Seen seen = span.isUp ? Seen{SampleOutcome::Ok}
                                : Seen{SampleOutcome::Fail,
                                       span.words.isEmpty() ? QStringLiteral("it did not run") : span.words};
    for (qint64 at = span.fromMs; at < span.toMs; at += step) {
        const auto left = static_cast<qint64>(std::ceil(static_cast<double>(span.toMs - at) / reach));
        past.append({at, std::clamp<qint64>(left, 1, step), seen});
    }
}

} // namespace

const char* const pastFunctions = R"sh(shift=$(($(date +%s) - SLIPWAY_NOW))
# A question takes its time: what is within that is the same clock.
case $shift in -[0-2] | [0-9]) shift=0 ;; esac
from=$((SLIPWAY_FROM + shift))
to=$((SLIPWAY_TO + shift))
here() { echo $(($1 - shift)); }
# $1 up or down from $2 until $3, times of the host, and words.
tell() {
  said=$1 begun=$(here "$2") ended=$(here "$3")
  shift 3
  say "$said $begun $ended $*"
}
booted() { sed -n 's/^btime //p' /proc/stat 2>/dev/null; }
# When the process $1 was started.
since_of() {
  ticks=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20)
  hertz=$(getconf CLK_TCK 2>/dev/null || echo 100)
  start=$(booted)
  case ${ticks:-x}${start:-x} in *[!0-9]*) ;; *) echo $((start + ticks / hertz)) ;; esac
}
# It runs, and has since $1.
up_since() {
  case $1 in '' | *[!0-9]*) return ;; esac
  [ "$1" -gt "$from" ] || set -- "$from"
  [ "$1" -ge "$to" ] || tell up "$1" "$to"
}
)sh";

Variables pastVariables(const Gap& gap, qint64 nowMs) {
    return {{QStringLiteral("SLIPWAY_FROM"), QString::number(gap.fromMs / 1000)},
            {QStringLiteral("SLIPWAY_TO"), QString::number((gap.toMs + 999) / 1000)},
            {QStringLiteral("SLIPWAY_NOW"), QString::number(nowMs / 1000)}};
}

QList<PastSeen> readPast(const Probe& probe, const Gap& gap, const QByteArray& output) {
    QList<Span> spans;
    for (const QByteArray& line : output.split('\n').mid(0, mostLines))
        if (const auto span = spanOf(line, gap))
            spans.append(*span);
    std::stable_sort(spans.begin(), spans.end(),
                     [](const Span& one, const Span& other) { return one.fromMs < other.fromMs; });
    QList<PastSeen> past;
    qint64 told = gap.fromMs;
    for (Span& span : spans) {
        span.fromMs = std::max(span.fromMs, told); // each moment is told of once
        if (span.fromMs >= span.toMs)
            continue;
        addSamples(past, span, probe);
        told = span.toMs;
    }
    return past;
}

} // namespace slipway::domain::probes
