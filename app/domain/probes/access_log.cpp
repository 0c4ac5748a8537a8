#include "app/domain/probes/kinds.h"
#include "app/domain/probes/parts.h"

#include <QMap>

namespace slipway::domain::probes {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 usualOver = 5 * minuteMs;
constexpr qint64 longestOver = 60 * minuteMs;
constexpr qint64 usualLeast = 20;

// Reads lines of the Common Log Format and its Combined form (Apache mod_log_config, nginx `combined`), and
// prints what came in [from, to), times of the host, by the minute: "minute START REQUESTS FAILED", in
// seconds of UTC; before that "covers TIME", that of the first line it could read. A quote inside a request
// is written \" or \x22 there, so that what people ask for cannot pass for a status.
constexpr const char* counting = R"sh(counts() {
  awk -v from="$1" -v to="$2" '
    function days(y, m, d,   e, c) {
      if (m <= 2) { y--; m += 12 }
      c = int(y / 100)
      e = 365 * y + int(y / 4) - c + int(c / 4) + int((153 * (m - 3) + 2) / 5) + d - 1
      return e - 719468
    }
    {
      if (!match($0, /\[[0-9][0-9]\/[A-Z][a-z][a-z]\/[0-9][0-9][0-9][0-9]:[0-9][0-9]:[0-9][0-9]:[0-9][0-9] [-+][0-9][0-9][0-9][0-9]\]/)) next
      time = substr($0, RSTART + 1, 26)
      rest = substr($0, RSTART + RLENGTH)
      month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", substr(time, 4, 3)) + 2) / 3
      at = days(substr(time, 8, 4), month, substr(time, 1, 2)) * 86400 \
        + substr(time, 13, 2) * 3600 + substr(time, 16, 2) * 60 + substr(time, 19, 2)
      zone = substr(time, 23, 2) * 3600 + substr(time, 25, 2) * 60
      at -= (substr(time, 22, 1) == "-") ? -zone : zone
      if (!covered) { covered = 1; print "covers", at }
      if (at < from || at >= to) next
      gsub(/\\"/, "", rest)
      if (!match(rest, /^ "[^"]*" [1-5][0-9][0-9]( |$)/)) next
      minute = at - at % 60
      all[minute]++
      if (substr(rest, index(substr(rest, 3), "\"") + 4, 1) == "5") failed[minute]++
    }
    END { for (minute in all) print "minute", minute, all[minute], failed[minute] + 0 }
  '
}
file=$(at_home "$SLIPWAY_NAME")
[ -r "$file" ] || unknown "$file cannot be read"
)sh";

QString words(qint64 failed, qint64 requests) {
    return QStringLiteral("%1 of %2 requests failed").arg(failed).arg(requests);
}

/// How many requests of real users failed: the share of answers with 5xx in a web server's access log.
class AccessLog final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("access-log"); }
    QString unit(const QJsonObject&) const override { return QStringLiteral("%"); }
    QString usualDegraded(const QJsonObject&) const override { return QStringLiteral("> 1"); }
    QString usualFailing(const QJsonObject&) const override { return QStringLiteral("> 10"); }
    QList<Field> fields() const override {
        return {steps::duration("over", minuteMs, longestOver,
                                "so far back the requests are counted; 5m when absent"),
                integer("at-least", 1, 1'000'000,
                        "with fewer requests in that time nothing is measured; 20 when absent")};
    }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("Requests in %1").arg(mainOf(params));
    }
    QStringList complaints(const QJsonObject& params) const override {
        const QString problem = steps::pathProblem(mainOf(params));
        return problem.isEmpty() ? QStringList() : QStringList(QStringLiteral("access-log: %1").arg(problem));
    }
    /// Minutes before the gap count for its first ones.
    std::optional<ProbeLook> pastLook(const Probe& probe, const Variables& variables, const Gap& gap,
                                      qint64 nowMs) const override {
        return FixedLook::pastLook(probe, variables, {gap.fromMs - overOf(probe.params), gap.toMs}, nowMs);
    }
    base::Result<QList<PastSeen>> pastSeen(const Probe& probe, const Gap& gap,
                                           const ProbeSight& sight) const override;

