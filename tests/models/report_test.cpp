#include "app/models/period_report.h"
#include "app/models/report.h"
#include "app/models/report_text.h"
#include "tests/domain/chronicle.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace slipway;
using namespace slipway::test;
using models::TimelineLine;

namespace {

const QString id = u"dep-1"_s;

} // namespace

class ReportTest : public QObject {
    Q_OBJECT
    const Project m_project = sampleProject();
    Chronicle m_chronicle;

    Told told() { return {m_chronicle, m_project, id, u"production"_s}; }
    models::ReportInput input() const {
        return {m_project, m_chronicle[id],   m_chronicle.entries,
                m_watch,   m_chronicle.nowMs, u"Slipway test"_s};
    }
    models::WatchView m_watch;

private Q_SLOTS:
    void init() {
        m_chronicle = {};
        m_watch = {};
        told().opened().planned().answered().signedBy(u"sam"_s).signedBy(u"ada"_s, u"four"_s);
    }

    void tellsEveryEntryInWordsAndItsOrder() {
        QVERIFY(m_chronicle.add(id, entry::refused,
                                {{u"action"_s, u"sign"_s}, {u"reason"_s, u"Mira started it."_s}}, u"mira"_s));
        const auto lines = models::timeline(m_chronicle[id], m_chronicle.entries);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0].what, u"v1.1.0 to production is started"_s);
        QCOMPARE(lines[0].who, u"mira"_s);
        QCOMPARE(lines[1].who, QString());
        QCOMPARE(lines[2].what, u"answered: notes"_s);
        QCOMPARE(lines[3].what, u"signed: go"_s);
        QCOMPARE(lines[3].kind, TimelineLine::Kind::Signed);
        QCOMPARE(lines[5].what, u"refused: sign"_s);
        QCOMPARE(lines[5].detail, u"Mira started it."_s);
        for (qsizetype i = 1; i < lines.size(); ++i)
            QVERIFY(lines[i].seq > lines[i - 1].seq && lines[i].atMs >= lines[i - 1].atMs);
    }

    void anAttemptIsOneLineOnceItsOutcomeIsKnown() {
        told().intent(u"a1"_s, u"prod-1"_s);
        auto lines = models::timeline(m_chronicle[id], m_chronicle.entries);
        QCOMPARE(lines.last().what, u"begun: switch on prod-1"_s);
        told().outcome(u"a1"_s, u"failed"_s);
        lines = models::timeline(m_chronicle[id], m_chronicle.entries);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines.last().what, u"failed: switch on prod-1"_s);
        QCOMPARE(lines.last().kind, TimelineLine::Kind::Failed);
    }

    void namesPeopleDecisionsAndProof() {
        const QString text = models::reportMarkdown(models::deploymentReport(input()));
        for (const QString& wanted :
             {u"# boats: v1.1.0 to production"_s, u"sam"_s, u"ada"_s, u"## Checklist"_s, u"## Proof"_s,
              QString::fromLatin1(m_chronicle[id].lastHash), u"Slipway test"_s})
            QVERIFY2(text.contains(wanted), qPrintable(wanted));
        QVERIFY(!text.contains(u"## Watch"_s));
        QVERIFY(!text.contains(u"## Waivers"_s));
    }

    void whatPeopleAndHostsWroteIsNeverMarkup() {
        told().intent(u"a1"_s, u"prod-1"_s);
        QVERIFY(m_chronicle.add(id, entry::outcome,
                                {{u"step"_s, u"switch"_s},
                                 {u"host"_s, u"prod-1"_s},
                                 {u"attempt"_s, u"a1"_s},
                                 {u"verdict"_s, u"failed"_s},
                                 {u"summary"_s, u"<script>alert(1)</script> | [x](y) `z`\n# no"_s}}));
        const QString html = models::reportHtml(models::deploymentReport(input()));
        QVERIFY(!html.contains(u"<script"_s));
        QVERIFY(html.contains(u"&lt;script&gt;"_s));
        const QString markdown = models::reportMarkdown(models::deploymentReport(input()));
        QVERIFY(!markdown.contains(u"<script>"_s));
        QVERIFY(!markdown.contains(u"\n# no"_s));
        QVERIFY(markdown.contains(u"\\|"_s));
    }

    void theWholeFileStandsAloneAndIsWellFormed() {
        m_watch.deployment = id;
        m_watch.liveAtMs = startMs;
        m_watch.endsAtMs = startMs + 3'600'000;
        m_watch.lanes = {
            {u"API <1>"_s,
             {{startMs, startMs + 1'000'000, HealthState::Up, {}},
              {startMs + 1'000'000, startMs + 1'000'001, HealthState::Down, u"503"_s},
              {startMs + 1'000'001, startMs + 2'000'000, HealthState::Unobserved, u"asleep"_s}}}};
        m_watch.availability = {999'000, 1, 2'000'000};
        const QString html = models::reportHtml(models::deploymentReport(input()));
        QVERIFY(!html.contains(u"http"_s));
        // A millisecond of failure in an hour is still a pixel wide.
        QVERIFY(html.contains(u"class=\"down\""_s));
        const auto down = html.mid(html.indexOf(u"class=\"down\""_s), 80);
        QVERIFY2(down.contains(u"width=\"1.00\""_s), qPrintable(down));
        QVERIFY(html.contains(u"API &lt;1&gt;"_s));
        QVERIFY(html.contains(u"class=\"unobserved\""_s));
        // Never rounded up to all of the time.
        QVERIFY2(html.contains(u"99.99 %"_s), "99.99 %");
        const QString markdown = models::reportMarkdown(models::deploymentReport(input()));
        QVERIFY(markdown.contains(u"503"_s) && markdown.contains(u"asleep"_s));
        QString body = html.mid(html.indexOf(u"<body>"_s));
        body = body.left(body.indexOf(u"</html>"_s));
        QXmlStreamReader reader(body);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    }

    void aPeriodCountsActsByTheirOwnTimeAndDeploymentsByTheirStart() {
        const qint64 startedMs = m_chronicle[id].startedAtMs;
        qint64 signedMs = m_chronicle.nowMs;
        for (const auto& signatures : m_chronicle[id].signatures)
            for (const domain::SignOff& signOff : signatures)
                signedMs = std::min(signedMs, signOff.atMs);
        QVERIFY(signedMs > startedMs);
        const auto facts = [&](qint64 since, qint64 until) {
            QMap<QString, QString> found;
            for (const auto& block :
                 models::periodReport(m_project, m_chronicle.world, {since, until}, until, {}).blocks)
                if (block.kind == ports::ReportBlock::Kind::Facts)
                    for (const QStringList& row : block.rows)
                        found.insert(row[0], row[1]);
            return found;
        };
        const auto all = facts(startedMs, m_chronicle.nowMs + 1);
        QCOMPARE(all[u"Deployments"_s], u"1"_s);
        QCOMPARE(all[u"Sign-offs"_s], u"2"_s);
        QCOMPARE(all[u"Waivers"_s], u"0"_s);
        // The period's end is outside of it, its beginning inside.
        QCOMPARE(facts(startedMs, signedMs)[u"Sign-offs"_s], u"0"_s);
        QCOMPARE(facts(startedMs, startedMs)[u"Deployments"_s], u"0"_s);
        const auto later = facts(startedMs + 1, m_chronicle.nowMs + 1);
        QCOMPARE(later[u"Deployments"_s], u"0"_s);
        QCOMPARE(later[u"Sign-offs"_s], u"2"_s);
    }

    void aPeriodCountsEmergenciesUntilTheyAreReviewed() {
        m_chronicle = {};
        Told emergency = told();
        emergency.entry(entry::opened,
                        {{u"kind"_s, u"deploy"_s},
                         {u"environment"_s, u"production"_s},
                         {u"candidate"_s, toJson(newer())},
                         {u"emergency"_s, u"The shop is down."_s}},
                        u"mira"_s);
        const auto counted = [&] {
            const auto report = models::periodReport(m_project, m_chronicle.world,
                                                     {startMs, m_chronicle.nowMs + 1}, m_chronicle.nowMs, {});
            QStringList found;
            for (const QStringList& row : report.blocks[1].rows)
                if (row[0] == u"Emergencies"_s || row[0] == u"Not reviewed yet"_s)
                    found += row[1];
            return found;
        };
        QCOMPARE(counted(), (QStringList{u"1"_s, u"0"_s})); // nothing has happened that one could look at
        emergency.planned();
        QCOMPARE(counted(), (QStringList{u"1"_s, u"1"_s}));
        emergency.entry(entry::reviewed, {{u"note"_s, u"It was right."_s}}, u"sam"_s);
        QCOMPARE(counted(), (QStringList{u"1"_s, u"0"_s}));
    }

    void aPeriodCountsRecurringChecklists() {
        RecurringChecklist checklist;
        checklist.name = u"restore-test"_s;
        checklist.title = u"Restore test"_s;
        checklist.every = 1;
        checklist.from = QDateTime::fromMSecsSinceEpoch(startMs, Qt::UTC).date();
        checklist.zone = u"UTC"_s;
        checklist.items = {u"Restored"_s};
        Project project = m_project;
        project.recurring = {checklist};
        m_chronicle = {};
        QVERIFY(m_chronicle
                    .add(u"workspace"_s, entry::recurringSigned,
                         {{u"checklist"_s, checklist.name},
                          {u"due"_s, startMs}, // late
                          {u"items"_s,
                           toJson(QList<RecurringItem>{{u"Restored"_s, Verdict::Failed, u"no space"_s}})}},
                         u"sam"_s)
                    .ok());
        const qint64 day = 24 * 3'600'000LL;
        const auto report = models::periodReport(project, m_chronicle.world,
                                                 {startMs - day, startMs + 3 * day}, startMs + 3 * day, {});
        // The day of the sign-off, and two days without; the fourth has not ended.
        QVERIFY2(models::reportMarkdown(report).contains(u"| Restore test | every day | 1 | 1 | 1 | 2 |"_s),
                 qPrintable(models::reportMarkdown(report)));
    }

    void aPeriodNamesItsDeploymentsAndTheLedgersHead() {
        const auto report =
            models::periodReport(m_project, m_chronicle.world, {startMs, m_chronicle.nowMs + 1},
                                 m_chronicle.nowMs, u"Slipway test"_s);
        const QString text = models::reportMarkdown(report);
        QVERIFY(text.contains(id) && text.contains(QString::fromLatin1(m_chronicle.world.head)));
        QCOMPARE(report.head, QString::fromLatin1(m_chronicle.world.head));
        const auto nothing = models::periodReport(m_project, m_chronicle.world, {1, 2}, 2, {});
        QVERIFY(models::reportMarkdown(nothing).contains(u"Nothing was started in this period."_s));
    }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"
