#include "app/domain/watch_rule.h"

#include "app/domain/spoken.h"
#include "app/domain/steps/bound.h"
#include "app/domain/trend.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::domain {

namespace {

using Measure = WatchRule::Measure;

/// Fewer answers make no share and no percentile.
constexpr qsizetype fewestAnswers = 20;

struct Named {
    Measure measure;
    const char* name;
};
constexpr Named names[] = {
    {Measure::Available, "available"},
    {Measure::P50, "p50"},
    {Measure::P95, "p95"},
    {Measure::P99, "p99"},
    {Measure::Errors, "errors"},
    {Measure::Incidents, "incidents"},
    {Measure::Last, "last"},
    {Measure::Median, "median"},
    {Measure::Peak, "peak"},
    {Measure::Growth, "growth"},
};

QString tr(const char* text) {
    return QCoreApplication::translate("watch", text);
}

double shareOf(Measure measure) {
    return measure == Measure::P50 ? 0.5 : measure == Measure::P95 ? 0.95 : 0.99;
}

/// "99.9%" as 0.999; nothing: it is no share.
std::optional<double> shareFrom(const QString& text) {
    static const QRegularExpression shape(QStringLiteral("\\A(\\d{1,3}(?:\\.\\d{1,4})?)\\s*%\\z"));
    const auto match = shape.match(text.trimmed());
    const double value = match.captured(1).toDouble() / 100.0;
    return match.hasMatch() && value <= 1.0 ? std::optional(value) : std::nullopt;
}

/// "1.5x" as 1.5.
std::optional<double> timesFrom(const QString& text) {
    static const QRegularExpression shape(QStringLiteral("\\A(\\d{1,3}(?:\\.\\d{1,3})?)\\s*x\\z"));
    const auto match = shape.match(text.trimmed());
    const double value = match.captured(1).toDouble();
    return match.hasMatch() && value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<double> numberFrom(const QString& text) {
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<steps::Bound> numberBound(const QString& text) {
    const auto bound = steps::boundOf(text);
    return bound && numberFrom(bound->value) ? bound : std::nullopt;
}

QString percentText(double share) {
    return tr("%1 %").arg(std::floor(share * 10'000.0) / 100.0, 0, 'g', 5);
}

QString latencyText(qint64 us) {
    if (us < 1000)
        return tr("< 1 ms");
    return us < 10'000'000 ? tr("%1 ms").arg(us / 1000) : tr("%1 s").arg(us / 1'000'000);
}

QString numberText(double value, const QString& unit) {
    const QString text = QString::number(value, 'g', 6);
    return unit.isEmpty() ? text : text + QLatin1Char(' ') + unit;
}

QList<Stretch> clipped(const QList<Stretch>& stretches, qint64 fromMs, qint64 toMs) {
    QList<Stretch> result;
    for (const Stretch& stretch : stretches) {
        Stretch part = stretch;
        part.from = std::max(part.from, fromMs);
        part.to = std::min(part.to, toMs);
        if (part.from < part.to)
            result.append(part);
    }
    return result;
}

int incidentsIn(const QList<Stretch>& stretches) {
    return static_cast<int>(std::count_if(stretches.begin(), stretches.end(), [](const Stretch& stretch) {
        return stretch.state == HealthState::Down;
    }));
}

/// What one lane says to a rule: how bad (more is worse), whether it holds, and in words.
struct Said {
    std::optional<bool> holds; ///< none: not measured
    double badness = 0;
    QString found;
};

class Judge {
public:
    Judge(const WatchRule& rule, const WatchEvidence& evidence)
        : m_rule(rule)
        , m_evidence(evidence)
        , m_fromMs(rule.over.count() > 0 ? std::max(evidence.fromMs, evidence.toMs - rule.over.count())
                                         : evidence.fromMs) {}

    RuleFinding finding() const {
        RuleFinding finding{ruleWords(m_rule), Verdict::Inconclusive, {}, m_rule.critical};
        const Said said = m_rule.probe.text().isEmpty() ? ofEnvironment() : ofProbe();
        finding.found = said.found;
        if (said.holds)
            finding.verdict = *said.holds ? Verdict::Passed : Verdict::Failed;
        else if (m_rule.missing == WatchRule::Missing::Fails)
            finding.verdict = Verdict::Failed;
        else if (m_rule.missing == WatchRule::Missing::Holds)
            finding.verdict = Verdict::Passed;
        return finding;
    }

private:
    /// The worst of the hosts it is asked at; one that was not measured leaves the rule open unless
    /// another breaks it.
    Said ofProbe() const {
        QList<Said> all;
        bool isSeveral = false;
        for (const WatchedLane& lane : m_evidence.lanes)
            if (lane.probe == m_rule.probe) {
                isSeveral = !all.isEmpty();
                Said said = ofLane(lane);
                if (lane.label != lane.probe.text())
                    said.found = tr("%1 at %2").arg(said.found, lane.label);
                all.append(said);
            }
        if (all.isEmpty())
            return {std::nullopt, 0, tr("nobody asks “%1” any more").arg(m_rule.probe.text())};
        if (!isSeveral)
            return all.first();
        const auto rank = [](const Said& said) { return said.holds ? (*said.holds ? 0 : 2) : 1; };
        return *std::max_element(all.begin(), all.end(), [&](const Said& one, const Said& other) {
            return rank(one) != rank(other) ? rank(one) < rank(other) : one.badness < other.badness;
        });
    }

    Said ofEnvironment() const {
        if (m_rule.measure == Measure::Errors) {
            QList<Sample> all;
            for (const WatchedLane& lane : m_evidence.lanes)
                all += lane.samples;
            return errors(all);
        }
        return ofStretches(m_evidence.health);
    }

    Said ofLane(const WatchedLane& lane) const {
        switch (m_rule.measure) {
        case Measure::Available:
        case Measure::Incidents:
            return ofStretches(lane.stretches);
        case Measure::Errors:
            return errors(lane.samples);
        case Measure::P50:
        case Measure::P95:
        case Measure::P99:
            return latency(lane);
        case Measure::Last:
        case Measure::Median:
        case Measure::Peak:
        case Measure::Growth:
            return number(lane);
        }
        Q_UNREACHABLE();
    }

    Said ofStretches(const QList<Stretch>& stretches) const {
        const QList<Stretch> seen = clipped(stretches, m_fromMs, m_evidence.toMs);
        const Availability sum = availability(seen);
        if (sum.coverage() <= 0)
            return {std::nullopt, 0, tr("not observed")};
        if (m_rule.measure == Measure::Incidents) {
            const int count = incidentsIn(seen);
            return {count <= numberFrom(m_rule.limit).value_or(0), double(count), tr("down %1×").arg(count)};
        }
        return {sum.upShare() >= shareFrom(m_rule.limit).value_or(1), 1 - sum.upShare(),
                tr("%1 up · %2 observed").arg(percentText(sum.upShare()), percentText(sum.coverage()))};
    }

    Said errors(const QList<Sample>& samples) const {
        qsizetype asked = 0;
        qsizetype failed = 0;
        for (const Sample& sample : samples) {
            if (!isInside(sample) || sample.outcome == SampleOutcome::ObserverError)
                continue;
            ++asked;
            failed += sample.outcome == SampleOutcome::Fail ? 1 : 0;
        }
        if (asked < fewestAnswers)
            return tooFew(asked);
        const double share = double(failed) / double(asked);
        return {share <= shareFrom(m_rule.limit).value_or(0), share,
                tr("%1 of %2 failed (%3)").arg(failed).arg(asked).arg(percentText(share))};
    }

    Said latency(const WatchedLane& lane) const {
        const auto found = percentile(lane.samples, m_fromMs, m_evidence.toMs);
        if (!found)
            return tooFew(answers(lane.samples, m_fromMs, m_evidence.toMs).size());
        if (const auto times = timesFrom(m_rule.limit)) {
            std::optional<qint64> usual;
            for (const WatchedLane& before : m_evidence.before)
                if (before.label == lane.label)
                    usual = percentile(before.samples, std::numeric_limits<qint64>::min(), m_evidence.fromMs);
            if (!usual)
                return {std::nullopt, 0, tr("%1; not measured the day before").arg(latencyText(*found))};
            return {double(*found) <= double(*usual) * *times,
                    double(*found) / double(std::max<qint64>(*usual, 1)),
                    tr("%1, the day before %2").arg(latencyText(*found), latencyText(*usual))};
        }
        const auto limit = base::parseDuration(m_rule.limit);
        return {limit && *found <= limit->count() * 1000, double(*found), latencyText(*found)};
    }

    Said number(const WatchedLane& lane) const {
        QList<ValuePoint> points;
        for (const Sample& sample : lane.samples)
            if (isInside(sample) && sample.value)
                points.append({sample.timeMs, *sample.value});
        if (points.isEmpty())
            return {std::nullopt, 0, tr("nothing was measured")};
        if (m_rule.measure == Measure::Growth)
            return growth(points, lane.unit);
        const auto bound = numberBound(m_rule.limit);
        if (!bound)
            return {std::nullopt, 0, tr("“%1” is no limit").arg(m_rule.limit)};
        const bool wantsLess = bound->sign.startsWith(QLatin1Char('<'));
        double value = points.last().value;
        if (m_rule.measure == Measure::Median)
            value = medians(points, m_fromMs, m_evidence.toMs + 1, 1).first().value;
        if (m_rule.measure == Measure::Peak) {
            const auto less = [](const ValuePoint& one, const ValuePoint& other) {
                return one.value < other.value;
            };
            value = wantsLess ? std::max_element(points.begin(), points.end(), less)->value
                              : std::min_element(points.begin(), points.end(), less)->value;
        }
        const auto holds = steps::holds(*bound, QString::number(value, 'g', 17));
        return {holds, wantsLess ? value : -value, numberText(value, lane.unit)};
    }

    Said growth(const QList<ValuePoint>& points, const QString& unit) const {
        const auto trend = trendOf(points);
        if (!trend)
            return {std::nullopt, 0, tr("too early for a trend")};
        if (!trend->isClear())
            return {true, 0, tr("steady")};
        return {trend->perHour <= numberFrom(m_rule.limit).value_or(0), trend->perHour,
                tr("%1 / h").arg(numberText(trend->perHour, unit))};
    }

    bool isInside(const Sample& sample) const {
        return sample.timeMs >= m_fromMs && sample.timeMs < m_evidence.toMs;
    }
    static QList<qint64> answers(const QList<Sample>& samples, qint64 fromMs, qint64 toMs) {
        QList<qint64> took;
        for (const Sample& sample : samples)
            if (sample.timeMs >= fromMs && sample.timeMs < toMs &&
                (sample.outcome == SampleOutcome::Ok || sample.outcome == SampleOutcome::Degraded))
                took.append(sample.tookUs);
        return took;
    }
    std::optional<qint64> percentile(const QList<Sample>& samples, qint64 fromMs, qint64 toMs) const {
        QList<qint64> took = answers(samples, fromMs, toMs);
        if (took.size() < fewestAnswers)
            return {};
        return percentileUs(std::move(took), shareOf(m_rule.measure));
    }
    static Said tooFew(qsizetype count) {
        return {std::nullopt, 0,
                count == 0 ? tr("nothing answered")
                           : tr("%1 answers are too few; it takes %2").arg(count).arg(fewestAnswers)};
    }

    const WatchRule& m_rule;
    const WatchEvidence& m_evidence;
    qint64 m_fromMs;
};

} // namespace

QString measureName(Measure measure) {
    for (const Named& known : names)
        if (known.measure == measure)
            return QString::fromLatin1(known.name);
    Q_UNREACHABLE();
}

QList<Measure> allMeasures() {
    QList<Measure> all;
    for (const Named& known : names)
        all.append(known.measure);
    return all;
}

bool needsProbe(Measure measure) {
    return measure != Measure::Available && measure != Measure::Errors && measure != Measure::Incidents;
}

QString limitComplaint(const WatchRule& rule) {
    switch (rule.measure) {
    case Measure::Available:
    case Measure::Errors:
        return shareFrom(rule.limit) ? QString() : QStringLiteral("is a share of at most 100 %, as `99.9%`");
    case Measure::P50:
    case Measure::P95:
    case Measure::P99:
        return base::parseDuration(rule.limit) || timesFrom(rule.limit)
                   ? QString()
                   : QStringLiteral(
                         "is a time, as `300ms`, or how many times that of the day before, as `1.5x`");
    case Measure::Incidents: {
        const auto count = numberFrom(rule.limit);
        return count && *count >= 0 && *count <= 1000 && *count == std::floor(*count)
                   ? QString()
                   : QStringLiteral("is how many there may be, as `0`");
    }
    case Measure::Growth:
        return numberFrom(rule.limit) ? QString() : QStringLiteral("is how much in an hour, as `20`");
    case Measure::Last:
    case Measure::Median:
    case Measure::Peak:
        return numberBound(rule.limit) ? QString()
                                       : QStringLiteral("says what the number must be, as `< 450`");
    }
    Q_UNREACHABLE();
}

QString ruleWords(const WatchRule& rule) {
    const QString of = rule.probe.text().isEmpty() ? QString() : tr("“%1”").arg(rule.probe.text());
    QString words;
    switch (rule.measure) {
    case Measure::Available:
        words = of.isEmpty() ? tr("up for at least %1").arg(rule.limit)
                             : tr("%1 is up for at least %2").arg(of, rule.limit);
        break;
    case Measure::Errors:
        words = of.isEmpty() ? tr("at most %1 of all answers fail").arg(rule.limit)
                             : tr("at most %1 of the answers of %2 fail").arg(rule.limit, of);
        break;
    case Measure::Incidents:
        words = of.isEmpty() ? tr("down at most %1×").arg(rule.limit)
                             : tr("%1 is down at most %2×").arg(of, rule.limit);
        break;
    case Measure::P50:
    case Measure::P95:
    case Measure::P99:
        words =
            (timesFrom(rule.limit) ? tr("%1 of %2 at most %3 of the day before") : tr("%1 of %2 at most %3"))
                .arg(measureName(rule.measure), of, rule.limit);
        break;
    case Measure::Last:
        words = tr("the last number of %1 %2").arg(of, rule.limit);
        break;
    case Measure::Median:
        words = tr("the median of %1 %2").arg(of, rule.limit);
        break;
    case Measure::Peak:
        words = tr("every number of %1 %2").arg(of, rule.limit);
        break;
    case Measure::Growth:
        words = tr("%1 grows by at most %2 an hour").arg(of, rule.limit);
        break;
    }
    return rule.over.count() > 0 ? tr("%1, over %2").arg(words, spokenDuration(rule.over.count())) : words;
}

namespace {
constexpr const char* missingNames[] = {"inconclusive", "fails", "holds"};
}

QJsonObject toJson(const WatchRule& rule) {
    return {{QStringLiteral("measure"), measureName(rule.measure)},
            {QStringLiteral("limit"), rule.limit},
            {QStringLiteral("probe"), rule.probe.text()},
            {QStringLiteral("over"), qint64(rule.over.count())},
            {QStringLiteral("missing"), QString::fromLatin1(missingNames[static_cast<int>(rule.missing)])},
            {QStringLiteral("critical"), rule.critical}};
}

std::optional<WatchRule> watchRuleFromJson(const QJsonObject& object) {
    const QString name = object.value(QStringLiteral("measure")).toString();
    const QString missing = object.value(QStringLiteral("missing")).toString();
    for (const Named& known : names) {
        if (name != QLatin1StringView(known.name))
            continue;
        WatchRule rule;
        rule.measure = known.measure;
        rule.limit = object.value(QStringLiteral("limit")).toString();
        rule.probe = ProbeName(object.value(QStringLiteral("probe")).toString());
        rule.over = base::Milliseconds(object.value(QStringLiteral("over")).toInteger());
        rule.critical = object.value(QStringLiteral("critical")).toBool(true);
        for (int i = 0; i < 3; ++i)
            if (missing == QLatin1StringView(missingNames[i]))
                rule.missing = static_cast<WatchRule::Missing>(i);
        return limitComplaint(rule).isEmpty() ? std::optional(rule) : std::nullopt;
    }
    return {};
}

RuleFinding judge(const WatchRule& rule, const WatchEvidence& evidence) {
    return Judge(rule, evidence).finding();
}

bool looksBack(const QList<WatchRule>& rules) {
    return std::any_of(rules.begin(), rules.end(),
                       [](const WatchRule& rule) { return rule.limit.endsWith(QLatin1Char('x')); });
}

} // namespace slipway::domain
