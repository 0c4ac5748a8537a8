#include "ui/history/dossier.h"

#include "ui/history/story_list.h"
#include "ui/text/errors.h"
#include "ui/text/quantities.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

namespace {
constexpr int soonMs = 250;
const QString dot = QStringLiteral(" · ");
} // namespace

Dossier::Dossier(const Context& context, QWidget* parent)
    : Card(parent)
    , m_context(context)
    , m_title(new ElidedLabel(Type::Section))
    , m_state(new Chip)
    , m_exception(new Chip)
    , m_meta(new ElidedLabel(Type::Body))
    , m_counts(new ElidedLabel(Type::Body))
    , m_proof(new ElidedLabel(Type::Mono, nullptr, Qt::ElideMiddle))
    , m_problem(new Label(Type::Body))
    , m_onlyPeople(new CheckBox(tr("Only what people did"), "historyOnlyPeople"))
    , m_review(new Button(Button::Kind::Primary, tr("Review…"), "historyReview"))
    , m_release(new Button(Button::Kind::Plain, tr("Walkthrough"), "historyRelease"))
    , m_watch(new Button(Button::Kind::Plain, tr("Watch"), "historyWatch"))
    , m_report(new Button(Button::Kind::Plain, tr("Report…"), "historyReport"))
    , m_export(new Button(Button::Kind::Plain, tr("Export proof…"), "historyExport"))
    , m_list(new StoryList(m_story)) {
    m_meta->setInk("muted");
    m_counts->setInk("muted");
    m_proof->setInk("faint");
    m_problem->setInk("failed");
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_state->setWhole(true);
    m_exception->setWhole(true);
    m_report->setToolTip(tr("The whole dossier as PDF, HTML or Markdown"));
    m_export->setToolTip(
        tr("All entries, signatures and output as a folder that sha256sum and ssh-keygen check"));
    auto* title = new QHBoxLayout;
    title->setSpacing(10);
    title->addWidget(m_title, 1);
    title->addWidget(m_exception);
    title->addWidget(m_state);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button* button : {m_review, m_release, m_watch, m_report, m_export})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_onlyPeople);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(15, 12, 15, 12);
    head->setSpacing(5);
    head->addLayout(title);
    head->addWidget(m_meta);
    head->addWidget(m_counts);
    head->addWidget(m_proof);
    head->addSpacing(5);
    head->addLayout(buttons);
    head->addWidget(m_problem);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &Dossier::refresh);
    connect(m_onlyPeople, &QCheckBox::toggled, &m_story, &models::StoryModel::setOnlyPeople);
    connect(m_release, &Button::clicked, this, [this] { Q_EMIT releaseAsked(m_deployment, {}, {}); });
    connect(m_watch, &Button::clicked, this, [this] { Q_EMIT watchAsked(m_deployment); });
    connect(m_report, &Button::clicked, this, [this] { Q_EMIT reportAsked(m_deployment); });
    connect(m_review, &Button::clicked, this, [this] { Q_EMIT reviewAsked(m_deployment); });
    connect(m_export, &Button::clicked, this, [this] { Q_EMIT exportAsked(m_deployment); });
    connect(m_list, &StoryList::opened, this, [this](int row) {
        const models::TimelineLine& line = m_story.line(row);
        Q_EMIT releaseAsked(m_deployment, line.step, line.host);
    });
}

Dossier::~Dossier() {
    // The list must not outlive its model.
    m_list->setModel(nullptr);
}

void Dossier::setDeployment(const QString& deployment) {
    if (deployment == m_deployment)
        return;
    m_deployment = deployment;
    m_story.setLines({});
    refresh();
    m_list->scrollToTop();
}

void Dossier::refreshSoon() {
    if (!m_soon.isActive())
        m_soon.start();
}

void Dossier::focusStory() {
    m_list->setFocus();
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_story.index(0));
}

void Dossier::refresh() {
    m_soon.stop();
    showHead();
    if (m_deployment.isEmpty())
        return;
    const int asked = ++m_asked;
    base::deliver(m_context.feed.story(m_deployment), this,
                  [this, asked](const base::Result<QList<models::TimelineLine>>& lines) {
                      if (asked != m_asked)
                          return;
                      m_problem->setText(lines.ok() ? QString() : sentence(lines.error()));
                      m_problem->setVisible(!lines.ok());
                      if (lines.ok())
                          m_story.setLines(*lines);
                  });
}

void Dossier::showHead() {
    const models::ReleaseView release = m_context.feed.release(m_deployment);
    m_title->setText(deploymentTitle(release.kind, release.version, release.environment));
    m_state->set(lookOf(release.state));
    const auto exception = exceptionLook(release);
    m_exception->setVisible(exception.has_value());
    m_exception->set(exception.value_or(Look{}));
    m_review->setVisible(release.needsReview);
    m_review->setOffered(release.review.allowed, release.review.why);
    const qint64 now = m_context.nowMs();
    QStringList meta{release.deployment,
                     tr("started %1 by %2").arg(dayAndTime(release.startedAtMs, now), release.startedBy)};
    if (release.liveAtMs > 0)
        meta << tr("live after %1").arg(span(release.liveAtMs - release.startedAtMs));
    if (release.endedAtMs > 0)
        meta << tr("ended %1").arg(dayAndTime(release.endedAtMs, now));
    m_meta->setText(meta.join(dot));
    int signedOff = 0, alone = 0;
    for (const models::StepView& step : release.steps)
        for (const models::SignatureView& signature : step.signatures) {
            signedOff += signature.selfApproved || signature.noGo || signature.waived ? 0 : 1;
            alone += signature.selfApproved ? 1 : 0;
        }
    QStringList counts{tr("%n sign-offs", nullptr, signedOff)};
    if (alone > 0)
        counts << tr("%n self-approved", nullptr, alone);
    if (!release.previousVersion.isEmpty())
        counts << tr("before it ran %1").arg(release.previousVersion);
    if (release.commits > 0)
        counts << tr("%n commits", nullptr, release.commits);
    if (!release.authors.isEmpty())
        counts << tr("by %1").arg(release.authors.join(QStringLiteral(", ")));
    if (!release.badReason.isEmpty())
        counts << tr("marked bad: %1").arg(release.badReason);
    m_proof->setText(
        release.fingerprint.isEmpty()
            ? tr("commit %1").arg(release.commit)
            : tr("commit %1 · fingerprint %2").arg(shortCommit(release.commit), release.fingerprint));
    if (!release.emergency.isEmpty())
        counts.prepend(tr("emergency: %1").arg(release.emergency));
    if (!release.reviewedBy.isEmpty())
        counts << tr("reviewed by %1: %2").arg(release.reviewedBy, release.reviewNote);
    m_counts->setText(counts.join(dot));
    m_watch->setOffered(release.liveAtMs > 0, tr("It was never live."));
}

} // namespace slipway::ui
