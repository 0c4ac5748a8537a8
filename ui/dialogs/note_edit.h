#pragma once
#include <QPlainTextEdit>
#include <QWidget>

namespace slipway::ui {

class Label;

/// A titled field for a few words of a person; Tab leaves it.
class NoteEdit : public QWidget {
    Q_OBJECT
public:
    NoteEdit(const QString& title, const char* name, QWidget* parent = nullptr);
    QString words() const;
    void setPlaceholder(const QString& words);
    void focus() { m_edit->setFocus(); }

Q_SIGNALS:
    void changed();

private:
    QPlainTextEdit* m_edit;
};

} // namespace slipway::ui
