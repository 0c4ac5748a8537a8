#pragma once
#include "ui/theme/tokens.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace slipway::ui {

/// The program's icons, drawn so that they look the same whatever fonts are installed.
enum class Glyph {
    None,
    Check,
    Cross,
    Triangle,
    Half,
    Circle,
    Diamond,
    Pen,
    ArrowRight,
    Undo,
    Pause,
    Play,
    Stop,
    Dot,
    Plus,
    Retry,
    Exclude,
    Folder,
    Lightning,
    Search,
    Menu,
    Hatch,
    Exclamation,
    Clock,
    Logo,
    ChevronDown,
    Lock,
    Grid,
    More,
    Snow,
};

/// Draws into the largest centred square of `box`.
void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph, const QColor& colour);
/// For buttons and menus; drawn anew for each theme, so set it again when that changes.
QIcon glyphIcon(Glyph glyph, const QColor& colour, const QColor& disabled);
/// Diagonal lines over `box`: nobody observed this.
void paintHatch(QPainter& painter, const QRectF& box, const QColor& colour, double radius = 0);

} // namespace slipway::ui
