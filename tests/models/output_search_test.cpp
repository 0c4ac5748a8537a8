#include "app/models/output_search.h"
#include "tests/domain/chronicle.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace slipway;
using namespace slipway::test;
using models::FoundLine;
using models::OutputFilter;
using models::OutputSearch;
using State = OutputSearch::State;

namespace {

/// Answers each search only when it is told to, as the real one does, from lines in memory.
class HeldOutput final : public ports::OutputStore {
public:
    struct Line {
        qint64 timeMs = 0;
        QByteArray bytes;
        bool err = false;
    };
    QMap<QString, QList<Line>> lines; ///< by attempt
    QList<ports::OutputQuery> asked;
    std::deque<std::pair<std::stop_token, std::shared_ptr<base::Promise<QList<ports::OutputHit>>>>> open;

    void answerOne() {
        auto [stop, promise] = open.front();
        open.pop_front();
        if (stop.stop_requested())
            promise->finish(base::Error{base::ErrorKind::Cancelled, {}, u"the search was stopped"_s});
        else
            promise->finish(hits(asked[asked.size() - 1 - static_cast<qsizetype>(open.size())]));
    }
    void failOne() {
        auto promise = open.front().second;
        open.pop_front();
        promise->finish(base::Error{base::ErrorKind::Corrupt, u"a1"_s, u"torn"_s});
    }
    QList<ports::OutputHit> hits(const ports::OutputQuery& query) const {
        QList<domain::AttemptId> attempts(query.attempts->cbegin(), query.attempts->cend());
        std::sort(attempts.begin(), attempts.end());
        QList<ports::OutputHit> all;
        for (const domain::AttemptId& attempt : attempts) {
            qint64 offset = 0;
            for (const Line& line : lines.value(attempt.text())) {
                const auto at = static_cast<int>(line.bytes.indexOf(query.text.toUtf8()));
                if (at >= 0)
                    all.append({{*query.deployment, attempt},
                                line.err ? ports::OutputStream::Err : ports::OutputStream::Out,
                                line.timeMs,
                                line.bytes,
                                offset,
                                at,
                                static_cast<int>(query.text.toUtf8().size())});
                offset += line.bytes.size() + 1;
            }
        }
        return all.mid(qMax<qsizetype>(0, all.size() - query.most));
    }
    base::Future<QList<ports::OutputHit>> search(ports::OutputQuery query, base::Limit limit) override {
        auto promise = std::make_shared<base::Promise<QList<ports::OutputHit>>>();
        asked.append(query);
        open.emplace_back(limit.stop, promise);
        return promise->future();
    }
    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey, base::Masks) override { return nullptr; }
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey) override {
        return base::ready<ports::OutputOffsets>(ports::OutputOffsets{});
    }
    base::Future<ports::OutputDigest> settle(ports::OutputKey) override {
        return base::ready<ports::OutputDigest>(ports::OutputDigest{});
    }
    base::Future<QList<ports::OutputChunk>> read(ports::OutputKey, ports::OutputOffsets, qint64) override {
        return base::ready<QList<ports::OutputChunk>>(QList<ports::OutputChunk>{});
    }
    qint64 mostPerStream() const override { return 1 << 20; }
    std::optional<base::Error> trouble() const override { return {}; }
};

} // namespace

class OutputSearchTest : public QObject {
    Q_OBJECT

    const Project m_project = sampleProject();
    Chronicle m_chronicle;
    HeldOutput m_store;

    std::unique_ptr<OutputSearch> search() {
        return std::make_unique<OutputSearch>(m_store,
                                              [this]() -> const World& { return m_chronicle.world; });
    }
    void finish(const OutputSearch& model) {
        while (model.state() == State::Running) {
            QVERIFY(!m_store.open.empty());
            m_store.answerOne();
            const auto asked = m_store.asked.size();
            QTRY_VERIFY(m_store.asked.size() > asked || model.state() != State::Running);
        }
    }
    QStringList texts(const OutputSearch& model) const {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.found(row).text;
        return all;
    }
    static OutputFilter filterOf(const QString& text) {
        OutputFilter filter;
        filter.text = text;
        return filter;
    }

private Q_SLOTS:
    void init() {
        m_chronicle = {};
        m_store.lines.clear();
        m_store.asked.clear();
        m_store.open.clear();
        // Two deployments; the older one on staging tried its step twice on the first host.
        Told older(m_chronicle, m_project, u"dep-1"_s, u"staging"_s);
        older.readyToSwitch().intent(u"A1"_s).outcome(u"A1"_s, u"failed"_s);
        older.entry(entry::decided, {{u"decision"_s, u"retry"_s}, {u"step"_s, u"switch"_s}}, u"mira"_s);
        older.intent(u"A2"_s).outcome(u"A2"_s, u"passed"_s);
        Told newer(m_chronicle, m_project, u"dep-2"_s, u"production"_s);
        newer.readyToSwitch().intent(u"B1"_s).outcome(u"B1"_s, u"passed"_s);
        newer.intent(u"B2"_s, newer.secondHost());
        m_store.lines = {{u"A1"_s, {{10, "needle old"}, {11, "hay"}}},
                         {u"A2"_s, {{20, "needle again"}}},
                         {u"B1"_s, {{30, "needle first"}, {31, "needle second", true}}},
                         {u"B2"_s, {{40, "hay"}, {41, "a needle\x1b]0;title\x07"}}}};
    }

