#pragma once
#include "app/base/error.h"

namespace slipway::ui {

/// What happened and where, what it means, and what to do, as one or two sentences. A
/// refusal is the rule's own words.
QString sentence(const base::Error& error);
/// In a few words, after a host's name.
QString briefly(const base::Error& error);
/// What a person can do about it here ("Enter the PIN…"); empty: nothing.
QString answerTo(const base::Error& error);

} // namespace slipway::ui
