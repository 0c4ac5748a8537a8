#pragma once
#include "app/models/output_search.h"
#include "ui/widgets/context.h"

#include <QFrame>

class QLineEdit;

namespace slipway::ui {

class Button;
class CheckBox;
class ComboBox;
class Label;

/// What to look for and where: the head of the search page.
class SearchFields : public QFrame {
    Q_OBJECT
public:
    explicit SearchFields(const Context& context, QWidget* parent = nullptr);
    /// Deployments and environments as they are now; what is chosen stays.
    void refresh();
    void setRunning(bool running);
    /// Why it cannot be searched so, as a sentence; empty: it can.
    void setProblem(const QString& problem);
    void focusText();
    void search(const QString& text);
    void searchLog(const QString& deployment);

Q_SIGNALS:
    void searchAsked(const slipway::models::OutputFilter& filter);
    void stopAsked();

private:
    void ask();
    QWidget* field(const QString& title, QWidget* edit);

    Context m_context;
    QLineEdit* m_text;
    CheckBox* m_pattern;
    CheckBox* m_case;
    Button* m_search;
    Button* m_stop;
    ComboBox* m_environment;
    ComboBox* m_deployment;
    QLineEdit* m_host;
    QLineEdit* m_step;
    ComboBox* m_stream;
    QLineEdit* m_since;
    QLineEdit* m_until;
    Label* m_problem;
};

} // namespace slipway::ui
