#pragma once
#include "app/models/views.h"

#include <QFrame>

namespace slipway::ui {

class Button;
class Chip;
class ElidedLabel;
class GlyphLabel;
class Label;

/// Logo, project, the pages, who watches, and who acts.
class TopBar : public QFrame {
    Q_OBJECT
public:
    enum Page { Environments, Release, Monitoring, History, Output, Inbox };
    explicit TopBar(QWidget* parent = nullptr);
    /// `waiting`: deployments that wait for a person.
    void set(const models::BoardView& board, int waiting);
    void setPage(Page page);

Q_SIGNALS:
    void pageChosen(slipway::ui::TopBar::Page page);
    void actorChosen(const QString& person);

private:
    void chooseActor();
    void chooseAppearance();

    models::BoardView m_board;
    ElidedLabel* m_project;
    QList<Button*> m_pages;
    Button* m_release;
    Chip* m_badge;
    Button* m_inbox;
    Chip* m_waiting; ///< how many wait for who acts
    Chip* m_observer;
    Button* m_actor;
    Button* m_menu;
};

} // namespace slipway::ui
