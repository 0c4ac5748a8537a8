#include "ui/release/release_page.h"

#include "ui/release/phase_list.h"
#include "ui/release/release_header.h"
#include "ui/release/sign_off_rail.h"
#include "ui/release/step_panel.h"
#include "ui/text/errors.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"

#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int railWidth = 318;
constexpr qsizetype mostInMenu = 15;

QString failedAttempt(const models::ReleaseView& release) {
    QStringList parts{release.failure.step, release.failure.host};
    for (const models::StepView& step : release.steps)
        if (step.id == release.failure.step)
            for (const models::HostRunView& host : step.hosts)
                parts << host.attempt;
    return parts.join(QLatin1Char('/'));
}

} // namespace

QString likelyDeployment(const QList<models::DeploymentLine>& lines) {
    for (const models::DeploymentLine& line : lines)
        if (isUnderWay(line.state))
            return line.deployment;
    return lines.isEmpty() ? QString() : lines.first().deployment;
}

ReleasePage::ReleasePage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState)
    , m_header(new ReleaseHeader)
    , m_lockRow(new QWidget)
    , m_lock(new Banner(QStringLiteral("lock")))
    , m_changedRow(new QWidget)
    , m_changed(new Banner(QStringLiteral("changed")))
    , m_problemRow(new QWidget)
    , m_problem(new Banner(QStringLiteral("problem")))
    , m_phases(new PhaseList)
    , m_panel(new StepPanel(context))
    , m_rail(new SignOffRail(context)) {
    setObjectName(QStringLiteral("page"));
    m_empty->set(
        Glyph::Circle, tr("No release yet"),
        tr("Start one with “New release…” on the environments page. Its checklist, output and sign-offs "
           "appear here."));
    auto* left = new QFrame;
    left->setProperty("rail", QStringLiteral("left"));
    left->setFixedWidth(railWidth);
    auto* rail = new QVBoxLayout(left);
    rail->setContentsMargins(0, 0, 1, 0);
    rail->addWidget(m_phases);
    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(left);
    body->addWidget(m_panel, 1);
    body->addWidget(m_rail);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    for (const auto& [row, banner] :
         {std::pair(m_lockRow, m_lock), {m_changedRow, m_changed}, {m_problemRow, m_problem}}) {
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(14, 8, 14, 8);
        line->addWidget(banner);
        layout->addWidget(row);
    }
    layout->addLayout(body, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);

    connect(m_phases, &PhaseList::chosen, this, [this](const QString& step) {
        m_follow = step == m_context.feed.release(m_deployment).currentStep;
        m_step = step;
        refresh();
    });
    connect(m_phases, &PhaseList::watchChosen, this, [this] { Q_EMIT watchAsked(m_deployment); });
    connect(m_header, &ReleaseHeader::pauseAsked, this, [this] { Q_EMIT pauseAsked(m_deployment); });
    connect(m_header, &ReleaseHeader::resumeAsked, this, [this] { Q_EMIT resumeAsked(m_deployment); });
    connect(m_header, &ReleaseHeader::abandonAsked, this, [this] { Q_EMIT abandonAsked(m_deployment); });
    connect(m_header, &ReleaseHeader::rollbackAsked, this, [this] { Q_EMIT rollbackAsked(m_deployment); });
    connect(m_header, &ReleaseHeader::watchAsked, this, [this] { Q_EMIT watchAsked(m_deployment); });
    connect(m_header, &ReleaseHeader::decideAsked, this, [this] { Q_EMIT decideAsked(m_deployment); });
    connect(m_changed, &Banner::acted, this, [this] { Q_EMIT changesAsked(m_deployment); });
    connect(m_problem, &Banner::acted, this, [this] {
        if (const auto problem = m_context.feed.release(m_deployment).problem)
            m_context.feed.askAgain(*problem);
    });
    connect(m_lock, &Banner::acted, this, [this] { Q_EMIT takeOverAsked(m_deployment); });
    connect(m_panel, &StepPanel::hostOpened, this, [this](const QString& step, const QString& host) {
        const bool follows = m_follow && step == m_step;
        showStep(step, host);
        m_follow = follows;
    });
    connect(m_header, &ReleaseHeader::chooseAsked, this, &ReleasePage::chooseAnother);
    connect(m_panel, &StepPanel::stopAsked, this,
            [this](const QString& step) { Q_EMIT stopAsked(m_deployment, step); });
    connect(m_panel, &StepPanel::signAsked, this,
            [this](const QString& step) { Q_EMIT signAsked(m_deployment, step); });
    connect(m_panel, &StepPanel::answerAsked, this,
            [this](const QString& step) { Q_EMIT answerAsked(m_deployment, step); });
    connect(m_panel, &StepPanel::takeBackAsked, this,
            [this](const QString& step) { Q_EMIT takeBackAsked(m_deployment, step); });
    connect(m_rail, &SignOffRail::signAsked, this,
            [this](const QString& step) { Q_EMIT signAsked(m_deployment, step); });
    connect(m_rail, &SignOffRail::answerAsked, this,
            [this](const QString& step) { Q_EMIT answerAsked(m_deployment, step); });
    connect(&context.feed, &models::Feed::releaseChanged, this, [this](const QString& deployment) {
        if (m_deployment.isEmpty() || deployment == m_deployment)
            refresh();
    });
    connect(&context.feed, &models::Feed::boardChanged, this, [this] {
        // Another person at this desk may sign other things.
        refresh();
    });
    refresh();
}

