#include "app/domain/candidate.h"

namespace slipway::domain {

QJsonObject toJson(const Candidate& candidate) {
    return {{QStringLiteral("version"), candidate.version},
            {QStringLiteral("commit"), candidate.commit},
            {QStringLiteral("tree"), candidate.tree},
            {QStringLiteral("tagObject"), candidate.tagObject}};
}

base::Result<Candidate> candidateFromJson(const QJsonObject& object) {
    for (const auto key : {QLatin1StringView("version"), QLatin1StringView("commit"),
                           QLatin1StringView("tree"), QLatin1StringView("tagObject")})
        if (!object.value(key).isString())
            return base::Error{base::ErrorKind::Corrupt, QStringLiteral("candidate"),
                               QStringLiteral("%1 is not a text").arg(key)};
    return Candidate{object.value(QStringLiteral("version")).toString(),
                     object.value(QStringLiteral("commit")).toString(),
                     object.value(QStringLiteral("tree")).toString(),
                     object.value(QStringLiteral("tagObject")).toString()};
}

} // namespace slipway::domain
