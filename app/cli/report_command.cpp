#include "app/cli/report_command.h"

#include "app/cli/moments.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/models/period_report.h"
#include "app/models/report.h"
#include "app/models/report_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QSaveFile>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

enum class Format { Pdf, Html, Markdown };

std::optional<Format> formatOf(const QString& file) {
    const auto ends = [&](const char* suffix) {
        return file.endsWith(QLatin1StringView(suffix), Qt::CaseInsensitive);
    };
    if (ends(".pdf"))
        return Format::Pdf;
    if (ends(".html") || ends(".htm"))
        return Format::Html;
    if (ends(".md") || ends(".markdown"))
        return Format::Markdown;
    return {};
}

base::Result<void> write(const ports::Report& report, const QString& path, Format format,
                         ports::ReportPrinter* printer) {
    if (format == Format::Pdf) {
        if (!printer)
            return base::Error{base::ErrorKind::ToolMissing, path, tr("this program cannot print PDF")};
        return printer->print(report, path);
    }
    const QByteArray bytes =
        (format == Format::Html ? models::reportHtml(report) : models::reportMarkdown(report)).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return base::Error{base::ErrorKind::Storage, path,
                           tr("%1 cannot be written: %2").arg(path, file.errorString())};
    return {};
}

QString program() {
    return QStringLiteral("Slipway %1").arg(QCoreApplication::applicationVersion());
}

/// Collects what the report of a deployment is made from.
class Collecting : public QObject {
public:
    Collecting(Session& session, DeploymentId id, std::function<void(const ports::Report&)> then)
        : m_session(session)
        , m_feed(session.desk())
        , m_id(std::move(id))
        , m_then(std::move(then)) {}

    void begin() { readOn(0); }

private:
    void readOn(qint64 after) {
        base::deliver(m_session.desk().parts().ledger.read(after), this,
                      [this](const base::Result<QList<Entry>>& page) {
                          if (!page.ok()) {
                              m_session.finish(page.error());
                              return;
                          }
                          if (page->isEmpty()) {
                              readWatch();
                              return;
                          }
                          for (const Entry& entry : *page)
                              if (entry.chain == chainOf(m_id))
                                  m_entries.append(entry);
                          readOn(page->last().row);
                      });
    }

    void readWatch() {
        if (m_session.desk().history().deployment(m_id)->liveAtMs == 0) {
            tell({});
            return;
        }
        connect(&m_feed, &models::Feed::watchChanged, this, [this](const QString& deployment) {
            if (deployment == m_id.text())
                tell(m_feed.watch(m_id.text()));
        });
        static_cast<void>(m_feed.watch(m_id.text()));
    }

    void tell(const models::WatchView& watch) {
        if (std::exchange(m_told, true))
            return;
        desk::Desk& desk = m_session.desk();
        m_then(models::deploymentReport({desk.project(), *desk.history().deployment(m_id), m_entries, watch,
                                         desk.parts().clock.now().utcMs, program()}));
    }

    Session& m_session;
    desk::LiveFeed m_feed;
    DeploymentId m_id;
    std::function<void(const ports::Report&)> m_then;
    QList<Entry> m_entries;
    bool m_told = false;
};

/// The period that --since and --until name; nothing after complaining.
std::optional<models::Period> periodIn(const QCommandLineParser& parser, qint64 nowMs) {
    models::Period period{0, nowMs};
    if (!readMoment(parser, QStringLiteral("since"), nowMs, period.sinceMs) ||
        !readMoment(parser, QStringLiteral("until"), nowMs, period.untilMs))
        return {};
    if (period.sinceMs >= period.untilMs) {
        complain(tr("--since must be before --until, and before now when there is no --until"));
        return {};
    }
    return period;
}

} // namespace

QString ReportCommand::summary() const {
    return tr("write what happened in a deployment or a period, who answered for it and how it is proven");
}

void ReportCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("Writes the report of a deployment: checklist with evidence, people and their sign-offs, waivers, "
           "watch and checkpoints, every entry in words, and the ledger's head. With --since, the report of "
           "a period instead: deployments, rollbacks, waivers and self-approvals, counted. The file's name "
           "says the format: .pdf, .html (one file, for reading and printing) or .md."));
    parser.addPositionalArgument(
        QStringLiteral("DEP"),
        tr("The deployment, or an environment for its newest; else the newest of all."),
        QStringLiteral("[DEP]"));
    parser.addOption(
        {{QStringLiteral("o"), QStringLiteral("output")}, tr("The file to write."), QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("since"),
                      tr("Report the period from this time on, or since so long ago."),
                      QStringLiteral("TIME")});
    parser.addOption(
        {QStringLiteral("until"), tr("The period ends before this time; else now."), QStringLiteral("TIME")});
    Session::describe(parser, false);
}

int ReportCommand::run(const QCommandLineParser& parser) {
    const QString file = parser.value(QStringLiteral("output"));
    const auto format = formatOf(file);
    const bool isPeriod = parser.isSet(QStringLiteral("since")) || parser.isSet(QStringLiteral("until"));
    if (!format || parser.positionalArguments().size() > (isPeriod ? 0 : 1) ||
        (isPeriod && !parser.isSet(QStringLiteral("since")))) {
        complain(tr("say what to report and where to: slipway report DEP -o FILE.pdf, or slipway report "
                    "--since TIME -o FILE.pdf (or .html, .md)"));
        return BadUsage;
    }
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const auto period = isPeriod ? periodIn(parser, nowMs) : models::Period{};
    if (!period)
        return BadUsage;
    Session session(parser);
    session.toleratesFault();
    std::unique_ptr<Collecting> collecting;
    return session.run([&] {
        const auto finish = [&session, this, file, format](const ports::Report& report) {
            const auto written = write(report, file, *format, m_printer);
            if (!written.ok()) {
                session.finish(written.error());
                return;
            }
            print(tr("The report of %1 is in %2.").arg(report.subject, file));
            session.finish(Done);
        };
        if (isPeriod) {
            finish(models::periodReport(session.desk().project(), session.desk().history().world(), *period,
                                        nowMs, program()));
            return;
        }
        const Deployment* deployment = session.deployment(parser.positionalArguments().value(0));
        if (!deployment)
            return;
        collecting = std::make_unique<Collecting>(session, deployment->id, finish);
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, collecting.get(), [&] { collecting.reset(); });
        collecting->begin();
    });
}

} // namespace slipway::cli
