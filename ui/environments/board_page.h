#pragma once
#include "ui/widgets/context.h"

#include <QWidget>

class QHBoxLayout;

namespace slipway::ui {

class Banner;
class Button;
class DeploymentsPanel;
class EmptyState;
class EnvironmentCard;
class Label;
class StepBetween;

/// All environments side by side in the order a release travels, and what was deployed lately.
class BoardPage : public QWidget {
    Q_OBJECT
public:
    explicit BoardPage(const Context& context, QWidget* parent = nullptr);
    /// Shows what the feed says now.
    void refresh();

Q_SIGNALS:
    void openAsked(const QString& deployment);
    /// Empty version or environment: to be chosen.
    void promoteAsked(const QString& version, const QString& environment);
    void newReleaseAsked();
    void rehearseAsked(const QString& environment);
    void lineAsked(const QString& environment);
    void maintenanceAsked(const QString& environment);

private:
    void setCards(const models::BoardView& board);
    void setBetween(const models::BoardView& board);
    void arrange(const models::BoardView& board);

    Context m_context;
    Label* m_summary;
    Button* m_new;
    Banner* m_problem;
    QHBoxLayout* m_row;
    QList<EnvironmentCard*> m_cards;
    QList<StepBetween*> m_between;
    QStringList m_arranged;
    EmptyState* m_empty;
    DeploymentsPanel* m_deployments;
};

} // namespace slipway::ui
