#pragma once
#include "app/base/result.h"

#include <QJsonObject>
#include <QString>

namespace slipway::domain {

/// How a file of the workspace stands to the commit that is checked out.
enum class FileInGit {
    Committed,
    Changed,
    Missing,
    Elsewhere, ///< committed, but the declared remote branch has another one, or none
};

/// What could be deployed: an exact commit. `version` is the name people use (the tag);
/// the commit decides. Empty `commit` means none or unknown.
struct Candidate {
    QString version;   ///< "v1.1.0", or the abbreviated commit where there is no tag
    QString commit;    ///< 40 hex digits
    QString tree;      ///< 40 hex digits
    QString tagObject; ///< 40 hex digits when the tag is annotated, else empty
    bool isNone() const { return commit.isEmpty(); }
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

QJsonObject toJson(const Candidate& candidate);
base::Result<Candidate> candidateFromJson(const QJsonObject& object);

} // namespace slipway::domain
