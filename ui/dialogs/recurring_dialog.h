#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

class QLineEdit;

namespace slipway::ui {

class ComboBox;
class NoteEdit;

/// Goes through a recurring checklist, item by item, and signs it for the period that is on. Where that is
/// not open to the person it says why, and shows what was answered the last time.
class RecurringDialog : public FramedDialog {
    Q_OBJECT
public:
    RecurringDialog(const Context& context, const models::RecurringView& view, QWidget* parent);

private:
    struct Row {
        QString text;
        ComboBox* verdict;
        QLineEdit* note;
    };
    QWidget* makeRow(qsizetype number, const QString& text);
    QWidget* makeLast(const domain::RecurringSignOff& signOff);
    void look();
    void sign();

    Context m_context;
    QString m_checklist;
    QList<Row> m_rows;
    NoteEdit* m_note;
    Button* m_sign;
    bool m_mayBeSigned;
};

} // namespace slipway::ui
