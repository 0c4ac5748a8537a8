#include "app/adapters/store/sqlite_ledger.h"

#include "app/adapters/store/ledger_body.h"
#include "app/adapters/store/ledger_table.h"
#include "app/adapters/store/sqlite_file.h"

#include <QFileInfo>
#include <QTimer>
#include <semaphore>
#include <sys/stat.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Future;
using base::Result;
using domain::ChainId;
using domain::Draft;
using domain::Entry;
using ports::ChainHead;
using ports::LedgerCheck;

namespace {

/// How often another process's appends are looked for (contract of Ledger::grown).
constexpr int growthMs = 200;
/// Up to here a whole quick_check at opening costs well under a second; above it is left to
/// verify() (platform.md section 7: 1 GiB takes 20 s from a cold disk).
constexpr qint64 checkedAtOpening = 32LL * 1024 * 1024;

/// 0: there is none.
quint64 inodeOf(const QString& path) {
    struct stat found {};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_ino : 0;
}

Error closed() {
    return Error{ErrorKind::Lost, {}, QStringLiteral("the ledger was closed")};
}

} // namespace

template <class T, class F>
Future<T> SqliteLedger::onStore(F f) {
    return m_queue.run<T>([this, f = std::move(f)]() -> Result<T> {
        if (m_closing)
            return closed();
        if (!m_connection)
            return readOnly().value_or(closed());
        return f(*m_connection);
    });
}

SqliteLedger::SqliteLedger(QString folder, const base::Clock& clock, QString appVersion)
    : m_folder(std::move(folder))
    , m_clock(clock)
    , m_appVersion(std::move(appVersion))
    , m_queue(QStringLiteral("ledger")) {
    m_queue.post([this] { open(); });
    auto* timer = new QTimer(this);
    timer->setInterval(growthMs);
    connect(timer, &QTimer::timeout, this, [this] {
        if (!m_looking.exchange(true))
            m_queue.post([this] { lookForGrowth(); });
    });
    timer->start();
}

SqliteLedger::~SqliteLedger() {
    // What waits in the queue becomes empty turns; the connection goes on its own thread.
    m_closing = true;
    std::binary_semaphore gone(0);
    m_queue.post([this, &gone] {
        m_connection.reset();
        gone.release();
    });
    gone.acquire();
}

Future<QList<Entry>> SqliteLedger::append(QList<Draft> drafts) {
    auto promise = std::make_shared<base::Promise<QList<Entry>>>();
    auto future = promise->future();
    enqueue({[this, drafts = std::move(drafts)](Heads& heads) -> Result<QList<Entry>> {
                 QList<Entry> entries;
                 for (const Draft& draft : drafts) {
                     auto entry = next(draft, heads);
                     if (!entry)
                         return entry.error();
                     entries.append(std::move(*entry));
                 }
                 return entries;
             },
             [promise](Result<QList<Entry>> result) { promise->finish(std::move(result)); }});
    return future;
}

Result<QByteArray> SqliteLedger::compose(const Draft& draft, const ChainHead& head) const {
    if (draft.type == QLatin1StringView(domain::entry::head))
        return Error{ErrorKind::BadInput, draft.type,
                     QStringLiteral("heads are appended by the ledger itself")};
    return composeBody(draft, head, m_clock.now(), m_appVersion);
}

Future<Entry> SqliteLedger::appendSigned(ChainId chain, QByteArray bytes, QByteArray signature) {
    auto promise = std::make_shared<base::Promise<Entry>>();
    auto future = promise->future();
    enqueue({[this, chain, bytes = std::move(bytes), signature](Heads& heads) -> Result<QList<Entry>> {
                 auto entry = entryFromBytes(chain, bytes);
                 if (!entry)
                     return entry.error();
                 if (entry->type == QLatin1StringView(domain::entry::head))
                     return Error{ErrorKind::BadInput, entry->type,
                                  QStringLiteral("heads are appended by the ledger itself")};
                 const auto head = loadHead(heads, chain);
                 if (!head)
                     return head.error();
                 if (entry->seq != head->seq + 1 || entry->prev != head->hash)
                     return Error{ErrorKind::Conflict, chain.text(),
                                  QStringLiteral("composed as entry %1, but the chain is at %2 now")
                                      .arg(entry->seq)
                                      .arg(head->seq)};
                 entry->signature = signature;
                 heads[chain] = {entry->seq, entry->hash};
                 return QList<Entry>{*entry};
             },
             [promise](Result<QList<Entry>> result) {
                 if (result)
                     promise->finish(result->first());
                 else
                     promise->finish(result.error());
             }});
    return future;
}

