#include "app/base/async.h"
#include "app/models/output_model.h"

#include <QAbstractItemModelTester>
#include <QMap>
#include <QSignalSpy>
#include <QtTest>

using namespace slipway;
using models::OutputModel;

namespace {

/// Chunks in memory, read in pieces of the asked size.
class MemoryOutput final : public ports::OutputStore {
public:
    QList<ports::OutputChunk> chunks;
    int reads = 0;
    void grow(const QByteArray& bytes, bool err = false, qint64 timeMs = 1000) {
        const auto stream = err ? ports::OutputStream::Err : ports::OutputStream::Out;
        qint64 offset = 0;
        for (const ports::OutputChunk& chunk : chunks)
            if (chunk.stream == stream)
                offset = chunk.offset + chunk.bytes.size();
        chunks.append({stream, timeMs, offset, bytes});
        Q_EMIT grown(domain::AttemptId(QStringLiteral("a")));
    }
    std::shared_ptr<ports::OutputSink> sink(ports::OutputKey, base::Masks) override { return nullptr; }
    base::Future<ports::OutputOffsets> offsets(ports::OutputKey) override {
        return base::ready<ports::OutputOffsets>(ports::OutputOffsets{});
    }
    base::Future<ports::OutputDigest> settle(ports::OutputKey) override {
        return base::ready<ports::OutputDigest>(ports::OutputDigest{});
    }
    base::Future<QList<ports::OutputChunk>> read(ports::OutputKey, ports::OutputOffsets from,
                                                 qint64 maxBytes) override {
        ++reads;
        QList<ports::OutputChunk> answer;
        qint64 left = maxBytes;
        for (const ports::OutputChunk& chunk : chunks) {
            const qint64 start = chunk.stream == ports::OutputStream::Out ? from.out : from.err;
            if (left <= 0)
                break;
            if (chunk.offset + chunk.bytes.size() <= start)
                continue;
            ports::OutputChunk part = chunk;
            part.offset = std::max(start, chunk.offset);
            part.bytes = part.bytes.mid(part.offset - chunk.offset, left);
            left -= part.bytes.size();
            answer << part;
        }
        return base::ready<QList<ports::OutputChunk>>(answer);
    }
    base::Future<QList<ports::OutputHit>> search(ports::OutputQuery, base::Limit) override {
        return base::ready<QList<ports::OutputHit>>(QList<ports::OutputHit>{});
    }
    qint64 mostPerStream() const override { return 64LL << 20; }
    std::optional<base::Error> trouble() const override { return {}; }
};

ports::OutputKey key() {
    return {domain::DeploymentId(QStringLiteral("dep-1")), domain::AttemptId(QStringLiteral("a"))};
}

QString line(const OutputModel& model, int row) {
    return model.index(row).data().toString();
}

} // namespace

class OutputModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growsWhileTheAttemptRuns();
    void anOpenLineGrowsInPlace();
    void bothStreamsKeepTheirLinesApart();
    void keepsTheNewestLinesAndCountsTheRest();
    void faultCase53_escapeSequencesAreInert();
    void faultCase53_onlySgrSurvivesAsSpans();
    void faultCase53_aSequenceSplitOverChunksIsStillOne();
    void faultCase54_bidiAndSeparatorsAreMadeVisible();
    void faultCase55_aHugeLineWithoutNewlineStaysBounded();
    void faultCase55_manyLongLinesAreBoundedByTheirBytes();
    void faultCase55_colourChangesCountToo();
    void aPlaceKeepsWhatIsAroundItWhereverItIs_data();
    void aPlaceKeepsWhatIsAroundItWhereverItIs();
    void aPlaceInAShortOutputShowsAllOfIt();
    void faultCase56_invalidUtf8AndNulAreShownLossily();
    void faultCase57_anImitatedEndMarkerIsJustText();
};

void OutputModelTest::growsWhileTheAttemptRuns() {
    MemoryOutput store;
    store.grow("one\r\ntwo\n");
    OutputModel model(store, key());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(line(model, 0), QStringLiteral("one"));
    store.grow("three\n", false, 2000);
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(2).data(OutputModel::TimeRole).toLongLong(), 2000);
    const int reads = store.reads;
    Q_EMIT store.grown(domain::AttemptId(QStringLiteral("other")));
    QCOMPARE(store.reads, reads);
}

