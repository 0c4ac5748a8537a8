#include "app/adapters/store/sqlite_samples.h"

#include "app/adapters/store/sqlite_file.h"

#include <QSqlQuery>
#include <semaphore>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
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

base::Future<void> SqliteSamples::append(QList<Sample> samples) {
    return m_queue.run<void>([this, samples = std::move(samples)]() -> Result<void> {
        if (m_closing)
            return closed();
        return store(samples);
    });
}

base::Future<QList<Sample>> SqliteSamples::read(domain::EnvironmentName environment, qint64 fromMs,
                                                qint64 toMs) {
    return m_queue.run<QList<Sample>>(
        [this, environment = std::move(environment), fromMs, toMs]() -> Result<QList<Sample>> {
            if (m_closing)
                return closed();
            return load(environment, fromMs, toMs);
        });
}

Result<void> SqliteSamples::store(const QList<Sample>& samples) {
    if (samples.isEmpty())
        return {};
    if (!m_writing) {
        m_reading.reset();
        auto opened = openForWriting(samplesFile(m_folder));
        if (!opened)
            return opened.error();
        if (opened->readOnly)
            return *opened->readOnly;
        m_writing = std::move(opened->connection);
    }
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
    if (!m_writing && !m_reading) {
        auto opened = openForReading(samplesFile(m_folder));
        if (!opened && opened.error().kind == ErrorKind::NotFound)
            return QList<Sample>();
        if (!opened)
            return opened.error();
        m_reading = std::move(*opened);
    }
    SqliteConnection& connection = m_writing ? *m_writing : *m_reading;
    QList<Sample> samples;
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
            QStringLiteral(
                " FROM samples "
                "WHERE environment = ? AND time >= ? AND time < ? ORDER BY probe, host, time, rowid"),
        {environment.text(), fromMs, toMs}, [&](const QSqlQuery& row) {
            Sample sample;
            sample.environment = environment;
            sample.probe = domain::ProbeName(row.value(0).toString());
            sample.host = domain::HostName(row.value(1).toString());
            sample.timeMs = row.value(2).toLongLong();
            sample.bootMs = row.value(3).toLongLong();
            sample.tookUs = row.value(4).toLongLong();
            sample.everyMs = row.value(5).toLongLong();
            sample.outcome = outcomeFromName(row.value(6).toString());
            sample.reason = row.value(7).toString();
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
