#include "app/cli/command.h"
#include "app/cli/text.h"

#include <QtTest>

using namespace slipway;
using base::Error;
using base::ErrorKind;

class TextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfErrorHasASentenceAndAnExitCode() {
        QSet<QString> names;
        for (int number = static_cast<int>(ErrorKind::Lost); number <= static_cast<int>(ErrorKind::Signature);
             ++number) {
            const auto kind = static_cast<ErrorKind>(number);
            names.insert(base::kindName(kind));
            const Error error{kind, QStringLiteral("prod-1"), QStringLiteral("it broke")};
            const auto words = cli::sentence(error);
            QVERIFY2(words.contains(QStringLiteral("it broke. ")), qPrintable(words));
            QVERIFY2(words.endsWith(QLatin1Char('.')), qPrintable(words));
            QVERIFY2(words.size() > QStringLiteral("prod-1: it broke. ").size() + 8, qPrintable(words));
            QVERIFY(cli::exitFor(error) >= cli::Failed && cli::exitFor(error) <= cli::Interrupted);
        }
        QCOMPARE(names.size(),
                 static_cast<int>(ErrorKind::Signature) - static_cast<int>(ErrorKind::Lost) + 1);
    }

    void endsWithTheCodeOfTheContract_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, ErrorKind kind, int code) {
            QTest::addRow("%s", name) << static_cast<int>(kind) << code;
        };
        row("bad input", ErrorKind::BadInput, 2);
        row("not found", ErrorKind::NotFound, 2);
        row("an unknown host key waits for a person", ErrorKind::HostKeyUnknown, 3);
        row("a changed host key is refused", ErrorKind::HostKeyChanged, 4);
        row("a revoked host key is refused", ErrorKind::HostKeyRevoked, 4);
        row("refused by a rule", ErrorKind::Refused, 4);
        row("taken over", ErrorKind::Fenced, 4);
        row("no answer leaves the outcome open", ErrorKind::Timeout, 5);
        row("a lost connection leaves the outcome open", ErrorKind::ConnectionLost, 5);
        row("a full disk", ErrorKind::Storage, 1);
        row("a ledger that contradicts itself", ErrorKind::Corrupt, 1);
    }
    void endsWithTheCodeOfTheContract() {
        QFETCH(const int, kind);
        QFETCH(const int, code);
        QCOMPARE(cli::exitFor({static_cast<ErrorKind>(kind), {}, QStringLiteral("x")}), code);
    }

    void faultCase53_escapeSequencesOfRemoteOutputAreInert_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addRow("colour") << QByteArray("\x1b[31mred\x1b[0m");
        QTest::addRow("title") << QByteArray("\x1b]0;owned\x07");
        QTest::addRow("clipboard") << QByteArray("\x1b]52;c;aGk=\x1b\\");
        QTest::addRow("link") << QByteArray("\x1b]8;;http://x\x1b\\here");
        QTest::addRow("carriage return") << QByteArray("failed\rpassed");
        QTest::addRow("backspace") << QByteArray("no\b\bok");
        QTest::addRow("bell and NUL") << QByteArray("a\x07\0b", 4);
        QTest::addRow("delete") << QByteArray("a\x7f");
        QTest::addRow("C1 control sequence introducer") << QByteArray("\xc2\x9b"
                                                                      "31m");
        QTest::addRow("raw byte of C1") << QByteArray("\x9b"
                                                      "31m");
    }
    void faultCase53_escapeSequencesOfRemoteOutputAreInert() {
        QFETCH(const QByteArray, line);
        const auto shown = cli::inert(line);
        for (const QChar c : shown)
            QVERIFY2(c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() > 0x9f), qPrintable(shown));
        QVERIFY(!shown.isEmpty());
    }

    void faultCase54_charactersThatReorderOrHideAreVisible_data() {
        QTest::addColumn<char32_t>("character");
        QTest::addRow("right-to-left override") << U'\u202e';
        QTest::addRow("isolate") << U'\u2066';
        QTest::addRow("zero-width space") << U'\u200b';
        QTest::addRow("byte-order mark") << U'\ufeff';
        QTest::addRow("line separator") << U'\u2028';
        QTest::addRow("paragraph separator") << U'\u2029';
        QTest::addRow("tag letter, beyond the first plane") << U'\U000e0041';
    }
    void faultCase54_charactersThatReorderOrHideAreVisible() {
        QFETCH(const char32_t, character);
        const auto hidden = QStringView(QChar::fromUcs4(character)).toString();
        const auto shown = cli::inert((QStringLiteral("a") + hidden + QStringLiteral("b")).toUtf8());
        QVERIFY(!shown.contains(hidden));
        QVERIFY(shown.size() >= 3);
    }

    void faultCase56_bytesThatAreNoTextAreShownNotLost() {
        QVERIFY(!cli::inert("\xff\xfe\x80").isEmpty());
        QCOMPARE(cli::inert("plain\ttext – ü 😀"), QStringLiteral("plain\ttext – ü 😀"));
    }

    void statesHaveStableNames() {
        QSet<QString> names;
        const auto last = static_cast<int>(models::ReleaseState::RollbackDone);
        for (int number = 0; number <= last; ++number) {
            const auto state = static_cast<models::ReleaseState>(number);
            names.insert(cli::stateName(state));
            QVERIFY(!cli::stateWords(state).isEmpty());
        }
        QCOMPARE(names.size(), last + 1);
    }

    void everyVerdictHasAMarkOfItsOwn() {
        QSet<QString> marks;
        const auto last = static_cast<int>(domain::Verdict::Undone);
        for (int number = 0; number <= last; ++number)
            marks.insert(cli::mark(static_cast<domain::Verdict>(number)));
        QCOMPARE(marks.size(), last + 1);
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
