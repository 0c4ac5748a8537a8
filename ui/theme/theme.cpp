#include "ui/theme/theme.h"

#include "ui/theme/glyph.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QPointer>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>

namespace slipway::ui {
namespace {

const QString appearanceKey = QStringLiteral("window/appearance");

QPointer<Theme>& installed() {
    static QPointer<Theme> theme;
    return theme;
}

Appearance appearanceFrom(const QString& word) {
    if (word == QLatin1StringView("light"))
        return Appearance::Light;
    return word == QLatin1StringView("dark") ? Appearance::Dark : Appearance::Auto;
}

QString appearanceName(Appearance appearance) {
    switch (appearance) {
    case Appearance::Auto:
        return QStringLiteral("auto");
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    }
    Q_UNREACHABLE();
}

QPalette paletteOf(const Tokens& t) {
    QPalette palette;
    palette.setColor(QPalette::Window, t.background);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.panel);
    palette.setColor(QPalette::AlternateBase, t.background);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.faintText);
    palette.setColor(QPalette::Button, t.panel);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.text);
    palette.setColor(QPalette::Highlight, t.ink(Tone::Accent));
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::ToolTipBase, t.panel);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Link, t.ink(Tone::Accent));
    palette.setColor(QPalette::LinkVisited, t.ink(Tone::Accent));
    palette.setColor(QPalette::Light, t.panel);
    palette.setColor(QPalette::Midlight, t.line);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.faint);
    palette.setColor(QPalette::Shadow, t.faint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faintText);
    return palette;
}

QIcon logo(const Tokens& tokens) {
    QIcon icon;
    for (const int side : {16, 32, 48, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintGlyph(painter, QRectF(0, 0, side, side), Glyph::Logo, tokens.ink(Tone::Accent));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QFont systemOr(const QString& wanted, QFontDatabase::SystemFont fallback) {
    QFont font = QFontDatabase::systemFont(fallback);
    if (QFontDatabase::hasFamily(wanted))
        font.setFamilies({wanted, font.family()});
    return font;
}

} // namespace

Theme& Theme::install(QApplication& application) {
    if (!installed())
        installed() = new Theme(application);
    return *installed();
}

Theme& Theme::current() {
    Q_ASSERT(installed());
    return *installed();
}

const Tokens& Theme::tokens() {
    return current().m_tokens;
}

Theme::Theme(QApplication& application)
    : QObject(&application)
    , m_application(application)
    , m_systemIsDark(QApplication::palette().color(QPalette::Window).lightnessF() < 0.5) {
    const QString forced = qEnvironmentVariable("SLIPWAY_THEME");
    m_appearance = appearanceFrom(forced.isEmpty() ? QSettings().value(appearanceKey).toString() : forced);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(fontOf(Type::Body));
    apply();
}

void Theme::setAppearance(Appearance appearance) {
    QSettings().setValue(appearanceKey, appearanceName(appearance));
    m_appearance = appearance;
    apply();
    Q_EMIT changed();
}

void Theme::apply() {
    const bool dark =
        m_appearance == Appearance::Dark || (m_appearance == Appearance::Auto && m_systemIsDark);
    m_tokens = dark ? darkTokens() : lightTokens();
    QApplication::setPalette(paletteOf(m_tokens));
    m_application.setStyleSheet(styleSheet(m_tokens));
    QGuiApplication::setWindowIcon(logo(m_tokens));
}

QFont fontOf(Type type) {
    QFont font = type == Type::Mono ? systemOr(QStringLiteral("JetBrains Mono"), QFontDatabase::FixedFont)
                                    : systemOr(QStringLiteral("Inter"), QFontDatabase::GeneralFont);
    switch (type) {
    case Type::Body:
        font.setPixelSize(13);
        break;
    case Type::Strong:
        font.setPixelSize(13);
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Label:
        font.setPixelSize(12);
        break;
    case Type::Overline:
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        break;
    case Type::Section:
        font.setPixelSize(14);
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Page:
        font.setPixelSize(18);
        font.setWeight(QFont::Bold);
        break;
    case Type::Version:
        font.setPixelSize(22);
        font.setWeight(QFont::Bold);
        break;
    case Type::Mono:
        font.setPixelSize(12);
        font.setStyleHint(QFont::Monospace);
        break;
    }
    return font;
}

QString typeName(Type type) {
    switch (type) {
    case Type::Body:
        return QStringLiteral("body");
    case Type::Strong:
        return QStringLiteral("strong");
    case Type::Label:
        return QStringLiteral("label");
    case Type::Overline:
        return QStringLiteral("overline");
    case Type::Section:
        return QStringLiteral("section");
    case Type::Page:
        return QStringLiteral("page");
    case Type::Version:
        return QStringLiteral("version");
    case Type::Mono:
        return QStringLiteral("mono");
    }
    Q_UNREACHABLE();
}

} // namespace slipway::ui
