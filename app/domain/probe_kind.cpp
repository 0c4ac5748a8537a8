#include "app/domain/probe_kind.h"

#include "app/domain/probes/kinds.h"
#include "app/domain/steps/bound.h"

#include <QJsonArray>

namespace slipway::domain {

namespace {

/// Whether the limit, which says what must not be, is broken.
bool isBroken(const QString& limit, double value) {
    const auto bound = steps::boundOf(limit);
    return bound && steps::holds(*bound, QString::number(value, 'g', 15)).value_or(false);
}

void collect(const QJsonValue& value, QStringList& texts) {
    if (value.isString())
        texts += value.toString();
    for (const QJsonValue entry : value.toArray())
        collect(entry, texts);
    for (const QJsonValue entry : value.toObject())
        collect(entry, texts);
}

/// What the probe's limits say of a measured number.
Seen limited(const ProbeKind& kind, const Probe& probe, const Seen& seen) {
    const QString failing = probe.failing.isEmpty() ? kind.usualFailing(probe.params) : probe.failing;
    const QString degraded = probe.degraded.isEmpty() ? kind.usualDegraded(probe.params) : probe.degraded;
    const auto what =
        seen.reason.isEmpty() ? measuredText(*seen.value, kind.unit(probe.params)) : seen.reason;
    if (isBroken(failing, *seen.value))
        return {SampleOutcome::Fail, QStringLiteral("%1, failing when %2").arg(what, failing), seen.value};
    if (isBroken(degraded, *seen.value))
        return {SampleOutcome::Degraded, QStringLiteral("%1, degraded when %2").arg(what, degraded),
                seen.value};
    return seen;
}

} // namespace

QString ProbeKind::defaultName(const QJsonObject& params) const {
    const QString main =
        params.value(QStringLiteral("main")).toString().trimmed().section(QLatin1Char('\n'), 0, 0);
    return place() == Place::EachHost && key() != QLatin1StringView("run")
               ? QStringLiteral("%1 %2").arg(key(), main).trimmed()
               : main;
}

const QList<const ProbeKind*>& probeKinds() {
    static const QList<const ProbeKind*> all{
        &probes::http(),      &probes::tcp(),       &probes::tls(),    &probes::dns(),     &probes::run(),
        &probes::systemd(),   &probes::pm2(),       &probes::docker(), &probes::compose(), &probes::log(),
        &probes::accessLog(), &probes::disk(),      &probes::memory(), &probes::cpuLoad(), &probes::backup(),
        &probes::sql(),       &probes::prometheus()};
    return all;
}

const ProbeKind* probeKind(QStringView key) {
    for (const ProbeKind* kind : probeKinds())
        if (kind->key() == key)
            return kind;
    return nullptr;
}

QString measuredText(double value, const QString& unit) {
    const double size = value < 0 ? -value : value;
    const bool isRough = size >= 10 || unit == QLatin1StringView("%");
    QString number = QString::number(value, 'f', size >= 100 ? 0 : isRough ? 1 : 2);
    // "12", and not "12.0": what is whole at this precision is said so; "0.70" keeps its digits.
    if (number.endsWith(QLatin1StringView(".0")))
        number.chop(2);
    else if (number.endsWith(QLatin1StringView(".00")))
        number.chop(3);
    return unit.isEmpty() ? number : QStringLiteral("%1 %2").arg(number, unit);
}

bool countsLines(const Probe& probe) {
    const ProbeKind* kind = probeKind(probe.kind);
    return kind && kind->linesLook(probe, {});
}

base::Result<QList<PastSeen>> judgePast(const Probe& probe, const Gap& gap, const ProbeSight& sight) {
    const ProbeKind* kind = probeKind(probe.kind);
    if (!kind)
        return QList<PastSeen>();
    auto past = kind->pastSeen(probe, gap, sight);
    if (past.ok())
        for (PastSeen& one : *past)
            if (one.seen.outcome == SampleOutcome::Ok && one.seen.value)
                one.seen = limited(*kind, probe, one.seen);
    return past;
}

Seen judgeProbe(const Probe& probe, const Variables& variables, const ProbeSight& sight,
                base::Milliseconds took) {
    const ProbeKind* kind = probeKind(probe.kind);
    if (!kind)
        return {SampleOutcome::ObserverError, QStringLiteral("there is no probe `%1`").arg(probe.kind)};
    Seen seen = kind->judge(probe, variables, sight);
    if (seen.outcome != SampleOutcome::Ok && seen.outcome != SampleOutcome::Degraded)
        return seen;
    if (seen.value)
        seen = limited(*kind, probe, seen);
    else if (!probe.failing.isEmpty() || !probe.degraded.isEmpty())
        return {SampleOutcome::ObserverError, QStringLiteral("there is no number to compare")};
    if (seen.outcome == SampleOutcome::Ok && probe.under.count() > 0 && took > probe.under)
        return {SampleOutcome::Degraded,
                QStringLiteral("%1 ms, expected under %2 ms").arg(took.count()).arg(probe.under.count()),
                seen.value};
    return seen;
}

QStringList expandableTexts(const Probe& probe) {
    // A command is sent verbatim.
    QJsonObject params = probe.params;
    if (probe.kind == QLatin1StringView("run"))
        params.remove(QStringLiteral("main"));
    QStringList texts;
    collect(params, texts);
    return texts;
}

} // namespace slipway::domain
