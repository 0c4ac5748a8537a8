#include "ui/inbox/inbox_page.h"

#include "ui/inbox/alert_card.h"
#include "ui/inbox/channel_card.h"
#include "ui/inbox/inbox_card.h"
#include "ui/inbox/recurring_card.h"
#include "ui/text/quantities.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

/// More than anybody works through in one sitting; what is over is counted.
constexpr qsizetype mostCards = 100;
/// What a person has to act on stays in sight below.
constexpr qsizetype mostAlerts = 10;
constexpr int widest = 980;

} // namespace

InboxPage::InboxPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_calm(new Label(Type::Body))
    , m_recurringTitle(new Label(Type::Section, tr("Recurring checklists")))
    , m_recurringCards(new QVBoxLayout)
    , m_wrong(new QWidget)
    , m_alertCards(new QVBoxLayout)
    , m_alertsRest(new Label(Type::Body))
    , m_alertsTitle(new Label(Type::Section, tr("Alerts")))
    , m_alertsWords(new Label(Type::Body))
    , m_channelCards(new QVBoxLayout) {
    setObjectName(QStringLiteral("page"));
    auto* list = new QWidget;
    list->setObjectName(QStringLiteral("scrolled"));
    list->setMaximumWidth(widest);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    m_wrong->setObjectName(QStringLiteral("inboxWrong"));
    m_alertCards->setSpacing(8);
    m_alertsRest->setInk("muted");
    auto* wrong = new QVBoxLayout(m_wrong);
    wrong->setContentsMargins(0, 0, 0, 14);
    wrong->setSpacing(8);
    wrong->addWidget(new Label(Type::Section, tr("Wrong now")));
    wrong->addLayout(m_alertCards);
    wrong->addWidget(m_alertsRest);
    column->addWidget(m_wrong);
    m_mine = makePart(column, tr("Waits for you"), true);
    m_calm->setInk("muted");
    column->addWidget(m_calm);
    column->addSpacing(14);
    m_others = makePart(column, tr("Waits for others"), false);
    column->addSpacing(14);
    column->addWidget(m_recurringTitle);
    m_recurringTitle->setObjectName(QStringLiteral("inboxRecurring"));
    m_recurringCards->setSpacing(8);
    column->addLayout(m_recurringCards);
    column->addSpacing(14);
    column->addWidget(m_alertsTitle);
    m_alertsTitle->setObjectName(QStringLiteral("inboxAlerts"));
    m_alertsWords->setInk("muted");
    m_alertsWords->setWordWrap(true);
    column->addWidget(m_alertsWords);
    m_channelCards->setSpacing(8);
    column->addLayout(m_channelCards);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("inbox"));
    scroll->setAccessibleName(tr("What waits for people"));
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* nothing = new QWidget;
    auto* middle = new QVBoxLayout(nothing);
    middle->addStretch(1);
    middle->addWidget(m_empty);
    middle->addStretch(2);
    m_stack->addWidget(nothing);
    m_stack->addWidget(scroll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_empty->set(
        Glyph::Check, tr("Nothing waits for anybody"),
        tr("Sign-offs, decisions after a failure, checkpoints and reviews will stand here as soon as "
           "a person has to act."));
    connect(&context.feed, &models::Feed::boardChanged, this, [this] {
        if (isVisible())
            refresh();
    });
}

InboxPage::Part InboxPage::makePart(QVBoxLayout* column, const QString& title, bool isMine) {
    Part part;
    part.title = new Label(Type::Section, title);
    part.rest = new Label(Type::Body);
    part.rest->setInk("muted");
    part.cards = new QVBoxLayout;
    part.cards->setSpacing(8);
    column->addWidget(part.title);
    column->addLayout(part.cards);
    column->addWidget(part.rest);
    part.title->setObjectName(isMine ? QStringLiteral("inboxMine") : QStringLiteral("inboxOthers"));
    return part;
}

void InboxPage::refresh() {
    QList<models::InboxLine> mine, others;
    for (const models::InboxLine& item : m_context.feed.board().inbox)
        (item.isMine ? mine : others).append(item);
    const QList<models::RecurringView> recurring = m_context.feed.board().recurring;
    const models::BoardView& board = m_context.feed.board();
    const bool nothing = mine.isEmpty() && others.isEmpty() && recurring.isEmpty() &&
                         board.alertChannels.isEmpty() && board.alerts.isEmpty();
    m_stack->setCurrentIndex(nothing ? 0 : 1);
    showAlerts(board.alerts);
    showRecurring(recurring);
    showChannels(board);
    show(m_mine, mine, true);
    show(m_others, others, false);
    m_calm->setVisible(mine.isEmpty());
    m_calm->setText(tr("Nothing waits for %1.").arg(m_context.feed.board().actor));
    m_others.title->setVisible(!others.isEmpty());
}

