#include "ui/history/history_page.h"

#include "ui/history/deployment_list.h"
#include "ui/history/dossier.h"
#include "ui/history/history_fields.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

HistoryPage::HistoryPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_fields(new HistoryFields(context))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_clear(new Button(Button::Kind::Plain, tr("Show all deployments"), "historyClear"))
    , m_list(new DeploymentList(context, m_model))
    , m_dossier(new Dossier(context)) {
    setObjectName(QStringLiteral("page"));
    auto* found = new Card;
    auto* foundLayout = new QVBoxLayout(found);
    foundLayout->setContentsMargins(1, 8, 1, 8);
    foundLayout->addWidget(m_list);
    found->setMinimumWidth(300);
    m_dossier->setMinimumWidth(460);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setHandleWidth(12);
    split->setChildrenCollapsible(false);
    split->addWidget(found);
    split->addWidget(m_dossier);
    split->setSizes({400, 720});
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    auto* body = new QWidget;
    auto* bodyLayout = new QVBoxLayout(body);
    bodyLayout->setContentsMargins(20, 13, 20, 16);
    bodyLayout->addWidget(split);
    auto* nothing = new QWidget;
    auto* nothingLayout = new QVBoxLayout(nothing);
    nothingLayout->addStretch(1);
    nothingLayout->addWidget(m_empty);
    nothingLayout->addWidget(m_clear, 0, Qt::AlignHCenter);
    nothingLayout->addStretch(2);
    m_stack->addWidget(nothing);
    m_stack->addWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_fields);
    layout->addWidget(m_stack, 1);
    connect(m_fields, &HistoryFields::changed, this, &HistoryPage::show);
    connect(m_clear, &Button::clicked, m_fields, &HistoryFields::clear);
    connect(m_list, &DeploymentList::looked, this, &HistoryPage::look);
    connect(m_list, &DeploymentList::opened, m_dossier, &Dossier::focusStory);
    connect(m_dossier, &Dossier::releaseAsked, this, &HistoryPage::releaseAsked);
    connect(m_dossier, &Dossier::watchAsked, this, &HistoryPage::watchAsked);
    connect(m_dossier, &Dossier::reportAsked, this, &HistoryPage::reportAsked);
    connect(m_dossier, &Dossier::exportAsked, this, &HistoryPage::exportAsked);
    connect(m_dossier, &Dossier::reviewAsked, this, &HistoryPage::reviewAsked);
    connect(&context.feed, &models::Feed::boardChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&context.feed, &models::Feed::releaseChanged, this, [this](const QString& deployment) {
        if (!isVisible())
            return;
        refresh();
        if (deployment == m_dossier->deployment())
            m_dossier->refreshSoon();
    });
    show();
}

HistoryPage::~HistoryPage() {
    // The list must not outlive its model.
    m_list->setModel(nullptr);
}

void HistoryPage::refresh() {
    m_fields->refresh();
    show();
}

void HistoryPage::focusText() {
    m_fields->focusText();
}

void HistoryPage::choose(const QString& deployment) {
    m_fields->clear();
    m_dossier->setDeployment(deployment);
    show();
}

void HistoryPage::show() {
    const QString chosen = m_dossier->deployment();
    m_model.setFilter(m_fields->filter());
    m_model.setLines(m_context.feed.deployments());
    m_fields->setCount(m_model.rowCount(), m_model.all());
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 1 : 0);
    m_clear->setVisible(m_model.all() > 0);
    if (m_model.all() == 0)
        m_empty->set(Glyph::Clock, tr("Nothing was deployed yet"),
                     tr("Every deployment, rollback and rehearsal will stand here, with everything that "
                        "happened and who answered for it."));
    else
        m_empty->set(Glyph::Search, tr("No deployment fits"), tr("None of them fits all of these fields."));
    if (m_model.rowCount() == 0)
        return;
    // Whom one reads about stays chosen; else the newest.
    const int row = std::max(0, m_model.rowOf(chosen));
    if (m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_model.index(row));
    look(row);
}

void HistoryPage::look(int row) {
    if (row >= 0)
        m_dossier->setDeployment(m_model.line(row).deployment);
}

} // namespace slipway::ui
