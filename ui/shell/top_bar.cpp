#include "ui/shell/top_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/label.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>

namespace slipway::ui {
namespace {

void popUnder(QMenu* menu, const QWidget* button) {
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->adjustSize();
    menu->popup(
        button->mapToGlobal(QPoint(button->width() - menu->sizeHint().width(), button->height() + 2)));
}

/// The number beside a page's button; nothing for none.
void setCount(Chip* chip, Button* page, int count, const QString& words, Tone tone) {
    chip->setVisible(count > 0);
    chip->set(Glyph::None, QString::number(count), tone);
    chip->setToolTip(words);
    chip->setAccessibleName(words);
    page->setAccessibleDescription(count > 0 ? words : QString());
}

} // namespace

TopBar::TopBar(QWidget* parent)
    : QFrame(parent)
    , m_project(new ElidedLabel(Type::Strong))
    , m_badge(new Chip)
    , m_waiting(new Chip)
    , m_observer(new Chip)
    , m_actor(new Button(Button::Kind::Pill, {}, "actor"))
    , m_menu(new Button(Button::Kind::Plain, {}, "appearanceMenu")) {
    setProperty("rail", QStringLiteral("top"));
    setFixedHeight(48);
    auto* logo = new GlyphLabel(20);
    logo->set(Glyph::Logo, Tone::Accent);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(8);
    layout->addWidget(logo);
    layout->addWidget(new Label(Type::Section, QStringLiteral("Slipway")));
    layout->addSpacing(6);
    m_project->setInk("muted");
    layout->addWidget(m_project);
    layout->addSpacing(18);
    int id = 0;
    for (const auto& [words, name] :
         {std::pair{tr("Environments"), "navEnvironments"}, std::pair{tr("Release"), "navRelease"},
          std::pair{tr("Monitoring"), "navMonitoring"}, std::pair{tr("History"), "navHistory"},
          std::pair{tr("Search output"), "navOutput"}, std::pair{tr("Inbox"), "navInbox"}}) {
        auto* button = new Button(Button::Kind::Nav, words, name);
        button->setCheckable(true);
        button->setToolTip(tr("%1 (Ctrl+%2)").arg(words).arg(id + 1));
        connect(button, &Button::clicked, this, [this, id] {
            setPage(static_cast<Page>(id));
            Q_EMIT pageChosen(static_cast<Page>(id));
        });
        m_pages << button;
        layout->addWidget(button);
        if (id == Release) {
            m_release = button;
            layout->addWidget(m_badge);
        } else if (id == Inbox) {
            m_inbox = button;
            layout->addWidget(m_waiting);
        }
        ++id;
    }
    m_badge->hide();
    m_waiting->hide();
    layout->addStretch(1);
    layout->addWidget(m_observer);
    layout->addWidget(m_actor);
    layout->addWidget(m_menu);
    m_menu->setGlyph(Glyph::Menu);
    m_menu->setFixedWidth(34);
    m_menu->setAccessibleName(tr("Appearance"));
    m_menu->setToolTip(tr("Appearance"));
    setPage(Environments);
    connect(m_actor, &Button::clicked, this, &TopBar::chooseActor);
    connect(m_menu, &Button::clicked, this, &TopBar::chooseAppearance);
}

void TopBar::set(const models::BoardView& board, int waiting) {
    m_board = board;
    m_project->setText(board.project);
    setCount(m_badge, m_release, waiting, tr("%n deployments wait for a person", nullptr, waiting),
             Tone::Running);
    const auto items = static_cast<int>(std::count_if(
        board.inbox.begin(), board.inbox.end(), [](const models::InboxLine& item) { return item.isMine; }));
    setCount(m_waiting, m_inbox, items, tr("%n wait for you", nullptr, items), Tone::Attention);
    if (board.observing)
        m_observer->set(Glyph::Dot, tr("Watching from this computer"), Tone::Passed);
    else if (board.observedElsewhere)
        m_observer->set(Glyph::Dot, tr("Watched by another Slipway"), Tone::Running);
    else
        m_observer->set(Glyph::Circle, tr("Nobody watches"), Tone::Attention);
    const QString person = board.actor.isEmpty() ? tr("nobody") : board.actor;
    m_actor->setText(board.actorRoles.isEmpty() ? person : tr("%1 · %2").arg(person, board.actorRoles));
    m_actor->setAccessibleName(tr("You act as %1").arg(m_actor->text()));
    m_actor->setToolTip(board.actors.size() > 1 ? tr("Act as somebody else whose key is on this computer")
                                                : m_actor->accessibleName());
    // Elide long project names before the navigation is squeezed.
    m_project->setMaximumWidth(std::min(240, m_project->sizeHint().width() + 4));
}

void TopBar::setPage(Page page) {
    // No button group: that would take the other two out of the Tab order.
    for (int i = 0; i < m_pages.size(); ++i)
        m_pages[i]->setChecked(i == page);
}

void TopBar::chooseActor() {
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(menu);
    for (const QString& person : m_board.actors) {
        QAction* action = menu->addAction(person);
        action->setCheckable(true);
        action->setChecked(person == m_board.actor);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, person] { Q_EMIT actorChosen(person); });
    }
    if (m_board.actors.isEmpty())
        menu->addAction(tr("No key of anybody under “people:” is on this computer"))->setEnabled(false);
    popUnder(menu, m_actor);
}

void TopBar::chooseAppearance() {
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(menu);
    for (const auto& [words, appearance] :
         {std::pair{tr("As the system"), Appearance::Auto}, std::pair{tr("Light"), Appearance::Light},
          std::pair{tr("Dark"), Appearance::Dark}}) {
        QAction* action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(Theme::current().appearance() == appearance);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [appearance = appearance] { Theme::current().setAppearance(appearance); });
    }
    popUnder(menu, m_menu);
}

} // namespace slipway::ui
