#include "app/desk/deployment_report.h"

#include "app/models/report.h"
#include "app/models/report_text.h"
#include "app/models/watch_builder.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace slipway::desk {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("report", text);
}

base::Error cannotWrite(const QString& file, const QString& why) {
    return {base::ErrorKind::Storage, {}, tr("%1 cannot be written: %2").arg(file, why)};
}

/// Reads a chain page by page; deletes itself after its answer.
class ChainReading final : public QObject {
public:
    ChainReading(ports::Ledger& ledger, ChainId chain, QObject* owner)
        : QObject(owner)
        , m_ledger(ledger)
        , m_chain(std::move(chain)) {}

    base::Future<QList<Entry>> begin() {
        readOn(0);
        return m_promise.future();
    }

private:
    void readOn(qint64 afterSeq) {
        base::deliver(m_ledger.readChain(m_chain, afterSeq), this,
                      [this](const base::Result<QList<Entry>>& page) {
                          if (page.ok() && !page->isEmpty()) {
                              m_entries += *page;
                              readOn(page->last().seq);
                              return;
                          }
                          m_promise.finish(page.map([this](const QList<Entry>&) { return m_entries; }));
                          deleteLater();
                      });
    }

    ports::Ledger& m_ledger;
    ChainId m_chain;
    QList<Entry> m_entries;
    base::Promise<QList<Entry>> m_promise;
};

/// Waits for the sums of the watch; deletes itself after its answer.
class Gathering final : public QObject {
public:
    Gathering(Desk& desk, LiveFeed& feed, DeploymentId id)
        : QObject(&feed)
        , m_desk(desk)
        , m_feed(feed)
        , m_id(std::move(id)) {}

    base::Future<ports::Report> begin() {
        base::deliver(readEntries(m_desk.parts().ledger, m_id, this), this,
                      [this](const base::Result<QList<Entry>>& entries) {
                          if (!entries.ok()) {
                              finish(entries.error());
                              return;
                          }
                          m_entries = *entries;
                          readWatch();
                      });
        return m_promise.future();
    }

private:
    void readWatch() {
        const Deployment* deployment = m_desk.history().deployment(m_id);
        if (!deployment) {
            finish(base::Error{base::ErrorKind::NotFound, m_id.text(),
                               tr("There is no deployment %1.").arg(m_id.text())});
            return;
        }
        // An environment that is no longer in the file has no lanes any more.
        if (!deployment->liveAtMs || !m_desk.project().environment(deployment->environment)) {
            tell({});
            return;
        }
        connect(&m_feed, &models::Feed::watchChanged, this, [this](const QString& changed) {
            if (changed == m_id.text())
                tell(m_feed.watch(m_id.text()));
        });
        m_feed.readWatchNow(m_id);
    }

    void tell(const models::WatchView& watch) {
        if (m_isDone)
            return;
        ports::Report report =
            models::deploymentReport({m_desk.project(), *m_desk.history().deployment(m_id), m_entries, watch,
                                      m_desk.parts().clock.now().utcMs, programName()});
        if (!watch.lanes.isEmpty())
            report.watchTable = models::watchCsv(watch);
        finish(report);
    }

    void finish(const base::Result<ports::Report>& report) {
        m_isDone = true;
        m_promise.finish(report);
        deleteLater();
    }

    Desk& m_desk;
    LiveFeed& m_feed;
    DeploymentId m_id;
    QList<Entry> m_entries;
    base::Promise<ports::Report> m_promise;
    bool m_isDone = false;
};

} // namespace

std::optional<ReportFormat> reportFormat(const QString& file) {
    const auto ends = [&](const char* suffix) {
        return file.endsWith(QLatin1StringView(suffix), Qt::CaseInsensitive);
    };
    if (ends(".pdf"))
        return ReportFormat::Pdf;
    if (ends(".html") || ends(".htm"))
        return ReportFormat::Html;
    if (ends(".md") || ends(".markdown"))
        return ReportFormat::Markdown;
    if (ends(".csv"))
        return ReportFormat::Csv;
    return {};
}

base::Future<QList<Entry>> readEntries(ports::Ledger& ledger, const DeploymentId& id, QObject* owner) {
    return (new ChainReading(ledger, chainOf(id), owner))->begin();
}

base::Future<ports::Report> deploymentReport(Desk& desk, LiveFeed& feed, const DeploymentId& id) {
    return (new Gathering(desk, feed, id))->begin();
}

base::Result<void> writeReport(const ports::Report& report, const QString& file,
                               ports::ReportPrinter* printer) {
    const auto format = reportFormat(file);
    if (!format)
        return base::Error{
            base::ErrorKind::BadInput,
            {},
            tr("%1 does not say what to write: end its name with .pdf, .html, .md or .csv").arg(file)};
    if (format == ReportFormat::Pdf) {
        if (!printer)
            return base::Error{base::ErrorKind::ToolMissing, {}, tr("this program cannot print PDF")};
        return printer->print(report, file);
    }
    if (format == ReportFormat::Csv && report.watchTable.isEmpty())
        return base::Error{
            base::ErrorKind::BadInput, {}, tr("only the watch of a deployment that was live is a table")};
    const QByteArray bytes =
        format == ReportFormat::Csv
            ? report.watchTable
            : (format == ReportFormat::Html ? models::reportHtml(report) : models::reportMarkdown(report))
                  .toUtf8();
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || !target.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        target.write(bytes) != bytes.size() || !target.commit())
        return cannotWrite(file, target.errorString());
    return {};
}

QString programName() {
    return QStringLiteral("Slipway %1").arg(QCoreApplication::applicationVersion());
}

} // namespace slipway::desk
