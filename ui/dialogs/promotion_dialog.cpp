#include "ui/dialogs/promotion_dialog.h"

#include "ui/dialogs/countersign_dialog.h"
#include "ui/dialogs/gate_list.h"
#include "ui/dialogs/policy_dialog.h"
#include "ui/dialogs/reason_dialog.h"
#include "ui/dialogs/waiver_dialog.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/card.h"
#include "ui/widgets/facts.h"

#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int askAgainMs = 1'000;

QString titlesOf(const QList<models::StepView>& steps, domain::Phase phase) {
    QStringList titles;
    for (const models::StepView& step : steps)
        if (step.phase == phase)
            titles << step.title;
    return titles.join(QStringLiteral(" · "));
}

} // namespace

PromotionDialog::PromotionDialog(const Context& context, const QString& version, const QString& environment,
                                 QWidget* parent)
    : FramedDialog("promotionDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_version(version)
    , m_environment(environment)
    , m_gates(new GateList)
    , m_plan(new Facts(false))
    , m_emergency(addButton(Button::Kind::Danger, tr("Emergency…"), "startEmergency", true))
    , m_start(addButton(Button::Kind::Primary, tr("Start pre-deploy"), "startDeployment"))
    , m_wait(new QTimer(this)) {
    setHeading(tr("Promote %1 to %2").arg(version, environment), tr("Reading gates and plan…"));
    m_start->setOffered(false, tr("The gates are still being read"));
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 6, 0);
    inner->setSpacing(12);
    inner->addWidget(m_gates);
    inner->addWidget(new Rule);
    inner->addWidget(m_plan);
    inner->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(490);
    body()->addWidget(scroll, 1);
    m_emergency->hide();
    connect(m_start, &Button::clicked, this, &PromotionDialog::begin);
    connect(m_emergency, &Button::clicked, this, &PromotionDialog::openEmergency);
    connect(m_gates, &GateList::actAsked, this, &PromotionDialog::actOn);
    m_wait->setSingleShot(true);
    connect(m_wait, &QTimer::timeout, this, &PromotionDialog::ask);
    connect(&context.feed, &models::Feed::boardChanged, this, [this] {
        // A host key that was accepted or a finished deployment may have met a gate.
        if (!m_wait->isActive())
            m_wait->start(askAgainMs);
    });
    ask();
}

void PromotionDialog::ask() {
    if (m_asking)
        return;
    m_asking = true;
    base::deliver(m_context.actions.preview(m_version, m_environment), this,
                  [this](const base::Result<models::PromotionView>& view) {
                      m_asking = false;
                      if (view.ok())
                          set(*view);
                      else
                          setProblem(sentence(view.error()));
                  });
}

void PromotionDialog::set(const models::PromotionView& view) {
    m_view = view;
    setTier(view.tier);
    setHeading(view.tier == domain::Tier::Development
                   ? tr("Deploy %1 to %2").arg(view.version, view.environment)
                   : tr("Promote %1 to %2").arg(view.version, view.environment),
               view.gates.isEmpty() ? tr("No gate stands before this environment.")
                                    : tr("Every gate must be met before the deployment can start."));
    m_gates->set(view.gates);
    QList<Facts::Fact> plan;
    plan << Facts::Fact{tr("FROM → TO"),
                        tr("%1 → %2 on %3 · commit %4")
                            .arg(view.previousVersion.isEmpty() ? tr("nothing") : view.previousVersion,
                                 view.version, view.environment, shortCommit(view.commit)),
                        Type::Strong};
    if (view.commits >= 0)
        plan << Facts::Fact{
            tr("BRINGS"),
            view.authors.isEmpty()
                ? tr("%n commits", nullptr, view.commits)
                : tr("%n commits by %1", nullptr, view.commits).arg(view.authors.join(QStringLiteral(", "))),
            Type::Body};
    for (const domain::Phase phase :
         {domain::Phase::PreDeploy, domain::Phase::Deploy, domain::Phase::PostDeploy})
        if (const QString titles = titlesOf(view.steps, phase); !titles.isEmpty())
            plan << Facts::Fact{phaseWord(phase), titles, Type::Body};
    if (!view.guard.isEmpty())
        plan << Facts::Fact{tr("GUARD"), view.guard, Type::Body};
    QStringList undo;
    for (const models::UndoStepView& step : view.undo)
        undo << tr("%1: %2").arg(step.title, step.command);
    if (!undo.isEmpty())
        plan << Facts::Fact{tr("ROLL BACK"), undo.join(QLatin1Char('\n')), Type::Body};
    if (!view.cannotUndo.isEmpty())
        plan << Facts::Fact{tr("STAYS"),
                            tr("cannot be undone: %1").arg(view.cannotUndo.join(QStringLiteral(" · "))),
                            Type::Strong};
    m_plan->set(plan);
    int closed = 0;
    bool timeHelps = false;
    for (const models::GateView& gate : view.gates) {
        closed += gate.isPassed() ? 0 : 1;
        timeHelps = timeHelps || (!gate.isPassed() && gate.timeWillMeet);
    }
    // The loud way only where the usual one is closed.
    m_emergency->setVisible(view.offersEmergency && !view.start.allowed);
    m_emergency->setOffered(view.emergency.allowed, view.emergency.why);
    m_start->setOffered(view.start.allowed, view.start.why);
    if (view.start.allowed)
        setFootnote(tr("Pre-deploy changes nothing on the hosts yet"));
    else
        setFootnote(closed > 0 ? tr("%n gates block the start", nullptr, closed) : view.start.why);
    if (timeHelps)
        m_wait->start(askAgainMs);
}

