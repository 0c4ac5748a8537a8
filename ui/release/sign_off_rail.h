#pragma once
#include "ui/widgets/context.h"

#include <QFrame>

namespace slipway::ui {

class Button;
class Card;
class Facts;
class Label;
class SignatureList;

/// Who is needed next, and what exactly they would sign.
class SignOffRail : public QFrame {
    Q_OBJECT
public:
    explicit SignOffRail(const Context& context, QWidget* parent = nullptr);
    void set(const models::ReleaseView& release);

Q_SIGNALS:
    void signAsked(const QString& step);
    void answerAsked(const QString& step);

private:
    void setStep(const models::ReleaseView& release, const models::StepView& step);
    void setNotes(const models::ReleaseView& release);

    Context m_context;
    models::StepView m_step;
    Label* m_title;
    Label* m_words;
    Card* m_people;
    SignatureList* m_signatures;
    Label* m_exactly;
    Facts* m_facts;
    Label* m_ifChanged;
    Card* m_notes;
    Label* m_counts;
    Label* m_summaries;
    Button* m_sign;
    Label* m_why;
};

} // namespace slipway::ui
