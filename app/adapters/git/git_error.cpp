#include "app/adapters/git/git_error.h"

#include <git2.h>

namespace slipway::adapters {

namespace {

base::ErrorKind kindOf(int code, int area) {
    using base::ErrorKind;
    switch (code) {
    case GIT_ENOTFOUND:
    case GIT_EUNBORNBRANCH:
        return ErrorKind::NotFound;
    case GIT_EAMBIGUOUS:
    case GIT_EINVALIDSPEC:
    case GIT_EPEEL:
        return ErrorKind::BadInput;
    case GIT_EOWNER:
        return ErrorKind::Refused;
    case GIT_ELOCKED:
        return ErrorKind::Busy;
    default:
        return area == GIT_ERROR_OS || area == GIT_ERROR_NOMEMORY ? ErrorKind::Storage : ErrorKind::Corrupt;
    }
}

} // namespace

base::Error gitError(int code, const QString& where) {
    const git_error* last = git_error_last();
    const int area = last != nullptr ? last->klass : GIT_ERROR_NONE;
    QString detail =
        last != nullptr ? QString::fromUtf8(last->message) : QStringLiteral("libgit2 code %1").arg(code);
    // libgit2 1.5 answers "value not found" for a foreign repository when no safe.directory is
    // configured at all (measured), and GIT_EOWNER only when another one is.
    if (code == GIT_ENOTFOUND && area == GIT_ERROR_CONFIG &&
        detail.contains(QLatin1StringView("safe.directory")))
        code = GIT_EOWNER;
    if (code == GIT_EOWNER)
        detail = QStringLiteral("the repository belongs to another user; if you trust it: "
                                "git config --global --add safe.directory \"%1\"")
                     .arg(where);
    git_error_clear();
    return {kindOf(code, area), where, detail};
}

} // namespace slipway::adapters
