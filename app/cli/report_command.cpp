#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/models/report.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// Collects what a report is made from, and writes it.
class Reporting : public QObject {
    // Without this, tr() would look among QObject's own texts.
    Q_DECLARE_TR_FUNCTIONS(cli)
public:
    Reporting(Session& session, DeploymentId id, QString file)
        : m_session(session)
        , m_feed(session.desk())
        , m_id(std::move(id))
        , m_file(std::move(file)) {}

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
            write({});
            return;
        }
        connect(&m_feed, &models::Feed::watchChanged, this, [this](const QString& deployment) {
            if (deployment == m_id.text())
                write(m_feed.watch(m_id.text()));
        });
        static_cast<void>(m_feed.watch(m_id.text()));
    }

    void write(const models::WatchView& watch) {
        if (std::exchange(m_written, true))
            return;
        const Deployment& deployment = *m_session.desk().history().deployment(m_id);
        const models::ReportInput input{
            m_session.desk().project(),
            deployment,
            m_entries,
            watch,
            m_session.desk().parts().clock.now().utcMs,
            QStringLiteral("Slipway %1").arg(QCoreApplication::applicationVersion())};
        const bool isHtml = m_file.endsWith(QLatin1StringView(".html"), Qt::CaseInsensitive);
        const QByteArray bytes =
            (isHtml ? models::reportHtml(input) : models::reportMarkdown(input)).toUtf8();
        QSaveFile file(m_file);
        if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
            file.write(bytes) != bytes.size() || !file.commit()) {
            m_session.finish(base::Error{base::ErrorKind::Storage, m_file,
                                         tr("%1 cannot be written: %2").arg(m_file, file.errorString())});
            return;
        }
        print(tr("The report of %1 is in %2.").arg(m_id.text(), m_file));
        m_session.finish(Done);
    }

    Session& m_session;
    desk::LiveFeed m_feed;
    DeploymentId m_id;
    QString m_file;
    QList<Entry> m_entries;
    bool m_written = false;
};

} // namespace

QString ReportCommand::summary() const {
    return tr("write what happened in a deployment, who answered for it and how it is proven");
}

void ReportCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr("Writes the report of a deployment: checklist with evidence, people "
                                        "and their sign-offs, waivers, watch "
                                        "and checkpoints, every entry in words, and the ledger's head. The "
                                        "file's name says the format: .html "
                                        "(one file, for reading and printing) or .md."));
    parser.addPositionalArgument(
        QStringLiteral("DEP"),
        tr("The deployment, or an environment for its newest; else the newest of all."),
        QStringLiteral("[DEP]"));
    parser.addOption(
        {{QStringLiteral("o"), QStringLiteral("output")}, tr("The file to write."), QStringLiteral("FILE")});
    Session::describe(parser, false);
}

int ReportCommand::run(const QCommandLineParser& parser) {
    const QString file = parser.value(QStringLiteral("output"));
    const bool isKnown = file.endsWith(QLatin1StringView(".html"), Qt::CaseInsensitive) ||
                         file.endsWith(QLatin1StringView(".md"), Qt::CaseInsensitive);
    if (parser.positionalArguments().size() > 1 || !isKnown) {
        complain(tr("say which deployment and where to: slipway report DEP -o FILE.html (or .md)"));
        return BadUsage;
    }
    Session session(parser);
    session.toleratesFault();
    std::unique_ptr<Reporting> reporting;
    return session.run([&] {
        const Deployment* deployment = session.deployment(parser.positionalArguments().value(0));
        if (!deployment)
            return;
        reporting = std::make_unique<Reporting>(session, deployment->id, file);
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, reporting.get(), [&] { reporting.reset(); });
        reporting->begin();
    });
}

} // namespace slipway::cli