void OutputModelTest::anOpenLineGrowsInPlace() {
    MemoryOutput store;
    OutputModel model(store, key());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    store.grow("waiting");
    QTRY_COMPARE(model.rowCount(), 1);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    store.grow(" … 200\nnext");
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(line(model, 0), QStringLiteral("waiting … 200"));
    QCOMPARE(changed.size(), 1);
    store.grow("\rover\n");
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(line(model, 1), QStringLiteral("next"));
    QCOMPARE(line(model, 2), QStringLiteral("over"));
}

void OutputModelTest::bothStreamsKeepTheirLinesApart() {
    MemoryOutput store;
    store.grow("out begins ");
    store.grow("warning\n", true);
    store.grow("and ends\n");
    OutputModel model(store, key());
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(line(model, 0), QStringLiteral("out begins and ends"));
    QCOMPARE(line(model, 1), QStringLiteral("warning"));
    QVERIFY(!model.index(0).data(OutputModel::ErrRole).toBool());
    QVERIFY(model.index(1).data(OutputModel::ErrRole).toBool());
}

void OutputModelTest::keepsTheNewestLinesAndCountsTheRest() {
    MemoryOutput store;
    QByteArray bytes;
    for (int i = 0; i < 50'000; ++i)
        bytes += QByteArray::number(i) + '\n';
    store.grow(bytes);
    OutputModel model(store, key());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(model.linesCut(), 30'000);
    QCOMPARE(model.rowCount(), 20'000);
    QCOMPARE(line(model, 0), QStringLiteral("30000"));
    QCOMPARE(line(model, 19'999), QStringLiteral("49999"));
}

void OutputModelTest::faultCase53_escapeSequencesAreInert() {
    MemoryOutput store;
    store.grow(
        "\x1b]52;c;c2VjcmV0\x07 \x1b]8;;http://evil\x1b\\click \x1b]0;title\x07 \x1b[2J\x1b[1;1H\a\b\n");
    OutputModel model(store, key());
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(line(model, 0),
             QStringLiteral("␛]52;c;c2VjcmV0␇ ␛]8;;http://evil␛\\click ␛]0;title␇ ␛[2J␛[1;1H␇␈"));
    QVERIFY(model.index(0).data(OutputModel::SpansRole).value<QList<OutputModel::Span>>().isEmpty());
}

void OutputModelTest::faultCase53_onlySgrSurvivesAsSpans() {
    MemoryOutput store;
    store.grow("\x1b[31mred\x1b[0m \x1b[1;32mgreen\x1b[38;5;31m still\x1b[m plain\n");
    OutputModel model(store, key());
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(line(model, 0), QStringLiteral("red green still plain"));
    const auto spans = model.index(0).data(OutputModel::SpansRole).value<QList<OutputModel::Span>>();
    QCOMPARE(spans.size(), 2);
    QCOMPARE(spans[0].from, 0);
    QCOMPARE(spans[0].length, 3);
    QVERIFY(spans[0].ink == OutputModel::Ink::Red);
    QCOMPARE(spans[1].from, 4);
    QCOMPARE(spans[1].length, 11);
    QVERIFY(spans[1].ink == OutputModel::Ink::Green);
}

void OutputModelTest::faultCase53_aSequenceSplitOverChunksIsStillOne() {
    MemoryOutput store;
    OutputModel model(store, key());
    for (const char* part : {"a\x1b", "[3", "3", "mwarn\x1b[0", "m\xe2", "\x9c", "\x93\n"})
        store.grow(part);
    QTRY_COMPARE(model.rowCount(), 1);
    QTRY_COMPARE(line(model, 0), QStringLiteral("awarn✓"));
}

void OutputModelTest::faultCase54_bidiAndSeparatorsAreMadeVisible() {
    MemoryOutput store;
    store.grow(QStringLiteral("PASS\u202EDELIAF\u2066 a\u2028b\u200Bc\u0085d\uFEFFe\n").toUtf8());
    OutputModel model(store, key());
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(line(model, 0),
             QStringLiteral("PASS⟨U+202E⟩DELIAF⟨U+2066⟩ a⟨U+2028⟩b⟨U+200B⟩c⟨U+0085⟩d⟨U+FEFF⟩e"));
}

void OutputModelTest::faultCase55_aHugeLineWithoutNewlineStaysBounded() {
    MemoryOutput store;
    OutputModel model(store, key());
    for (int i = 0; i < 16; ++i)
        store.grow(QByteArray(1 << 20, 'x'));
    store.grow("\nend\n");
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(line(model, 1), QStringLiteral("end"));
    QVERIFY(line(model, 0).size() <= 4097);
    QVERIFY(line(model, 0).endsWith(QStringLiteral("…")));
}

void OutputModelTest::faultCase55_manyLongLinesAreBoundedByTheirBytes() {
    MemoryOutput store;
    for (int i = 0; i < 64; ++i)
        store.grow((QByteArray(4000, 'x') + '\n').repeated(256));
    store.grow("the end\n");
    OutputModel model(store, key());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(line(model, model.rowCount() - 1), QStringLiteral("the end"));
    QVERIFY(model.rowCount() < 20'000);
    QCOMPARE(model.linesCut() + model.rowCount(), 64 * 256 + 1);
    qint64 units = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        units += line(model, row).size();
    QVERIFY(units * 2 <= OutputModel::mostBytes);
    QVERIFY(units * 2 > OutputModel::mostBytes / 2); // and not cut to nothing
    QVERIFY(model.bytes() <= OutputModel::mostBytes);
}

void OutputModelTest::faultCase55_colourChangesCountToo() {
    MemoryOutput store;
    const QByteArray colours = QByteArray("\x1b[31ma\x1b[32mb").repeated(2000) + '\n';
    for (int i = 0; i < 1000; ++i)
        store.grow(colours);
    OutputModel model(store, key());
    QTRY_COMPARE(model.linesCut() + model.rowCount(), 1000);
    QVERIFY(model.linesCut() > 0);
    QVERIFY(model.bytes() <= OutputModel::mostBytes);
}

void OutputModelTest::aPlaceKeepsWhatIsAroundItWhereverItIs_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("at the start") << 0;
    QTest::newRow("in the middle") << 50'000;
    QTest::newRow("at the end") << 99'999;
}

void OutputModelTest::aPlaceKeepsWhatIsAroundItWhereverItIs() {
    QFETCH(int, number);
    MemoryOutput store;
    QByteArray bytes;
    qint64 offset = 0;
    for (int i = 0; i < 100'000; ++i) {
        if (i == number)
            offset = bytes.size();
        bytes += "line " + QByteArray::number(i) + '\n';
    }
    store.grow(bytes);
    OutputModel model(store, key(), nullptr, models::OutputPlace{ports::OutputStream::Out, offset});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy found(&model, &OutputModel::placeFound);
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(line(model, model.placeRow()), QStringLiteral("line %1").arg(number));
    QTRY_VERIFY(model.isCutBehind() || line(model, model.rowCount() - 1) == QStringLiteral("line 99999"));
    QVERIFY(model.rowCount() <= OutputModel::mostLines);
    QCOMPARE(line(model, model.placeRow()), QStringLiteral("line %1").arg(number));
    QCOMPARE(line(model, 0), QStringLiteral("line %1").arg(model.linesCut()));
    // On both sides there is something to read.
    QVERIFY(number == 0 || model.placeRow() >= 1000);
    QVERIFY(number == 99'999 || model.rowCount() - model.placeRow() >= 1000);
    const int rows = model.rowCount();
    store.grow("later\n");
    if (model.isCutBehind())
        QCOMPARE(model.rowCount(), rows);
}

void OutputModelTest::aPlaceInAShortOutputShowsAllOfIt() {
    MemoryOutput store;
    store.grow("one\ntwo\n");
    store.grow("warning\nand a second one", true);
    OutputModel model(store, key(), nullptr, models::OutputPlace{ports::OutputStream::Err, 8});
    QTRY_COMPARE(model.placeRow(), 3);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(line(model, 3), QStringLiteral("and a second one"));
    QVERIFY(!model.isCutBehind());
    store.grow("three\n");
    QTRY_COMPARE(model.rowCount(), 5);
}

void OutputModelTest::faultCase56_invalidUtf8AndNulAreShownLossily() {
    MemoryOutput store;
    store.grow(QByteArray("a\xff\xc3(b\0c\n", 8));
    OutputModel model(store, key());
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(line(model, 0).contains(QChar::ReplacementCharacter));
    QVERIFY(line(model, 0).contains(QStringLiteral("b␀c")));
}

void OutputModelTest::faultCase57_anImitatedEndMarkerIsJustText() {
    MemoryOutput store;
    store.grow("slipway-end 0\n\x1b[32m\xe2\x9c\x93 PASSED\x1b[0m\n");
    OutputModel model(store, key());
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(line(model, 0), QStringLiteral("slipway-end 0"));
}

QTEST_GUILESS_MAIN(OutputModelTest)
#include "output_model_test.moc"
