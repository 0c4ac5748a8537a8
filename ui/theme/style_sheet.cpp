#include "ui/theme/theme.h"

namespace slipway::ui {
namespace {

// @names are replaced by the tokens' colours, so that the sheet reads as CSS.
const char sheet[] = R"(
QWidget#mainWindow, QWidget#page, QDialog { background: @background; }
QDialog { background: @panel; }
QAbstractScrollArea { background: transparent; border: 0; }
QLabel { background: transparent; color: @text; }
QLabel[ink="muted"] { color: @muted; }
QLabel[ink="faint"] { color: @faintText; }
QLabel[ink="accent"] { color: @accent; }
QLabel[ink="passed"] { color: @passed; }
QLabel[ink="attention"] { color: @attention; }
QLabel[ink="failed"] { color: @failed; }
QLabel[ink="running"] { color: @running; }
QLabel[ink="waiting"] { color: @waiting; }
QLabel[ink="production"] { color: @production; }

QPushButton, QToolButton {
    background: @panel; color: @text; border: 1px solid @line; border-radius: 6px;
    padding: 0 10px; min-height: 30px; font-weight: 600;
}
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 0 9px; min-height: 28px; }
QPushButton:disabled, QToolButton:disabled { color: @faintText; background: @background; }
QPushButton[kind="primary"] { background: @accent; border-color: @accent; color: @onAccent; }
QPushButton[kind="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @accentIdle; border-color: @accentIdle; color: @onIdle; }
QPushButton[kind="danger"] { color: @failed; border-color: @failed; }
QPushButton[kind="danger"]:hover { background: @failedSoft; }
QPushButton[kind="danger"]:focus { border: 2px solid @failed; background: @failedSoft; }
QPushButton[kind="danger"]:disabled { color: @faintText; border-color: @line; background: @background; }
QPushButton[kind="refuse"] { color: @failed; }
QPushButton[kind="refuse"]:disabled { color: @faintText; }
QPushButton[kind="link"] { background: transparent; border: 0; color: @accent; padding: 0 4px; min-height: 24px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid @accent; padding: 0 2px; min-height: 20px; }
QPushButton[kind="link"]:disabled { color: @faintText; background: transparent; text-decoration: none; }
QPushButton[kind="nav"] {
    background: transparent; border: 0; color: @muted; font-weight: 500; padding: 0 12px; min-height: 30px;
}
QPushButton[kind="nav"]:hover { background: @hover; }
QPushButton[kind="nav"]:checked { background: @accentSoft; color: @accent; }
QPushButton[kind="nav"]:focus { border: 2px solid @accent; padding: 0 10px; min-height: 26px; }
QPushButton[kind="pill"] {
    background: @waitingSoft; border: 0; border-radius: 10px; color: @waiting; padding: 0 9px;
    min-height: 20px; max-height: 20px; font-size: 11px;
}
QPushButton[kind="pill"]:hover { background: @line; }
QPushButton[kind="pill"]:checked { background: @runningSoft; color: @running; }
QPushButton[kind="pill"]:focus { border: 2px solid @accent; padding: 0 7px; min-height: 16px; max-height: 16px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: @background; color: @text; border: 1px solid @line; border-radius: 6px; padding: 6px 9px;
    selection-background-color: @accent; selection-color: @onAccent;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 5px 8px; }
QComboBox { min-height: 20px; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox QAbstractItemView {
    background: @panel; color: @text; border: 1px solid @line; outline: 0;
    selection-background-color: @accentSoft; selection-color: @accent;
}

QAbstractScrollArea::corner { background: transparent; border: 0; }
QTableCornerButton::section { background: @panel; border: 0; border-bottom: 1px solid @line; }

QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; color: @accent; }
QMenu::item:disabled { color: @faintText; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 5px 7px; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 3px; min-height: 28px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 3px; min-width: 28px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame[rail="left"] { background: @panel; border: 0; border-right: 1px solid @line; }
QFrame[rail="right"] { background: @panel; border: 0; border-left: 1px solid @line; }
QFrame[rail="top"] { background: @panel; border: 0; border-bottom: 1px solid @line; }
QFrame[rail="bottom"] { background: @panel; border: 0; border-top: 1px solid @line; }
QFrame[rail="rule"] { background: @line; border: 0; min-height: 1px; max-height: 1px; }
)";

QString name(const QColor& colour) {
    return colour.name(QColor::HexRgb);
}

} // namespace

QString styleSheet(const Tokens& t) {
    const QColor accent = t.ink(Tone::Accent);
    // Longer names first: "@accentSoft" must not be read as "@accent" + "Soft".
    const QList<QPair<QString, QColor>> colours{
        {QStringLiteral("@accentHover"), t.dark ? accent.lighter(112) : accent.darker(112)},
        {QStringLiteral("@accentIdle"), t.accentIdle},
        {QStringLiteral("@accentSoft"), t.soft(Tone::Accent)},
        {QStringLiteral("@accent"), accent},
        {QStringLiteral("@failedSoft"), t.soft(Tone::Failed)},
        {QStringLiteral("@failed"), t.ink(Tone::Failed)},
        {QStringLiteral("@runningSoft"), t.soft(Tone::Running)},
        {QStringLiteral("@running"), t.ink(Tone::Running)},
        {QStringLiteral("@waitingSoft"), t.soft(Tone::Waiting)},
        {QStringLiteral("@waiting"), t.ink(Tone::Waiting)},
        {QStringLiteral("@passed"), t.ink(Tone::Passed)},
        {QStringLiteral("@attention"), t.ink(Tone::Attention)},
        {QStringLiteral("@production"), t.ink(Tone::Production)},
        {QStringLiteral("@background"), t.background},
        {QStringLiteral("@panel"), t.panel},
        {QStringLiteral("@line"), t.line},
        {QStringLiteral("@text"), t.text},
        {QStringLiteral("@muted"), t.muted},
        {QStringLiteral("@faintText"), t.faintText},
        {QStringLiteral("@scroll"), t.dark ? t.line.lighter(130) : t.unobserved},
        {QStringLiteral("@hover"), t.hover},
        {QStringLiteral("@onAccent"), t.onAccent},
        {QStringLiteral("@onIdle"), t.dark ? t.muted : t.panel},
    };
    QString text = QString::fromLatin1(sheet);
    for (const auto& [key, colour] : colours)
        text.replace(key, name(colour));
    return text;
}

} // namespace slipway::ui