protected:
    const char* script() const override {
        static const QByteArray all = QByteArray(counting) + R"sh(now=$(date +%s)
set -- $(tail -c 8388608 -- "$file" | counts "$((now - SLIPWAY_OVER))" "$((now + 60))" |
  awk '$1 == "minute" { all += $3; failed += $4 } END { print all + 0, failed + 0 }')
[ "$1" -gt 0 ] || { say "no request in $((SLIPWAY_OVER / 60)) min"; exit 0; }
[ "$1" -lt "$SLIPWAY_LEAST" ] || say "value $(awk -v all="$1" -v failed="$2" 'BEGIN { printf "%.3f", failed * 100 / all }')"
say "$2 of $1 requests failed"
exit 0
)sh";
        return all.constData();
    }
    const char* pastScript() const override {
        static const QByteArray all =
            QByteArray(counting) +
            R"sh({ [ ! -r "$file.1" ] || tail -c 33554432 -- "$file.1"; tail -c 33554432 -- "$file"; } |
  counts "$from" "$to" | while read -r what at requests failed; do
  case $what in
  covers) say "covers $(here "$at")" ;;
  minute) say "minute $(here "$at") $requests $failed" ;;
  esac
done
exit 0
)sh";
        return all.constData();
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_OVER"), QString::number(overOf(params) / 1000));
        variables.insert(QStringLiteral("SLIPWAY_LEAST"), QString::number(leastOf(params)));
    }

private:
    static qint64 overOf(const QJsonObject& params) {
        return steps::durationOf(params, "over", usualOver).count();
    }
    static qint64 leastOf(const QJsonObject& params) {
        return params.value(QStringLiteral("at-least")).toInteger(usualLeast);
    }
};

struct Minute {
    qint64 requests = 0, failed = 0;
};

base::Result<QList<PastSeen>> AccessLog::pastSeen(const Probe& probe, const Gap& gap,
                                                  const ProbeSight& sight) const {
    const auto* host = std::get_if<HostSight>(&sight);
    QList<PastSeen> past;
    if (!host || host->exitCode != 0)
        return past;
    QMap<qint64, Minute> minutes;
    std::optional<qint64> coversMs;
    for (const QByteArray& line : host->output.split('\n')) {
        const QList<QByteArray> said = line.split(' ');
        if (said.size() == 2 && said.first() == "covers")
            coversMs = said.at(1).toLongLong() * 1000;
        else if (said.size() == 4 && said.first() == "minute") {
            Minute& minute = minutes[said.at(1).toLongLong() * 1000 / minuteMs];
            minute.requests += said.at(2).toLongLong();
            minute.failed += said.at(3).toLongLong();
        }
    }
    if (!coversMs)
        return past;
    const qint64 least = leastOf(probe.params), window = overOf(probe.params) / minuteMs;
    for (qint64 minute = (gap.fromMs + minuteMs - 1) / minuteMs; minute * minuteMs < gap.toMs; ++minute) {
        // What was rotated away is not known.
        if ((minute - window) * minuteMs < *coversMs - minuteMs)
            continue;
        Minute sum;
        for (qint64 one = minute - window; one < minute; ++one) {
            const Minute there = minutes.value(one);
            sum.requests += there.requests;
            sum.failed += there.failed;
        }
        Seen seen{SampleOutcome::Ok, words(sum.failed, sum.requests)};
        if (sum.requests == 0)
            seen.reason = QStringLiteral("no request in %1 min").arg(window);
        else if (sum.requests >= least)
            seen.value = 100.0 * static_cast<double>(sum.failed) / static_cast<double>(sum.requests);
        past.append({minute * minuteMs, minuteMs, seen});
    }
    return past;
}

} // namespace

const ProbeKind& accessLog() {
    static const AccessLog kind;
    return kind;
}

} // namespace slipway::domain::probes
