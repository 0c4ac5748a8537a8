#include "ui/release/step_panel.h"

#include "app/models/output_model.h"
#include "ui/release/host_matrix.h"
#include "ui/release/host_tabs.h"
#include "ui/release/signature_list.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/label.h"
#include "ui/widgets/terminal_view.h"

#include <QTimer>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int secondMs = 1000;

Look stepLook(const models::StepView& step, qint64 nowMs) {
    Look look = lookOf(step);
    if (step.verdict == domain::Verdict::Running && step.waitUntilMs > 0) {
        look.word = StepPanel::tr("Waits · %1 left").arg(span(std::max<qint64>(0, step.waitUntilMs - nowMs)));
    } else if (step.verdict == domain::Verdict::Running && step.hosts.size() > 1) {
        int done = 0;
        for (const models::HostRunView& host : step.hosts)
            done += domain::isComplete(host.verdict) ? 1 : 0;
        look.word = StepPanel::tr("Running · %1 of %2 hosts done").arg(done).arg(step.hosts.size());
    } else if (step.verdict == domain::Verdict::Waiting && !step.waitsAfter.isEmpty()) {
        look.word = StepPanel::tr("After “%1”").arg(step.waitsAfter);
    }
    return look;
}

bool leavesOutput(const models::StepView& step) {
    for (const models::HostRunView& host : step.hosts)
        if (!host.host.isEmpty())
            return true;
    return !step.asksPerson && step.doneBy != QLatin1StringView("http") &&
           step.doneBy != QLatin1StringView("git") && step.doneBy != QLatin1StringView("file") &&
           step.doneBy != QLatin1StringView("ci") && step.doneBy != QLatin1StringView("wait");
}

} // namespace

StepPanel::StepPanel(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new ElidedLabel(Type::Section))
    , m_state(new Chip)
    , m_stop(new Button(Button::Kind::Plain, tr("Stop step"), "stopStep"))
    , m_why(new Label(Type::Body))
    , m_box(new Card)
    , m_facts(new Facts(false))
    , m_output(new Card)
    , m_tabs(new HostTabs)
    , m_noticeRow(new QWidget)
    , m_notice(new Banner(QStringLiteral("output")))
    , m_terminal(new TerminalView)
    , m_matrix(new HostMatrix)
    , m_person(new Card)
    , m_statement(new Label(Type::Body))
    , m_signatures(new SignatureList)
    , m_sign(new Button(Button::Kind::Plain, tr("Sign…"), "signStep"))
    , m_answer(new Button(Button::Kind::Plain, tr("Answer…"), "answerStep"))
    , m_takeBack(new Button(Button::Kind::Plain, tr("Take back…"), "takeBackStep"))
    , m_whyNot(new Label(Type::Body))
    , m_rest(new QWidget) {
    m_stop->setGlyph(Glyph::Stop);
    m_sign->setGlyph(Glyph::Pen);
    m_why->setInk("muted");
    m_why->setWordWrap(true);
    m_statement->setWordWrap(true);
    m_whyNot->setInk("muted");
    m_whyNot->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(9);
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    head->addWidget(m_stop);
    auto* box = new QVBoxLayout(m_box);
    box->setContentsMargins(15, 12, 15, 12);
    box->addWidget(m_facts);
    auto* output = new QVBoxLayout(m_output);
    output->setContentsMargins(1, 1, 1, 1);
    output->setSpacing(0);
    output->addWidget(m_tabs);
    auto* notice = new QVBoxLayout(m_noticeRow);
    notice->setContentsMargins(9, 8, 9, 8);
    notice->addWidget(m_notice);
    m_noticeRow->hide();
    output->addWidget(m_noticeRow);
    output->addWidget(m_terminal, 1);
    output->addWidget(m_matrix, 1);
    m_matrix->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(9);
    buttons->addWidget(m_sign);
    buttons->addWidget(m_answer);
    buttons->addWidget(m_takeBack);
    buttons->addWidget(m_whyNot, 1);
    auto* person = new QVBoxLayout(m_person);
    person->setContentsMargins(15, 14, 15, 14);
    person->setSpacing(12);
    person->addWidget(m_statement);
    person->addWidget(new Rule);
    person->addWidget(m_signatures);
    person->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 16);
    layout->setSpacing(12);
    layout->addLayout(head);
    layout->addWidget(m_why);
    layout->addWidget(m_box);
    layout->addWidget(m_person);
    layout->addWidget(m_output, 1);
    layout->addWidget(m_rest, 1);
    connect(m_tabs, &HostTabs::picked, this, &StepPanel::showAttempt);
    connect(m_stop, &Button::clicked, this, [this] { Q_EMIT stopAsked(m_step.id); });
    connect(m_sign, &Button::clicked, this, [this] { Q_EMIT signAsked(m_step.id); });
    connect(m_answer, &Button::clicked, this, [this] { Q_EMIT answerAsked(m_step.id); });
    connect(m_takeBack, &Button::clicked, this, [this] { Q_EMIT takeBackAsked(m_step.id); });
    connect(m_matrix, &HostMatrix::opened, this, &StepPanel::hostOpened);
    connect(&context.feed, &models::Feed::outputTroubleChanged, this, &StepPanel::showNotice);
    auto* seconds = new QTimer(this);
    connect(seconds, &QTimer::timeout, this, &StepPanel::age);
    seconds->start(secondMs);
}

