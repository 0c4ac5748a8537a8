#pragma once
#include "ui/widgets/context.h"

#include <QWidget>

class QStackedWidget;
class QVBoxLayout;

namespace slipway::ui {

class EmptyState;
class Label;
class AlertCard;
class ChannelCard;
class InboxCard;
class RecurringCard;

/// What is wrong now; what waits for who acts here, and below it what waits for others, the oldest first;
/// then the checklists that come back, and over which channels people are told.
class InboxPage : public QWidget {
    Q_OBJECT
public:
    explicit InboxPage(const Context& context, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    /// `isMine`: to do it; else to look at it.
    void itemAsked(const slipway::domain::InboxItem& item, bool isMine);
    void recurringAsked(const QString& checklist);
    void channelTested(const QString& channel);
    void rollbackAsked(const QString& deployment);
    void switchAsked(const QString& environment);
    void noteAsked(const slipway::models::OpenAlertView& alert);
    void watchAsked(const QString& deployment);

private:
    /// Of one half of the page.
    struct Part {
        Label* title = nullptr;
        Label* rest = nullptr;
        QVBoxLayout* cards = nullptr;
        QList<InboxCard*> shown;
    };
    Part makePart(QVBoxLayout* column, const QString& title, bool isMine);
    void show(Part& part, const QList<models::InboxLine>& items, bool isMine);

    Context m_context;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    Label* m_calm;
    void showRecurring(const QList<models::RecurringView>& checklists);

    Part m_mine, m_others;
    Label* m_recurringTitle;
    QVBoxLayout* m_recurringCards;
    QList<RecurringCard*> m_recurring;
    void showAlerts(const QList<models::OpenAlertView>& alerts);
    AlertCard* makeAlertCard();
    QWidget* m_wrong; ///< title and cards of what is wrong now
    QVBoxLayout* m_alertCards;
    Label* m_alertsRest;
    QList<AlertCard*> m_alerts;
    void showChannels(const models::BoardView& board);
    Label* m_alertsTitle;
    Label* m_alertsWords;
    QVBoxLayout* m_channelCards;
    QList<ChannelCard*> m_channels;
};

} // namespace slipway::ui
