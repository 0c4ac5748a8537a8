#pragma once
#include "app/models/history_model.h"
#include "ui/widgets/context.h"

#include <QFrame>

class QLineEdit;

namespace slipway::ui {

class ComboBox;
class Label;

/// What of the history is shown. Every change is told at once.
class HistoryFields : public QFrame {
    Q_OBJECT
public:
    explicit HistoryFields(const Context& context, QWidget* parent = nullptr);
    /// The environments of the file, as the board knows them now.
    void refresh();
    void setCount(int shown, int all);
    void focusText();
    void clear();
    models::HistoryFilter filter() const;

Q_SIGNALS:
    void changed();

private:
    Context m_context;
    QLineEdit* m_text;
    ComboBox* m_environment;
    ComboBox* m_kind;
    ComboBox* m_outcome;
    ComboBox* m_since;
    Label* m_count;
    bool m_isFilling = false;
};

} // namespace slipway::ui
