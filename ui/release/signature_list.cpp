#include "ui/release/signature_list.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

struct Place {
    Look look;
    QString who, note;
};

Place signedPlace(const models::SignatureView& signature, qint64 nowMs) {
    Place place;
    place.who = signature.person;
    if (signature.ended == models::SignatureView::Ended::Expired)
        place.look = {Glyph::Clock, SignatureList::tr("expired %1").arg(dayAndTime(signature.atMs, nowMs)),
                      Tone::Waiting};
    else if (signature.ended == models::SignatureView::Ended::TakenBack)
        place.look = {Glyph::Cross, SignatureList::tr("taken back %1").arg(dayAndTime(signature.atMs, nowMs)),
                      Tone::Waiting};
    else if (signature.waived)
        place.look = {Glyph::Diamond, SignatureList::tr("waived %1").arg(dayAndTime(signature.atMs, nowMs)),
                      Tone::Attention};
    else if (signature.noGo)
        place.look = {Glyph::Cross, SignatureList::tr("no-go %1").arg(dayAndTime(signature.atMs, nowMs)),
                      Tone::Failed};
    else if (signature.selfApproved)
        place.look = {Glyph::Diamond,
                      SignatureList::tr("self-approved %1").arg(dayAndTime(signature.atMs, nowMs)),
                      Tone::Attention};
    else if (!signature.counts)
        place.look = {Glyph::Diamond, SignatureList::tr("signed, does not count"), Tone::Waiting};
    else
        place.look = {Glyph::Check, SignatureList::tr("signed %1").arg(dayAndTime(signature.atMs, nowMs)),
                      Tone::Passed};
    QStringList notes;
    if (!signature.role.isEmpty())
        notes << SignatureList::tr("as %1").arg(signature.role);
    if (!signature.keyFingerprint.isEmpty())
        notes << shortFingerprint(signature.keyFingerprint);
    if (signature.untilMs > 0 && signature.ended == models::SignatureView::Ended::No)
        notes << SignatureList::tr("counts until %1").arg(dayAndTime(signature.untilMs, nowMs));
    if (!signature.note.isEmpty())
        notes << SignatureList::tr("“%1”").arg(signature.note);
    place.note = notes.join(QStringLiteral(" · "));
    return place;
}

} // namespace

SignatureList::SignatureList(QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(7);
}

void SignatureList::grow() {
    Row row{new QWidget, new GlyphLabel(12), new Label(Type::Strong), new Chip, new Label(Type::Label)};
    row.note->setInk("muted");
    row.note->setWordWrap(true);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(row.glyph);
    first->addWidget(row.who);
    first->addStretch(1);
    first->addWidget(row.state);
    auto* box = new QVBoxLayout(row.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addLayout(first);
    auto* second = new QHBoxLayout;
    second->setContentsMargins(20, 0, 0, 0);
    second->addWidget(row.note);
    box->addLayout(second);
    layout()->addWidget(row.box);
    m_rows << row;
}

void SignatureList::set(const models::StepView& step, qint64 nowMs) {
    QList<Place> places;
    int counted = 0;
    for (const models::SignatureView& signature : step.signatures) {
        places << signedPlace(signature, nowMs);
        counted += signature.counts && !signature.noGo ? 1 : 0;
    }
    for (const models::SignatureView& signature : step.endedSignatures)
        places << signedPlace(signature, nowMs);
    for (int open = counted; open < step.signaturesNeeded; ++open) {
        Place place;
        place.who = open == 0
                        ? (step.role.isEmpty() ? tr("Anybody") : step.role)
                        : tr("%1. %2").arg(open + 1).arg(step.role.isEmpty() ? tr("person") : step.role);
        const bool mine = open == counted && step.sign.allowed;
        place.look = mine ? Look{Glyph::Pen, tr("you can sign"), Tone::Running}
                          : Look{Glyph::Circle, tr("still to sign"), Tone::Waiting};
        places << place;
    }
    while (m_rows.size() < places.size())
        grow();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows[i].box->setVisible(i < places.size());
        if (i >= places.size())
            continue;
        m_rows[i].glyph->set(places[i].look.glyph, places[i].look.tone);
        m_rows[i].who->setText(places[i].who);
        m_rows[i].state->set(Glyph::None, places[i].look.word, places[i].look.tone);
        m_rows[i].note->setText(places[i].note);
        m_rows[i].note->setVisible(!places[i].note.isEmpty());
    }
}

} // namespace slipway::ui
