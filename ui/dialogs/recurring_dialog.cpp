#include "ui/dialogs/recurring_dialog.h"

#include "ui/dialogs/note_edit.h"
#include "ui/dialogs/quote_box.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>

namespace slipway::ui {

namespace {

constexpr int verdictWidth = 160;
constexpr int mostVisible = 380; ///< of the list of items, before it scrolls

std::optional<domain::Verdict> chosen(const ComboBox* box) {
    return box->currentIndex() <= 0 ? std::nullopt
                                    : std::optional(static_cast<domain::Verdict>(box->currentData().toInt()));
}

} // namespace

RecurringDialog::RecurringDialog(const Context& context, const models::RecurringView& view, QWidget* parent)
    : FramedDialog("recurringDialog", domain::Tier::Development, parent)
    , m_context(context)
    , m_checklist(view.checklist.name)
    , m_note(new NoteEdit(tr("Note (kept with your signature)"), "recurringNote"))
    , m_mayBeSigned(view.sign.allowed) {
    setHeading(view.checklist.title, domain::everyWords(view.checklist) + QStringLiteral(" · ") + view.words);
    if (!view.checklist.why.isEmpty()) {
        auto* why = new QuoteBox;
        why->set(view.checklist.why);
        body()->addWidget(why);
    }
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 4, 0);
    list->setSpacing(0);
    if (m_mayBeSigned)
        for (const QString& text : view.checklist.items)
            list->addWidget(makeRow(m_rows.size() + 1, text));
    if (const domain::RecurringSignOff* last = view.standing.last())
        list->addWidget(makeLast(*last));
    list->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(std::min(mostVisible, content->sizeHint().height() + 4));
    body()->addWidget(scroll, 1);
    m_note->setVisible(m_mayBeSigned);
    body()->addWidget(m_note);
    m_sign = addButton(Button::Kind::Primary, tr("Sign"), "recurringSign");
    m_sign->setGlyph(Glyph::Pen);
    const QString key = context.feed.board().actorKey;
    setFootnote(!m_mayBeSigned  ? view.sign.why
                : key.isEmpty() ? tr("Recorded as self-approved")
                                : tr("Signed with your key %1").arg(shortFingerprint(key)));
    connect(m_sign, &Button::clicked, this, &RecurringDialog::sign);
    look();
}

QWidget* RecurringDialog::makeRow(qsizetype number, const QString& text) {
    auto* box = new QWidget;
    Row row{text, new ComboBox(tr("Answer to “%1”").arg(text), "recurringAnswer"), new QLineEdit};
    row.verdict->setObjectName(QStringLiteral("recurringAnswer%1").arg(number));
    row.verdict->setFixedWidth(verdictWidth);
    row.verdict->addItem(tr("Choose…"));
    for (const domain::Verdict verdict :
         {domain::Verdict::Passed, domain::Verdict::Failed, domain::Verdict::NotApplicable})
        row.verdict->addItem(lookOf(verdict).word, static_cast<int>(verdict));
    row.note->setObjectName(QStringLiteral("recurringNote%1").arg(number));
    row.note->setAccessibleName(tr("What was found at “%1”").arg(text));
    row.note->setMaxLength(2000);
    auto* words = new Label(Type::Strong, QStringLiteral("%1. %2").arg(number).arg(text));
    words->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(words, 1);
    head->addWidget(row.verdict, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(8);
    layout->addWidget(new Rule);
    layout->addLayout(head);
    layout->addWidget(row.note);
    row.note->hide();
    connect(row.verdict, &QComboBox::currentIndexChanged, this, [this, row] {
        const auto verdict = chosen(row.verdict);
        row.note->setVisible(verdict && *verdict != domain::Verdict::Passed);
        row.note->setPlaceholderText(verdict == domain::Verdict::Failed ? tr("What was found")
                                                                        : tr("Why it does not apply"));
        look();
    });
    connect(row.note, &QLineEdit::textChanged, this, &RecurringDialog::look);
    m_rows << row;
    return box;
}

QWidget* RecurringDialog::makeLast(const domain::RecurringSignOff& signOff) {
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 6, 0, 8);
    layout->setSpacing(5);
    layout->addWidget(new Rule);
    const QString when = dayAndTime(signOff.atMs, m_context.nowMs());
    auto* title =
        new Label(Type::Label, signOff.isLate() ? tr("SIGNED LATE %1 BY %2").arg(when, signOff.person.text())
                                                : tr("SIGNED %1 BY %2").arg(when, signOff.person.text()));
    title->setInk("faint");
    layout->addWidget(title);
    QStringList notes;
    for (const domain::RecurringItem& item : signOff.items) {
        const Look look = lookOf(item.verdict);
        auto* glyph = new GlyphLabel(13);
        glyph->set(look.glyph, look.tone);
        auto* words =
            new Label(Type::Body, item.note.isEmpty()
                                      ? tr("%1: %2").arg(item.text, look.word.toLower())
                                      : tr("%1: %2, %3").arg(item.text, look.word.toLower(), item.note));
        words->setWordWrap(true);
        auto* line = new QHBoxLayout;
        line->setSpacing(9);
        glyph->setFixedHeight(17);
        line->addWidget(glyph, 0, Qt::AlignTop);
        line->addWidget(words, 1);
        layout->addLayout(line);
    }
    if (!signOff.note.isEmpty())
        layout->addWidget((new Label(Type::Body, tr("Note: %1").arg(signOff.note)))->wrapped());
    return box;
}

void RecurringDialog::look() {
    QString missing;
    for (const Row& row : m_rows) {
        const auto verdict = chosen(row.verdict);
        if (!verdict)
            missing = tr("Every item needs an answer.");
        else if (*verdict != domain::Verdict::Passed && row.note->text().trimmed().isEmpty())
            missing = tr("What did not pass needs words.");
        if (!missing.isEmpty())
            break;
    }
    m_sign->setOffered(m_mayBeSigned && missing.isEmpty(), missing);
}

void RecurringDialog::sign() {
    QList<domain::RecurringItem> items;
    for (const Row& row : m_rows) {
        const domain::Verdict verdict = chosen(row.verdict).value_or(domain::Verdict::Failed);
        items.append(
            {row.text, verdict, verdict == domain::Verdict::Passed ? QString() : row.note->text().trimmed()});
    }
    await(m_context.actions.signRecurring(m_checklist, items, m_note->words()),
          [this](const base::Result<void>&) { accept(); });
}

} // namespace slipway::ui
