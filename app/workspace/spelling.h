#pragma once
#include <QStringList>

namespace slipway::workspace {

/// The allowed word that was probably meant: at most two letters changed, added, left out or
/// swapped (one in words of up to three letters). Empty when none is near.
QString nearest(const QString& word, const QStringList& allowed);
/// "`a`, `b`, `c`".
QString quotedList(const QStringList& words);
/// ", did you mean `hosts`?" or nothing, to go behind a complaint about a word.
QString didYouMean(const QString& word, const QStringList& allowed);

} // namespace slipway::workspace