Future<ChainHead> SqliteLedger::head(ChainId chain) {
    return onStore<ChainHead>([chain](SqliteConnection& connection) { return chainHead(connection, chain); });
}

Future<QList<Entry>> SqliteLedger::read(qint64 afterRow) {
    return onStore<QList<Entry>>(
        [afterRow](SqliteConnection& connection) { return readEntries(connection, afterRow); });
}

Future<QList<Entry>> SqliteLedger::readChain(ChainId chain, qint64 afterSeq) {
    return onStore<QList<Entry>>([chain = std::move(chain), afterSeq](SqliteConnection& connection) {
        return readEntriesOf(connection, chain, afterSeq);
    });
}

Future<LedgerCheck> SqliteLedger::verify() {
    return onStore<LedgerCheck>([this](SqliteConnection& connection) {
        return checkLedger(connection, [this] { return m_closing.load(); });
    });
}

std::optional<Error> SqliteLedger::readOnly() const {
    const std::scoped_lock lock(m_mutex);
    return m_readOnly;
}

void SqliteLedger::enqueue(Request request) {
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(request));
    }
    // One turn per request; the first that runs takes along everything that came meanwhile.
    m_queue.post([this] { commitWaiting(); });
}

void SqliteLedger::open() {
    const SqliteFile file{m_folder + QStringLiteral("/ledger.sqlite"), QStringLiteral("ledger"),
                          QStringLiteral("DELETE"), QStringLiteral("EXTRA")};
    auto opened = openForWriting(file);
    if (!opened) {
        becomeReadOnly(opened.error());
        return;
    }
    m_connection = std::move(opened->connection);
    m_inode = inodeOf(file.path);
    if (opened->readOnly)
        becomeReadOnly(*opened->readOnly);
    if (QFileInfo(file.path).size() <= checkedAtOpening) {
        const auto rows = m_connection->run(QStringLiteral("PRAGMA quick_check(1)"));
        if (!rows)
            becomeReadOnly(rows.error());
        else if (rows->isEmpty() || rows->first().value(0).toString() != QLatin1StringView("ok"))
            becomeReadOnly(Error{ErrorKind::Corrupt, file.path, rows->value(0).value(0).toString()});
    }
    if (auto inspected = inspectNewRows(); !inspected)
        becomeReadOnly(inspected.error());
    lookForGrowth();
}

void SqliteLedger::commitWaiting() {
    Requests requests;
    {
        const std::scoped_lock lock(m_mutex);
        requests.swap(m_waiting);
    }
    if (requests.empty())
        return;
    std::optional<Error> refused = m_closing ? std::optional(closed()) : readOnly();
    if (!refused && !m_connection)
        refused = closed();
    if (refused) {
        for (Request& request : requests)
            request.answer(*refused);
        return;
    }
    Result<void> done = commit(requests);
    if (done)
        return;
    if (requests.size() == 1 || done.error().kind == ErrorKind::Busy) {
        for (Request& request : requests)
            request.answer(done.error());
        return;
    }
    // One of them may be what does not fit on the disk: the others must not fail for it.
    for (Request& request : requests) {
        Requests single;
        single.push_back(std::move(request));
        if (auto alone = commit(single); !alone)
            single.front().answer(alone.error());
    }
}

