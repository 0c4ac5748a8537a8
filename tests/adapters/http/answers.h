#pragma once
#include "app/base/async.h"

#include <QTest>

namespace slipway::test {

/// What a request (HttpAnswer) or a look (NetworkSight) was answered, within twenty seconds; else one with
/// Error{Lost}.
template <class T>
T answerOf(const base::Future<T>& future) {
    T none;
    none.error = base::Error{base::ErrorKind::Lost, {}, QStringLiteral("no answer in the test")};
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return none;
    return future.result().valueOr(none);
}

} // namespace slipway::test