void PromotionDialog::openOver(FramedDialog* dialog) {
    connect(dialog, &QDialog::finished, this, &PromotionDialog::ask);
    dialog->open();
}

void PromotionDialog::actOn(const models::GateView& gate) {
    switch (gate.act) {
    case models::GateView::Act::None:
        return;
    case models::GateView::Act::Waive:
        openOver(new WaiverDialog(m_context, m_view, gate, this));
        return;
    case models::GateView::Act::AcceptPolicy:
        openOver(new PolicyDialog(m_context, m_context.feed.board().policy, this));
        return;
    case models::GateView::Act::Countersign:
        openOver(countersignDialog(m_context, m_view.tier, tr("Sign the waiver of “%1”").arg(gate.title),
                                   tr("%1. With your signature %2 may pass this gate of %3.")
                                       .arg(gate.waiverWords, m_view.version, m_view.environment),
                                   gate.unsignedWaiver, this));
        return;
    case models::GateView::Act::ClearBad:
        openOver(new ReasonDialog(
            "clearBadDialog", m_view.tier,
            {tr("Clear %1").arg(m_view.version),
             tr("%1. When it is cleared it can be promoted again, everywhere.").arg(gate.detail),
             tr("Clear the release")},
            ReasonDialog::Reason::Required,
            [this](const QString& reason) { return m_context.actions.clearBad(m_view.version, reason); },
            this));
        return;
    }
}

void PromotionDialog::openEmergency() {
    QStringList closed;
    for (const models::GateView& gate : m_view.gates)
        if (!gate.isPassed())
            closed << gate.title;
    const bool again = m_view.version == m_view.previousVersion;
    auto* dialog = new ReasonDialog(
        "emergencyDialog", m_view.tier,
        {tr("Emergency: %1 to %2").arg(m_view.version, m_view.environment),
         tr("It starts past these gates: %1; and without the sign-offs of others. Your signature alone "
            "stands "
            "for it. It is shown in red in every list, and stays open until another person has reviewed it.")
             .arg(closed.join(QStringLiteral(", "))),
         tr("Start the emergency")},
        ReasonDialog::Reason::Required,
        [this, again](const QString& reason) {
            auto promise = std::make_shared<base::Promise<void>>();
            base::deliver(m_context.actions.start(m_version, m_environment, again, reason), this,
                          [this, promise](const base::Result<QString>& deployment) {
                              if (!deployment.ok()) {
                                  promise->finish(deployment.error());
                                  return;
                              }
                              promise->finish({});
                              Q_EMIT started(*deployment);
                              accept();
                          });
            return promise->future();
        },
        this);
    dialog->open();
}

void PromotionDialog::begin() {
    const bool again = m_view.version == m_view.previousVersion;
    await(m_context.actions.start(m_version, m_environment, again, {}),
          [this](const base::Result<QString>& deployment) {
              Q_EMIT started(*deployment);
              accept();
          });
}

} // namespace slipway::ui
