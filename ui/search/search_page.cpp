#include "ui/search/search_page.h"

#include "ui/search/found_list.h"
#include "ui/search/found_output.h"
#include "ui/search/search_fields.h"
#include "ui/text/errors.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"

#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {
constexpr int lookAfterMs = 80;
} // namespace

/// How much of the search is done, as a thin line; nothing while none runs.
class ProgressLine final : public QWidget {
public:
    ProgressLine() { setFixedHeight(3); }
    void set(double share) {
        m_share = share;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        if (m_share < 0)
            return;
        QPainter painter(this);
        painter.fillRect(rect(), Theme::tokens().soft(Tone::Running));
        // A beginning is visible too.
        const int width = std::max(24, static_cast<int>(m_share * this->width()));
        painter.fillRect(0, 0, width, height(), Theme::tokens().ink(Tone::Running));
    }

private:
    double m_share = -1;
};

SearchPage::SearchPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_search(context.feed.outputSearch())
    , m_fields(new SearchFields(context))
    , m_progress(new ProgressLine)
    , m_state(new ElidedLabel(Type::Body))
    , m_more(new Button(Button::Kind::Plain, tr("Show more"), "searchMore"))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_list(new FoundList)
    , m_output(new FoundOutput(context)) {
    setObjectName(QStringLiteral("page"));
    m_state->setInk("muted");
    m_list->setSearch(*m_search);
    auto* found = new Card;
    auto* state = new QHBoxLayout;
    state->setContentsMargins(15, 8, 10, 8);
    state->addWidget(m_state, 1);
    state->addWidget(m_more);
    auto* foundLayout = new QVBoxLayout(found);
    foundLayout->setContentsMargins(1, 1, 1, 8);
    foundLayout->setSpacing(0);
    foundLayout->addLayout(state);
    foundLayout->addWidget(m_list, 1);
    found->setMinimumHeight(150);
    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(12);
    split->setChildrenCollapsible(false);
    split->addWidget(found);
    split->addWidget(m_output);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    auto* body = new QWidget;
    auto* bodyLayout = new QVBoxLayout(body);
    bodyLayout->setContentsMargins(20, 13, 20, 16);
    bodyLayout->addWidget(split);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_fields);
    layout->addWidget(m_progress);
    layout->addWidget(m_stack, 1);
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(lookAfterMs);
    connect(&m_lookSoon, &QTimer::timeout, this, [this] { look(m_row); });
    connect(m_fields, &SearchFields::searchAsked, m_search.get(), &models::OutputSearch::start);
    connect(m_fields, &SearchFields::stopAsked, m_search.get(), &models::OutputSearch::stop);
    connect(m_more, &Button::clicked, m_search.get(), &models::OutputSearch::showMore);
    connect(m_search.get(), &models::OutputSearch::changed, this, &SearchPage::showState);
    connect(m_list, &FoundList::looked, this, [this](int row) {
        m_row = row;
        m_lookSoon.start();
    });
    connect(m_list, &FoundList::opened, this, [this](int row) {
        look(row);
        m_output->focusOutput();
    });
    connect(m_output, &FoundOutput::releaseAsked, this, &SearchPage::releaseAsked);
    connect(m_output, &FoundOutput::watchAsked, this, &SearchPage::watchAsked);
    showState();
}

SearchPage::~SearchPage() {
    // The list must not outlive its model.
    m_list->setModel(nullptr);
}

void SearchPage::refresh() {
    m_fields->refresh();
}

void SearchPage::focusText() {
    m_fields->focusText();
}

void SearchPage::search(const QString& text) {
    m_fields->search(text);
}

void SearchPage::searchLog(const QString& deployment) {
    m_fields->searchLog(deployment);
}

void SearchPage::look(int row) {
    m_lookSoon.stop();
    if (row < 0 || row >= m_search->rowCount())
        m_output->clear();
    else
        m_output->show(m_search->found(row));
}

void SearchPage::showState() {
    using State = models::OutputSearch::State;
    const State state = m_search->state();
    const bool running = state == State::Running;
    const int lines = m_search->rowCount();
    m_fields->setRunning(running);
    m_fields->setProblem(state == State::Failed ? sentence(m_search->error()) : QString());
    m_progress->set(running ? m_search->searched() / std::max(1.0, 1.0 * m_search->deployments()) : -1);
    m_state->setText(stateWords());
    m_more->setVisible(state == State::Full || state == State::Stopped || state == State::Failed);
    m_more->setWords(state == State::Full ? tr("Show more") : tr("Go on"));
    m_stack->setCurrentIndex(lines > 0 ? 1 : 0);
    if (state == State::Idle)
        m_empty->set(Glyph::Search, tr("Search the output of all steps"),
                     tr("Everything that steps printed on any host is kept here, and the logs that a watch "
                        "keeps. Leave the text empty to see "
                        "all lines of a deployment, host or time."));
    else if (running)
        m_empty->set(Glyph::Search, tr("Searching…"), stateWords());
    else
        m_empty->set(
            Glyph::Circle, state == State::Done ? tr("No line was found") : tr("Nothing found so far"),
            state == State::Done ? tr("Nothing that steps printed fits all of these fields.") : stateWords());
}

QString SearchPage::stateWords() const {
    using State = models::OutputSearch::State;
    const int lines = m_search->rowCount();
    const QString found = tr("%n lines", nullptr, lines);
    const QString where =
        tr("%1 of %n deployments searched", nullptr, m_search->deployments()).arg(m_search->searched());
    switch (m_search->state()) {
    case State::Idle:
        return {};
    case State::Running:
    case State::Failed:
        return QStringLiteral("%1 · %2").arg(found, where);
    case State::Full:
        return tr("The newest %1; there are more · %2").arg(found, where);
    case State::Stopped:
        return tr("Stopped · %1 · %2").arg(found, where);
    case State::Done:
        return QStringLiteral("%1 · %2").arg(
            found, tr("all of %n deployments searched", nullptr, m_search->deployments()));
    }
    Q_UNREACHABLE();
}

} // namespace slipway::ui
