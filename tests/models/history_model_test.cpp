#include "app/models/history_model.h"
#include "app/models/story_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace slipway::models;
using Outcome = HistoryFilter::Outcome;

namespace {

DeploymentLine line(const QString& id, const QString& environment, ReleaseState state, qint64 startedAtMs) {
    DeploymentLine line;
    line.deployment = id;
    line.environment = environment;
    line.version = u"v1.8.0"_s;
    line.kind = u"deploy"_s;
    line.startedBy = u"mira"_s;
    line.state = state;
    line.startedAtMs = startedAtMs;
    line.endedAtMs = state == ReleaseState::Running ? 0 : startedAtMs + 1;
    line.commit = u"9f3c2ab71c04d5e6f708192a3b4c5d6e7f80e41a"_s;
    return line;
}

QList<DeploymentLine> lines() {
    return {line(u"dep-4"_s, u"production"_s, ReleaseState::Running, 400),
            line(u"dep-3"_s, u"production"_s, ReleaseState::RolledBack, 300),
            line(u"dep-2"_s, u"staging"_s, ReleaseState::Successful, 200),
            line(u"dep-1"_s, u"staging"_s, ReleaseState::Abandoned, 100)};
}

QStringList shown(const HistoryModel& model) {
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.line(row).deployment;
    return ids;
}

} // namespace

class HistoryModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldRestricts_data() {
        QTest::addColumn<HistoryFilter>("filter");
        QTest::addColumn<QStringList>("expected");
        const auto with = [](auto change) {
            HistoryFilter filter;
            change(filter);
            return filter;
        };
        QTest::newRow("nothing") << HistoryFilter()
                                 << QStringList{u"dep-4"_s, u"dep-3"_s, u"dep-2"_s, u"dep-1"_s};
        QTest::newRow("environment") << with([](auto& f) { f.environment = u"staging"_s; })
                                     << QStringList{u"dep-2"_s, u"dep-1"_s};
        QTest::newRow("kind") << with([](auto& f) { f.kind = u"rollback"_s; }) << QStringList();
        QTest::newRow("since is inside")
            << with([](auto& f) { f.sinceMs = 300; }) << QStringList{u"dep-4"_s, u"dep-3"_s};
        QTest::newRow("under way") << with([](auto& f) { f.outcome = Outcome::UnderWay; })
                                   << QStringList{u"dep-4"_s};
        QTest::newRow("well") << with([](auto& f) { f.outcome = Outcome::Well; }) << QStringList{u"dep-2"_s};
        QTest::newRow("badly") << with([](auto& f) { f.outcome = Outcome::Badly; })
                               << QStringList{u"dep-3"_s, u"dep-1"_s};
        QTest::newRow("exceptions") << with([](auto& f) { f.outcome = Outcome::Exceptions; })
                                    << QStringList();
        QTest::newRow("every word, anywhere")
            << with([](auto& f) { f.text = u" DEP-3 mira "_s; }) << QStringList{u"dep-3"_s};
        QTest::newRow("a word that is nowhere")
            << with([](auto& f) { f.text = u"dep-3 jonas"_s; }) << QStringList();
        QTest::newRow("a commit's beginning") << with([](auto& f) { f.text = u"9F3C2AB"_s; })
                                              << QStringList{u"dep-4"_s, u"dep-3"_s, u"dep-2"_s, u"dep-1"_s};
        QTest::newRow("not a commit's middle")
            << with([](auto& f) { f.text = u"f3c2ab7"_s; }) << QStringList();
    }
    void everyFieldRestricts() {
        QFETCH(const HistoryFilter, filter);
        HistoryModel model;
        model.setLines(lines());
        model.setFilter(filter);
        QTEST(shown(model), "expected");
        QCOMPARE(model.all(), 4);
    }

    void waiversAndSelfApprovalsAreExceptionsHoweverTheyEnded() {
        QList<DeploymentLine> all = lines();
        all[0].waivers = 1;
        all[2].selfApproved = 2;
        HistoryModel model;
        model.setLines(all);
        HistoryFilter filter;
        filter.outcome = Outcome::Exceptions;
        model.setFilter(filter);
        QCOMPARE(shown(model), QStringList({u"dep-4"_s, u"dep-2"_s}));
    }

    void aChangedDeploymentKeepsItsRow() {
        HistoryModel model;
        model.setLines(lines());
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setLines(lines());
        QCOMPARE(changes.size(), 0);
        QList<DeploymentLine> all = lines();
        all[0].state = ReleaseState::WaitsForPerson;
        model.setLines(all);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().toModelIndex().row(), 0);
        all.prepend(line(u"dep-5"_s, u"staging"_s, ReleaseState::Running, 500));
        model.setLines(all);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(model.rowOf(u"dep-4"_s), 1);
        QCOMPARE(model.rowOf(u"dep-9"_s), -1);
    }

    void aStoryThatGoesOnKeepsWhatWasRead() {
        const auto entry = [](qint64 seq, const QString& who) {
            TimelineLine made;
            made.seq = seq;
            made.who = who;
            made.what = u"entry %1"_s.arg(seq);
            return made;
        };
        StoryModel model;
        model.setLines({entry(1, u"mira"_s), entry(2, {})});
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        model.setLines({entry(1, u"mira"_s), entry(2, {}), entry(3, u"jonas"_s)});
        QCOMPARE(resets.size(), 0);
        QCOMPARE(inserts.size(), 1);
        model.setOnlyPeople(true);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.line(1).seq, 3);
        model.setLines({entry(9, u"priya"_s)}); // another deployment
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.line(0).seq, 9);
    }
};

QTEST_GUILESS_MAIN(HistoryModelTest)
#include "history_model_test.moc"