void StepPanel::age() {
    // When a host was heard last comes without a signal, so it is looked up.
    if (isVisible() && m_step.verdict == domain::Verdict::Running)
        set(m_context.feed.release(m_release.deployment), m_step.id);
}

void StepPanel::showHost(const QString& host) {
    m_tabs->showHost(host);
    m_terminal->setFocus();
}

void StepPanel::set(const models::ReleaseView& release, const QString& step) {
    models::StepView view;
    for (const models::StepView& candidate : release.steps)
        if (candidate.id == step)
            view = candidate;
    const bool other = m_release.deployment != release.deployment || m_step.id != view.id;
    m_release = release;
    m_step = view;
    m_title->setText(view.title);
    m_state->set(stepLook(view, m_context.nowMs()));
    m_state->setVisible(!view.id.isEmpty());
    m_stop->setVisible(view.verdict == domain::Verdict::Running && !view.asksPerson);
    m_stop->setOffered(view.stop.allowed, view.stop.why);
    m_why->setText(view.why);
    m_why->setVisible(!view.why.isEmpty());
    setFacts(release, view);
    setPerson(view);
    if (other)
        m_tabs->follow();
    setOutput(view);
}

void StepPanel::setFacts(const models::ReleaseView& release, const models::StepView& step) {
    QList<Facts::Fact> facts;
    if (!step.asksPerson && !step.runs.isEmpty()) {
        QString name = tr("RUNS");
        if (step.doneBy == QLatin1StringView("http") || step.doneBy == QLatin1StringView("ci"))
            name = tr("ASKS");
        else if (step.doneBy == QLatin1StringView("git") || step.doneBy == QLatin1StringView("file") ||
                 step.kind == QLatin1StringView("health"))
            name = tr("CHECKS");
        // What is asked of probes is a sentence, no command.
        facts << Facts::Fact{name, step.runs,
                             step.kind == QLatin1StringView("health") ? Type::Body : Type::Mono};
    }
    if (!step.undo.isEmpty())
        facts << Facts::Fact{tr("UNDO"), step.undo};
    if (!step.limits.isEmpty())
        facts << Facts::Fact{tr("LIMITS"), step.limits, Type::Body};
    if (!release.strategy.isEmpty() && step.hosts.size() > 1 && step.phase == domain::Phase::Deploy)
        facts << Facts::Fact{tr("STRATEGY"), release.strategy, Type::Body};
    if (!release.guard.isEmpty() && step.phase == domain::Phase::Deploy)
        facts << Facts::Fact{tr("GUARD"), release.guard, Type::Body};
    for (const models::WaiverView& waiver : release.waivers)
        if (waiver.step == step.id)
            facts << Facts::Fact{
                waiver.host.isEmpty() ? tr("◇ WAIVED") : tr("◇ WAIVED ON %1").arg(waiver.host),
                tr("%1, %2: “%3”")
                    .arg(waiver.person, dayAndTime(waiver.atMs, m_context.nowMs()), waiver.reason),
                Type::Body};
    if (!step.asksPerson)
        for (const models::SignatureView& answer : step.signatures)
            facts << Facts::Fact{
                tr("ANSWERED"),
                tr("%1, %2: “%3”")
                    .arg(answer.person, dayAndTime(answer.atMs, m_context.nowMs()), answer.note),
                Type::Body};
    QStringList variables;
    for (const auto& [name, value] : step.variables)
        variables << name + QLatin1Char('=') + value;
    if (!variables.isEmpty())
        facts << Facts::Fact{tr("SEES"), variables.join(QStringLiteral("\n"))};
    if (!leavesOutput(step) && !step.asksPerson) {
        const models::HostRunView run = step.hosts.value(0);
        facts << Facts::Fact{
            tr("RESULT"),
            run.summary.isEmpty() ? (step.summary.isEmpty() ? lookOf(step).word : step.summary) : run.summary,
            Type::Body};
        if (run.startedAtMs > 0)
            facts << Facts::Fact{tr("STARTED"),
                                 run.endedAtMs > 0 ? tr("%1, took %2")
                                                         .arg(timeWithSeconds(run.startedAtMs),
                                                              span(run.endedAtMs - run.startedAtMs))
                                                   : timeWithSeconds(run.startedAtMs),
                                 Type::Body};
    }
    m_facts->set(facts);
    m_box->setVisible(!facts.isEmpty());
}

