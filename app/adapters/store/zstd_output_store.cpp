#include "app/adapters/store/zstd_output_store.h"

#include "app/adapters/store/output_search.h"
#include "app/adapters/store/store_names.h"

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Future;
using base::Result;
using ports::OutputKey;

namespace {

/// Small pieces are collected so long before they become a frame and a sync.
constexpr int collectMs = 50;
/// A full disk is tried again after so long, until then the queue says full; and so often the
/// tail of a long log is saved.
constexpr int retryMs = 1000;
/// Contract of OutputStore::grown.
constexpr int tellMs = 100;

Error closed() {
    return Error{ErrorKind::Lost, {}, QStringLiteral("the output was closed")};
}

std::optional<Error> refuseName(const OutputKey& key) {
    if (isFileName(key.deployment) && isFileName(key.attempt))
        return {};
    return Error{ErrorKind::BadInput, key.deployment.text() + QLatin1Char('/') + key.attempt.text(),
                 QStringLiteral("not the name of an attempt's output")};
}

} // namespace

class ZstdOutputStore::Sink final : public ports::OutputSink {
public:
    Sink(std::shared_ptr<Door> door, std::shared_ptr<AttemptLog> log, base::Masks masks)
        : m_door(std::move(door))
        , m_log(std::move(log))
        , m_masks(std::move(masks)) {}
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    ~Sink() override {
        // Nobody may be left to settle: the files must not stay open and locked.
        const std::scoped_lock lock(m_door->mutex);
        if (ZstdOutputStore* store = m_door->store)
            store->m_writing.post([store, log = m_log] {
                // What cannot be written now is tried again by the store.
                (void)store->write(log, true);
                log->rest();
            });
    }

    bool accept(ports::OutputStream stream, const QByteArray& bytes, qint64 rawEnd) override {
        const std::scoped_lock lock(m_door->mutex);
        ZstdOutputStore* store = m_door->store;
        if (!store)
            return false;
        if (!m_log->hasRoom(bytes.size()))
            return false;
        // Output comes in order: a piece begins where the one before it ended.
        auto& masker = m_maskers[stream == ports::OutputStream::Out ? 0 : 1];
        if (!masker)
            masker.emplace(m_masks, rawEnd - bytes.size());
        keep(*store, stream, masker->feed(bytes));
        return true;
    }
    void skip(ports::OutputStream stream, qint64 rawStart, qint64 rawEnd) override {
        const std::scoped_lock lock(m_door->mutex);
        ZstdOutputStore* store = m_door->store;
        if (!store)
            return;
        auto& masker = m_maskers[stream == ports::OutputStream::Out ? 0 : 1];
        if (masker)
            keep(*store, stream, masker->finish());
        masker.reset();
        keep(*store, stream, {{leftOutLine(rawEnd - rawStart), rawStart, rawEnd}});
    }
    void finish() override {
        const std::scoped_lock lock(m_door->mutex);
        ZstdOutputStore* store = m_door->store;
        for (const auto stream : {ports::OutputStream::Out, ports::OutputStream::Err})
            if (auto& masker = m_maskers[stream == ports::OutputStream::Out ? 0 : 1]; store && masker)
                keep(*store, stream, masker->finish());
    }

private:
    void keep(ZstdOutputStore& store, ports::OutputStream stream, const QList<base::Masker::Piece>& pieces) {
        if (pieces.isEmpty())
            return;
        switch (m_log->accept(stream, pieces, store.m_clock.now().utcMs)) {
        case AttemptLog::Taken::Taken:
            store.writeLater(m_log, collectMs);
            return;
        case AttemptLog::Taken::TakenAndRipe:
            store.writeSoon(m_log);
            return;
        }
        Q_UNREACHABLE();
    }
    const std::shared_ptr<Door> m_door;
    const std::shared_ptr<AttemptLog> m_log;
    const base::Masks m_masks;
    std::array<std::optional<base::Masker>, 2> m_maskers; ///< guarded by the door
};

/// For a key that is no name: nothing can be stored under it.
class RefusingSink final : public ports::OutputSink {
public:
    bool accept(ports::OutputStream, const QByteArray&, qint64) override { return false; }
    void skip(ports::OutputStream, qint64, qint64) override {}
};

ZstdOutputStore::ZstdOutputStore(QString folder, const base::Clock& clock, qint64 limit)
    : m_folder(std::move(folder) + QStringLiteral("/output"))
    , m_clock(clock)
    , m_limit(limit)
    , m_reader(m_folder)
    , m_searching(QStringLiteral("output-search"))
    , m_reading(QStringLiteral("output-read"))
    , m_writing(QStringLiteral("output-write")) {
    m_door->store = this;
    m_collecting.setSingleShot(true);
    connect(&m_collecting, &QTimer::timeout, this, [this] { writeDue(); });
    m_telling.setSingleShot(true);
    connect(&m_telling, &QTimer::timeout, this, [this] { tellGrown(); });
}

ZstdOutputStore::~ZstdOutputStore() {
    m_closing = true;
    const std::scoped_lock lock(m_door->mutex);
    m_door->store = nullptr;
}

std::shared_ptr<ports::OutputSink> ZstdOutputStore::sink(OutputKey key, base::Masks masks) {
    if (refuseName(key))
        return std::make_shared<RefusingSink>();
    return std::make_shared<Sink>(m_door, log(key), std::move(masks));
}

Future<ports::OutputOffsets> ZstdOutputStore::offsets(OutputKey key) {
    if (auto refused = refuseName(key))
        return base::ready<ports::OutputOffsets>(*refused);
    return m_writing.run<ports::OutputOffsets>(
        [this, key = std::move(key)]() -> Result<ports::OutputOffsets> {
            if (m_closing)
                return closed();
            // What is taken but not written yet would otherwise be asked for again.
            const auto attempt = log(key);
            if (auto written = write(attempt, true); !written)
                return written.error();
            return attempt->offsets();
        });
}

