#include "app/adapters/git/version_order.h"

#include <QList>
#include <algorithm>

namespace slipway::adapters {

namespace {

bool isNumber(QStringView text) {
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// By value without converting, because tags like 20261120175503000000000 fit no integer.
int compareNumbers(QStringView a, QStringView b) {
    while (a.size() > 1 && a.front() == u'0')
        a = a.sliced(1);
    while (b.size() > 1 && b.front() == u'0')
        b = b.sliced(1);
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

int compareIdentifiers(QStringView a, QStringView b) {
    const bool aNumber = isNumber(a);
    const bool bNumber = isNumber(b);
    if (aNumber && bNumber)
        return compareNumbers(a, b);
    if (aNumber != bNumber)
        return aNumber ? -1 : 1;
    return a.compare(b);
}

// Dotted lists; what is missing at the end counts as `missing`, or as less than anything.
int compareLists(QStringView a, QStringView b, QStringView missing) {
    const auto left = a.split(u'.');
    const auto right = b.split(u'.');
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        const bool leftEnded = i >= left.size();
        const bool rightEnded = i >= right.size();
        if (missing.isEmpty() && leftEnded != rightEnded)
            return leftEnded ? -1 : 1;
        if (const int order =
                compareIdentifiers(leftEnded ? missing : left[i], rightEnded ? missing : right[i]))
            return order;
    }
    return 0;
}

struct Version {
    QStringView core;       ///< "1.10.0"; empty when the tag is no version
    QStringView preRelease; ///< "rc.1"
};

Version versionOf(QStringView tag) {
    // "release/v1.2.0" and "app-1.2.0" count as versions too: what precedes the first number
    // is a prefix, as long as it ends where a word ends.
    qsizetype start = 0;
    while (start < tag.size() && !(tag[start] >= u'0' && tag[start] <= u'9'))
        ++start;
    QStringView rest = tag.sliced(start);
    if (const qsizetype plus = rest.indexOf(u'+'); plus >= 0)
        rest = rest.first(plus);
    const qsizetype dash = rest.indexOf(u'-');
    const QStringView core = dash < 0 ? rest : rest.first(dash);
    const auto parts = core.split(u'.');
    if (!std::all_of(parts.begin(), parts.end(), isNumber))
        return {};
    return {core, dash < 0 ? QStringView() : rest.sliced(dash + 1)};
}

int compareVersions(const Version& a, const Version& b) {
    if (a.core.isEmpty() || b.core.isEmpty())
        return int(!a.core.isEmpty()) - int(!b.core.isEmpty());
    if (const int order = compareLists(a.core, b.core, u"0"))
        return order;
    if (a.preRelease.isEmpty() || b.preRelease.isEmpty())
        return int(a.preRelease.isEmpty()) - int(b.preRelease.isEmpty());
    return compareLists(a.preRelease, b.preRelease, {});
}

} // namespace

bool isNewerVersion(QStringView a, QStringView b) {
    if (const int order = compareVersions(versionOf(a), versionOf(b)))
        return order > 0;
    return a.compare(b) > 0;
}

} // namespace slipway::adapters
