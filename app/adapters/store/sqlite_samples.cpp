#include "app/adapters/store/sqlite_samples.h"

#include "app/adapters/store/sqlite_file.h"

#include <QSqlQuery>
#include <semaphore>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using domain::HealthPoint;
using domain::Sample;
using domain::SampleOutcome;

namespace {

SqliteFile samplesFile(const QString& folder) {
    return {folder + QStringLiteral("/samples.sqlite"), QStringLiteral("samples"), QStringLiteral("WAL"),
            QStringLiteral("NORMAL")};
}

QString storedName(SampleOutcome outcome) {
    switch (outcome) {
    case SampleOutcome::Ok:
        return QStringLiteral("ok");
    case SampleOutcome::Degraded:
        return QStringLiteral("degraded");
    case SampleOutcome::Fail:
        return QStringLiteral("fail");
    case SampleOutcome::ObserverError:
        return QStringLiteral("observer");
    }
    Q_UNREACHABLE();
}

/// A name from a newer Slipway counts as not observed: never as healthy.
SampleOutcome outcomeFromName(const QString& name) {
    for (const SampleOutcome outcome : {SampleOutcome::Ok, SampleOutcome::Degraded, SampleOutcome::Fail})
        if (name == storedName(outcome))
            return outcome;
    return SampleOutcome::ObserverError;
}

Error closed() {
    return Error{ErrorKind::Lost, {}, QStringLiteral("the samples were closed")};
}

/// Qt stores a null string as NULL, which the columns refuse.
QString notNull(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

SqliteSamples::SqliteSamples(QString folder)
    : m_folder(std::move(folder))
    , m_queue(QStringLiteral("samples")) {}

SqliteSamples::~SqliteSamples() {
    m_closing = true;
    std::binary_semaphore gone(0);
    m_queue.post([this, &gone] {
        m_reading.reset();
        m_writing.reset();
        gone.release();
    });
    gone.acquire();
}

template <class T, class F>
base::Future<T> SqliteSamples::queued(F work) {
    return m_queue.run<T>([this, work = std::move(work)]() -> Result<T> {
        if (m_closing)
            return closed();
        return work();
    });
}

base::Future<void> SqliteSamples::append(QList<Sample> samples) {
    return queued<void>([this, samples = std::move(samples)] { return store(samples); });
}

base::Future<QList<Sample>> SqliteSamples::read(domain::EnvironmentName environment, qint64 fromMs,
                                                qint64 toMs) {
    return queued<QList<Sample>>([this, environment = std::move(environment), fromMs, toMs] {
        return load(environment, fromMs, toMs);
    });
}

Result<void> SqliteSamples::openWriting() {
    if (m_writing)
        return {};
    m_reading.reset();
    auto opened = openForWriting(samplesFile(m_folder));
    if (!opened)
        return opened.error();
    if (opened->readOnly)
        return *opened->readOnly;
    m_writing = std::move(opened->connection);
    return {};
}

Result<SqliteConnection*> SqliteSamples::openReading() {
    if (!m_writing && !m_reading) {
        auto opened = openForReading(samplesFile(m_folder));
        if (!opened && opened.error().kind == ErrorKind::NotFound)
            return nullptr;
        if (!opened)
            return opened.error();
        m_reading = std::move(*opened);
    }
    return m_writing ? m_writing.get() : m_reading.get();
}

base::Future<qint64> SqliteSamples::summedUntil(domain::EnvironmentName environment) {
    return queued<qint64>([this, environment = std::move(environment)]() -> Result<qint64> {
        auto connection = openReading();
        if (!connection)
            return connection.error();
        qint64 until = 0;
        if (!*connection)
            return until;
        // An observer of an older Slipway may still write this file; then nothing is summed up.
        bool isKnown = false;
        auto known = (*connection)
                         ->each(QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'summed'"), {},
                                [&isKnown](const QSqlQuery&) { isKnown = true; });
        if (!known || !isKnown)
            return until;
        for (const char* sql : {"SELECT until FROM summed WHERE environment = ?",
                                "SELECT min(time) FROM samples WHERE environment = ?"}) {
            auto done = (*connection)
                            ->each(QString::fromLatin1(sql), {environment.text()},
                                   [&until](const QSqlQuery& row) { until = row.value(0).toLongLong(); });
            if (!done)
                return done.error();
            if (until > 0)
                return until;
        }
        return until;
    });
}

base::Future<void> SqliteSamples::sumUp(domain::EnvironmentName environment, qint64 fromMs, qint64 toMs,
                                        QList<HealthPoint> points, bool keepsRaw) {
    return queued<void>([this, environment = std::move(environment), fromMs, toMs, points = std::move(points),
                         keepsRaw]() -> Result<void> {
        if (auto opened = openWriting(); !opened)
            return opened;
        QList<QVariantList> rows;
        for (const HealthPoint& point : points)
            rows.append(QVariantList{environment.text(), point.lengthMs, point.fromMs,
                                     notNull(point.probe.text()), notNull(point.host.text()), point.upMs,
                                     point.degradedMs, point.downMs, point.maintenanceMs, point.answered,
                                     point.failed,
                                     point.latency.isEmpty() ? QByteArray("") : point.latency.encoded(),
                                     point.values, point.valueSum, point.valueLeast, point.valueMost});
        return m_writing->transact([&]() -> Result<void> {
            if (auto kept =
                    m_writing->runEach(QStringLiteral("INSERT OR REPLACE INTO points VALUES "
                                                      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                                       rows);
                !kept)
                return kept;
            if (!keepsRaw)
                if (auto gone = m_writing->run(
                        QStringLiteral(
                            "DELETE FROM samples WHERE environment = ? AND time >= ? AND time < ?"),
                        {environment.text(), fromMs, toMs});
                    !gone)
                    return gone.error();
            auto marked = m_writing->run(QStringLiteral("INSERT OR REPLACE INTO summed VALUES (?, ?)"),
                                         {environment.text(), toMs});
            return marked ? Result<void>() : Result<void>(marked.error());
        });
    });
}

base::Future<void> SqliteSamples::thin(qint64 minutesBeforeMs, qint64 hoursBeforeMs) {
    return queued<void>([this, minutesBeforeMs, hoursBeforeMs]() -> Result<void> {
        if (auto opened = openWriting(); !opened)
            return opened;
        for (const auto& [length, before] : {std::pair(domain::minutePointMs, minutesBeforeMs),
                                             std::pair(domain::hourPointMs, hoursBeforeMs)})
            if (auto gone = m_writing->run(
                    QStringLiteral("DELETE FROM points WHERE length = ? AND start < ?"), {length, before});
                !gone)
                return gone.error();
        return {};
    });
}

base::Future<QList<HealthPoint>> SqliteSamples::points(domain::EnvironmentName environment, qint64 lengthMs,
                                                       qint64 fromMs, qint64 toMs) {
    return queued<QList<HealthPoint>>([this, environment = std::move(environment), lengthMs, fromMs,
                                       toMs]() -> Result<QList<HealthPoint>> {
        QList<HealthPoint> found;
        auto connection = openReading();
        if (!connection)
            return connection.error();
        bool isKnown = false;
        if (*connection)
            if (auto known = (*connection)
                                 ->each(QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'points'"),
                                        {}, [&isKnown](const QSqlQuery&) { isKnown = true; });
                !known)
                return known.error();
        if (!isKnown)
            return found;
        auto done =
            (*connection)
                ->each(QStringLiteral("SELECT probe, host, start, length, up, degraded, down, "
                                      "maintenance, answered, failed, latency, vals, value_sum, "
                                      "value_least, value_most FROM points WHERE environment = ? AND "
                                      "length = ? AND start >= ? AND start < ? ORDER BY start, probe, host"),
                       {environment.text(), lengthMs, fromMs, toMs}, [&found](const QSqlQuery& row) {
                           HealthPoint point;
                           point.probe = domain::ProbeName(row.value(0).toString());
                           point.host = domain::HostName(row.value(1).toString());
                           point.fromMs = row.value(2).toLongLong();
                           point.lengthMs = row.value(3).toLongLong();
                           point.upMs = row.value(4).toLongLong();
                           point.degradedMs = row.value(5).toLongLong();
                           point.downMs = row.value(6).toLongLong();
                           point.maintenanceMs = row.value(7).toLongLong();
                           point.answered = row.value(8).toInt();
                           point.failed = row.value(9).toInt();
                           point.latency = domain::Histogram::decoded(row.value(10).toByteArray());
                           point.values = row.value(11).toInt();
                           point.valueSum = row.value(12).toDouble();
                           point.valueLeast = row.value(13).toDouble();
                           point.valueMost = row.value(14).toDouble();
                           found.append(std::move(point));
                       });
        if (!done)
            return done.error();
        return found;
    });
}

Result<void> SqliteSamples::store(const QList<Sample>& samples) {
    if (samples.isEmpty())
        return {};
    if (auto opened = openWriting(); !opened)
        return opened;
    QList<QVariantList> rows;
    rows.reserve(samples.size());
    for (const Sample& sample : samples)
        rows.append(
            QVariantList{notNull(sample.environment.text()), notNull(sample.probe.text()),
                         notNull(sample.host.text()), sample.timeMs, sample.bootMs, sample.tookUs,
                         sample.everyMs, storedName(sample.outcome), notNull(sample.reason),
                         sample.value ? QVariant(*sample.value) : QVariant(QMetaType(QMetaType::Double)),
                         sample.isFilledIn ? 1 : 0});
    return m_writing->transact([&] {
        return m_writing->runEach(QStringLiteral("INSERT INTO samples (environment, probe, host, time, boot, "
                                                 "took, every, outcome, reason, value, filled) "
                                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                                  rows);
    });
}

Result<QList<Sample>> SqliteSamples::load(const domain::EnvironmentName& environment, qint64 fromMs,
                                          qint64 toMs) {
    auto opened = openReading();
    if (!opened)
        return opened.error();
    if (!*opened)
        return QList<Sample>();
    SqliteConnection& connection = **opened;
    QList<Sample> samples;
    // A day of them is a million: equal texts share their memory.
    QSet<QString> texts;
    const auto shared = [&texts](const QString& text) { return *texts.insert(text); };
    // An observer of an older Slipway may still write this file.
    QSet<QString> columns;
    auto known =
        connection.each(QStringLiteral("SELECT name FROM pragma_table_info('samples')"), {},
                        [&columns](const QSqlQuery& row) { columns.insert(row.value(0).toString()); });
    if (!known)
        return known.error();
    auto done = connection.each(
        QStringLiteral("SELECT probe, host, time, boot, took, every, outcome, reason, ") +
            (columns.contains(QStringLiteral("value")) ? QStringLiteral("value, ")
                                                       : QStringLiteral("NULL, ")) +
            (columns.contains(QStringLiteral("filled")) ? QStringLiteral("filled") : QStringLiteral("0")) +
            QStringLiteral(" FROM samples "
                           "WHERE environment = ? AND time >= ? AND time < ? ORDER BY time, rowid"),
        {environment.text(), fromMs, toMs}, [&](const QSqlQuery& row) {
            Sample sample;
            sample.environment = environment;
            sample.probe = domain::ProbeName(shared(row.value(0).toString()));
            sample.host = domain::HostName(shared(row.value(1).toString()));
            sample.timeMs = row.value(2).toLongLong();
            sample.bootMs = row.value(3).toLongLong();
            sample.tookUs = row.value(4).toLongLong();
            sample.everyMs = row.value(5).toLongLong();
            sample.outcome = outcomeFromName(row.value(6).toString());
            sample.reason = shared(row.value(7).toString());
            if (!row.value(8).isNull())
                sample.value = row.value(8).toDouble();
            sample.isFilledIn = row.value(9).toInt() != 0;
            samples.append(std::move(sample));
        });
    if (!done)
        return done.error();
    return samples;
}

} // namespace slipway::adapters
