#include "app/workspace/spelling.h"

#include <algorithm>
#include <vector>

namespace slipway::workspace {

namespace {

constexpr qsizetype longestWord = 64; // longer ones are nobody's slip of the finger

// Damerau-Levenshtein distance (optimal string alignment).
int distance(const QString& a, const QString& b) {
    const auto rows = static_cast<size_t>(a.size()) + 1;
    const auto columns = static_cast<size_t>(b.size()) + 1;
    std::vector<std::vector<int>> cost(rows, std::vector<int>(columns));
    for (size_t i = 0; i < rows; ++i)
        cost[i][0] = static_cast<int>(i);
    for (size_t j = 0; j < columns; ++j)
        cost[0][j] = static_cast<int>(j);
    const auto letter = [](const QString& word, size_t at) { return word[static_cast<qsizetype>(at)]; };
    for (size_t i = 1; i < rows; ++i)
        for (size_t j = 1; j < columns; ++j) {
            const int changed = letter(a, i - 1) == letter(b, j - 1) ? 0 : 1;
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + changed});
            if (i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) &&
                letter(a, i - 2) == letter(b, j - 1))
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[rows - 1][columns - 1];
}

} // namespace

QString nearest(const QString& word, const QStringList& allowed) {
    if (word.size() > longestWord)
        return {};
    QString best;
    int least = word.size() <= 3 ? 2 : 3;
    for (const QString& candidate : allowed)
        if (const int cost = distance(word.toLower(), candidate.toLower()); cost < least) {
            least = cost;
            best = candidate;
        }
    return best;
}

QString quotedList(const QStringList& words) {
    QStringList quoted;
    for (const QString& word : words)
        quoted += QStringLiteral("`%1`").arg(word);
    return quoted.join(QLatin1StringView(", "));
}

QString didYouMean(const QString& word, const QStringList& allowed) {
    const QString meant = nearest(word, allowed);
    return meant.isEmpty() ? QString() : QStringLiteral(", did you mean `%1`?").arg(meant);
}

} // namespace slipway::workspace
