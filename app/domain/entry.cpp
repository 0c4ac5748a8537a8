#include "app/domain/entry.h"

#include "app/domain/evidence.h"

#include "app/base/clock.h"

#include <QSet>

namespace slipway::domain {

qint64 Entry::timeMs() const {
    return base::fromIsoUtc(text("time"));
}

bool isKnownEntryType(const QString& type) {
    static const QSet<QString> known = [] {
        QSet<QString> names;
        for (const char* name : {entry::head,
                                 entry::opened,
                                 entry::planFixed,
                                 entry::planChanged,
                                 entry::intent,
                                 entry::outcome,
                                 entry::signedOff,
                                 entry::answered,
                                 entry::decided,
                                 entry::paused,
                                 entry::resumed,
                                 entry::stopAsked,
                                 entry::live,
                                 entry::ended,
                                 entry::checkpoint,
                                 entry::lockTaken,
                                 entry::lockReleased,
                                 entry::lockWaits,
                                 entry::lockLost,
                                 entry::refused,
                                 entry::markedBad,
                                 entry::hostKeyAccepted,
                                 entry::lineStopped,
                                 entry::lineOpened,
                                 entry::freezeHolds,
                                 entry::freezeEnded,
                                 entry::takenBack,
                                 entry::signOffExpired,
                                 entry::evidenceExpired,
                                 entry::markedGood,
                                 entry::gateWaived,
                                 entry::waiverSigned,
                                 entry::reviewed,
                                 entry::checkpointWaived,
                                 entry::guardTripped,
                                 entry::switchThrown,
                                 entry::switchAnswered,
                                 entry::maintenanceBegun,
                                 entry::maintenanceEnded,
                                 entry::witnessLeft,
                                 entry::witnessEnded,
                                 entry::checkpointExtended,
                                 entry::recurringSigned,
                                 entry::policyTrusted,
                                 entry::policyAccepted})
            names.insert(QString::fromLatin1(name));
        return names;
    }();
    return known.contains(type);
}

} // namespace slipway::domain
