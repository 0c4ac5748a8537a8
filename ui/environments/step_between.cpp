#include "ui/environments/step_between.h"

#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

int unmet(const QList<models::GateView>& gates) {
    int count = 0;
    for (const models::GateView& gate : gates)
        count += gate.isPassed() ? 0 : 1;
    return count;
}

} // namespace

StepBetween::StepBetween(QWidget* parent)
    : QWidget(parent)
    , m_gates(new Chip)
    , m_arrow(new GlyphLabel(18))
    , m_go(new Button(Button::Kind::Plain, {}, "promote"))
    , m_commits(new Label(Type::Label)) {
    setFixedWidth(112);
    m_commits->setInk("faint");
    m_commits->setAlignment(Qt::AlignCenter);
    m_commits->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3, 112, 3, 0);
    layout->setSpacing(9);
    layout->addWidget(m_gates, 0, Qt::AlignHCenter);
    layout->addWidget(m_arrow, 0, Qt::AlignHCenter);
    layout->addWidget(m_go, 0, Qt::AlignHCenter);
    layout->addWidget(m_commits);
    layout->addStretch(1);
    connect(m_go, &Button::clicked, this, [this] {
        if (m_view.openDeployment.isEmpty())
            Q_EMIT promoteAsked(m_view.version, m_view.to);
        else
            Q_EMIT openAsked(m_view.openDeployment);
    });
}

bool StepBetween::offers(const models::StepBetweenView& view) {
    return !view.openDeployment.isEmpty() || (!view.version.isEmpty() && view.commits != 0);
}

void StepBetween::set(const models::StepBetweenView& view, bool primary) {
    m_view = view;
    const bool offered = offers(view);
    const int closed = unmet(view.gates);
    m_gates->setVisible(offered && closed > 0 && view.openDeployment.isEmpty());
    m_gates->set(Glyph::None, tr("%n gates not met", nullptr, closed), Tone::Attention);
    QStringList reasons;
    for (const models::GateView& gate : view.gates)
        if (!gate.isPassed())
            reasons << gate.title + QStringLiteral(": ") + gate.detail;
    m_gates->setToolTip(reasons.join(QLatin1Char('\n')));
    m_arrow->set(Glyph::ArrowRight, offered ? Tone::Accent : Tone::Waiting);
    m_go->setVisible(offered);
    if (!view.openDeployment.isEmpty())
        m_go->setText(tr("Open"));
    else
        m_go->setText(closed > 0 || !view.promote.allowed ? tr("Review…") : tr("Deploy…"));
    m_go->setAccessibleName(view.openDeployment.isEmpty()
                                ? tr("Promote %1 from %2 to %3").arg(view.version, view.from, view.to)
                                : tr("Open %1").arg(view.openDeployment));
    m_go->setObjectName(QStringLiteral("promote.") + view.to);
    m_go->setToolTip(view.promote.allowed || !view.openDeployment.isEmpty() ? QString() : view.promote.why);
    m_go->setKind(primary ? Button::Kind::Primary : Button::Kind::Plain);
    QString words;
    if (!view.openDeployment.isEmpty())
        words = tr("%1 is under way").arg(view.openDeployment);
    else if (view.commits == 0 && view.commitsBack == 0)
        words = tr("same commit");
    else if (view.commits >= 0)
        words = tr("%n commits", nullptr, view.commits);
    if (view.commitsBack > 0)
        words += QStringLiteral("\n") + tr("%n not in %1", nullptr, view.commitsBack).arg(view.from);
    m_commits->setText(words);
}

} // namespace slipway::ui
