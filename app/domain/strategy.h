#pragma once
#include "app/base/duration.h"
#include "app/domain/ids.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace slipway::domain {

/// How a deployment reaches the hosts of an environment (`strategy` in slipway.yaml).
struct Strategy {
    enum class Kind {
        OneByOne,  ///< step by step, one host after the other; what holds without a strategy
        Parallel,  ///< step by step, several hosts at once
        Rolling,   ///< the deploy phase on one batch of hosts after the other
        Canary,    ///< the deploy phase on a growing share of the hosts
        BlueGreen, ///< the deploy phase on the side that does not serve; a step switches
    };
    struct Stage {
        int percent = 100; ///< of all hosts, together with the stages before; at least one host more
        base::Milliseconds soak{0};
        QString gate; ///< read-only command on the stage's hosts that must exit 0; empty: none
        friend bool operator==(const Stage&, const Stage&) = default;
    };
    Kind kind = Kind::OneByOne;
    int limit = 0;                    ///< hosts at a time in one step; 0: all of them
    int failures = 0;                 ///< hosts that may fail before nothing new starts
    int batch = 1;                    ///< Rolling: hosts in one batch
    base::Milliseconds healthGate{0}; ///< Rolling: observed health after every batch
    QList<Stage> stages;              ///< Canary
    QString traffic; ///< Canary: ID of the step repeated after each stage with $SLIPWAY_SHARE
    QString active;  ///< BlueGreen: read-only command that prints the side that serves
    QStringList sides{QStringLiteral("blue"), QStringLiteral("green")}; ///< BlueGreen
    bool rollsBack = false; ///< Canary: what fails in the deploy phase is rolled back without a person
    friend bool operator==(const Strategy&, const Strategy&) = default;
};

QString strategyName(Strategy::Kind kind); ///< "one-by-one", "parallel", "rolling", "canary", "blue-green"
std::optional<Strategy::Kind> strategyFromName(QStringView name);

/// Which hosts a deployment changes in which order, fixed with its plan.
struct Rollout {
    Strategy::Kind kind = Strategy::Kind::OneByOne;
    QList<QList<HostName>> waves; ///< the deploy phase is done on one wave before the next; empty: one wave
    int limit = 1;                ///< hosts at a time in one step; 0: all of them
    int failures = 0;             ///< in the deploy phase
    QString side, otherSide;      ///< BlueGreen: where the candidate goes, and what serves until the switch
    bool rollsBack = false;       ///< Canary: as the strategy's
    friend bool operator==(const Rollout&, const Rollout&) = default;
};

} // namespace slipway::domain
