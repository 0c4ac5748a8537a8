#include "app/base/canonical_json.h"
#include "tests/adapters/store/store_support.h"

#include <QtTest>
#include <sys/stat.h>

using namespace slipway;
using namespace slipway::adapters;

class SqliteLedgerTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_place;
    int m_folders = 0;
    QString newFolder() { return m_place.filePath(QString::number(++m_folders)); }

private Q_SLOTS:
    void createsPrivateFiles() {
        const QString folder = newFolder() + QStringLiteral("/deep");
        const auto ledger = openLedger(folder);
        QVERIFY(answer(ledger->append({draft("workspace", 1)})).ok());
        struct stat facts {};
        QCOMPARE(::stat(QFile::encodeName(folder).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0700U);
        QCOMPARE(::stat(QFile::encodeName(folder + QStringLiteral("/ledger.sqlite")).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0600U);
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("ledger.sqlite")});
    }

    void numbersLinksAndStampsEntries() {
        const auto ledger = openLedger(newFolder());
        const auto entries =
            answer(ledger->append({draft("dep-A1", 1), draft("dep-A1", 2), draft("dep-B1", 3)}));
        QVERIFY(entries.ok());
        QCOMPARE(entries->size(), 3);
        QCOMPARE(entries->at(0).seq, 1);
        QCOMPARE(entries->at(0).prev, QByteArray(64, '0'));
        QCOMPARE(entries->at(1).seq, 2);
        QCOMPARE(entries->at(1).prev, entries->at(0).hash);
        QCOMPARE(entries->at(2).seq, 1);
        const domain::Entry& first = entries->first();
        QCOMPARE(first.hash, base::sha256Hex(first.bytes).toLatin1());
        QCOMPARE(*base::canonicalJson(first.body), first.bytes);
        QCOMPARE(first.number("v"), 1);
        QCOMPARE(first.text("deployment"), QStringLiteral("dep-A1"));
        QCOMPARE(first.text("reason"), QStringLiteral("number 1"));
        QCOMPARE(first.actor(), QStringLiteral("mira"));
        QCOMPARE(first.text("app"), QStringLiteral("test"));
        QVERIFY(qAbs(first.timeMs() - QDateTime::currentMSecsSinceEpoch()) < 60'000);
        QVERIFY(!first.text("boot").isEmpty() && first.number("bootMs") > 0);
    }

    void readsOneChainPageByPage() {
        const auto ledger = openLedger(newFolder());
        QList<domain::Draft> drafts;
        for (int i = 1; i <= 1'100; ++i)
            drafts << draft("dep-A1", i) << draft("dep-B1", i);
        QVERIFY(answer(ledger->append(drafts)).ok());
        const auto first = answer(ledger->readChain(domain::ChainId(QStringLiteral("dep-A1")), 0));
        QVERIFY(first.ok());
        QCOMPARE(first->size(), 1'000);
        const auto rest = answer(ledger->readChain(domain::ChainId(QStringLiteral("dep-A1")), 1'000));
        QVERIFY(rest.ok());
        QCOMPARE(rest->size(), 100);
        qint64 seq = 0;
        for (const domain::Entry& entry : *first + *rest) {
            QCOMPARE(entry.chain.text(), QStringLiteral("dep-A1"));
            QCOMPARE(entry.seq, ++seq);
        }
        QVERIFY(answer(ledger->readChain(domain::ChainId(QStringLiteral("dep-C1")), 0))->isEmpty());
    }

    void recordsTheHeadOfEveryTouchedChain() {
        const auto ledger = openLedger(newFolder());
        const auto appended =
            answer(ledger->append({draft("dep-A1", 1), draft("dep-A1", 2), draft("dep-B1", 3)}));
        const auto all = answer(ledger->read(0));
        QVERIFY(all.ok());
        QCOMPARE(all->size(), 5);
        const domain::Entry& head = all->at(3);
        QCOMPARE(head.chain, domain::workspaceChain());
        QCOMPARE(head.type, QStringLiteral("head"));
        QCOMPARE(head.text("of"), QStringLiteral("dep-A1"));
        QCOMPARE(head.number("headSeq"), 2);
        QCOMPARE(head.text("headHash").toLatin1(), appended->at(1).hash);
        QVERIFY(!head.body.contains(QStringLiteral("deployment")));
        QCOMPARE(all->at(4).text("of"), QStringLiteral("dep-B1"));
        QCOMPARE(answer(ledger->head(domain::workspaceChain()))->seq, 2);
        QCOMPARE(answer(ledger->head(domain::ChainId(QStringLiteral("dep-none"))))->seq, 0);
    }

    void readsAfterReopeningInPages() {
        const QString folder = newFolder();
        {
            const auto ledger = openLedger(folder);
            QList<domain::Draft> drafts;
            for (int i = 0; i < 1200; ++i)
                drafts.append(draft("dep-A1", i));
            QVERIFY(answer(ledger->append(drafts)).ok());
        }
        const auto ledger = openLedger(folder);
        const auto first = answer(ledger->read(0));
        QCOMPARE(first->size(), 1000);
        const auto second = answer(ledger->read(first->last().row));
        QCOMPARE(second->size(), 201);
        const auto check = answer(ledger->verify());
        QVERIFY(check.ok());
        QVERIFY2(!check->fault, check->fault ? qPrintable(check->fault->detail) : "");
        QCOMPARE(check->entries, 1201);
        QCOMPARE(check->chains, 2);
        QCOMPARE(check->head, second->last().hash);
    }

    void appendsAllDraftsOrNone() {
        const auto ledger = openLedger(newFolder());
        auto bad = draft("dep-A1", 2);
        bad.fields.insert(QStringLiteral("share"), 0.5);
        QCOMPARE(answer(ledger->append({draft("dep-A1", 1), bad})).error().kind, base::ErrorKind::BadInput);
        QVERIFY(answer(ledger->read(0))->isEmpty());
        auto reserved = draft("dep-A1", 1);
        reserved.fields.insert(QStringLiteral("seq"), 9);
        QCOMPARE(answer(ledger->append({reserved})).error().kind, base::ErrorKind::BadInput);
        QCOMPARE(answer(ledger->append({draft("dep-A1", 1, "no.such.type")})).error().kind,
                 base::ErrorKind::BadInput);
        QVERIFY(!ledger->readOnly());
    }

    void failsOnlyTheBadOnesOfAGroup() {
        const auto ledger = openLedger(newFolder());
        QList<base::Future<QList<domain::Entry>>> futures;
        for (int i = 0; i < 60; ++i)
            futures.append(
                ledger->append({i % 3 == 0 ? draft("dep-A1", i, "no.such.type") : draft("dep-A1", i)}));
        for (int i = 0; i < 60; ++i)
            QCOMPARE(answer(futures[i]).ok(), i % 3 != 0);
        QCOMPARE(answer(ledger->head(domain::ChainId(QStringLiteral("dep-A1"))))->seq, 40);
        // Group commit: far fewer heads than appends.
        QVERIFY(answer(ledger->head(domain::workspaceChain()))->seq < 40);
        QVERIFY(!answer(ledger->verify())->fault);
    }

    void storesSignedBytesExactly() {
        const auto ledger = openLedger(newFolder());
        const domain::ChainId chain(QStringLiteral("dep-A1"));
        QVERIFY(answer(ledger->append({draft("dep-A1", 1)})).ok());
        const auto head = answer(ledger->head(chain));
        const auto bytes = ledger->compose(draft("dep-A1", 2, domain::entry::signedOff), *head);
        QVERIFY(bytes.ok());
        const auto entry = answer(ledger->appendSigned(chain, *bytes, QByteArrayLiteral("SIGNATURE")));
        QVERIFY(entry.ok());
        QCOMPARE(entry->bytes, *bytes);
        QCOMPARE(entry->seq, 2);
        const auto stored = answer(ledger->read(entry->row - 1))->first();
        QCOMPARE(stored.bytes, *bytes);
        QCOMPARE(stored.signature, QByteArrayLiteral("SIGNATURE"));
        QVERIFY(!answer(ledger->verify())->fault);
        QCOMPARE(answer(ledger->appendSigned(chain, *bytes, QByteArrayLiteral("S"))).error().kind,
                 base::ErrorKind::Conflict);
        QCOMPARE(answer(ledger->appendSigned(chain, *bytes + ' ', QByteArrayLiteral("S"))).error().kind,
                 base::ErrorKind::BadInput);
        QCOMPARE(answer(ledger->appendSigned(domain::workspaceChain(), *bytes, QByteArrayLiteral("S")))
                     .error()
                     .kind,
                 base::ErrorKind::BadInput);
    }

    void tellsOfItsOwnAppends() {
        const auto ledger = openLedger(newFolder());
        QSignalSpy grown(ledger.get(), &ports::Ledger::grown);
        QVERIFY(answer(ledger->append({draft("workspace", 1)})).ok());
        QTRY_VERIFY(grown.count() >= 1);
    }

    void tellsOfAnotherLedgersAppends() {
        const QString folder = newFolder();
        const auto mine = openLedger(folder);
        QVERIFY(answer(mine->read(0)).ok());
        const auto other = openLedger(folder);
        QSignalSpy grown(mine.get(), &ports::Ledger::grown);
        QVERIFY(answer(other->append({draft("workspace", 1)})).ok());
        QTRY_VERIFY(grown.count() >= 1);
        QCOMPARE(answer(mine->read(0))->size(), 1);
    }

    void keepsTheChainIntactWithTwoWriters() {
        const QString folder = newFolder();
        const auto one = openLedger(folder);
        const auto two = openLedger(folder);
        QList<base::Future<QList<domain::Entry>>> futures;
        for (int i = 0; i < 100; ++i) {
            futures.append(one->append({draft("dep-A1", i)}));
            futures.append(two->append({draft("dep-A1", i), draft("workspace", i)}));
        }
        for (const auto& future : futures)
            QVERIFY(answer(future).ok());
        QCOMPARE(answer(one->head(domain::ChainId(QStringLiteral("dep-A1"))))->seq, 200);
        const auto check = answer(one->verify());
        QVERIFY2(!check->fault, check->fault ? qPrintable(check->fault->detail) : "");
    }

    void answersLostWhenItGoesWithWorkWaiting() {
        auto ledger = openLedger(newFolder());
        QList<base::Future<QList<domain::Entry>>> futures;
        for (int i = 0; i < 50; ++i)
            futures.append(ledger->append({draft("dep-A1", i)}));
        ledger.reset();
        for (const auto& future : futures) {
            const auto result = answer(future);
            QVERIFY(result.ok() || result.error().kind == base::ErrorKind::Lost);
        }
    }
};

QTEST_GUILESS_MAIN(SqliteLedgerTest)
#include "sqlite_ledger_test.moc"
