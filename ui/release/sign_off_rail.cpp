#include "ui/release/sign_off_rail.h"

#include "ui/release/signature_list.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/key_fact.h"
#include "ui/widgets/label.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int railWidth = 300;
constexpr qsizetype mostSummaries = 6;

bool isSigned(const models::StepView& step) {
    return !step.role.isEmpty() || step.signaturesNeeded > 0;
}

QString whoIsNeeded(const models::StepView& step) {
    QString words;
    if (!isSigned(step))
        words = SignOffRail::tr("Somebody looks, and answers passed, failed or not applicable.");
    else if (step.signaturesNeeded > 1)
        words =
            SignOffRail::tr("%1 different people must sign as %2.").arg(step.signaturesNeeded).arg(step.role);
    else
        words = SignOffRail::tr("One person must sign as %1.")
                    .arg(step.role.isEmpty() ? SignOffRail::tr("anybody") : step.role);
    if (step.fourEyes)
        words += QLatin1Char(' ') + SignOffRail::tr("Who started the deployment does not count.");
    return words;
}

} // namespace

SignOffRail::SignOffRail(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(new Label(Type::Section))
    , m_words(new Label(Type::Body))
    , m_people(new Card)
    , m_signatures(new SignatureList)
    , m_exactly(new Label(Type::Overline, tr("YOU SIGN FOR EXACTLY THIS")))
    , m_facts(new Facts(true))
    , m_ifChanged(new Label(
          Type::Body, tr("If any of these changes, the signature no longer counts and you are asked again.")))
    , m_notes(new Card)
    , m_counts(new Label(Type::Body))
    , m_summaries(new Label(Type::Body))
    , m_sign(new Button(Button::Kind::Primary, tr("Sign…"), "sign"))
    , m_why(new Label(Type::Body)) {
    setProperty("rail", QStringLiteral("right"));
    setFixedWidth(railWidth);
    for (Label* label : {m_title, m_words, m_ifChanged, m_summaries, m_counts, m_why})
        label->setWordWrap(true);
    for (Label* label : {m_words, m_counts, m_summaries, m_exactly})
        label->setInk("muted");
    m_ifChanged->setInk("faint");
    m_why->setInk("muted");
    m_why->setAlignment(Qt::AlignHCenter);
    m_sign->setGlyph(Glyph::Pen);
    auto* people = new QVBoxLayout(m_people);
    people->setContentsMargins(13, 11, 13, 11);
    people->addWidget(m_signatures);
    auto* notes = new QVBoxLayout(m_notes);
    notes->setContentsMargins(13, 11, 13, 11);
    notes->setSpacing(4);
    notes->addWidget(new Label(Type::Strong, tr("Release notes")));
    notes->addWidget(m_counts);
    notes->addWidget(m_summaries);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* top = new QVBoxLayout(content);
    top->setContentsMargins(16, 16, 16, 12);
    top->setSpacing(12);
    top->addWidget(m_title);
    top->addWidget(m_words);
    top->addWidget(m_people);
    top->addWidget(m_exactly);
    top->addWidget(m_facts);
    top->addWidget(m_ifChanged);
    top->addStretch(1);
    top->addWidget(m_notes);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* bottom = new QVBoxLayout;
    bottom->setContentsMargins(16, 0, 16, 14);
    bottom->setSpacing(8);
    bottom->addWidget(m_sign);
    bottom->addWidget(m_why);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(bottom);
    connect(m_sign, &Button::clicked, this, [this] {
        if (isSigned(m_step))
            Q_EMIT signAsked(m_step.id);
        else
            Q_EMIT answerAsked(m_step.id);
    });
}

void SignOffRail::set(const models::ReleaseView& release) {
    models::StepView next;
    for (const models::StepView& step : release.steps)
        if (step.id == release.nextSignOff)
            next = step;
    setStep(release, next);
    setNotes(release);
}

void SignOffRail::setStep(const models::ReleaseView& release, const models::StepView& step) {
    m_step = step;
    const bool some = !step.id.isEmpty();
    const bool signs = isSigned(step);
    for (QWidget* widget : {static_cast<QWidget*>(m_people), static_cast<QWidget*>(m_exactly),
                            static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_ifChanged)})
        widget->setVisible(some && signs);
    m_sign->setVisible(some);
    m_why->setVisible(some);
    if (release.rehearsedMs > 0) {
        m_title->setText(rehearsedLook(release.rehearsedMs).word);
        m_words->setText(tr("The way back to %1 works, and %2 runs on %3 again. Nothing is to be signed.")
                             .arg(release.previousVersion, release.version, release.environment));
        return;
    }
    if (release.steps.isEmpty() && isUnderWay(release.state)) {
        m_title->setText(tr("The plan is not fixed yet"));
        m_words->setText(tr("What this deployment asks of people appears here."));
        return;
    }
    if (!some) {
        m_title->setText(tr("No sign-off needed"));
        m_words->setText(isUnderWay(release.state)
                             ? tr("Nothing in the rest of this checklist asks a person.")
                             : (release.liveAtMs > 0
                                    ? tr("The checklist is complete. Checkpoints of the watch are "
                                         "signed on the monitoring page.")
                                    : tr("This deployment has ended.")));
        return;
    }
    m_title->setText(signs ? tr("Next sign-off: %1").arg(step.title) : tr("Next item: %1").arg(step.title));
    m_words->setText(whoIsNeeded(step));
    m_signatures->set(step, m_context.nowMs());
    QList<Facts::Fact> facts{{tr("Commit"), shortFingerprint(release.commit)},
                             {tr("Fingerprint"), shortFingerprint(release.fingerprint)},
                             {tr("Evidence"), tr("so far %n items", nullptr, release.evidence), Type::Body}};
    facts << keyFact(m_context.feed.board(), true);
    m_facts->set(facts);
    int counted = 0;
    for (const models::SignatureView& signature : step.signatures)
        counted += signature.counts && !signature.noGo ? 1 : 0;
    if (!signs)
        m_sign->setWords(tr("Answer…"));
    else if (step.signaturesNeeded > 1)
        m_sign->setWords(tr("Sign (%1 of %2)…")
                             .arg(std::min(counted + 1, step.signaturesNeeded))
                             .arg(step.signaturesNeeded));
    else
        m_sign->setWords(tr("Sign…"));
    const models::Offer& offer = signs ? step.sign : step.answer;
    m_sign->setOffered(offer.allowed, offer.why);
    QString why = offer.allowed ? QString() : offer.why;
    if (why.isEmpty() && !offer.allowed && !step.waitsAfter.isEmpty())
        why = tr("available after “%1”").arg(step.waitsAfter);
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
}

void SignOffRail::setNotes(const models::ReleaseView& release) {
    m_notes->setVisible(release.commits >= 0 || !release.commitSummaries.isEmpty());
    QStringList counts;
    if (release.commits >= 0)
        counts << tr("%n commits", nullptr, release.commits);
    if (!release.authors.isEmpty())
        counts << tr("%n authors", nullptr, static_cast<int>(release.authors.size()));
    m_counts->setText(counts.join(QStringLiteral(" · ")));
    m_counts->setToolTip(release.authors.join(QLatin1Char('\n')));
    QStringList summaries = release.commitSummaries.mid(0, mostSummaries);
    if (release.commitSummaries.size() > mostSummaries)
        summaries << QStringLiteral("…");
    m_summaries->setText(summaries.join(QLatin1Char('\n')));
    m_summaries->setVisible(!summaries.isEmpty());
}

} // namespace slipway::ui
