#pragma once

namespace slipway::ui {

/// Loads what English needs (its plurals) and, over it, the language of this person where it
/// exists. Once, after the application object and before the first window or output.
void installTranslations();

} // namespace slipway::ui
