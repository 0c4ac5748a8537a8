#include "ui/dialogs/sign_off_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/quantities.h"
#include "ui/widgets/facts.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

QString evidenceWords(const models::ReleaseView& release) {
    int failed = 0;
    QStringList waived;
    for (const models::StepView& step : release.steps) {
        failed += step.verdict == domain::Verdict::Failed ? 1 : 0;
        if (step.verdict == domain::Verdict::Waived)
            waived << step.title;
    }
    QStringList parts{SignOffDialog::tr("%n items", nullptr, release.evidence),
                      SignOffDialog::tr("%1 failed").arg(failed)};
    if (!waived.isEmpty())
        parts
            << SignOffDialog::tr("%1 waived (%2)").arg(waived.size()).arg(waived.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(", "));
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
    , m_note(new NoteEdit(tr("Note (kept with the signature)"), "signNote"))
    , m_typed(new QLineEdit)
    , m_noGo(addButton(Button::Kind::Refuse, tr("No-go…"), "noGo", true))
    , m_sign(addButton(Button::Kind::Primary, tr("Sign"), "confirmSign")) {
    m_sign->setGlyph(Glyph::Pen);
    body()->addWidget(m_statement);
    body()->addWidget(m_facts);
    body()->addWidget(m_note);
    m_typed->setObjectName(QStringLiteral("signTyped"));
    m_typed->hide();
    body()->addWidget(m_typed);
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
    setHeading(tr("Sign off: %1").arg(step.title),
               tr("%1 → %2 · %3").arg(release.version, release.environment, release.deployment));
    m_statement->set(step.runs.isEmpty() ? step.title : step.runs);
    setFacts(release, step);
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
    int counted = 0;
    for (const models::SignatureView& signature : step.signatures)
        counted += signature.counts && !signature.noGo ? 1 : 0;
    if (step.signaturesNeeded > 1)
        m_sign->setWords(tr("Sign (%1 of %2)")
                             .arg(std::min(counted + 1, step.signaturesNeeded))
                             .arg(step.signaturesNeeded));
}

void SignOffDialog::setFacts(const models::ReleaseView& release, const models::StepView& step) {
    const models::BoardView& board = m_context.feed.board();
    QString role = step.role.isEmpty() ? tr("anybody") : step.role;
    if (step.fourEyes)
        role = tr("%1 (started by %2; who started it does not count)").arg(role, release.startedBy);
    QList<Facts::Fact> facts{
        {tr("From → to"),
         tr("%1 → %2 on %3")
             .arg(release.previousVersion.isEmpty() ? tr("nothing") : release.previousVersion,
                  release.version, release.environment),
         Type::Body},
        {tr("Commit"), release.commit.left(16) + QStringLiteral("…")},
        {tr("Fingerprint"), release.fingerprint.left(16) + QStringLiteral("…")},
        {tr("Evidence"), evidenceWords(release), Type::Body},
        {tr("Role"), role, Type::Body},
        {tr("Key"), board.actorKey.isEmpty() ? tr("of %1").arg(board.actor)
                                             : tr("%1 · %2").arg(board.actor, board.actorKey)}};
    if (!release.cannotUndo.isEmpty())
        facts << Facts::Fact{tr("Stays"),
                             tr("cannot be undone: %1").arg(release.cannotUndo.join(QStringLiteral(" · "))),
                             Type::Strong};
    m_facts->set(facts);
}

void SignOffDialog::sign(bool go) {
    await(m_context.actions.sign(m_deployment, m_step, m_note->words(), go, m_typed->text()),
          [this](const base::Result<void>&) { accept(); });
}

} // namespace slipway::ui