void StepPanel::setPerson(const models::StepView& step) {
    m_person->setVisible(step.asksPerson);
    if (!step.asksPerson)
        return;
    m_statement->setText(tr("“%1”").arg(step.runs.isEmpty() ? step.title : step.runs));
    m_signatures->set(step, m_context.nowMs());
    const bool open = !domain::isComplete(step.verdict);
    const bool signs = !step.role.isEmpty() || step.signaturesNeeded > 0;
    m_sign->setVisible(open && signs);
    m_sign->setOffered(step.sign.allowed, step.sign.why);
    // Offered only to whom it concerns: others have nothing here to take back.
    m_takeBack->setVisible(step.takeBack.allowed);
    m_answer->setVisible(open && !signs);
    m_answer->setOffered(step.answer.allowed, step.answer.why);
    const models::Offer& offer = signs ? step.sign : step.answer;
    m_whyNot->setText(open && !offer.allowed ? offer.why : QString());
    m_signatures->setVisible(signs || !step.signatures.isEmpty());
}

void StepPanel::setOutput(const models::StepView& step) {
    const bool output = !m_release.deployment.isEmpty() && !step.id.isEmpty() && leavesOutput(step);
    m_output->setVisible(output);
    m_rest->setVisible(!output);
    if (!output) {
        m_terminal->showOutput(nullptr);
        return;
    }
    m_tabs->setVisible(!step.hosts.isEmpty());
    m_terminal->setRoundTop(step.hosts.isEmpty());
    m_tabs->set(step.hosts, m_context.nowMs());
    showAttempt();
}

void StepPanel::showNotice() {
    const models::HostRunView run =
        m_tabs->showsAll() ? models::HostRunView{} : m_step.hosts.value(m_tabs->current());
    const auto trouble = m_context.feed.outputTrouble();
    const bool staysThere = trouble && m_step.verdict == domain::Verdict::Running;
    m_noticeRow->setVisible(staysThere || run.leftOutBytes > 0);
    if (staysThere)
        m_notice->set(
            Glyph::Triangle, Tone::Attention,
            tr("Output cannot be kept on this computer now: %1. The hosts keep it, the steps run on, "
               "and it is fetched as soon as there is room.")
                .arg(trouble->detail));
    else if (run.leftOutBytes > 0)
        m_notice->set(Glyph::Triangle, Tone::Attention,
                      tr("%1 of this output is left out in the middle: of each stream %2 is kept, its begin "
                         "and its newest part.")
                          .arg(dataSize(run.leftOutBytes), dataSize(m_context.feed.outputCap())));
}

void StepPanel::showAttempt() {
    showNotice();
    m_matrix->setVisible(m_tabs->showsAll());
    m_terminal->setVisible(!m_tabs->showsAll());
    // The table is square, the card's corners are round.
    m_output->layout()->setContentsMargins(1, 1, 1, m_tabs->showsAll() ? 7 : 1);
    if (m_tabs->showsAll()) {
        m_matrix->set(m_release, m_step.id, m_context.nowMs());
        return;
    }
    const models::HostRunView host = m_step.hosts.value(m_tabs->current());
    m_terminal->setPlaceholder(host.attempt.isEmpty()
                                   ? tr("Not started yet. Its output appears here line by line.")
                                   : tr("No output."));
    m_terminal->setAccessibleName(host.host.isEmpty() ? tr("Output") : tr("Output of %1").arg(host.host));
    m_terminal->showOutput(
        host.attempt.isEmpty() ? nullptr : m_context.feed.output(m_release.deployment, host.attempt));
}

} // namespace slipway::ui
