#include "app/workspace/kinds.h"

#include "app/workspace/spelling.h"

namespace slipway::workspace {

std::optional<qsizetype> kindIn(const Node& node, const QStringList& words, const Kinded& what,
                                Report& report) {
    const QLatin1StringView noun(what.noun);
    QList<qsizetype> found;
    for (qsizetype i = 0; i < words.size(); ++i)
        if (node.entry(words[i]))
            found += i;
    if (found.size() == 1)
        return found[0];
    if (found.size() > 1) {
        report.problem(*node.entry(words[found[1]]),
                       QStringLiteral("a %1 %2 one thing; `%3` and `%4` are two %1s")
                           .arg(noun, QLatin1StringView(what.verb), words[found[0]], words[found[1]]));
        return {};
    }
    for (const Node::Entry& entry : node.entries)
        if (const QString meant = didYouMean(entry.key, words); !meant.isEmpty()) {
            report.problem(entry, QStringLiteral("unknown kind of %1 `%2`%3 Allowed: %4")
                                      .arg(noun, entry.key, meant, words.join(QLatin1StringView(", "))));
            return {};
        }
    report.problem(
        node, QStringLiteral("a %1 needs one of the keys %2").arg(noun, words.join(QLatin1StringView(", "))));
    return {};
}

void reportComplaints(const Node& node, const QStringList& complaints, Report& report) {
    for (const QString& complaint : complaints) {
        const qsizetype colon = complaint.indexOf(QLatin1StringView(": "));
        const QString field = complaint.left(colon);
        const Node::Entry* entry = node.entry(field);
        report.problem(entry ? entry->value : node,
                       QStringLiteral("`%1` %2").arg(field, complaint.mid(colon + 2)));
    }
}

} // namespace slipway::workspace
