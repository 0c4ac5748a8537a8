#pragma once
#include <QStringView>

namespace slipway::adapters {

/// Whether tag `a` is a newer version than tag `b`: numbers by value ("v1.10.0" before
/// "v1.9.0"), a pre-release before its release ("v1.0.0-rc.1" is older than "v1.0.0"), and
/// names that are no versions older than all versions. A strict weak order.
bool isNewerVersion(QStringView a, QStringView b);

} // namespace slipway::adapters
