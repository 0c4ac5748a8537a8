#include "app/domain/plan.h"
#include "app/workspace/project_file.h"
#include "tests/workspace/samples.h"

#include <QRegularExpression>
#include <QTest>

using namespace slipway;

namespace {

QString manual() {
    return QString::fromUtf8(
        test::contentOf(QStringLiteral(SLIPWAY_SOURCE_DIR "/resources/help/slipway-yaml.md")));
}

// The part of the manual under a heading, up to the next one of any level.
QString section(const QString& heading) {
    const QString text = manual();
    const qsizetype from = text.indexOf(QStringLiteral("\n%1\n").arg(heading));
    return from < 0 ? QString() : text.mid(from, text.indexOf(QStringLiteral("\n#"), from + 2) - from);
}

} // namespace

class ManualTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySamplePassesTheCheck() {
        static const QRegularExpression sample(QStringLiteral("```yaml\\n(.*?)```"),
                                               QRegularExpression::DotMatchesEverythingOption);
        int samples = 0;
        auto matches = sample.globalMatch(manual());
        while (matches.hasNext()) {
            const QString text = matches.next().captured(1);
            const auto reading = workspace::readProject(text.toUtf8(), QStringLiteral("/nowhere"));
            for (const workspace::Problem& problem : reading.problems + reading.warnings)
                QFAIL(qPrintable(workspace::problemText(problem) + QLatin1Char('\n') + text));
            ++samples;
        }
        QVERIFY(samples >= 3);
        QCOMPARE(manual().count(QStringLiteral("```")), samples * 2);
    }
    void namesEveryFieldOfEveryKind() {
        for (const domain::StepKind* kind : domain::stepKinds()) {
            const QString part = section(QStringLiteral("### `%1`").arg(kind->key()));
            QVERIFY2(!part.isEmpty(), qPrintable(kind->key()));
            for (const domain::Field& field : kind->fields())
                QVERIFY2(part.contains(QStringLiteral("| `%1` |").arg(field.name)),
                         qPrintable(kind->key() + QLatin1Char(' ') + field.name));
            for (const QString& word : kind->mainAllowed())
                QVERIFY2(part.contains(QStringLiteral("`%1`").arg(word)), qPrintable(word));
        }
    }
    void namesEveryVariableOfADeployment() {
        QStringList names = domain::deploymentVariables({}, {}).keys();
        names << QStringLiteral("SLIPWAY_HOST") << QStringLiteral("SLIPWAY_STEP")
              << QStringLiteral("SLIPWAY_ATTEMPT");
        for (const QString& name : names)
            QVERIFY2(manual().contains(QStringLiteral("| `%1` |").arg(name)), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(ManualTest)
#include "manual_test.moc"