Future<ports::OutputDigest> ZstdOutputStore::settle(OutputKey key) {
    if (auto refused = refuseName(key))
        return base::ready<ports::OutputDigest>(*refused);
    auto promise = std::make_shared<base::Promise<ports::OutputDigest>>();
    auto future = promise->future();
    m_writing.post([this, promise, key = std::move(key)] {
        if (m_closing)
            return promise->finish(closed());
        const auto attempt = log(key);
        const auto written = write(attempt, true);
        if (!written)
            return promise->finish(written.error());
        attempt->rest();
        m_reading.post([this, promise, key] { promise->finish(m_reader.digest(key)); });
    });
    return future;
}

Future<QList<ports::OutputChunk>> ZstdOutputStore::read(OutputKey key, ports::OutputOffsets from,
                                                        qint64 maxBytes) {
    if (auto refused = refuseName(key))
        return base::ready<QList<ports::OutputChunk>>(*refused);
    return m_reading.run<QList<ports::OutputChunk>>(
        [this, key = std::move(key), from, maxBytes]() -> Result<QList<ports::OutputChunk>> {
            if (m_closing)
                return closed();
            return m_reader.read(key, from, maxBytes);
        });
}

Future<QList<ports::OutputHit>> ZstdOutputStore::search(ports::OutputQuery query, base::Limit limit) {
    if (query.text.contains(QLatin1Char('\n')))
        return base::ready<QList<ports::OutputHit>>(
            Error{ErrorKind::BadInput, {}, QStringLiteral("what is searched must be part of one line")});
    if (const QString wrong = complaint(query); !wrong.isEmpty())
        return base::ready<QList<ports::OutputHit>>(Error{ErrorKind::BadInput, {}, wrong});
    if (query.deployment && !isFileName(*query.deployment))
        return base::ready<QList<ports::OutputHit>>(
            Error{ErrorKind::BadInput, query.deployment->text(), QStringLiteral("not a deployment's name")});
    const qint64 due = m_clock.now().bootMs + limit.within.count();
    return m_searching.run<QList<ports::OutputHit>>([this, query = std::move(query), stop = limit.stop, due] {
        return searchOutput(m_folder, query, [&]() -> std::optional<Error> {
            if (m_closing)
                return closed();
            if (stop.stop_requested())
                return Error{ErrorKind::Cancelled, {}, QStringLiteral("the search was stopped")};
            if (m_clock.now().bootMs > due)
                return Error{ErrorKind::Timeout, {}, QStringLiteral("the search took too long")};
            return {};
        });
    });
}

std::shared_ptr<AttemptLog> ZstdOutputStore::log(const OutputKey& key) {
    const QString base =
        m_folder + QLatin1Char('/') + key.deployment.text() + QLatin1Char('/') + key.attempt.text();
    const std::scoped_lock lock(m_mutex);
    auto& found = m_logs[base];
    if (!found)
        found = std::make_shared<AttemptLog>(key, base, m_limit);
    return found;
}

void ZstdOutputStore::writeSoon(const std::shared_ptr<AttemptLog>& attempt) {
    if (attempt->claimFlush())
        m_writing.post([this, attempt] {
            if (!m_closing)
                (void)write(attempt, false);
        });
}

void ZstdOutputStore::writeLater(const std::shared_ptr<AttemptLog>& attempt, int afterMs) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_due.contains(attempt))
            return;
        m_due.insert(attempt);
    }
    QMetaObject::invokeMethod(
        this,
        [this, afterMs] {
            if (!m_collecting.isActive() || m_collecting.remainingTime() > afterMs)
                m_collecting.start(afterMs);
        },
        Qt::QueuedConnection);
}

void ZstdOutputStore::writeDue() {
    QSet<std::shared_ptr<AttemptLog>> due;
    {
        const std::scoped_lock lock(m_mutex);
        due.swap(m_due);
    }
    for (const auto& attempt : due)
        writeSoon(attempt);
}

Result<void> ZstdOutputStore::write(const std::shared_ptr<AttemptLog>& attempt, bool all) {
    const auto wrote = attempt->flush(all);
    if (!wrote || !attempt->isSaved())
        writeLater(attempt, retryMs);
    // Another process that writes the same attempt is no trouble of the disk.
    const bool failed = !wrote && wrote.error().kind == ErrorKind::Storage;
    if (std::exchange(m_failed, failed) != failed)
        QMetaObject::invokeMethod(
            this, [this, trouble = failed ? std::optional(wrote.error()) : std::nullopt] { note(trouble); },
            Qt::QueuedConnection);
    if (!wrote)
        return wrote.error();
    if (*wrote)
        QMetaObject::invokeMethod(
            this, [this, attempt] { announce(attempt->key().attempt); }, Qt::QueuedConnection);
    return {};
}

void ZstdOutputStore::note(const std::optional<Error>& trouble) {
    m_trouble = trouble;
    Q_EMIT troubleChanged();
}

void ZstdOutputStore::announce(const domain::AttemptId& attempt) {
    m_grown.insert(attempt);
    if (!m_telling.isActive())
        tellGrown();
}

void ZstdOutputStore::tellGrown() {
    if (m_grown.isEmpty())
        return;
    m_telling.start(tellMs);
    const auto attempts = std::exchange(m_grown, {});
    for (const domain::AttemptId& attempt : attempts)
        Q_EMIT grown(attempt);
}

} // namespace slipway::adapters
