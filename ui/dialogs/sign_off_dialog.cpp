#include "ui/dialogs/sign_off_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/outcome_list.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/states.h"
#include "ui/widgets/key_fact.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

QString evidenceWords(const models::ReleaseView& release) {
    int failed = 0;
    int waived = 0;
    for (const models::StepView& step : release.steps) {
        failed += step.verdict == domain::Verdict::Failed ? 1 : 0;
        waived += step.verdict == domain::Verdict::Waived ? 1 : 0;
    }
    QStringList parts{SignOffDialog::tr("%n items", nullptr, release.evidence),
                      SignOffDialog::tr("%1 failed").arg(failed)};
    if (waived > 0)
        parts << SignOffDialog::tr("%1 waived").arg(waived);
    return parts.join(QStringLiteral(", "));
}

/// "Load test, by jonas: “no traffic change”", a line for each.
QString waiverWords(const models::ReleaseView& release) {
    QStringList lines;
    for (const models::WaiverView& waiver : release.waivers) {
        const QString what = !waiver.gate.isEmpty()        ? waiver.gate
                             : !waiver.stepTitle.isEmpty() ? waiver.stepTitle
                                                           : waiver.host;
        lines << SignOffDialog::tr("without %1, by %2: “%3”").arg(what, waiver.person, waiver.reason);
    }
    return lines.join(QLatin1Char('\n'));
}

Look tagLook(const models::TagView& tag) {
    switch (tag.state) {
    case models::TagView::State::Asking:
        return {Glyph::None, SignOffDialog::tr("looking at the tag…"), Tone::Neutral};
    case models::TagView::State::Verified:
        return {Glyph::Check, SignOffDialog::tr("tag verified"), Tone::Passed};
    case models::TagView::State::NotVerified:
        return {Glyph::Circle, SignOffDialog::tr("tag not verified"), Tone::Neutral};
    }
    Q_UNREACHABLE();
}

/// Whom a signature of this person leaves to be waited for, and who does not count.
QString afterWords(const models::ReleaseView& release, const models::StepView& step, int counted) {
    QStringList parts;
    if (step.fourEyes)
        parts << SignOffDialog::tr("started by %1, who does not count").arg(release.startedBy);
    if (!step.authors.isEmpty())
        parts << SignOffDialog::tr("wrote released commits and do not count: %1")
                     .arg(step.authors.join(QStringLiteral(", ")));
    const int after = step.signaturesNeeded - counted - 1;
    if (after > 0)
        parts << SignOffDialog::tr("%n more people are needed after you", nullptr, after);
    else if (step.signaturesNeeded > 1)
        parts << SignOffDialog::tr("nobody more is needed after you");
    return parts.join(QStringLiteral("; "));
}

} // namespace

SignOffDialog::SignOffDialog(const Context& context, const QString& deployment, const QString& step,
                             QWidget* parent)
    : FramedDialog("signOffDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_deployment(deployment)
    , m_step(step)
    , m_statement(new QuoteBox)
    , m_facts(new Facts(true))
    , m_evidence(new OutcomeList(tr("Evidence, item by item"), "evidenceList"))
    , m_note(new NoteEdit(tr("Note (kept with the signature)"), "signNote"))
    , m_typed(new QLineEdit)
    , m_noGo(addButton(Button::Kind::Refuse, tr("No-go…"), "noGo", true))
    , m_sign(addButton(Button::Kind::Primary, tr("Sign"), "confirmSign")) {
    m_sign->setGlyph(Glyph::Pen);
    body()->addWidget(m_statement);
    body()->addWidget(m_facts);
    body()->addWidget(m_evidence);
    body()->addWidget(m_note);
    m_typed->setObjectName(QStringLiteral("signTyped"));
    m_typed->hide();
    body()->addWidget(m_typed);
    body()->addStretch(1);
    connect(m_typed, &QLineEdit::textChanged, this, &SignOffDialog::refresh);
    // Typing goes into the note; a space on the focused Cancel would close the dialog.
    m_note->focus();
    m_fingerprint = context.feed.release(deployment).fingerprint;
    refresh();
    connect(m_sign, &Button::clicked, this, [this] { sign(true); });
    connect(m_noGo, &Button::clicked, this, [this] {
        if (m_note->words().isEmpty()) {
            setProblem(tr("A no-go needs its reason: write it into the note, then press No-go again."));
            m_note->focus();
            return;
        }
        sign(false);
    });
    connect(&context.feed, &models::Feed::releaseChanged, this, [this](const QString& changed) {
        if (changed == m_deployment)
            refresh();
    });
}

void SignOffDialog::refresh() {
    const models::ReleaseView release = m_context.feed.release(m_deployment);
    models::StepView step;
    for (const models::StepView& candidate : release.steps)
        if (candidate.id == m_step)
            step = candidate;
    setTier(release.tier);
    setHeading(
        tr("Sign off: %1").arg(step.title),
        release.previousVersion.isEmpty()
            ? tr("%1 → %2 · %3").arg(release.version, release.environment, release.deployment)
            : tr("%1 → %2, after %3 · %4")
                  .arg(release.version, release.environment, release.previousVersion, release.deployment));
    m_statement->set(step.runs.isEmpty() ? step.title : step.runs);
    int counted = 0;
    for (const models::SignatureView& signature : step.signatures)
        counted += signature.counts && !signature.noGo ? 1 : 0;
    setFacts(release, step, counted);
    const bool same = release.fingerprint == m_fingerprint;
    if (!same)
        setProblem(
            tr("What you would sign changed while this was open. Cancel, look at the release again, and sign "
               "what it is now."));
    m_typed->setVisible(!step.toType.isEmpty());
    const QString ask = tr("Type “%1” to approve it alone").arg(step.toType);
    m_typed->setPlaceholderText(ask);
    m_typed->setAccessibleName(ask);
    const bool typed = m_typed->text().trimmed() == step.toType;
    m_sign->setOffered(step.sign.allowed && same && typed, typed ? step.sign.why : ask);
    m_noGo->setOffered(step.sign.allowed && same, step.sign.why);
    setFootnote(step.sign.allowed ? QString() : step.sign.why);
    if (step.signaturesNeeded > 1)
        m_sign->setWords(tr("Sign (%1 of %2)")
                             .arg(std::min(counted + 1, step.signaturesNeeded))
                             .arg(step.signaturesNeeded));
}

void SignOffDialog::setFacts(const models::ReleaseView& release, const models::StepView& step, int counted) {
    QList<Facts::Fact> facts{
        {tr("Commit"), release.commit.left(10) + QStringLiteral("…"), Type::Mono, tagLook(release.tag),
         release.tag.words},
        {tr("Fingerprint"), release.fingerprint.left(16) + QStringLiteral("…")},
        {tr("Evidence"), evidenceWords(release), Type::Body, {}, {}, waiverWords(release)},
        {tr("Role"),
         step.role.isEmpty() ? tr("anybody") : step.role,
         Type::Body,
         {},
         {},
         afterWords(release, step, counted)},
        keyFact(m_context.feed.board())};
    if (!release.cannotUndo.isEmpty())
        facts << Facts::Fact{tr("Stays"),
                             tr("cannot be undone: %1").arg(release.cannotUndo.join(QStringLiteral(" · "))),
                             Type::Strong};
    m_facts->set(facts);
    m_evidence->set(evidenceLines(release.evidenceItems));
}

void SignOffDialog::sign(bool go) {
    await(m_context.actions.sign(m_deployment, m_step, m_note->words(), go, m_typed->text()),
          [this](const base::Result<void>&) { accept(); });
}

} // namespace slipway::ui
