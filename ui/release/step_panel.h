#pragma once
#include "ui/widgets/context.h"

#include <QWidget>

namespace slipway::ui {

class Banner;
class Button;
class Card;
class Chip;
class ElidedLabel;
class Facts;
class HostMatrix;
class HostTabs;
class Label;
class SignatureList;
class TerminalView;

/// The selected step: what it does and why, its exact command, and how it goes on each host.
class StepPanel : public QWidget {
    Q_OBJECT
public:
    explicit StepPanel(const Context& context, QWidget* parent = nullptr);
    void set(const models::ReleaseView& release, const QString& step);
    /// Shows this host's output of the step instead of all hosts.
    void showHost(const QString& host);

Q_SIGNALS:
    void stopAsked(const QString& step);
    void signAsked(const QString& step);
    void answerAsked(const QString& step);
    void takeBackAsked(const QString& step);
    /// The person picked a cell of the table of all hosts.
    void hostOpened(const QString& step, const QString& host);

private:
    void setFacts(const models::ReleaseView& release, const models::StepView& step);
    void setOutput(const models::StepView& step);
    void setPerson(const models::StepView& step);
    void showAttempt();
    void showNotice();
    void age();

    Context m_context;
    models::ReleaseView m_release;
    models::StepView m_step;
    ElidedLabel* m_title;
    Chip* m_state;
    Button* m_stop;
    Label* m_why;
    Card* m_box;
    Facts* m_facts;
    Card* m_output;
    HostTabs* m_tabs;
    QWidget* m_noticeRow;
    Banner* m_notice;
    TerminalView* m_terminal;
    HostMatrix* m_matrix;
    Card* m_person;
    Label* m_statement;
    SignatureList* m_signatures;
    Button* m_sign;
    Button* m_answer;
    Button* m_takeBack;
    Label* m_whyNot;
    QWidget* m_rest;
};

} // namespace slipway::ui
