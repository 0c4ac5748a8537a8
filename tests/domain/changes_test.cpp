#include "app/domain/changes.h"
#include "tests/domain/chronicle.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

class ChangesTest : public QObject {
    Q_OBJECT

    static Plan planOf(const Project& project) {
        return expandPlan(project, project.environments.last(), {DeploymentId(u"dep-1"_s), newer(), older()});
    }
    static QStringList told(const QJsonValue& was, const QJsonValue& now) {
        QStringList lines;
        for (const Change& change : changesBetween(was, now))
            lines += change.where + u" - "_s + change.was + u" + "_s + change.now;
        return lines;
    }

private Q_SLOTS:
    void thereIsNothingWhereNothingChanged() {
        const Plan plan = planOf(sampleProject());
        QVERIFY(changesBetween(toJson(plan), toJson(plan)).isEmpty());
    }

    void everyFieldOfAStepIsNamedByTheStepsTitle() {
        Project project = sampleProject();
        const Plan was = planOf(project);
        project.steps[3].params.insert(u"main"_s, u"do more"_s);
        project.steps[1].params.insert(u"four-eyes"_s, 2);
        const Plan now = planOf(project);
        const auto changes = changesBetween(toJson(was), toJson(now));
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.first(), (Change{u"go · four-eyes"_s, {}, u"2"_s}));
        QCOMPARE(changes.last().where, u"switch"_s);
        QCOMPARE(changes.last().was, u"do"_s);
        QCOMPARE(changes.last().now, u"do more"_s);
    }

    void timesAreSpokenAndOtherNumbersStay() {
        QCOMPARE(told(QJsonObject{{u"timeout"_s, 30'000}, {u"port"_s, 22}, {u"soak"_s, 7'200'000}},
                      QJsonObject{{u"timeout"_s, 300'000}, {u"port"_s, 2222}, {u"soak"_s, 0}}),
                 (QStringList{u"port - 22 + 2222"_s, u"soak - 2 h + 0 s"_s, u"timeout - 30 s + 5 min"_s}));
    }

    void aStepThatCameInIsOneLineAndNotAllAfterIt() {
        const QJsonArray was{QJsonObject{{u"id"_s, u"a"_s}}, QJsonObject{{u"id"_s, u"b"_s}}};
        const QJsonArray now{QJsonObject{{u"id"_s, u"a"_s}},
                             QJsonObject{{u"id"_s, u"x"_s}, {u"title"_s, u"New"_s}},
                             QJsonObject{{u"id"_s, u"b"_s}}};
        QCOMPARE(told(was, now).size(), 1);
        QVERIFY(told(was, now).first().startsWith(u"New - "_s));
        QVERIFY(told(now, was).first().endsWith(u" + "_s));
    }

    void anotherOrderIsSaid() {
        const QJsonArray was{QJsonObject{{u"id"_s, u"a"_s}}, QJsonObject{{u"id"_s, u"b"_s}}};
        const QJsonArray now{QJsonObject{{u"id"_s, u"b"_s}}, QJsonObject{{u"id"_s, u"a"_s}}};
        QCOMPARE(told(QJsonObject{{u"steps"_s, was}}, QJsonObject{{u"steps"_s, now}}),
                 QStringList{u"steps · order - a, b + b, a"_s});
    }

    void ofALongTextOnlyTheLinesBetweenWhatStayed() {
        QCOMPARE(told(QJsonObject{{u"run"_s, u"set -e\nmake\nexit 0"_s}},
                      QJsonObject{{u"run"_s, u"set -e\nmake install\nsync\nexit 0"_s}}),
                 QStringList{u"run - make + make install\nsync"_s});
    }

    void manyChangesAreBoundedAndCounted() {
        QJsonObject was, now;
        for (int i = 0; i < 500; ++i)
            now.insert(QString::number(i), QString(9000, u'x'));
        const auto changes = changesBetween(was, now);
        QCOMPARE(changes.size(), 201);
        QVERIFY(changes.last().where.contains(u"300"_s));
        for (const Change& change : changes)
            QVERIFY(change.now.size() <= 2000);
    }

    void theyAreStoredAsTheyAre() {
        const QList<Change> changes{{u"a"_s, u"1"_s, u"2\n3"_s}, {u"b"_s, {}, u"x"_s}};
        QCOMPARE(changesFromJson(toJson(changes)), changes);
        QVERIFY(changesFromJson({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ChangesTest)
#include "changes_test.moc"
