#include "app/base/masks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrl>
#include <QtTest>
#include <algorithm>

using namespace slipway::base;

namespace {

Masks masksOf(const QList<QByteArray>& values) {
    QList<Secret> secrets;
    for (const QByteArray& value : values)
        secrets.append(Secret(value));
    return Masks(secrets);
}

/// By the definition: find every occurrence, join those that overlap, replace.
QByteArray naive(const QByteArray& text, const QList<QByteArray>& forms) {
    QList<QPair<qsizetype, qsizetype>> found;
    for (const QByteArray& form : forms)
        for (qsizetype at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
            found.append({at, at + form.size()});
    std::sort(found.begin(), found.end());
    QList<QPair<qsizetype, qsizetype>> joined;
    for (const auto& each : found)
        if (!joined.isEmpty() && each.first < joined.last().second)
            joined.last().second = std::max(joined.last().second, each.second);
        else
            joined.append(each);
    QByteArray result;
    qsizetype from = 0;
    for (const auto& [start, end] : joined) {
        result += text.mid(from, start - from) + Masks::mask;
        from = end;
    }
    return result + text.mid(from);
}

QByteArray joinedBytes(const QList<Masker::Piece>& pieces) {
    QByteArray all;
    for (const auto& piece : pieces)
        all += piece.bytes;
    return all;
}

} // namespace

class MasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultCase68_hidesEveryFormOfASecret_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray secret = "pa55/w\"rd+é=?&x y";
        const QString asText = QString::fromUtf8(secret);
        QTest::newRow("plain") << secret;
        for (const QByteArray& before : {QByteArray(), QByteArray("a"), QByteArray("ab"), QByteArray("abc")})
            for (const QByteArray& after : {QByteArray(), QByteArray("z"), QByteArray("zy")}) {
                const QByteArray whole = before + secret + after;
                QTest::addRow("base64 %s %s", before.constData(), after.constData()) << whole.toBase64();
                QTest::addRow("base64url %s %s", before.constData(), after.constData())
                    << whole.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
            }
        QTest::newRow("percent") << QUrl::toPercentEncoding(asText);
        QTest::newRow("percent, small") << QUrl::toPercentEncoding(asText).toLower();
        QTest::newRow("form") << QUrl::toPercentEncoding(asText).replace("%20", "+");
        QTest::newRow("json")
            << QJsonDocument(QJsonObject{{QStringLiteral("k"), asText}}).toJson(QJsonDocument::Compact);
        QTest::newRow("json, ASCII") << QByteArray("pa55/w\\\"rd+\\u00e9=?&x y");
        QTest::newRow("json, PHP") << QByteArray("pa55\\/w\\\"rd+\\u00e9=?&x y");
        QTest::newRow("hex") << secret.toHex();
    }
    void faultCase68_hidesEveryFormOfASecret() {
        QFETCH(QByteArray, text);
        const Masks masks = masksOf({"pa55/w\"rd+é=?&x y"});
        const QByteArray shown = masks.masked("before " + text + " after");
        QVERIFY2(shown.contains(Masks::mask), shown.constData());
        QVERIFY(shown.startsWith("before ") && shown.endsWith(" after"));
        QVERIFY(!shown.contains("55") && !shown.contains("rd"));
        // What is left of base64 are characters that also depend on what stands around the secret.
        QVERIFY(shown.size() <= QByteArray("before  after").size() + 6 + 14);
    }

    void faultCase68_findsThemHoweverTheStreamIsCut() {
        const QByteArray secret = "correct horse";
        const QByteArray text = "a correct horse b " + secret.toBase64() + " c";
        const Masks masks = masksOf({secret});
        for (qsizetype first = 0; first <= text.size(); ++first) {
            Masker masker(masks);
            QByteArray shown = joinedBytes(masker.feed(text.first(first)));
            shown += joinedBytes(masker.feed(text.mid(first)));
            shown += joinedBytes(masker.finish());
            QCOMPARE(shown, "a ****** b ******" + text.last(5));
        }
    }

    void faultCase68_agreesWithTheNaiveWayOnRandomStreams() {
        auto& random = *QRandomGenerator::global();
        // A small alphabet and patterns that overlap themselves and each other find the borders.
        for (int round = 0; round < 400; ++round) {
            QList<QByteArray> secrets;
            for (int i = 0, count = random.bounded(1, 4); i < count; ++i) {
                QByteArray secret;
                // No base64, percent or JSON form of it can be made of these letters alone.
                for (int length = random.bounded(6, 12); secret.size() < length;)
                    secret += static_cast<char>('a' + random.bounded(2));
                secrets.append(secret);
            }
            QByteArray text;
            while (text.size() < 600)
                if (random.bounded(4) == 0)
                    text += secrets.at(random.bounded(static_cast<int>(secrets.size())));
                else
                    text += static_cast<char>('a' + random.bounded(random.bounded(2) ? 3 : 2));
            const Masks masks = masksOf(secrets);
            Masker masker(masks);
            QByteArray shown;
            qint64 end = 0;
            QList<Masker::Piece> pieces;
            for (qsizetype at = 0; at < text.size();) {
                const qsizetype size = std::min<qsizetype>(random.bounded(1, 40), text.size() - at);
                pieces += masker.feed(text.mid(at, size));
                at += size;
            }
            pieces += masker.finish();
            for (const auto& piece : pieces) {
                QCOMPARE(piece.start, end);
                end = piece.end;
                QVERIFY(piece.bytes.size() <= piece.end - piece.start);
                if (piece.bytes != Masks::mask)
                    QCOMPARE(piece.bytes, text.mid(piece.start, piece.end - piece.start));
                shown += piece.bytes;
            }
            QCOMPARE(end, text.size());
            QCOMPARE(shown, naive(text, secrets));
            // A stream that is resumed at any border gives the same bytes.
            const auto& border = pieces.at(random.bounded(static_cast<int>(pieces.size())));
            Masker again(masks, border.end);
            QByteArray rest = joinedBytes(again.feed(text.mid(border.end)));
            rest += joinedBytes(again.finish());
            QVERIFY(shown.endsWith(rest));
            QCOMPARE(naive(text.first(border.end), secrets) + rest, shown);
        }
    }

    void holdsBackNothingThatCannotBeASecret() {
        Masker masker(masksOf({"hunter22"}));
        QCOMPARE(joinedBytes(masker.feed("Password: ")), QByteArray("Password: "));
        QCOMPARE(joinedBytes(masker.feed("hunter")), QByteArray());
        QCOMPARE(joinedBytes(masker.feed("s")), QByteArray("hunters"));
        QCOMPARE(joinedBytes(masker.feed("hunte")), QByteArray());
        QCOMPARE(joinedBytes(masker.finish()), QByteArray("hunte"));
    }

    void aSecretThatRepeatsItselfWithoutEndCostsNoMemory() {
        Masker masker(masksOf({"aaaaaaaa"}));
        const QByteArray piece(1024 * 1024, 'a');
        for (int i = 0; i < 64; ++i)
            QCOMPARE(joinedBytes(masker.feed(piece)), QByteArray());
        QCOMPARE(joinedBytes(masker.feed("b")), QByteArray("******b"));
    }

    void shortValuesAreNotHidden() {
        QVERIFY(masksOf({"abcde"}).isEmpty());
        QVERIFY(masksOf({}).isEmpty());
        QCOMPARE(masksOf({"abcde"}).masked("abcde"), QByteArray("abcde"));
        QCOMPARE(masksOf({"abcdef"}).masked("abcdef"), QByteArray(Masks::mask));
    }

    void hidesTheLinesOfAKeyOnTheirOwn() {
        const Masks masks =
            masksOf({"-----BEGIN KEY-----\nfirstline0123\nsecondline45\n-----END KEY-----\n"});
        QCOMPARE(masks.masked("| firstline0123\r\n| secondline45\r\n"),
                 QByteArray("| ******\r\n| ******\r\n"));
        QCOMPARE(masks.masked("-----BEGIN KEY-----"), QByteArray("-----BEGIN KEY-----"));
    }

    void canHideEverything() {
        Masker masker(Masks::hidingAll());
        const auto first = masker.feed("one");
        QCOMPARE(first.size(), 1);
        QVERIFY(first.first().bytes.startsWith("[slipway: "));
        const auto second = masker.feed("two");
        QCOMPARE(second.first().bytes, QByteArray());
        QCOMPARE(second.first().start, 3);
        QCOMPARE(second.first().end, 6);
    }
};

QTEST_GUILESS_MAIN(MasksTest)
#include "masks_test.moc"