    void theNewestDeploymentComesFirstAndEachTellsWhereItIsFrom() {
        const auto model = search();
        const QAbstractItemModelTester tester(model.get(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model->state() == State::Idle);
        model->start(filterOf(u"needle"_s));
        QVERIFY(model->state() == State::Running);
        QCOMPARE(model->deployments(), 2);
        m_store.answerOne();
        // What was found is there while the rest is still looked through.
        QTRY_COMPARE(model->rowCount(), 3);
        QVERIFY(model->state() == State::Running);
        QCOMPARE(model->searched(), 1);
        finish(*model);
        QVERIFY(model->state() == State::Done);
        QCOMPARE(model->searched(), 2);
        QCOMPARE(texts(*model), (QStringList{u"a needle␛]0;title␇"_s, u"needle second"_s, u"needle first"_s,
                                             u"needle again"_s, u"needle old"_s}));
        const FoundLine second = model->found(1);
        QCOMPARE(second.deployment, u"dep-2"_s);
        QCOMPARE(second.environment, u"production"_s);
        QCOMPARE(second.version, u"v1.1.0"_s);
        QCOMPARE(second.host, u"prod-1"_s);
        QCOMPARE(second.step, u"switch"_s);
        QVERIFY(second.err);
        QCOMPARE(second.place.offset, 13);
        const FoundLine old = model->found(4);
        QCOMPARE(old.attemptNumber, 1);
        QCOMPARE(old.tries, 2);
    }

    void everyFieldRestricts_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QStringList>("attempts");
        QTest::newRow("deployment") << u"deployment"_s << QStringList{u"A1"_s, u"A2"_s};
        QTest::newRow("environment") << u"environment"_s << QStringList{u"B1"_s, u"B2"_s};
        QTest::newRow("host") << u"host"_s << QStringList{u"B2"_s};
        QTest::newRow("step") << u"step"_s << QStringList{u"A1"_s, u"A2"_s, u"B1"_s, u"B2"_s};
        QTest::newRow("another step") << u"other"_s << QStringList{};
        QTest::newRow("what ended before") << u"since"_s << QStringList{u"B2"_s};
        QTest::newRow("what began later") << u"until"_s << QStringList{u"A1"_s, u"A2"_s};
    }
    void everyFieldRestricts() {
        QFETCH(const QString, what);
        QFETCH(const QStringList, attempts);
        OutputFilter filter = filterOf(u"needle"_s);
        filter.deployment = what == u"deployment" ? u"dep-1"_s : QString();
        filter.environment = what == u"environment" ? u"production"_s : QString();
        filter.host = what == u"host" ? u"PROD-2"_s : QString();
        filter.step = what == u"step" ? u"wit"_s : what == u"other" ? u"migrate"_s : QString();
        filter.sinceMs = what == u"since" ? m_chronicle.nowMs : 0;
        filter.untilMs = what == u"until" ? m_chronicle[u"dep-2"_s].startedAtMs : 0;
        const auto model = search();
        model->start(filter);
        finish(*model);
        QStringList asked;
        for (const ports::OutputQuery& query : m_store.asked)
            for (const AttemptId& attempt : *query.attempts)
                asked << attempt.text();
        asked.sort();
        QCOMPARE(asked, attempts);
        QVERIFY(model->state() == State::Done);
    }

