#include "ui/dialogs/rehearsal_dialog.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/facts.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int mostVisible = 420; ///< of the list of steps, before it scrolls

Facts::Fact fact(const QString& name, const models::UndoStepView& step) {
    QString text = step.title;
    if (!step.hosts.isEmpty())
        text += QStringLiteral(" · ") + step.hosts.join(QStringLiteral(", "));
    if (!step.command.isEmpty())
        text += QLatin1Char('\n') + step.command;
    return {name, text, Type::Mono};
}

} // namespace

RehearsalDialog::RehearsalDialog(const Context& context, const QString& environment, QWidget* parent)
    : FramedDialog("rehearsalDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_environment(environment)
    , m_start(addButton(Button::Kind::Primary, tr("Start rehearsal"), "startRehearsal")) {
    m_start->setGlyph(Glyph::Undo);
    for (const models::EnvironmentView& view : context.feed.board().environments)
        if (view.name == environment)
            fill(view);
    connect(m_start, &Button::clicked, this, [this] {
        await(m_context.actions.rehearse(m_environment), [this](const base::Result<QString>& deployment) {
            Q_EMIT started(*deployment);
            accept();
        });
    });
}

void RehearsalDialog::fill(const models::EnvironmentView& view) {
    setTier(view.tier);
    m_start->setOffered(view.rehearse.allowed, view.rehearse.why);
    if (!view.rehearse.allowed) {
        setHeading(
            tr("Rehearse the rollback of %1").arg(view.name),
            tr("A rehearsal runs the undo, checks health and deploys the same version again, so that the "
               "way back is known and timed before it is needed."));
        auto* closed = new Banner(QStringLiteral("rehearsalClosed"));
        closed->set(Glyph::Triangle, Tone::Attention, view.rehearse.why);
        body()->addWidget(closed);
        body()->addStretch(1);
        return;
    }
    const models::RehearsalView& plan = view.rehearsal;
    setHeading(tr("Rehearse the rollback of %1").arg(view.name),
               tr("From %1 back to %2, and forward to %1 again. This runs on the hosts, in this order:")
                   .arg(plan.from, plan.to));
    QList<Facts::Fact> facts;
    int number = 0;
    for (const models::UndoStepView& step : plan.back)
        facts << fact(tr("BACK %1").arg(++number), step);
    number = 0;
    for (const models::UndoStepView& step : plan.forward)
        facts << fact(tr("FORWARD %1").arg(++number), step);
    auto* table = new Facts(false);
    auto* scroll = new QScrollArea;
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 6, 0);
    inner->addWidget(table);
    inner->addStretch(1);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(std::min(mostVisible, 40 * static_cast<int>(facts.size())));
    body()->addWidget(scroll, 1);
    table->set(facts);
    QList<Facts::Fact> after{
        {tr("SOAK"), tr("begins anew: %1 runs here again afterwards, but not without a break").arg(plan.from),
         Type::Strong}};
    const QString way = wayBackWords(view.wayBack, plan.to, m_context.nowMs());
    if (!way.isEmpty())
        after << Facts::Fact{tr("LAST TIME"), way, Type::Body};
    auto* below = new Facts(false);
    body()->addWidget(below);
    below->set(after);
}

} // namespace slipway::ui
