#include "app/base/canonical_json.h"
#include "app/domain/probe_kind.h"
#include "tests/workspace/samples.h"

#include <QJsonArray>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::domain;

namespace {

const QString schemaPath = QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/schema/slipway.schema.json");
const QString python = QStringLiteral("/usr/bin/python3");
constexpr int longestRun = 60'000;

// What a Python program printed, and whether it ended well.
struct Printed {
    bool isWhole = false;
    QString text;
};

Printed runPython(const QStringList& arguments) {
    QProcess process;
    QSignalSpy ended(&process, &QProcess::finished);
    process.start(python, arguments);
    if (process.state() == QProcess::NotRunning || (ended.isEmpty() && !ended.wait(longestRun))) {
        process.kill();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
            QString::fromUtf8(process.readAllStandardOutput())};
}

QString typeIn(const QJsonObject& property) {
    const QString reference = property.value(QStringLiteral("$ref")).toString().section(QLatin1Char('/'), -1);
    return reference.isEmpty() ? property.value(QStringLiteral("type")).toString() : reference;
}

} // namespace

class SchemaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsEveryFieldOfEveryProbe() {
        const auto schema = base::parseJsonObject(test::contentOf(schemaPath));
        QVERIFY(schema);
        const QJsonArray all =
            (*schema)[QStringLiteral("$defs")][QStringLiteral("probe")][QStringLiteral("oneOf")].toArray();
        QCOMPARE(all.size(), probeKinds().size());
        for (qsizetype i = 0; i < all.size(); ++i) {
            const ProbeKind* kind = probeKinds()[i];
            const QJsonObject properties = all[i][QStringLiteral("properties")].toObject();
            QStringList wanted{kind->key(),
                               QStringLiteral("name"),
                               QStringLiteral("under"),
                               QStringLiteral("every"),
                               QStringLiteral("timeout"),
                               QStringLiteral("fails-after"),
                               QStringLiteral("recovers-after"),
                               QStringLiteral("critical"),
                               QStringLiteral("if-fails")};
            if (kind->isMeasured({}))
                wanted += {QStringLiteral("degraded"), QStringLiteral("failing")};
            for (const Field& field : kind->fields()) {
                wanted += field.name;
                checkField(properties.value(field.name).toObject(), field);
            }
            wanted.sort();
            QCOMPARE(properties.keys(), wanted);
        }
    }

    void knowsEveryFieldOfEveryKind() {
        const auto schema = base::parseJsonObject(test::contentOf(schemaPath));
        QVERIFY(schema);
        const QJsonObject definitions = schema->value(QStringLiteral("$defs")).toObject();
        QCOMPARE(definitions.value(QStringLiteral("step"))
                     .toObject()
                     .value(QStringLiteral("oneOf"))
                     .toArray()
                     .size(),
                 stepKinds().size());
        for (const StepKind* kind : stepKinds()) {
            const QJsonObject properties =
                definitions.value(kind->key()).toObject().value(QStringLiteral("properties")).toObject();
            QStringList wanted{kind->key(),
                               QStringLiteral("name"),
                               QStringLiteral("id"),
                               QStringLiteral("why"),
                               QStringLiteral("if-fails"),
                               QStringLiteral("only"),
                               QStringLiteral("required")};
            if (kind->place() == Place::EachHost || kind->place() == Place::EachHostOrHere)
                wanted += QStringLiteral("timeout");
            if (kind->takesSecrets())
                wanted += QStringLiteral("secrets");
            // What always changes, waits or asks sees nothing that could be too old.
            static const QStringList neverLook{QStringLiteral("approval"), QStringLiteral("wait"),
                                               QStringLiteral("switch"), QStringLiteral("upload"),
                                               QStringLiteral("symlink")};
            if (!neverLook.contains(kind->key()))
                wanted += QStringLiteral("fresh");
            for (const Field& field : kind->fields()) {
                wanted += field.name;
                checkField(properties.value(field.name).toObject(), field);
            }
            wanted.sort();
            QCOMPARE(properties.keys(), wanted);
        }
    }
    void agreesWithTheProgramOnTheSamples() {
        if (!runPython({QStringLiteral("-c"), QStringLiteral("import jsonschema, yaml")}).isWhole)
            QSKIP("python3 with jsonschema and yaml is not here");
        const QStringList paths =
            test::samples(QStringLiteral("good")) + test::samples(QStringLiteral("bad"));
        QVERIFY(paths.size() > 10);
        const Printed printed = runPython(
            QStringList{QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/check_schema.py"), schemaPath} +
            paths);
        QVERIFY2(printed.isWhole, qPrintable(printed.text));
        for (const QString& path : paths) {
            const bool passes = !test::contentOf(path).contains("# schema: fails");
            const QString line = (passes ? QStringLiteral("passes ") : QStringLiteral("fails ")) + path;
            QVERIFY2(printed.text.contains(line + QLatin1Char(' ')), qPrintable(line));
        }
    }

private:
    static void checkField(const QJsonObject& property, const Field& field) {
        QCOMPARE(property.value(QStringLiteral("description")).toString().isEmpty(), false);
        switch (field.type) {
        case Field::Type::Text:
            if (field.allowed.isEmpty())
                QVERIFY(typeIn(property) == QStringLiteral("text") ||
                        typeIn(property) == QStringLiteral("string"));
            else
                QCOMPARE(property.value(QStringLiteral("enum")).toArray(),
                         QJsonArray::fromStringList(field.allowed));
            break;
        case Field::Type::Integer:
            QCOMPARE(typeIn(property), QStringLiteral("integer"));
            QCOMPARE(property.value(QStringLiteral("minimum")).toInteger(), field.least);
            QCOMPARE(property.value(QStringLiteral("maximum")).toInteger(), field.most);
            break;
        case Field::Type::Duration:
            QCOMPARE(typeIn(property), QStringLiteral("duration"));
            break;
        case Field::Type::Flag:
            QCOMPARE(typeIn(property), QStringLiteral("boolean"));
            break;
        case Field::Type::Undo:
            QCOMPARE(typeIn(property), QStringLiteral("undo"));
            break;
        case Field::Type::Check:
            QCOMPARE(typeIn(property), QStringLiteral("check"));
            break;
        case Field::Type::Texts:
            QCOMPARE(typeIn(property), QStringLiteral("texts"));
            break;
        case Field::Type::TextMap:
            QVERIFY(typeIn(property) == QStringLiteral("jsonPaths") ||
                    typeIn(property) == QStringLiteral("textMap"));
            break;
        }
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
