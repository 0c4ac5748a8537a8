#pragma once
#include "app/models/story_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/context.h"

#include <QTimer>

namespace slipway::ui {

class Button;
class CheckBox;
class Chip;
class ElidedLabel;
class Label;
class StoryList;

/// One deployment with its whole story, and the ways to its pages, its report and its proof.
class Dossier : public Card {
    Q_OBJECT
public:
    explicit Dossier(const Context& context, QWidget* parent = nullptr);
    ~Dossier() override;
    /// Empty: none.
    void setDeployment(const QString& deployment);
    QString deployment() const { return m_deployment; }
    /// Reads it again, soon and once for many changes.
    void refreshSoon();
    void focusStory();

Q_SIGNALS:
    void releaseAsked(const QString& deployment, const QString& step, const QString& host);
    void watchAsked(const QString& deployment);
    void reportAsked(const QString& deployment);
    void exportAsked(const QString& deployment);
    void reviewAsked(const QString& deployment);

private:
    void refresh();
    void showHead();

    Context m_context;
    QString m_deployment;
    int m_asked = 0; ///< only the newest answer is shown
    models::StoryModel m_story;
    ElidedLabel* m_title;
    Chip* m_state;
    Chip* m_exception;
    ElidedLabel* m_meta;
    ElidedLabel* m_counts;
    ElidedLabel* m_proof;
    Label* m_problem;
    CheckBox* m_onlyPeople;
    Button* m_review;
    Button* m_release;
    Button* m_watch;
    Button* m_report;
    Button* m_export;
    StoryList* m_list;
    QTimer m_soon;
};

} // namespace slipway::ui
