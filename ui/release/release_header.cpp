#include "ui/release/release_header.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace slipway::ui {
namespace {

Look stateLook(const models::ReleaseView& release) {
    if (release.rehearsedMs > 0)
        return rehearsedLook(release.rehearsedMs);
    // The banner below tells what it is.
    if (release.problem)
        return {Glyph::Triangle, ReleaseHeader::tr("Cannot go on now"), Tone::Attention};
    Look look = lookOf(release.state);
    if (release.state == models::ReleaseState::Running) {
        int done = 0;
        for (const models::StepView& step : release.steps)
            done += domain::isComplete(step.verdict) ? 1 : 0;
        const auto all = static_cast<int>(release.steps.size());
        const int at = std::min(done + 1, all);
        QString words = ReleaseHeader::tr("Deploying · step %1 of %2");
        if (release.kind == QLatin1StringView("rollback"))
            words = ReleaseHeader::tr("Rolling back · step %1 of %2");
        else if (release.kind == QLatin1StringView("rehearsal"))
            words = ReleaseHeader::tr("Rehearsing · step %1 of %2");
        look.word = words.arg(at).arg(all);
    } else if (!release.failure.step.isEmpty()) {
        if (release.failure.inconclusive)
            look = {lookOf(domain::Verdict::Inconclusive).glyph, ReleaseHeader::tr("Inconclusive: decide"),
                    Tone::Attention};
        look.word += QStringLiteral(" · ") + release.failure.stepTitle;
    } else if (release.state == models::ReleaseState::WaitsForLock) {
        // The banner below tells who holds it and since when.
        if (release.lock.isLost)
            look.word = ReleaseHeader::tr("Environment taken over");
    } else if (release.state == models::ReleaseState::WaitsForTime && !release.freeze.isEmpty()) {
        look = {Glyph::Snow, release.freeze.left(1).toUpper() + release.freeze.mid(1), Tone::Attention};
    } else if (!release.stateDetail.isEmpty() && isUnderWay(release.state)) {
        // The detail says whom and what for; beside it the state's own word would say the same twice.
        const bool saysItAll = release.state == models::ReleaseState::WaitsForPerson;
        look.word = saysItAll ? release.stateDetail.left(1).toUpper() + release.stateDetail.mid(1)
                              : look.word + QStringLiteral(" · ") + release.stateDetail;
    }
    return look;
}

/// One waiver a line: what, where, who, why.
QString waiverLines(const QList<models::WaiverView>& waivers) {
    QStringList lines;
    for (const models::WaiverView& waiver : waivers) {
        QStringList what;
        for (const QString& part : {waiver.gate, waiver.stepTitle, waiver.host})
            if (!part.isEmpty())
                what << part;
        lines << ReleaseHeader::tr("%1: %2 (%3)")
                     .arg(what.join(QStringLiteral(" · ")), waiver.reason, waiver.person);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ReleaseHeader::ReleaseHeader(QWidget* parent)
    : QFrame(parent)
    , m_title(new ElidedLabel(Type::Page))
    , m_state(new Chip)
    , m_tier(new Chip)
    , m_bad(new Chip)
    , m_exception(new Chip)
    , m_facts(new ElidedLabel(Type::Body))
    , m_readyTitle(new Label(Type::Label))
    , m_ready(new ElidedLabel(Type::Body))
    , m_other(new Button(Button::Kind::Plain, {}, "otherDeployments"))
    , m_watch(new Button(Button::Kind::Plain, tr("Monitoring"), "openWatch"))
    , m_decide(new Button(Button::Kind::Primary, tr("Decide…"), "decide"))
    , m_pause(new Button(Button::Kind::Plain, tr("Pause"), "pause"))
    , m_abandon(new Button(Button::Kind::Plain, tr("Abandon…"), "abandon"))
    , m_rollback(new Button(Button::Kind::Danger, tr("Roll back…"), "rollback")) {
    setProperty("rail", QStringLiteral("top"));
    setFixedHeight(72);
    m_tier->setWhole(true);
    m_exception->setWhole(true);
    m_other->setGlyph(Glyph::ChevronDown);
    m_other->setFixedWidth(34);
    m_other->setAccessibleName(tr("Show another deployment"));
    m_other->setToolTip(tr("Show another deployment"));
    m_pause->setGlyph(Glyph::Pause);
    m_rollback->setGlyph(Glyph::Undo);
    m_facts->setInk("muted");
    m_readyTitle->setInk("faint");
    m_readyTitle->setAlignment(Qt::AlignRight);
    m_ready->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_ready->setInk("muted");
    auto* first = new QHBoxLayout;
    first->setSpacing(9);
    first->addWidget(m_title);
    first->addWidget(m_state);
    first->addWidget(m_tier);
    first->addWidget(m_bad);
    first->addWidget(m_exception);
    first->addStretch(1);
    auto* left = new QVBoxLayout;
    left->setSpacing(3);
    left->addStretch(1);
    left->addLayout(first);
    left->addWidget(m_facts);
    left->addStretch(1);
    auto* ready = new QVBoxLayout;
    ready->setSpacing(2);
    ready->addStretch(1);
    ready->addWidget(m_readyTitle);
    ready->addWidget(m_ready);
    ready->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(12);
    layout->addLayout(left, 1);
    layout->addLayout(ready);
    layout->addWidget(m_watch);
    layout->addWidget(m_decide);
    layout->addWidget(m_pause);
    layout->addWidget(m_abandon);
    layout->addWidget(m_rollback);
    layout->addWidget(m_other);
    connect(m_other, &Button::clicked, this, &ReleaseHeader::chooseAsked);
    connect(m_watch, &Button::clicked, this, &ReleaseHeader::watchAsked);
    connect(m_rollback, &Button::clicked, this, &ReleaseHeader::rollbackAsked);
    connect(m_decide, &Button::clicked, this, &ReleaseHeader::decideAsked);
    connect(m_abandon, &Button::clicked, this, &ReleaseHeader::abandonAsked);
    connect(m_pause, &Button::clicked, this, [this] {
        if (m_release.paused)
            Q_EMIT resumeAsked();
        else
            Q_EMIT pauseAsked();
    });
}

void ReleaseHeader::set(const models::ReleaseView& release, qint64 nowMs) {
    m_release = release;
    const bool back = release.kind == QLatin1StringView("rollback");
    m_title->setText(deploymentTitle(release.kind, release.version, release.environment));
    m_state->set(stateLook(release));
    m_tier->set(Glyph::None, tierWord(release.tier), tierTone(release.tier));
    m_bad->setVisible(!release.badReason.isEmpty());
    m_bad->set(Glyph::Cross, tr("marked bad"), Tone::Failed);
    m_bad->setToolTip(release.badReason);
    const auto exception = exceptionLook(release);
    m_exception->setVisible(exception.has_value());
    m_exception->set(exception.value_or(Look{}));
    m_exception->setToolTip(release.emergency.isEmpty() ? waiverLines(release.waivers)
                                                        : tr("Emergency: %1").arg(release.emergency));
    m_exception->setAccessibleDescription(m_exception->toolTip());
    QStringList facts{release.deployment, tr("commit %1").arg(shortCommit(release.commit))};
    if (!release.fingerprint.isEmpty())
        facts << tr("fingerprint %1").arg(shortFingerprint(release.fingerprint));
    facts << tr("started %1 by %2").arg(dayAndTime(release.startedAtMs, nowMs), release.startedBy);
    if (!release.undoes.isEmpty())
        facts << (back ? tr("undoes %1") : tr("of %1")).arg(release.undoes);
    if (release.lock.heldSinceMs > 0 && release.endedAtMs == 0)
        facts << tr("environment locked by this deployment");
    if (release.drivenElsewhere)
        facts << tr("driven by another Slipway");
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    const bool road = release.rollback.allowed && !release.previousVersion.isEmpty() && !back;
    m_readyTitle->setVisible(road);
    m_ready->setVisible(road);
    m_readyTitle->setText(tr("Rollback ready"));
    const QString way = wayBackWords(release.wayBack, release.previousVersion, nowMs);
    m_ready->setText(!way.isEmpty() ? way
                                    : tr("to %1 · %n steps", nullptr, static_cast<int>(release.undo.size()))
                                          .arg(release.previousVersion));
    const bool open = isUnderWay(release.state);
    m_watch->setVisible(release.liveAtMs > 0 && !release.checkpoints.isEmpty());
    m_decide->setVisible(!release.failure.step.isEmpty());
    m_pause->setVisible(open && release.failure.step.isEmpty());
    m_pause->setGlyph(release.paused ? Glyph::Play : Glyph::Pause);
    m_pause->setWords(release.paused ? tr("Resume") : tr("Pause"));
    const models::Offer& pause = release.paused ? release.resume : release.pause;
    m_pause->setOffered(pause.allowed, pause.why);
    m_abandon->setVisible(open && release.abandon.allowed);
    m_rollback->setVisible(!back);
    m_rollback->setOffered(release.rollback.allowed, release.rollback.why);
}

} // namespace slipway::ui
