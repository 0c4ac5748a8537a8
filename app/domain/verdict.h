#pragma once
#include <QString>
#include <optional>

namespace slipway::domain {

/// How a step, item or checkpoint stands. The first four are before a verdict.
enum class Verdict {
    Waiting, ///< something before it is to do
    Ready,   ///< its turn, nothing done yet; an item waits for its person
    Running,
    Interrupted, ///< outcome unknown
    Passed,
    Failed,
    Inconclusive, ///< could not be measured
    Waived,
    NotApplicable,
    Stopped,
    Undone,
};

QString verdictName(Verdict verdict); ///< the stored word: "passed", "not-applicable", …
std::optional<Verdict> verdictFromName(QStringView name);
bool isComplete(Verdict verdict); ///< nothing more to do: passed, waived, not applicable, undone
bool isTrouble(Verdict verdict);  ///< a person decides: failed, stopped, inconclusive, interrupted

} // namespace slipway::domain
