#pragma once
#include "app/workspace/typed.h"

namespace slipway::workspace {

/// What is chosen by the one key that is a kind's word: "step" that "does" one thing, "probe" that "asks"
/// one.
struct Kinded {
    const char* noun;
    const char* verb;
};

/// Which of the kinds' words stands in the map, as an index into `words`; nothing when none or several do,
/// which is reported.
std::optional<qsizetype> kindIn(const Node& node, const QStringList& words, const Kinded& what,
                                Report& report);

/// The same for a list of kinds; null when it is reported.
template <class Kind>
const Kind* kindOf(const Node& node, const QList<const Kind*>& kinds, const Kinded& what, Report& report) {
    QStringList words;
    for (const Kind* kind : kinds)
        words += kind->key();
    const auto found = kindIn(node, words, what, report);
    return found ? kinds.at(*found) : nullptr;
}

/// A complaint is "field: what", and its place is that field's.
void reportComplaints(const Node& node, const QStringList& complaints, Report& report);

} // namespace slipway::workspace
