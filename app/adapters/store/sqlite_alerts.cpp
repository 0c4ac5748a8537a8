#include "app/adapters/store/sqlite_alerts.h"

#include "app/adapters/store/sqlite_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <semaphore>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using domain::AlertMessage;
using domain::Incident;
using ports::OutboxLine;

namespace {

SqliteFile alertsFile(const QString& folder) {
    return {folder + QStringLiteral("/alerts.sqlite"), QStringLiteral("alerts"), QStringLiteral("DELETE"),
            QStringLiteral("EXTRA")};
}

QString textOf(const QJsonObject& object) {
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// An incident is stored as the only one of a message, whose form has a version.
QString stored(const Incident& incident) {
    return textOf(
        toJson(AlertMessage{AlertMessage::Kind::Raised, incident.trouble.environment, {incident}, 0}));
}

Result<AlertMessage> messageFrom(const QString& text) {
    return domain::alertFromJson(QJsonDocument::fromJson(text.toUtf8()).object());
}

QString notNull(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

SqliteAlerts::SqliteAlerts(QString folder) : m_folder(std::move(folder)), m_queue(QStringLiteral("alerts")) {}

SqliteAlerts::~SqliteAlerts() {
    m_closing = true;
    std::binary_semaphore gone(0);
    m_queue.post([this, &gone] {
        m_connection.reset();
        gone.release();
    });
    gone.acquire();
}

Result<SqliteConnection*> SqliteAlerts::opened(bool toWrite) {
    if (m_closing)
        return Error{ErrorKind::Lost, {}, QStringLiteral("the alerts were closed")};
    if (m_connection && (m_canWrite || !toWrite))
        return m_connection.get();
    m_connection.reset();
    if (!toWrite) {
        auto reading = openForReading(alertsFile(m_folder));
        if (!reading)
            return reading.error();
        m_connection = std::move(*reading);
        return m_connection.get();
    }
    auto writing = openForWriting(alertsFile(m_folder));
    if (!writing)
        return writing.error();
    if (writing->readOnly)
        return *writing->readOnly;
    m_connection = std::move(writing->connection);
    m_canWrite = true;
    return m_connection.get();
}

base::Future<QList<Incident>> SqliteAlerts::incidents() {
    return m_queue.run<QList<Incident>>([this]() -> Result<QList<Incident>> {
        auto connection = opened(false);
        if (!connection && connection.error().kind == ErrorKind::NotFound)
            return QList<Incident>();
        if (!connection)
            return connection.error();
        auto rows =
            (*connection)->run(QStringLiteral("SELECT body FROM incidents WHERE ended = 0 ORDER BY id"));
        if (!rows)
            return rows.error();
        QList<Incident> list;
        for (const QVariantList& row : *rows)
            if (const auto message = messageFrom(row.first().toString());
                message && !message->incidents.isEmpty())
                list.append(message->incidents.first());
        return list;
    });
}

base::Future<void> SqliteAlerts::keep(QList<Incident> incidents, QList<OutboxLine> lines) {
    return m_queue.run<void>([this, incidents = std::move(incidents),
                              lines = std::move(lines)]() -> Result<void> {
        auto connection = opened(true);
        if (!connection)
            return connection.error();
        QList<QVariantList> incidentRows;
        for (const Incident& incident : incidents)
            incidentRows.append(QVariantList{incident.id, stored(incident), incident.endedMs});
        QList<QVariantList> lineRows;
        for (const OutboxLine& line : lines)
            lineRows.append(QVariantList{line.id, line.channel, textOf(toJson(line.message)),
                                         line.notBeforeMs, line.tries, line.sentMs, line.isGivenUp ? 1 : 0,
                                         notNull(line.error)});
        return (*connection)->transact([&]() -> Result<void> {
            if (auto done =
                    (*connection)
                        ->runEach(QStringLiteral(
                                      "INSERT OR REPLACE INTO incidents (id, body, ended) VALUES (?, ?, ?)"),
                                  incidentRows);
                !done)
                return done;
            if (auto done = (*connection)
                                ->runEach(QStringLiteral("INSERT OR REPLACE INTO outbox (id, channel, "
                                                         "message, not_before, tries, sent, "
                                                         "given_up, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                                          lineRows);
                !done)
                return done;
            // What is over is kept for a look back, not for ever.
            for (const char* old : {"DELETE FROM outbox WHERE (sent > 0 OR given_up > 0) AND id NOT IN "
                                    "(SELECT id FROM outbox ORDER BY id DESC LIMIT 1000)",
                                    "DELETE FROM incidents WHERE ended > 0 AND id NOT IN "
                                    "(SELECT id FROM incidents ORDER BY id DESC LIMIT 1000)"})
                if (auto done = (*connection)->run(QString::fromLatin1(old)); !done)
                    return done.error();
            return {};
        });
    });
}

Result<QList<OutboxLine>> SqliteAlerts::lines(const QString& where, const QVariantList& values) {
    auto connection = opened(false);
    if (!connection && connection.error().kind == ErrorKind::NotFound)
        return QList<OutboxLine>();
    if (!connection)
        return connection.error();
    auto rows =
        (*connection)
            ->run(QStringLiteral(
                      "SELECT id, channel, message, not_before, tries, sent, given_up, error FROM outbox ") +
                      where,
                  values);
    if (!rows)
        return rows.error();
    QList<OutboxLine> list;
    for (const QVariantList& row : *rows)
        if (const auto message = messageFrom(row.at(2).toString()))
            list.append({row.at(0).toString(), row.at(1).toString(), *message, row.at(3).toLongLong(),
                         row.at(4).toInt(), row.at(5).toLongLong(), row.at(6).toInt() != 0,
                         row.at(7).toString()});
    return list;
}

base::Future<QList<OutboxLine>> SqliteAlerts::waiting() {
    return m_queue.run<QList<OutboxLine>>([this] {
        return lines(QStringLiteral("WHERE sent = 0 AND given_up = 0 ORDER BY id LIMIT 1000"), {});
    });
}

base::Future<QList<OutboxLine>> SqliteAlerts::newest(int count) {
    return m_queue.run<QList<OutboxLine>>(
        [this, count] { return lines(QStringLiteral("ORDER BY id DESC LIMIT ?"), {count}); });
}

} // namespace slipway::adapters