void ReleasePage::setDeployment(const QString& deployment) {
    if (deployment != m_deployment) {
        m_deployment = deployment;
        m_follow = true;
        m_step.clear();
    }
    refresh();
}

void ReleasePage::showStep(const QString& step, const QString& host) {
    m_follow = false;
    m_step = step;
    refresh();
    if (!host.isEmpty())
        m_panel->showHost(host);
}

QString ReleasePage::pickDeployment() const {
    return likelyDeployment(m_context.feed.deployments());
}

void ReleasePage::refresh() {
    if (m_deployment.isEmpty())
        m_deployment = pickDeployment();
    const models::ReleaseView release = m_context.feed.release(m_deployment);
    m_stack->setCurrentIndex(release.deployment.isEmpty() ? 0 : 1);
    if (release.deployment.isEmpty()) {
        m_deployment.clear();
        return;
    }
    if (m_follow || m_step.isEmpty())
        m_step = release.currentStep;
    if (m_step.isEmpty() && !release.steps.isEmpty())
        m_step = release.steps.last().id;
    m_header->set(release, m_context.nowMs());
    setLock(release);
    setChanged(release);
    setProblem(release);
    m_phases->set(release);
    m_phases->select(m_step);
    m_panel->set(release, m_step);
    m_rail->set(release);
    if (isVisible() && !release.failure.step.isEmpty())
        Q_EMIT failureShown(m_deployment, failedAttempt(release));
}

void ReleasePage::setLock(const models::ReleaseView& release) {
    const models::LockView& lock = release.lock;
    m_lockRow->setVisible(!lock.holder.isEmpty());
    if (lock.holder.isEmpty())
        return;
    QString words =
        (lock.isLost
             ? tr("%1 took %2 over %3, as %4 says: “%5” (%6). Its hosts refuse every step of this "
                  "deployment from now on.")
             : tr("%1 holds %2 since %3, as %4 says: “%5” (%6). This deployment goes on when it is free."))
            .arg(lock.holder, release.environment, dayAndTime(lock.holderSinceMs, m_context.nowMs()),
                 lock.holderHost, lock.holderReason, lock.holderOwner);
    if (!lock.takeOver.allowed && !lock.takeOver.why.isEmpty())
        words += QLatin1Char(' ') + lock.takeOver.why;
    m_lock->set(Glyph::Lock, lock.isLost ? Tone::Failed : Tone::Attention, words,
                lock.takeOver.allowed ? tr("Take over…") : QString());
}

void ReleasePage::setChanged(const models::ReleaseView& release) {
    m_changedRow->setVisible(!release.changed.isEmpty());
    if (!release.changed.isEmpty())
        m_changed->set(Glyph::Triangle, Tone::Failed,
                       tr("Something changed since this was signed, so nothing starts any more. %1")
                           .arg(release.changed),
                       release.changes.isEmpty() ? QString() : tr("What changed…"));
}

void ReleasePage::setProblem(const models::ReleaseView& release) {
    m_problemRow->setVisible(release.problem.has_value());
    if (!release.problem)
        return;
    const QString action = answerTo(*release.problem);
    m_problem->set(Glyph::Triangle, Tone::Attention,
                   action.isEmpty()
                       ? tr("%1 This deployment waits, and goes on by itself once that is mended.")
                             .arg(sentence(*release.problem))
                       : sentence(*release.problem),
                   action);
}

void ReleasePage::chooseAnother() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<models::DeploymentLine> lines = m_context.feed.deployments().mid(0, mostInMenu);
    for (const models::DeploymentLine& line : lines) {
        QAction* action = menu->addAction(
            QStringList{line.deployment, deploymentTitle(line.kind, line.version, line.environment),
                        lookOf(line.state).word}
                .join(QStringLiteral(" · ")));
        action->setEnabled(line.deployment != m_deployment);
        connect(action, &QAction::triggered, this, [this, id = line.deployment] { setDeployment(id); });
    }
    const Button* at = m_header->chooser();
    menu->popup(at->mapToGlobal(QPoint(0, at->height() + 2)));
}

} // namespace slipway::ui
