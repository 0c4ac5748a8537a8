#include "app/domain/clock_change.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>

namespace slipway::domain {

namespace {

/// What a time service corrects in passing is less.
constexpr qint64 toleratedMs = 60'000;

QString tr(const char* text) {
    return QCoreApplication::translate("ledger", text);
}

} // namespace

EntryTime entryTime(const Entry& entry) {
    return {tr("%1 entry %2").arg(entry.chain.text()).arg(entry.seq), entry.timeMs(), entry.number("bootMs"),
            entry.text("boot")};
}

QString clockChange(const EntryTime& before, const EntryTime& after) {
    const qint64 passedMs = after.timeMs - before.timeMs;
    // A restart in between leaves only one clock to look at.
    const bool isSameBoot = !after.boot.isEmpty() && after.boot == before.boot;
    const qint64 setMs = isSameBoot ? passedMs - (after.bootMs - before.bootMs) : qMin<qint64>(passedMs, 0);
    if (qAbs(setMs) <= toleratedMs)
        return {};
    return (setMs < 0 ? tr("%1: the clock was set back by %2 since %3")
                      : tr("%1: the clock was set forward by %2 since %3"))
        .arg(after.place, spokenDuration(qAbs(setMs)), before.place);
}

} // namespace slipway::domain