void InboxPage::showRecurring(const QList<models::RecurringView>& checklists) {
    while (m_recurring.size() < checklists.size()) {
        auto* card = new RecurringCard;
        connect(card, &RecurringCard::acted, this,
                [this, card] { Q_EMIT recurringAsked(card->checklist()); });
        m_recurringCards->addWidget(card);
        card->show();
        m_recurring << card;
    }
    while (m_recurring.size() > checklists.size())
        delete m_recurring.takeLast();
    for (qsizetype i = 0; i < checklists.size(); ++i)
        m_recurring[i]->set(checklists[i]);
    m_recurringTitle->setVisible(!checklists.isEmpty());
}

AlertCard* InboxPage::makeAlertCard() {
    auto* card = new AlertCard;
    connect(card, &AlertCard::rollbackAsked, this,
            [this, card] { Q_EMIT rollbackAsked(card->alert().rollbackOf); });
    connect(card, &AlertCard::switchAsked, this,
            [this, card] { Q_EMIT switchAsked(card->alert().incident.trouble.environment.text()); });
    connect(card, &AlertCard::noteAsked, this, [this, card] { Q_EMIT noteAsked(card->alert()); });
    connect(card, &AlertCard::watchAsked, this,
            [this, card] { Q_EMIT watchAsked(card->alert().deployment); });
    return card;
}

void InboxPage::showAlerts(const QList<models::OpenAlertView>& alerts) {
    const qsizetype count = std::min(alerts.size(), mostAlerts);
    while (m_alerts.size() < count) {
        m_alerts << makeAlertCard();
        m_alertCards->addWidget(m_alerts.last());
        m_alerts.last()->show();
    }
    while (m_alerts.size() > count)
        delete m_alerts.takeLast();
    for (qsizetype i = 0; i < count; ++i)
        m_alerts[i]->set(alerts[i], m_context.nowMs());
    m_alertsRest->setVisible(alerts.size() > count);
    m_alertsRest->setText(tr("and %n more", nullptr, static_cast<int>(alerts.size() - count)));
    m_wrong->setVisible(!alerts.isEmpty());
}

void InboxPage::showChannels(const models::BoardView& board) {
    while (m_channels.size() < board.alertChannels.size()) {
        auto* card = new ChannelCard;
        connect(card, &ChannelCard::acted, this, [this, card] { Q_EMIT channelTested(card->channel()); });
        m_channelCards->addWidget(card);
        card->show();
        m_channels << card;
    }
    while (m_channels.size() > board.alertChannels.size())
        delete m_channels.takeLast();
    for (qsizetype i = 0; i < board.alertChannels.size(); ++i)
        m_channels[i]->set(board.alertChannels[i]);
    QStringList words;
    if (board.alerts.isEmpty())
        words << tr("Nothing is wrong that people would be told of.");
    if (!board.watchIsNoticed)
        words << tr(
            "Nobody would notice when Slipway stops to watch: `ping` in slipway.yaml names no service that "
            "does.");
    m_alertsWords->setText(words.join(QLatin1Char('\n')));
    m_alertsTitle->setVisible(!m_channels.isEmpty());
    m_alertsWords->setVisible(!m_channels.isEmpty() && !words.isEmpty());
}

void InboxPage::show(Part& part, const QList<models::InboxLine>& items, bool isMine) {
    const qsizetype count = std::min(items.size(), mostCards);
    while (part.shown.size() < count) {
        auto* card = new InboxCard;
        connect(card, &InboxCard::acted, this,
                [this, card, isMine] { Q_EMIT itemAsked(card->item(), isMine); });
        part.cards->addWidget(card);
        card->show();
        part.shown << card;
    }
    while (part.shown.size() > count)
        delete part.shown.takeLast();
    for (qsizetype i = 0; i < count; ++i)
        part.shown[i]->set(items[i], m_context.nowMs());
    part.rest->setVisible(items.size() > count);
    part.rest->setText(tr("and %n more", nullptr, static_cast<int>(items.size() - count)));
}

} // namespace slipway::ui