    void theStoreIsAskedForTheTextAsItWasWritten() {
        OutputFilter filter = filterOf(u"ne+dle"_s);
        filter.isPattern = true;
        filter.ignoresCase = true;
        filter.stream = ports::OutputStream::Err;
        filter.sinceMs = 1;
        const auto model = search();
        model->start(filter);
        const ports::OutputQuery& query = m_store.asked.first();
        QCOMPARE(query.text, u"ne+dle"_s);
        QVERIFY(query.isPattern && query.ignoresCase);
        QVERIFY(query.stream == ports::OutputStream::Err);
        QCOMPARE(query.sinceMs, 1);
        QCOMPARE(query.deployment->text(), u"dep-2"_s);
    }

    void pausesAfterAPageAndGoesOnWithoutGapOrRepetition() {
        m_store.lines[u"B1"_s].clear();
        for (int i = 0; i < 1200; ++i)
            m_store.lines[u"B1"_s].append({100 + i, "needle " + QByteArray::number(i)});
        const auto model = search();
        model->start(filterOf(u"needle"_s));
        finish(*model);
        QVERIFY(model->state() == State::Full);
        QCOMPARE(model->rowCount(), OutputSearch::page);
        // The step still runs: what it prints meanwhile must not shift what is shown.
        for (int i = 0; i < 700; ++i)
            m_store.lines[u"B2"_s].append({9000 + i, "needle late"});
        model->showMore();
        finish(*model);
        QCOMPARE(model->rowCount(), 2 * OutputSearch::page);
        model->showMore();
        finish(*model);
        QVERIFY(model->state() == State::Done);
        QStringList expected{u"a needle␛]0;title␇"_s};
        for (int i = 1199; i >= 0; --i)
            expected << u"needle %1"_s.arg(i);
        expected << u"needle again"_s << u"needle old"_s;
        QCOMPARE(texts(*model), expected);
    }

    void stopsAtOnceAndGoesOnWhereItStood() {
        const auto model = search();
        model->start(filterOf(u"needle"_s));
        m_store.answerOne();
        QTRY_COMPARE(model->rowCount(), 3);
        model->stop();
        QVERIFY(model->state() == State::Stopped);
        QVERIFY(m_store.open.front().first.stop_requested());
        m_store.answerOne(); // says that it was stopped; nobody listens any more
        model->showMore();
        finish(*model);
        QVERIFY(model->state() == State::Done);
        QCOMPARE(model->rowCount(), 5);
    }

    void aNewSearchForgetsTheOneBefore() {
        const auto model = search();
        model->start(filterOf(u"needle"_s));
        model->start(filterOf(u"hay"_s));
        QVERIFY(m_store.open.front().first.stop_requested());
        m_store.open.front().second->finish(m_store.hits(m_store.asked.first()));
        m_store.open.pop_front();
        finish(*model);
        QCOMPARE(texts(*model), (QStringList{u"hay"_s, u"hay"_s}));
    }

    void aFailureKeepsWhatWasFoundAndMayBeTriedAgain() {
        const auto model = search();
        model->start(filterOf(u"needle"_s));
        m_store.answerOne();
        QTRY_COMPARE(model->rowCount(), 3);
        m_store.failOne();
        QTRY_VERIFY(model->state() == State::Failed);
        QVERIFY(model->error().kind == base::ErrorKind::Corrupt);
        QCOMPARE(model->rowCount(), 3);
        model->showMore();
        finish(*model);
        QCOMPARE(model->rowCount(), 5);
    }

    void aHugeLineIsKeptOnlyAroundItsMatch() {
        m_store.lines = {{u"B1"_s, {{1, QByteArray(2000, 'x') + "needle" + QByteArray(2000, 'y')}}}};
        const auto model = search();
        model->start(filterOf(u"needle"_s));
        finish(*model);
        const FoundLine line = model->found(0);
        QVERIFY(line.text.size() <= 1024);
        QCOMPARE(line.match, u"needle"_s);
        QCOMPARE(line.text.mid(line.from, line.length), u"needle"_s);
    }

    void faultCase53_whatIsMarkedIsFoundBehindEscapes() {
        const QByteArray line("\x1b[31mred\x1b[0m n\xc3\xb6 needle\r");
        const auto at = line.indexOf("needle");
        const models::InertLine inert = models::inertLine(line, at, 6);
        QCOMPARE(inert.text, u"red nö needle"_s);
        QCOMPARE(inert.text.mid(inert.from, inert.length), u"needle"_s);
    }

    void faultCase54_whatReordersIsVisibleInTheList() {
        const models::InertLine inert = models::inertLine(u"PASS\u202EDELIAF"_s.toUtf8(), 0, 4);
        QCOMPARE(inert.text, u"PASS⟨U+202E⟩DELIAF"_s);
    }
};

QTEST_GUILESS_MAIN(OutputSearchTest)
#include "output_search_test.moc"
