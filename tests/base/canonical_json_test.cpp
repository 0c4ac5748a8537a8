#include "app/base/canonical_json.h"

#include <QJsonArray>
#include <QTest>

using namespace slipway::base;
using namespace Qt::StringLiterals;

class CanonicalJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortsKeysByTheirUtf16Units() {
        // RFC 8785 3.2.3, without the keys that need a control character in source.
        const QJsonObject object{{u"\u20ac"_s, u"Euro Sign"_s},
                                 {u"\r"_s, u"Carriage Return"_s},
                                 {u"\ufb33"_s, u"Hebrew Letter Dalet With Dagesh"_s},
                                 {u"1"_s, u"One"_s},
                                 {u"\U0001f600"_s, u"Emoji: Grinning Face"_s},
                                 {u"\u0080"_s, u"Control"_s},
                                 {u"\u00f6"_s, u"Latin Small Letter O With Diaeresis"_s}};
        const auto bytes = canonicalJson(object);
        QVERIFY(bytes.ok());
        QStringList order;
        for (const auto& name :
             {u"Carriage"_s, u"One"_s, u"Control"_s, u"Latin"_s, u"Euro"_s, u"Emoji"_s, u"Hebrew"_s})
            order.append(name);
        qsizetype last = -1;
        for (const QString& name : order) {
            const qsizetype at = bytes->indexOf(name.toUtf8());
            QVERIFY2(at > last, qPrintable(name));
            last = at;
        }
    }

    void escapesOnlyWhatMustBe() {
        const auto bytes =
            canonicalJson({{u"s"_s, u"\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/\b\t\f\r\u007f"_s}});
        QVERIFY(bytes.ok());
        QCOMPARE(*bytes,
                 QByteArray("{\"s\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\x7f\"}"));
    }

    void writesValuesWithoutBlanks() {
        const auto bytes =
            canonicalJson({{u"b"_s, QJsonArray{1, -2, true, false, u""_s, QJsonArray(), QJsonObject()}},
                           {u"a"_s, qint64(9007199254740992)},
                           {u"c"_s, QJsonObject{{u"y"_s, 0}, {u"x"_s, qint64(-9007199254740992)}}}});
        QVERIFY(bytes.ok());
        QCOMPARE(*bytes, QByteArray("{\"a\":9007199254740992,\"b\":[1,-2,true,false,\"\",[],{}],"
                                    "\"c\":{\"x\":-9007199254740992,\"y\":0}}"));
    }

    void refusesWhatHasNoSafeForm_data() {
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("a fraction") << QJsonValue(0.5);
        QTest::newRow("too large") << QJsonValue(1e300);
        QTest::newRow("beyond 2^53") << QJsonValue(9007199254740994.0);
        QTest::newRow("null") << QJsonValue(QJsonValue::Null);
        QTest::newRow("inside an array") << QJsonValue(QJsonArray{1, 0.25});
    }
    void refusesWhatHasNoSafeForm() {
        QFETCH(QJsonValue, value);
        const auto bytes = canonicalJson({{u"outer"_s, QJsonObject{{u"inner"_s, value}}}});
        QVERIFY(!bytes.ok());
        QCOMPARE(bytes.error().kind, ErrorKind::BadInput);
        QVERIFY(bytes.error().where.contains(u"outer.inner"_s));
    }

    void readsBackWhatItWrote() {
        const QJsonObject object{{u"text"_s, u"Grüße, 世界"_s}, {u"number"_s, 42}, {u"flag"_s, true}};
        const auto bytes = canonicalJson(object);
        QVERIFY(bytes.ok());
        const auto back = parseJsonObject(*bytes);
        QVERIFY(back.ok());
        QCOMPARE(*back, object);
        QCOMPARE(*canonicalJson(*back), *bytes);
    }

    void refusesBytesThatAreNoObject_data() {
        QTest::addColumn<QByteArray>("bytes");
        for (const char* bytes : {"", "[]", "1", "{", "{\"a\":}", "{\"a\":1}x", "null", "\xff\xfe"})
            QTest::newRow(bytes[0] ? bytes : "nothing") << QByteArray(bytes);
    }
    void refusesBytesThatAreNoObject() {
        QFETCH(QByteArray, bytes);
        const auto object = parseJsonObject(bytes);
        QVERIFY(!object.ok());
        QCOMPARE(object.error().kind, ErrorKind::Corrupt);
    }

    void hashesLikeTheStandardSays() {
        QCOMPARE(sha256Hex("abc"), u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s);
    }
};

QTEST_GUILESS_MAIN(CanonicalJsonTest)
#include "canonical_json_test.moc"
