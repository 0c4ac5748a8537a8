#include "app/base/json_path.h"

#include <QTest>

using namespace slipway::base;

class JsonPathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsValuesAsText_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* path, const char* text) {
            QTest::newRow(path) << QString::fromLatin1(path) << QString::fromLatin1(text);
        };
        row("$.version", "v1.1.0");
        row("$.a.b", "deep");
        row("$.list[1]", "two");
        row("$.list[2].x", "3");
        row("$.count", "42");
        row("$.big", "9007199254740993");
        row("$.share", "0.5");
        row("$.ok", "true");
        row("$.off", "false");
        row("$.none", "null");
        row("$.a", "{\"b\":\"deep\"}");
    }
    void readsValuesAsText() {
        QFETCH(QString, path);
        QFETCH(QString, text);
        const QByteArray body =
            R"({"version":"v1.1.0","a":{"b":"deep"},"list":["one","two",{"x":3}],"count":42,)"
            R"("big":9007199254740993,"share":0.5,"ok":true,"off":false,"none":null})";
        QCOMPARE(readJsonPaths(body, {path}).value(path, QStringLiteral("missing")), text);
    }

    void readsAnArrayAtTheTop() {
        const QString path = QStringLiteral("$[0].id");
        QCOMPARE(readJsonPaths(R"([{"id":"x"}])", {path}).value(path), QStringLiteral("x"));
    }

    void leavesOutWhatIsMissing() {
        const QList<QString> paths{QStringLiteral("$.b"), QStringLiteral("$.a.b"), QStringLiteral("$.a[0]"),
                                   QStringLiteral("$.list[9]")};
        QVERIFY(readJsonPaths(R"({"a":1,"list":[]})", paths).isEmpty());
        QVERIFY(readJsonPaths("<html>", paths).isEmpty());
        QVERIFY(readJsonPaths("", paths).isEmpty());
    }

    void refusesOtherForms() {
        for (const char* path :
             {"", "version", ".a", "$a", "$.", "$..a", "$.a[", "$.a[x]", "$.a[-1]", "$.a[9999999]"})
            QVERIFY2(!parseJsonPath(QString::fromLatin1(path)), path);
    }
};

QTEST_GUILESS_MAIN(JsonPathTest)
#include "json_path_test.moc"
