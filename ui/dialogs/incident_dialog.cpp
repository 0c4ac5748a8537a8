#include "ui/dialogs/incident_dialog.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int noteHeight = 300;
/// What was done so long before and after belongs to it.
constexpr qint64 aroundMs = 3'600'000;

QList<models::WatchMark> marksAround(const models::WatchView& watch, qint64 fromMs, qint64 toMs) {
    QList<models::WatchMark> marks;
    for (const models::WatchMark& mark : watch.marks)
        if (mark.atMs >= fromMs - aroundMs && mark.atMs <= toMs + aroundMs)
            marks << mark;
    return marks;
}

models::NoteSource sourceOf(const Context& context, const QString& deployment,
                            const models::WatchIncidentView& incident) {
    const models::WatchView watch = context.feed.watch(deployment);
    const models::ReleaseView release = context.feed.release(deployment);
    models::NoteSource source;
    source.project = context.feed.board().project;
    source.environment = watch.environment;
    source.title = IncidentDialog::tr("%1: %2").arg(incident.lane, lookOf(incident.state).word);
    source.reason = incident.reason;
    source.fromMs = incident.fromMs;
    source.toMs = incident.toMs;
    source.lasts = incident.lasts;
    source.version = watch.version;
    source.commit = release.commit;
    source.deployment = deployment;
    source.liveAtMs = watch.liveAtMs;
    source.contacts = release.contacts;
    source.marks = marksAround(watch, incident.fromMs, incident.toMs);
    return source;
}

models::NoteSource sourceOf(const Context& context, const models::OpenAlertView& alert) {
    const domain::Trouble& trouble = alert.incident.trouble;
    models::NoteSource source;
    source.project = context.feed.board().project;
    source.environment = trouble.environment.text();
    source.title = trouble.title;
    source.reason = trouble.reason;
    source.fromMs = trouble.sinceMs;
    source.toMs = context.nowMs();
    source.lasts = true;
    source.version = alert.version;
    source.commit = alert.commit;
    source.deployment = alert.deployment;
    source.liveAtMs = alert.liveAtMs;
    source.contacts = alert.contacts;
    if (!alert.deployment.isEmpty())
        source.marks = marksAround(context.feed.watch(alert.deployment), source.fromMs, source.toMs);
    return source;
}

} // namespace

IncidentDialog::IncidentDialog(const Context& context, const QString& deployment,
                               const models::WatchIncidentView& incident, QWidget* parent)
    : FramedDialog("incidentDialog", context.feed.watch(deployment).tier, parent)
    , m_note(new QPlainTextEdit)
    , m_source(sourceOf(context, deployment, incident)) {
    fill(context, incident.hasLines ? incident.lane : QString());
}

IncidentDialog::IncidentDialog(const Context& context, const models::OpenAlertView& alert, QWidget* parent)
    : FramedDialog("incidentDialog", alert.tier, parent)
    , m_note(new QPlainTextEdit)
    , m_source(sourceOf(context, alert)) {
    fill(context, alert.linesOf);
}

void IncidentDialog::fill(const Context& context, const QString& linesOf) {
    setHeading(
        m_source.title,
        m_source.version.isEmpty()
            ? tr("%1 · a note for your issue tracker").arg(m_source.environment)
            : tr("%1 on %2 · a note for your issue tracker").arg(m_source.version, m_source.environment));
    m_note->setObjectName(QStringLiteral("incidentNote"));
    m_note->setAccessibleName(tr("The note, in Markdown"));
    m_note->setFont(fontOf(Type::Mono));
    m_note->setMinimumHeight(noteHeight);
    m_note->setTabChangesFocus(true);
    body()->addWidget(m_note, 1);
    cancel()->setWords(tr("Close"));
    Button* copy = addButton(Button::Kind::Primary, tr("Copy"), "copyNote");
    connect(copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_note->toPlainText());
        setFootnote(tr("Copied."));
    });
    m_note->setPlainText(models::incidentNote(m_source));
    if (linesOf.isEmpty())
        return;
    setFootnote(tr("Fetching the lines…"));
    base::deliver(context.feed.probeLines(m_source.environment, linesOf), this,
                  [this](const base::Result<QStringList>& lines) {
                      setFootnote(QString());
                      if (!lines.ok()) {
                          setProblem(sentence(lines.error()));
                          return;
                      }
                      // What the person has written meanwhile stays.
                      const bool isUntouched = m_note->toPlainText() == models::incidentNote(m_source);
                      m_source.lines = *lines;
                      if (isUntouched)
                          m_note->setPlainText(models::incidentNote(m_source));
                      else
                          m_note->appendPlainText(m_source.lines.join(QLatin1Char('\n')));
                  });
}

} // namespace slipway::ui
