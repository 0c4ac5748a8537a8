#include "app/adapters/git/ref_name.h"

#include <algorithm>
#include <git2.h>

namespace slipway::adapters {

base::Result<void> checkRefName(const QString& name) {
    const auto refuse = [&name](const QString& reason) {
        return base::Error{base::ErrorKind::BadInput, name.left(80), reason};
    };
    if (name.isEmpty())
        return refuse(QStringLiteral("no tag, branch or commit was named"));
    if (name.startsWith(u'-'))
        return refuse(QStringLiteral("a name that begins with '-' could be taken for an option"));
    // libgit2 reads C strings, so what follows a zero would escape the check below.
    if (name.contains(QChar::Null) || name.size() > 255)
        return refuse(QStringLiteral("not a name of a tag, branch or commit"));
    int valid = 0;
    const QByteArray full = "refs/heads/" + name.toUtf8();
    if (git_reference_name_is_valid(&valid, full.constData()) < 0 || valid == 0)
        return refuse(QStringLiteral("not a name that Git allows for a tag, branch or commit"));
    return {};
}

bool isCommitPrefix(QStringView text) {
    return text.size() >= 4 && text.size() <= GIT_OID_HEXSZ &&
           std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
           });
}

} // namespace slipway::adapters
