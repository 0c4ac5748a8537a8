#include "ui/environments/board_page.h"

#include "ui/environments/deployments_panel.h"
#include "ui/environments/environment_card.h"
#include "ui/environments/step_between.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"

#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

// Words such as "12 min ago" age without any signal.
constexpr int ageEveryMs = 15'000;

const models::StepBetweenView* primaryOf(const models::BoardView& board) {
    const models::StepBetweenView* primary = nullptr;
    for (const models::StepBetweenView& between : board.between) {
        if (!between.openDeployment.isEmpty())
            return &between;
        if (StepBetween::offers(between) && (primary == nullptr || between.promote.allowed))
            primary = &between;
    }
    return primary;
}

/// The way from one card to the one beside it; null where the lifecycle does not link them.
const models::StepBetweenView* after(const models::BoardView& board, qsizetype card) {
    for (const models::StepBetweenView& between : board.between)
        if (card + 1 < board.environments.size() && between.from == board.environments[card].name &&
            between.to == board.environments[card + 1].name)
            return &between;
    return nullptr;
}

} // namespace

BoardPage::BoardPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_summary(new Label(Type::Body))
    , m_new(new Button(Button::Kind::Plain, tr("New release…"), "newRelease"))
    , m_problem(new Banner(QStringLiteral("boardProblem")))
    , m_row(new QHBoxLayout)
    , m_empty(new EmptyState)
    , m_deployments(new DeploymentsPanel) {
    setObjectName(QStringLiteral("page"));
    m_new->setGlyph(Glyph::Plus);
    m_summary->setInk("muted");
    auto* title = new QHBoxLayout;
    title->setSpacing(12);
    title->addWidget(new Label(Type::Page, tr("Environments")));
    title->addWidget(m_summary);
    title->addStretch(1);
    title->addWidget(m_new);
    m_row->setSpacing(0);
    m_empty->set(
        Glyph::Circle, tr("No environments in this workspace"),
        tr("Add them under “environments:” in slipway.yaml; “slipway check” tells what is missing."));
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(14);
    layout->addLayout(title);
    layout->addWidget(m_problem);
    layout->addLayout(m_row);
    layout->addWidget(m_empty);
    layout->addWidget(m_deployments, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    connect(m_new, &Button::clicked, this, &BoardPage::newReleaseAsked);
    connect(m_deployments, &DeploymentsPanel::openAsked, this, &BoardPage::openAsked);
    connect(&context.feed, &models::Feed::boardChanged, this, &BoardPage::refresh);
    auto* age = new QTimer(this);
    connect(age, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    age->start(ageEveryMs);
    refresh();
}

void BoardPage::refresh() {
    const models::BoardView& board = m_context.feed.board();
    qsizetype hosts = 0;
    for (const models::EnvironmentView& environment : board.environments)
        hosts += environment.hosts.size();
    QStringList summary{tr("%n environments", nullptr, static_cast<int>(board.environments.size())),
                        tr("%n hosts", nullptr, static_cast<int>(hosts))};
    if (!board.head.isEmpty())
        summary << board.head;
    m_summary->setText(summary.join(QStringLiteral(" · ")));
    m_problem->setVisible(!board.ledgerProblem.isEmpty());
    m_problem->set(Glyph::Cross, Tone::Failed, board.ledgerProblem);
    m_new->setOffered(!board.versions.isEmpty(), tr("The repository has no tag that could be released yet"));
    m_empty->setVisible(board.environments.isEmpty());
    arrange(board);
    setCards(board);
    setBetween(board);
    m_deployments->set(m_context.feed.deployments(), m_context.nowMs());
}

void BoardPage::arrange(const models::BoardView& board) {
    QStringList wanted;
    for (const models::EnvironmentView& environment : board.environments)
        wanted << environment.name;
    for (const models::StepBetweenView& between : board.between)
        wanted << between.from + QLatin1Char('>') + between.to;
    if (wanted == m_arranged)
        return;
    m_arranged = wanted;
    qDeleteAll(m_cards);
    qDeleteAll(m_between);
    m_cards.clear();
    m_between.clear();
    while (QLayoutItem* left = m_row->takeAt(0))
        delete left;
    for (qsizetype i = 0; i < board.environments.size(); ++i) {
        auto* card = new EnvironmentCard;
        connect(card, &EnvironmentCard::openAsked, this, &BoardPage::openAsked);
        connect(card, &EnvironmentCard::deployAsked, this,
                [this, card](const QString& version) { Q_EMIT promoteAsked(version, card->environment()); });
        connect(card, &EnvironmentCard::rehearseAsked, this,
                [this, card] { Q_EMIT rehearseAsked(card->environment()); });
        connect(card, &EnvironmentCard::maintenanceAsked, this,
                [this, card] { Q_EMIT maintenanceAsked(card->environment()); });
        connect(card, &EnvironmentCard::answerAsked, this,
                [this](const base::Error& problem) { m_context.feed.askAgain(problem); });
        connect(card, &EnvironmentCard::lineAsked, this,
                [this, card] { Q_EMIT lineAsked(card->environment()); });
        m_cards << card;
        m_row->addWidget(card, 1);
        if (after(board, i) != nullptr) {
            auto* between = new StepBetween;
            connect(between, &StepBetween::openAsked, this, &BoardPage::openAsked);
            connect(between, &StepBetween::promoteAsked, this, &BoardPage::promoteAsked);
            m_between << between;
            m_row->addWidget(between);
        } else if (i + 1 < board.environments.size()) {
            m_row->addSpacing(14);
        }
    }
}

void BoardPage::setCards(const models::BoardView& board) {
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        // With one environment there is nothing to promote between: its card holds the button.
        const bool alone = board.environments.size() == 1 && board.environments[i].openDeployment.isEmpty();
        m_cards[i]->set(board.environments[i], alone ? board.versions.value(0) : QString(),
                        m_context.nowMs());
    }
}

void BoardPage::setBetween(const models::BoardView& board) {
    const models::StepBetweenView* primary = primaryOf(board);
    qsizetype shown = 0;
    for (qsizetype i = 0; i < board.environments.size(); ++i)
        if (const models::StepBetweenView* between = after(board, i))
            m_between[shown++]->set(*between, between == primary);
}

} // namespace slipway::ui
