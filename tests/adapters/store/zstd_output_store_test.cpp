#include "app/adapters/store/zstd_output_store.h"
#include "app/base/canonical_json.h"
#include "app/base/ulid.h"
#include "tests/adapters/store/store_support.h"

#include <QRandomGenerator>
#include <QtTest>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace slipway;
using namespace slipway::adapters;
using ports::OutputStream;

namespace {

const domain::DeploymentId deployment(QStringLiteral("dep-7Q2KD9M1"));

ports::OutputKey newKey() {
    static qint64 time = 1'700'000'000'000;
    return {deployment, domain::AttemptId(base::newUlid(++time))};
}

std::unique_ptr<ZstdOutputStore> openStore(const QString& folder,
                                           qint64 limit = ZstdOutputStore::usualLimit) {
    return std::make_unique<ZstdOutputStore>(folder, testClock(), limit);
}

QString pathOf(const QString& folder, const ports::OutputKey& key, const char* stream = "out") {
    return QStringLiteral("%1/output/%2/%3.%4.zst")
        .arg(folder, key.deployment.text(), key.attempt.text(), QString::fromLatin1(stream));
}

/// What the host would have sent: the bytes from the offset on, as the adapter offers them.
bool offer(ports::OutputSink& sink, OutputStream stream, const QByteArray& bytes, qint64& offset) {
    if (!sink.accept(stream, bytes, offset + bytes.size()))
        return false;
    offset += bytes.size();
    return true;
}

QByteArray joined(const QList<ports::OutputChunk>& chunks, OutputStream stream) {
    QByteArray all;
    for (const auto& chunk : chunks)
        if (chunk.stream == stream)
            all += chunk.bytes;
    return all;
}

QByteArray noise(int size) {
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(QRandomGenerator::global()->generate());
    return bytes;
}

} // namespace

class ZstdOutputStoreTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_place;
    int m_folders = 0;
    QString newFolder() { return m_place.filePath(QString::number(++m_folders)); }

