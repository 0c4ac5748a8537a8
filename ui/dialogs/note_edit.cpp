#include "ui/dialogs/note_edit.h"

#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

NoteEdit::NoteEdit(const QString& title, const char* name, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit) {
    auto* label = new Label(Type::Body, title);
    label->setInk("muted");
    label->setBuddy(m_edit);
    m_edit->setObjectName(QLatin1StringView(name));
    m_edit->setAccessibleName(title);
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(64);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(label);
    layout->addWidget(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &NoteEdit::changed);
}

QString NoteEdit::words() const {
    return m_edit->toPlainText().trimmed();
}

void NoteEdit::setPlaceholder(const QString& words) {
    m_edit->setPlaceholderText(words);
}

} // namespace slipway::ui
