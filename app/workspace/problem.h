#pragma once
#include <QList>
#include <QString>

namespace slipway::workspace {

/// One thing wrong in slipway.yaml. `line` and `column` count from 1, the column in
/// characters; 0 when the whole file is meant.
struct Problem {
    int line = 0;
    int column = 0;
    QString what;
    friend bool operator==(const Problem&, const Problem&) = default;
};

/// "slipway.yaml:12:7: unknown key `hostz`, did you mean `hosts`? …"
QString problemText(const Problem& problem);

} // namespace slipway::workspace
