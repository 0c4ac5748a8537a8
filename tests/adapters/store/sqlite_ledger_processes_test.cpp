#include "tests/adapters/store/store_support.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace slipway;
using namespace slipway::adapters;

namespace {

/// The other process: appends `count` entries one after the other (without end when negative)
/// and tells the row of each once it is acknowledged.
class Appender : public QObject {
public:
    Appender(const QString& folder, const char* chain, int count)
        : m_ledger(openLedger(folder))
        , m_chain(chain)
        , m_left(count) {
        step();
    }

private:
    void step() {
        if (m_left-- == 0)
            return QCoreApplication::exit(0);
        base::deliver(m_ledger->append({draft(m_chain, ++m_number)}), this, [this](const auto& entries) {
            if (!entries) {
                tell("error " + entries.error().detail.toUtf8());
                return QCoreApplication::exit(1);
            }
            tell(QByteArray::number(entries->first().row) + ' ' + entries->first().hash);
            step();
        });
    }
    std::unique_ptr<SqliteLedger> m_ledger;
    const char* m_chain;
    int m_left;
    int m_number = 0;
};

QHash<qint64, QByteArray> hashesByRow(ports::Ledger& ledger) {
    QHash<qint64, QByteArray> hashes;
    qint64 row = 0;
    while (true) {
        const auto page = answer(ledger.read(row));
        if (!page || page->isEmpty())
            return hashes;
        for (const domain::Entry& entry : *page)
            hashes.insert(entry.row, entry.hash);
        row = page->last().row;
    }
}

} // namespace

class SqliteLedgerProcessesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void appendsFromTwoProcessesAtOnceOntoOneChain() {
        const QTemporaryDir place;
        const QStringList arguments{QStringLiteral("--append"), place.path(), QStringLiteral("dep-A1"),
                                    QStringLiteral("40")};
        OtherProcess one(arguments);
        OtherProcess two(arguments);
        const auto mine = openLedger(place.path());
        for (int i = 0; i < 40; ++i)
            QVERIFY(answer(mine->append({draft("dep-A1", i)})).ok());
        QTRY_VERIFY_WITH_TIMEOUT(one.hasEnded() && two.hasEnded(), 60'000);
        QCOMPARE(one.exitCode(), 0);
        QCOMPARE(two.exitCode(), 0);
        QCOMPARE(answer(mine->head(domain::ChainId(QStringLiteral("dep-A1"))))->seq, 120);
        const auto check = answer(mine->verify());
        QVERIFY2(!check->fault, check->fault ? qPrintable(check->fault->detail) : "");
    }

    void tellsOfAnotherProcesssAppend() {
        const QTemporaryDir place;
        const auto mine = openLedger(place.path());
        QSignalSpy grown(mine.get(), &ports::Ledger::grown);
        QVERIFY(answer(mine->append({draft("workspace", 1)})).ok());
        QTRY_VERIFY(grown.count() >= 1);
        grown.clear();
        OtherProcess other(
            {QStringLiteral("--append"), place.path(), QStringLiteral("dep-A1"), QStringLiteral("1")});
        QTRY_VERIFY_WITH_TIMEOUT(grown.count() >= 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(answer(mine->read(0))->size(), 3, 20'000);
    }

    void keepsWhatWasAcknowledgedWhenTheProcessIsKilled() {
        const QTemporaryDir place;
        QHash<qint64, QByteArray> acknowledged;
        for (int round = 0; round < 8; ++round) {
            OtherProcess writer(
                {QStringLiteral("--append"), place.path(), QStringLiteral("dep-A1"), QStringLiteral("-1")});
            const int enough = QRandomGenerator::global()->bounded(1, 40);
            QTRY_VERIFY_WITH_TIMEOUT(writer.lines().size() >= enough, 60'000);
            writer.kill();
            QTRY_VERIFY_WITH_TIMEOUT(writer.hasEnded(), 20'000);
            for (const QByteArray& line : writer.lines())
                acknowledged.insert(line.split(' ')[0].toLongLong(), line.split(' ').value(1));
        }
        const auto mine = openLedger(place.path());
        const auto stored = hashesByRow(*mine);
        for (auto it = acknowledged.constBegin(); it != acknowledged.constEnd(); ++it)
            QCOMPARE(stored.value(it.key()), it.value());
        const auto check = answer(mine->verify());
        QVERIFY2(!check->fault, check->fault ? qPrintable(check->fault->detail) : "");
        QVERIFY(!mine->readOnly());
        QVERIFY(answer(mine->append({draft("dep-A1", 1)})).ok());
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 5 && qstrcmp(argv[1], "--append") == 0) {
        const Appender appender(QString::fromLocal8Bit(argv[2]), argv[3], QByteArray(argv[4]).toInt());
        return QCoreApplication::exec();
    }
    SqliteLedgerProcessesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "sqlite_ledger_processes_test.moc"
