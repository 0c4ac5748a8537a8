#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QtTest>

using namespace slipway::ui;

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsReachTheContrastThatEyesNeed_data();
    void wordsReachTheContrastThatEyesNeed();
    void everyColourNameInTheStyleSheetIsReplaced();
    void glyphsLeaveInkInEveryTone();
};

void ThemeTest::wordsReachTheContrastThatEyesNeed_data() {
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const Tokens& t : {lightTokens(), darkTokens()}) {
        const char* name = t.dark ? "dark" : "light";
        const auto add = [name](const char* pair, const QColor& ink, const QColor& ground) {
            QTest::addRow("%s %s", name, pair) << ink << ground;
        };
        for (const auto& [word, ground] :
             {std::pair{"background", t.background}, std::pair{"panel", t.panel}}) {
            add(qPrintable(QStringLiteral("text on %1").arg(QLatin1StringView(word))), t.text, ground);
            add(qPrintable(QStringLiteral("muted on %1").arg(QLatin1StringView(word))), t.muted, ground);
            add(qPrintable(QStringLiteral("faint words on %1").arg(QLatin1StringView(word))), t.faintText,
                ground);
        }
        add("muted on hover", t.muted, t.hover);
        add("muted on selection", t.muted, t.soft(Tone::Accent));
        add("text on selection", t.text, t.soft(Tone::Accent));
        add("primary button", t.onAccent, t.ink(Tone::Accent));
        add("terminal", t.terminalText, t.terminal);
        add("terminal time", t.terminalFaint, t.terminal);
        for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Passed, Tone::Attention, Tone::Failed,
                                Tone::Running, Tone::Waiting, Tone::Production}) {
            QTest::addRow("%s chip of tone %d", name, static_cast<int>(tone)) << t.ink(tone) << t.soft(tone);
            QTest::addRow("%s words of tone %d", name, static_cast<int>(tone)) << t.ink(tone) << t.panel;
        }
    }
}

void ThemeTest::wordsReachTheContrastThatEyesNeed() {
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const double ratio = contrast(ink, ground);
    QVERIFY2(ratio >= 4.5,
             qPrintable(QStringLiteral("%1 on %2 is %3").arg(ink.name(), ground.name()).arg(ratio)));
}

void ThemeTest::everyColourNameInTheStyleSheetIsReplaced() {
    QVERIFY(!styleSheet(lightTokens()).contains(QLatin1Char('@')));
    QVERIFY(styleSheet(lightTokens()) != styleSheet(darkTokens()));
}

void ThemeTest::glyphsLeaveInkInEveryTone() {
    for (int glyph = static_cast<int>(Glyph::Check); glyph <= static_cast<int>(Glyph::ChevronDown); ++glyph) {
        QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintGlyph(painter, QRectF(0, 0, 16, 16), static_cast<Glyph>(glyph), Qt::black);
        painter.end();
        int inked = 0;
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 16; ++x)
                inked += qAlpha(image.pixel(x, y)) > 60 ? 1 : 0;
        QVERIFY2(inked > 8, qPrintable(QString::number(glyph)));
    }
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