private Q_SLOTS:
    void storesAndReadsBothStreams() {
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        qint64 out = 0;
        qint64 err = 0;
        QVERIFY(offer(*sink, OutputStream::Out, "one\n", out));
        QVERIFY(offer(*sink, OutputStream::Err, "careful\n", err));
        QVERIFY(offer(*sink, OutputStream::Out, "two\n", out));
        const auto digest = answer(store->settle(key));
        QVERIFY(digest.ok());
        QCOMPARE(digest->out, base::sha256Hex("one\ntwo\n"));
        QCOMPARE(digest->err, base::sha256Hex("careful\n"));
        QCOMPARE(digest->outBytes, 8);
        QCOMPARE(digest->errBytes, 8);
        const auto offsets = answer(store->offsets(key));
        QCOMPARE(offsets->out, 8);
        QCOMPARE(offsets->err, 8);
        const auto chunks = answer(store->read(key, {}, 1'000'000));
        QCOMPARE(joined(*chunks, OutputStream::Out), QByteArrayLiteral("one\ntwo\n"));
        QCOMPARE(joined(*chunks, OutputStream::Err), QByteArrayLiteral("careful\n"));
        QVERIFY(std::is_sorted(chunks->begin(), chunks->end(),
                               [](const auto& a, const auto& b) { return a.timeMs < b.timeMs; }));
        struct stat facts {};
        QCOMPARE(::stat(QFile::encodeName(pathOf(folder, key)).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0600U);
    }

    void readsOnFromOffsetsAndInSmallPieces() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        const QByteArray sent = noise(300'000);
        qint64 out = 0;
        QVERIFY(offer(*sink, OutputStream::Out, sent.first(200'000), out));
        QVERIFY(answer(store->settle(key)).ok());
        QVERIFY(offer(*sink, OutputStream::Out, sent.mid(200'000), out));
        QVERIFY(answer(store->settle(key)).ok());
        QByteArray got;
        ports::OutputOffsets from;
        while (true) {
            const auto chunks = answer(store->read(key, from, 33'333));
            QVERIFY(chunks.ok());
            if (chunks->isEmpty())
                break;
            qint64 size = 0;
            for (const auto& chunk : *chunks) {
                QCOMPARE(chunk.offset, got.size());
                got += chunk.bytes;
                size += chunk.bytes.size();
                from.out = chunk.offset + chunk.bytes.size();
            }
            QVERIFY(size <= 33'333);
        }
        QCOMPARE(got, sent);
    }

    void resumesAfterReopening() {
        const QString folder = newFolder();
        const auto key = newKey();
        qint64 out = 0;
        {
            const auto store = openStore(folder);
            const auto sink = store->sink(key, {});
            QVERIFY(offer(*sink, OutputStream::Out, "first ", out));
            QVERIFY(answer(store->settle(key)).ok());
        }
        const auto store = openStore(folder);
        QCOMPARE(answer(store->offsets(key))->out, 6);
        const auto sink = store->sink(key, {});
        // The adapter may offer a little again: what is stored is not stored twice.
        QVERIFY(sink->accept(OutputStream::Out, "st second", 12));
        const auto digest = answer(store->settle(key));
        QCOMPARE(digest->out, base::sha256Hex("first second"));
        QCOMPARE(answer(store->offsets(key))->out, 12);
    }

    void keepsMaskedPiecesWholeAndReadsOnAfterThem() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, base::Masks({base::Secret("hunter2hunter2")}));
        // Twice the same secret, the second one in pieces of its own: 9 + 14 + 14 + 4 raw bytes.
        QVERIFY(sink->accept(OutputStream::Out, "password=", 9));
        QVERIFY(sink->accept(OutputStream::Out, "hunter2hunter2", 23));
        QVERIFY(answer(store->settle(key)).ok());
        QVERIFY(sink->accept(OutputStream::Out, "hunter2", 30));
        QVERIFY(sink->accept(OutputStream::Out, "hunter2", 37));
        QVERIFY(answer(store->settle(key)).ok());
        QVERIFY(sink->accept(OutputStream::Out, " end", 41));
        QVERIFY(answer(store->settle(key)).ok());
        QByteArray got;
        ports::OutputOffsets from;
        while (true) {
            const auto chunks = answer(store->read(key, from, 1'000));
            if (chunks->isEmpty())
                break;
            got += chunks->first().bytes;
            from.out = chunks->first().offset + chunks->first().bytes.size();
        }
        QCOMPARE(got, QByteArrayLiteral("password=****** end"));
        QCOMPARE(from.out, 41);
    }

    void removesAFrameThatACrashCutOff() {
        const QString folder = newFolder();
        const auto key = newKey();
        qint64 out = 0;
        {
            const auto store = openStore(folder);
            const auto sink = store->sink(key, {});
            QVERIFY(offer(*sink, OutputStream::Out, noise(5'000), out));
            QVERIFY(answer(store->settle(key)).ok());
            QVERIFY(offer(*sink, OutputStream::Out, noise(5'000), out));
            QVERIFY(answer(store->settle(key)).ok());
        }
        const qint64 whole = QFileInfo(pathOf(folder, key)).size();
        for (const qint64 lost : {qint64(1), qint64(3'000), whole / 2 - 10}) {
            const auto copy = newKey();
            QVERIFY(QFile::copy(pathOf(folder, key), pathOf(folder, copy)));
            QVERIFY(QFile::resize(pathOf(folder, copy), whole - lost));
            const auto store = openStore(folder);
            QCOMPARE(answer(store->offsets(copy))->out, 5'000);
            const auto sink = store->sink(copy, {});
            QVERIFY(sink->accept(OutputStream::Out, "again", 5'005));
            QVERIFY(answer(store->settle(copy)).ok());
            QCOMPARE(answer(store->offsets(copy))->out, 5'005);
            QVERIFY(joined(*answer(store->read(copy, {5'000, 0}, 100)), OutputStream::Out) == "again");
        }
        // A crash may also leave zeros where the last bytes were to be.
        QFile file(pathOf(folder, key));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(whole - 100);
        file.write(QByteArray(100, '\0'));
        file.close();
        const auto store = openStore(folder);
        QCOMPARE(answer(store->offsets(key))->out, 5'000);
    }

    void saysFullAtOneMebibyteAndGoesOn() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        const QByteArray piece = noise(32 * 1024);
        qint64 out = 0;
        int refused = 0;
        for (int i = 0; i < 320; ++i) {
            if (!offer(*sink, OutputStream::Out, piece, out)) {
                ++refused;
                QVERIFY(QTest::qWaitFor([&] { return offer(*sink, OutputStream::Out, piece, out); }, 20'000));
            }
        }
        const auto digest = answer(store->settle(key));
        QVERIFY(digest.ok());
        QCOMPARE(digest->outBytes, 320 * 32 * 1024);
        qInfo("%d times full", refused);
    }

    void takesPiecesFromOtherThreads() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        const auto send = [&](OutputStream stream) {
            qint64 offset = 0;
            for (int i = 0; i < 2'000; ++i)
                while (!offer(*sink, stream, QByteArray::number(i) + '\n', offset))
                    std::this_thread::yield();
        };
        {
            const std::jthread out(send, OutputStream::Out);
            const std::jthread err(send, OutputStream::Err);
        }
        QByteArray expected;
        for (int i = 0; i < 2'000; ++i)
            expected += QByteArray::number(i) + '\n';
        const auto digest = answer(store->settle(key));
        QCOMPARE(digest->out, base::sha256Hex(expected));
        QCOMPARE(digest->err, base::sha256Hex(expected));
    }

    void tellsOfNewOutput() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        QSignalSpy grown(store.get(), &ports::OutputStore::grown);
        const auto sink = store->sink(key, {});
        QVERIFY(sink->accept(OutputStream::Out, "x", 1));
        QTRY_COMPARE(grown.count(), 1);
        QCOMPARE(grown.first().first().value<domain::AttemptId>(), key.attempt);
        // Told means durable.
        QCOMPARE(answer(store->offsets(key))->out, 1);
    }

    void faultCase55_whatTheHostHasLetGoOfIsToldInItsPlace() {
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto key = newKey();
        const QByteArray notice = "\n[slipway: … 9900 bytes left out …]\n";
        {
            const auto sink = store->sink(key, base::Masks({base::Secret("hunter22")}));
            // The begin of a secret that is held back is none, when what follows is gone.
            QVERIFY(sink->accept(OutputStream::Out, QByteArray(96, 'a') + "hunt", 100));
            sink->skip(OutputStream::Out, 100, 10'000);
            QVERIFY(sink->accept(OutputStream::Out, "er22 the end", 10'012));
            sink->finish();
        }
        QVERIFY(answer(store->settle(key)).ok());
        const auto later = openStore(folder);
        QCOMPARE(answer(later->offsets(key))->out, 10'012);
        QCOMPARE(joined(*answer(later->read(key, {}, 100'000)), OutputStream::Out),
                 QByteArray(96, 'a') + "hunt" + notice + "er22 the end");
    }

    void faultCase55_keepsHeadAndTailOfAnEndlessStream() {
        const QString folder = newFolder();
        const auto key = newKey();
        QByteArray sent;
        const auto store = openStore(folder, 400'000);
        {
            const auto sink = store->sink(key, {});
            qint64 out = 0;
            for (int i = 0; i < 40; ++i) {
                const QByteArray piece = noise(30'000);
                QVERIFY(QTest::qWaitFor([&] { return offer(*sink, OutputStream::Out, piece, out); }));
                sent += piece;
                if (i % 7 == 0)
                    QVERIFY(answer(store->settle(key)).ok());
            }
        }
        const auto digest = answer(store->settle(key));
        QVERIFY(digest.ok());
        QCOMPARE(answer(store->offsets(key))->out, sent.size());
        const auto all = joined(*answer(store->read(key, {}, 10'000'000)), OutputStream::Out);
        QCOMPARE(digest->out, base::sha256Hex(all));
        QVERIFY(digest->outLeftOut > 600'000);
        const QByteArray mark =
            "\n[slipway: … " + QLocale::c().toString(digest->outLeftOut).toUtf8() + " bytes left out …]\n";
        QCOMPARE(all.first(300'000), sent.first(300'000));
        QCOMPARE(all.mid(300'000, mark.size()), mark);
        const QByteArray tail = all.mid(300'000 + mark.size());
        QVERIFY(tail.size() >= 100'000 && tail.size() < 100'000 + StreamLog::frameBytes);
        QCOMPARE(tail, sent.last(tail.size()));
        QCOMPARE(digest->outLeftOut, sent.size() - 300'000 - tail.size());
        // In small pieces it reads the same, and a reader that was here before goes on.
        QByteArray got;
        ports::OutputOffsets from;
        for (auto chunks = answer(store->read(key, from, 7'000)); !chunks->isEmpty();
             chunks = answer(store->read(key, from, 7'000)))
            for (const auto& chunk : *chunks) {
                got += chunk.bytes;
                from.out = chunk.offset + chunk.bytes.size();
            }
        QCOMPARE(got, all);
        // Another life goes on with the same tail.
        const auto later = openStore(folder, 400'000);
        QVERIFY(later->sink(key, {})->accept(OutputStream::Out, "the end", sent.size() + 7));
        QVERIFY(answer(later->settle(key)).ok());
        const auto more = joined(*answer(later->read(key, {}, 10'000'000)), OutputStream::Out);
        QVERIFY(more.endsWith(sent.last(50'000) + "the end"));
        QVERIFY(more.size() <= 400'000 + 2 * StreamLog::frameBytes);
    }

    void faultCase55_tenGigabytesWithoutNewlineCostConstantMemoryAndDisk() {
        const QString folder = newFolder();
        const auto key = newKey();
        // Less than ten, so that the test is quick; nothing in here grows with the number.
        constexpr qint64 whole = 2LL * 1024 * 1024 * 1024;
        const QByteArray piece(256 * 1024, 'x');
        const auto residentPages = [] {
            QFile file(QStringLiteral("/proc/self/statm"));
            return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
        };
        const auto store = openStore(folder);
        const auto sink = store->sink(key, base::Masks({base::Secret("not in there")}));
        qint64 out = 0;
        qint64 pagesAtHead = 0;
        qint64 most = 0;
        while (out < whole) {
            while (!offer(*sink, OutputStream::Out, piece, out))
                std::this_thread::yield();
            if (pagesAtHead == 0 && out > 2 * ZstdOutputStore::usualLimit)
                pagesAtHead = residentPages();
            else if (out % (64 * piece.size()) == 0)
                most = qMax(most, residentPages());
        }
        sink->finish();
        const auto digest = answer(store->settle(key));
        QVERIFY(digest.ok());
        QCOMPARE(digest->outLeftOut, whole - ZstdOutputStore::usualLimit);
        QVERIFY2(most - pagesAtHead < 16 * 256, qPrintable(QString::number(most - pagesAtHead)));
        qint64 onDisk = 0;
        for (const QFileInfo& file :
             QDir(folder + QStringLiteral("/output/") + deployment.text()).entryInfoList(QDir::Files))
            onDisk += file.size();
        QVERIFY(onDisk < ZstdOutputStore::usualLimit);
    }

    void faultCase58_aFloodOnOneStreamDoesNotHoldUpTheOther() {
        const auto store = openStore(newFolder(), 1'000'000);
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        qint64 err = 0;
        qint64 out = 0;
        for (int i = 0; i < 200; ++i) {
            QVERIFY(QTest::qWaitFor([&] { return offer(*sink, OutputStream::Err, noise(40'000), err); }));
            if (i % 50 == 0)
                QVERIFY(QTest::qWaitFor([&] { return offer(*sink, OutputStream::Out, "tick\n", out); }));
        }
        QVERIFY(answer(store->settle(key)).ok());
        QCOMPARE(joined(*answer(store->read(key, {}, 1 << 24)), OutputStream::Out),
                 QByteArray("tick\n").repeated(4));
    }

    void faultCase56_bytesAreStoredAsTheyAre() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const QByteArray bytes("\0\xff\xfe\x00A\xc3(\xed\xa0\x80\n", 12);
        QVERIFY(store->sink(key, {})->accept(OutputStream::Out, bytes, bytes.size()));
        const auto digest = answer(store->settle(key));
        QCOMPARE(digest->out, base::sha256Hex(bytes));
        QCOMPARE(joined(*answer(store->read(key, {}, 100)), OutputStream::Out), bytes);
    }

    void faultCase68_secretsNeverReachTheDisk() {
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto key = newKey();
        const QByteArray secret = "tr0ub4dor&3";
        const QByteArray text = "begin " + secret + " and " + secret.toBase64() + " end";
        const auto sink = store->sink(key, base::Masks({base::Secret(secret)}));
        qint64 out = 0;
        for (const char c : text)
            QVERIFY(offer(*sink, OutputStream::Out, QByteArray(1, c), out));
        sink->finish();
        const auto digest = answer(store->settle(key));
        const auto all = joined(*answer(store->read(key, {}, 1'000)), OutputStream::Out);
        QVERIFY(all.startsWith("begin ****** and ******"));
        QVERIFY(all.endsWith(" end"));
        QCOMPARE(digest->out, base::sha256Hex(all));
        QCOMPARE(answer(store->offsets(key))->out, text.size());
    }

    void faultCase68_aSecretAcrossACrashStaysHidden() {
        const QByteArray secret = "tr0ub4dor&3";
        const base::Masks masks({base::Secret(secret)});
        const QByteArray text = "user " + secret + " done";
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            const QString folder = newFolder();
            const auto key = newKey();
            {
                const auto store = openStore(folder);
                const auto sink = store->sink(key, masks);
                if (cut > 0)
                    QVERIFY(sink->accept(OutputStream::Out, text.first(cut), cut));
                QVERIFY(answer(store->offsets(key)).ok());
            } // without finish(): the connection broke or the process died
            const auto store = openStore(folder);
            const qint64 from = answer(store->offsets(key))->out;
            const auto sink = store->sink(key, masks);
            QVERIFY(sink->accept(OutputStream::Out, text.mid(from), text.size()));
            sink->finish();
            QVERIFY(answer(store->settle(key)).ok());
            QCOMPARE(joined(*answer(store->read(key, {}, 1'000)), OutputStream::Out),
                     QByteArray("user ****** done"));
        }
    }

    void findsLinesByTheirTime() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        qint64 out = 0;
        QVERIFY(offer(*sink, OutputStream::Out, "early\nbegun ", out));
        QVERIFY(answer(store->settle(key)).ok());
        const qint64 between = testClock().now().utcMs + 1;
        QTRY_VERIFY(testClock().now().utcMs > between);
        QVERIFY(offer(*sink, OutputStream::Out, "later\n", out));
        QVERIFY(answer(store->settle(key)).ok());
        ports::OutputQuery late;
        late.sinceMs = between;
        const auto after = answer(store->search(late, {}));
        QCOMPARE(after->size(), 1);
        QCOMPARE(after->first().line, QByteArray("begun later"));
        ports::OutputQuery early;
        early.untilMs = between;
        QCOMPARE(answer(store->search(early, {}))->first().line, QByteArray("early"));
    }

    void plainZstdReadsTheFile() {
        const QString zstd = QStandardPaths::findExecutable(QStringLiteral("zstd"));
        if (zstd.isEmpty())
            QSKIP("no zstd here");
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        const QByteArray sent = noise(150'000);
        QVERIFY(sink->accept(OutputStream::Out, sent, sent.size()));
        QVERIFY(answer(store->settle(key)).ok());
        QProcess process;
        QByteArray got;
        connect(&process, &QProcess::readyRead, this, [&] { got += process.readAll(); });
        process.start(zstd, {QStringLiteral("-dc"), pathOf(folder, key)});
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
        got += process.readAll();
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(got, sent);
    }

    void findsLinesOverFramesAndAttempts() {
        const auto store = openStore(newFolder());
        const auto older = newKey();
        const auto newer = newKey();
        const auto olderSink = store->sink(older, {});
        qint64 offset = 0;
        QVERIFY(offer(*olderSink, OutputStream::Out, "nothing\nthe nee", offset));
        QVERIFY(answer(store->settle(older)).ok());
        QVERIFY(offer(*olderSink, OutputStream::Out, "dle is here\nmore\n", offset));
        QVERIFY(answer(store->settle(older)).ok());
        const auto newerSink = store->sink(newer, {});
        QVERIFY(newerSink->accept(OutputStream::Err, "a needle without an end", 23));
        QVERIFY(answer(store->settle(newer)).ok());
        const auto hits = answer(store->search({QStringLiteral("needle")}, {}));
        QVERIFY(hits.ok());
        QCOMPARE(hits->size(), 2);
        QCOMPARE(hits->at(0).line, QByteArrayLiteral("the needle is here"));
        QCOMPARE(hits->at(0).key.attempt, older.attempt);
        QCOMPARE(hits->at(1).line, QByteArrayLiteral("a needle without an end"));
        QVERIFY(hits->at(1).stream == OutputStream::Err);
        const auto found = [&](const auto& change) {
            ports::OutputQuery query;
            query.text = QStringLiteral("needle");
            change(query);
            return answer(store->search(std::move(query), {})).valueOr(QList<ports::OutputHit>());
        };
        QCOMPARE(found([](auto& query) { query.most = 1; }).first().key.attempt, newer.attempt);
        QVERIFY(found([](auto& query) { query.deployment.emplace(QStringLiteral("dep-OTHER")); }).isEmpty());
        const auto inCapitals = [](auto& query) { query.text = query.text.toUpper(); };
        QVERIFY(found(inCapitals).isEmpty());
        const auto inAnyCase = [&](auto& query) {
            inCapitals(query);
            query.ignoresCase = true;
        };
        QCOMPARE(found(inAnyCase).size(), 2);
        QCOMPARE(found([](auto& query) { query.stream.emplace(OutputStream::Err); }).size(), 1);
        QCOMPARE(found([&](auto& query) { query.attempts.emplace().insert(older.attempt); }).size(), 1);
        // Without a text every line is meant.
        QCOMPARE(found([](auto& query) { query.text.clear(); }).size(), 4);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(
            answer(store->search({QStringLiteral("needle")}, {std::chrono::seconds(30), stop.get_token()}))
                .error()
                .kind,
            base::ErrorKind::Cancelled);
    }

    void tellsWhereInTheLineAndWhereInTheStreamTheHitIs() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        const QByteArray text("first\nsch\xc3\xb6n: needle 42\nlast needle");
        QVERIFY(sink->accept(OutputStream::Out, text.first(20), 20));
        QVERIFY(sink->accept(OutputStream::Out, text.sliced(20), text.size()));
        QVERIFY(answer(store->settle(key)).ok());
        ports::OutputQuery query{QStringLiteral("NEEDLE \\d+"), true, true};
        query.deployment = key.deployment;
        query.attempts.emplace().insert(key.attempt);
        const auto hits = answer(store->search(query, {}));
        QVERIFY(hits.ok());
        QCOMPARE(hits->size(), 1);
        const ports::OutputHit& hit = hits->first();
        QCOMPARE(hit.line.mid(hit.from, hit.length), QByteArrayLiteral("needle 42"));
        QCOMPARE(hit.offset, text.indexOf("sch"));
        query = {QStringLiteral("last")};
        QCOMPARE(answer(store->search(query, {}))->first().offset, text.indexOf("last"));
    }

    void refusesAPatternThatIsNone() {
        const auto store = openStore(newFolder());
        const auto refused = answer(store->search({QStringLiteral("(open"), true}, {}));
        QCOMPARE(refused.error().kind, base::ErrorKind::BadInput);
        QVERIFY(refused.error().detail.contains(QStringLiteral("(open")));
    }

    void faultCase55_aPatternThatTakesTooLongIsSaidAndNotTakenForNoMatch() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const QByteArray line = QByteArray(60'000, 'a') + "!\n";
        QVERIFY(store->sink(key, {})->accept(OutputStream::Out, line, line.size()));
        QVERIFY(answer(store->settle(key)).ok());
        const auto hits = answer(store->search({QStringLiteral("^(a+)+$"), true}, {}));
        QVERIFY(!hits.ok());
        QCOMPARE(hits.error().kind, base::ErrorKind::BadInput);
        QVERIFY(hits.error().detail.contains(QStringLiteral("too many steps")));
        // A long line alone is no reason to give up.
        const auto found = answer(store->search({QStringLiteral("^(a|aa)+!$"), true}, {}));
        QVERIFY2(found.ok(), qPrintable(found.ok() ? QString() : found.error().detail));
        QCOMPARE(found->size(), 1);
    }

    void theNewestHitsStayWhicheverStreamTheyAreIn() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        QVERIFY(sink->accept(OutputStream::Err, "needle\nneedle\nneedle\n", 21));
        QVERIFY(answer(store->settle(key)).ok());
        QTRY_VERIFY(testClock().now().utcMs > answer(store->read(key, {}, 1))->first().timeMs);
        QVERIFY(sink->accept(OutputStream::Out, "the newest needle\n", 18));
        QVERIFY(answer(store->settle(key)).ok());
        ports::OutputQuery query{QStringLiteral("needle")};
        query.most = 1;
        QCOMPARE(answer(store->search(query, {}))->first().line, QByteArrayLiteral("the newest needle"));
    }

    void cutsLongLinesAroundTheHit() {
        const auto store = openStore(newFolder());
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        const QByteArray line = QByteArray(200'000, 'a') + "needle" + QByteArray(200'000, 'b') + '\n';
        QVERIFY(sink->accept(OutputStream::Out, line, line.size()));
        QVERIFY(answer(store->settle(key)).ok());
        const auto hits = answer(store->search({QStringLiteral("needle")}, {}));
        QCOMPARE(hits->size(), 1);
        QVERIFY(hits->first().line.contains("needle"));
        QVERIFY(hits->first().line.size() <= 4096);
    }

    void refusesNamesThatAreNoFileNames() {
        const auto store = openStore(newFolder());
        const ports::OutputKey bad{domain::DeploymentId(QStringLiteral("dep-../../x")), newKey().attempt};
        const ports::OutputKey worse{deployment, domain::AttemptId(QStringLiteral("../../../x"))};
        for (const auto& key : {bad, worse}) {
            QVERIFY(!store->sink(key, {})->accept(OutputStream::Out, "x", 1));
            QCOMPARE(answer(store->offsets(key)).error().kind, base::ErrorKind::BadInput);
            QCOMPARE(answer(store->settle(key)).error().kind, base::ErrorKind::BadInput);
            QCOMPARE(answer(store->read(key, {}, 10)).error().kind, base::ErrorKind::BadInput);
        }
    }

    void twoStoresDoNotWriteOneAttempt() {
        const QString folder = newFolder();
        const auto one = openStore(folder);
        const auto two = openStore(folder);
        const auto key = newKey();
        const auto mine = one->sink(key, {});
        QVERIFY(mine->accept(OutputStream::Out, "mine", 4));
        QTRY_COMPARE(answer(one->offsets(key))->out, 4);
        const auto other = two->sink(key, {});
        QVERIFY(other->accept(OutputStream::Out, "other", 5));
        QCOMPARE(answer(two->settle(key)).error().kind, base::ErrorKind::Busy);
        QCOMPARE(joined(*answer(two->read(key, {}, 100)), OutputStream::Out), QByteArrayLiteral("mine"));
    }

    void faultCase77_theDigestShowsAReplacedFile() {
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto one = newKey();
        const auto two = newKey();
        QVERIFY(store->sink(one, {})->accept(OutputStream::Out, "all good", 8));
        QVERIFY(store->sink(two, {})->accept(OutputStream::Out, "all baad", 8));
        const auto before = answer(store->settle(one));
        QVERIFY(answer(store->settle(two)).ok());
        QVERIFY(QFile::remove(pathOf(folder, one)) && QFile::copy(pathOf(folder, two), pathOf(folder, one)));
        const auto after = answer(store->settle(one));
        QVERIFY(after.ok() && after->out != before->out);
    }

    void faultCase83_goesOnWhenTheFolderIsRemoved() {
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        QVERIFY(sink->accept(OutputStream::Out, "lost", 4));
        QTRY_COMPARE(answer(store->offsets(key))->out, 4);
        QVERIFY(QDir(folder + QStringLiteral("/output")).removeRecursively());
        QVERIFY(sink->accept(OutputStream::Out, "kept", 8));
        const auto digest = answer(store->settle(key));
        QVERIFY(digest.ok());
        QCOMPARE(digest->out, base::sha256Hex("kept"));
        QCOMPARE(answer(store->offsets(key))->out, 8);
    }

    void faultCase29_aFullDiskFillsTheQueueAndNothingIsTorn() {
        const QString folder = newFolder();
        const auto key = newKey();
        OtherProcess writer({QStringLiteral("--full"), folder, key.attempt.text()});
        QTRY_VERIFY_WITH_TIMEOUT(writer.hasEnded(), 60'000);
        const auto lines = writer.lines();
        QCOMPARE(lines, (QList<QByteArray>{"full", "storage"}));
        const auto store = openStore(folder);
        const auto durable = answer(store->offsets(key));
        QVERIFY(durable.ok());
        QCOMPARE(answer(store->settle(key))->outBytes, durable->out);
    }

    void faultCase29_saysThatTheLogStaysOnTheHostUntilThereIsRoom() {
        const QString folder = newFolder();
        const auto store = openStore(folder);
        const auto key = newKey();
        const auto sink = store->sink(key, {});
        // A file where the folder has to be: nothing can be written, for root neither.
        QVERIFY(QDir().mkpath(folder));
        QFile blocker(folder + QStringLiteral("/output"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        qint64 out = 0;
        QVERIFY(offer(*sink, OutputStream::Out, "kept in memory\n", out));
        QTRY_VERIFY(store->trouble());
        QCOMPARE(store->trouble()->kind, base::ErrorKind::Storage);
        QVERIFY(blocker.remove());
        QTRY_VERIFY_WITH_TIMEOUT(!store->trouble(), 10'000);
        QCOMPARE(joined(*answer(store->read(key, {}, 100)), OutputStream::Out),
                 QByteArray("kept in memory\n"));
    }

    void keepsWhatWasDurableWhenTheProcessIsKilled() {
        const QString folder = newFolder();
        const auto key = newKey();
        qint64 told = 0;
        for (int round = 0; round < 6; ++round) {
            OtherProcess writer({QStringLiteral("--write"), folder, key.attempt.text()});
            const int enough = QRandomGenerator::global()->bounded(2, 30);
            QTRY_VERIFY_WITH_TIMEOUT(writer.lines().size() >= enough, 60'000);
            writer.kill();
            QTRY_VERIFY_WITH_TIMEOUT(writer.hasEnded(), 20'000);
            for (const QByteArray& line : writer.lines()) {
                QVERIFY(line.toLongLong() >= told);
                told = line.toLongLong();
            }
        }
        const auto store = openStore(folder);
        const auto durable = answer(store->offsets(key));
        QVERIFY(durable->out >= told && told > 0);
        const auto all = joined(*answer(store->read(key, {}, 1LL << 30)), OutputStream::Out);
        QCOMPARE(all.size(), durable->out);
        for (qsizetype i = 0; i < all.size(); ++i)
            if (all[i] != static_cast<char>('a' + i % 23))
                QFAIL("the output has a gap");
    }
};

namespace {

/// The other process: continues the attempt without end and tells each durable offset.
class Writer : public QObject {
public:
    Writer(const QString& folder, const QString& attempt)
        : m_store(openStore(folder))
        , m_key{deployment, domain::AttemptId(attempt)} {
        base::deliver(m_store->offsets(m_key), this, [this](const auto& offsets) {
            m_offset = offsets->out;
            tell(QByteArray::number(m_offset));
            m_sink = m_store->sink(m_key, {});
            step();
        });
    }

private:
    void step() {
        QByteArray bytes(QRandomGenerator::global()->bounded(1, 50'000), Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>('a' + (m_offset + i) % 23);
        m_sink->accept(OutputStream::Out, bytes, m_offset + bytes.size());
        m_offset += bytes.size();
        base::deliver(m_store->settle(m_key), this, [this](const auto& settled) {
            if (!settled)
                return QCoreApplication::exit(1);
            tell(QByteArray::number(m_offset));
            step();
        });
    }
    std::unique_ptr<ZstdOutputStore> m_store;
    ports::OutputKey m_key;
    std::shared_ptr<ports::OutputSink> m_sink;
    qint64 m_offset = 0;
};

int writeUntilFull(const QString& folder, const QString& attempt) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{500 * 1024, 500 * 1024};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto store = openStore(folder);
    const ports::OutputKey key{deployment, domain::AttemptId(attempt)};
    const auto sink = store->sink(key, {});
    qint64 out = 0;
    int refused = 0;
    while (refused < 100 && out < 64 * 1024 * 1024)
        if (!offer(*sink, OutputStream::Out, noise(16 * 1024), out)) {
            ++refused;
            (void)answer(store->offsets(key));
        }
    tell(refused == 100 ? "full" : "never full");
    const auto settled = answer(store->settle(key));
    tell(!settled && settled.error().kind == base::ErrorKind::Storage ? "storage" : "settled?");
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--write") == 0) {
        const Writer writer(QString::fromLocal8Bit(argv[2]), QString::fromLatin1(argv[3]));
        return QCoreApplication::exec();
    }
    if (argc == 4 && qstrcmp(argv[1], "--full") == 0)
        return writeUntilFull(QString::fromLocal8Bit(argv[2]), QString::fromLatin1(argv[3]));
    ZstdOutputStoreTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "zstd_output_store_test.moc"