Result<void> SqliteLedger::commit(Requests& requests) {
    std::vector<Result<QList<Entry>>> answers;
    const auto transaction = [&]() -> Result<void> {
        // What another process appended is looked at before anything comes after it.
        if (auto inspected = inspectNewRows(); !inspected)
            return inspected;
        if (auto refused = readOnly())
            return *refused;
        auto row = lastRow(*m_connection);
        if (!row)
            return row.error();
        Heads heads;
        QList<Entry> stored;
        QList<ChainId> touched;
        const auto store = [&](Entry& entry) {
            entry.row = ++*row;
            stored.append(entry);
        };
        for (Request& request : requests) {
            Heads moved = heads;
            auto made = request.make(moved);
            if (made) {
                heads = moved;
                for (Entry& entry : *made) {
                    store(entry);
                    if (entry.chain != domain::workspaceChain() && !touched.contains(entry.chain))
                        touched.append(entry.chain);
                }
            } else if (made.error().kind != ErrorKind::BadInput && made.error().kind != ErrorKind::Conflict) {
                return made.error();
            }
            answers.push_back(std::move(made));
        }
        for (const ChainId& chain : touched) {
            const ChainHead head = heads.value(chain);
            auto entry = next({domain::workspaceChain(),
                               QString::fromLatin1(domain::entry::head),
                               QStringLiteral("slipway"),
                               {{QStringLiteral("of"), chain.text()},
                                {QStringLiteral("headSeq"), head.seq},
                                {QStringLiteral("headHash"), QString::fromLatin1(head.hash)}}},
                              heads);
            if (!entry)
                return entry.error();
            store(*entry);
        }
        if (auto inserted = insertEntries(*m_connection, stored); !inserted)
            return inserted;
        if (!stored.isEmpty()) {
            m_inspectedRow = stored.last().row;
            m_inspectedHash = stored.last().hash;
        }
        return {};
    };
    const qint64 inspectedBefore = m_inspectedRow;
    const QByteArray hashBefore = m_inspectedHash;
    if (auto done = m_connection->transact(transaction); !done) {
        m_inspectedRow = inspectedBefore;
        m_inspectedHash = hashBefore;
        if (done.error().kind == ErrorKind::Corrupt)
            becomeReadOnly(done.error());
        return done;
    }
    for (size_t i = 0; i < requests.size(); ++i)
        requests[i].answer(std::move(answers[i]));
    announce();
    return {};
}

Result<ChainHead> SqliteLedger::loadHead(Heads& heads, const ChainId& chain) {
    if (const auto known = heads.constFind(chain); known != heads.constEnd())
        return *known;
    auto head = chainHead(*m_connection, chain);
    if (head)
        heads.insert(chain, *head);
    return head;
}

Result<Entry> SqliteLedger::next(const Draft& draft, Heads& heads) {
    const auto head = loadHead(heads, draft.chain);
    if (!head)
        return head.error();
    const auto bytes = composeBody(draft, *head, m_clock.now(), m_appVersion);
    if (!bytes)
        return bytes.error();
    auto entry = entryFromBytes(draft.chain, *bytes);
    if (entry)
        heads[draft.chain] = {entry->seq, entry->hash};
    return entry;
}

Result<void> SqliteLedger::inspectNewRows() {
    const QString path = m_folder + QStringLiteral("/ledger.sqlite");
    if (inodeOf(path) != m_inode)
        return Error{ErrorKind::Corrupt, path,
                     QStringLiteral("another file was put in the ledger's place while it was open")};
    if (m_inspectedRow > 0) {
        const auto known = readEntries(*m_connection, m_inspectedRow - 1);
        if (!known)
            return known.error();
        if (known->isEmpty() || known->first().row != m_inspectedRow ||
            known->first().hash != m_inspectedHash)
            return Error{ErrorKind::Corrupt, path,
                         QStringLiteral("row %1, which had been read, is not there any more: the file is an "
                                        "older copy or was cut")
                             .arg(m_inspectedRow)};
    }
    while (true) {
        const auto page = readEntries(*m_connection, m_inspectedRow);
        if (!page)
            return page.error();
        for (const Entry& entry : *page)
            if (auto unknown = notUnderstood(entry))
                becomeReadOnly(*unknown);
        if (page->isEmpty())
            return {};
        m_inspectedRow = page->last().row;
        m_inspectedHash = page->last().hash;
    }
}

void SqliteLedger::lookForGrowth() {
    m_looking = false;
    if (m_closing || !m_connection)
        return;
    const auto rows = m_connection->run(QStringLiteral("PRAGMA data_version"));
    // A failure here is the other process committing just now: the next look sees it.
    if (!rows || rows->isEmpty())
        return;
    const qint64 version = rows->first()[0].toLongLong();
    const bool grew = m_dataVersion >= 0 && version != m_dataVersion;
    m_dataVersion = version;
    if (!grew)
        return;
    if (auto inspected = inspectNewRows(); !inspected && inspected.error().kind == ErrorKind::Corrupt)
        becomeReadOnly(inspected.error());
    announce();
}

void SqliteLedger::becomeReadOnly(const Error& why) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_readOnly)
            return;
        m_readOnly = why;
    }
    announce();
}

void SqliteLedger::announce() {
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT grown(); }, Qt::QueuedConnection);
}

} // namespace slipway::adapters
