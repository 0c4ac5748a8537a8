#include "ui/monitoring/watch_page.h"

#include "ui/monitoring/checkpoint_card.h"
#include "ui/monitoring/criteria_list.h"
#include "ui/monitoring/incident_list.h"
#include "ui/monitoring/lanes_view.h"
#include "ui/monitoring/latency_chart.h"
#include "ui/monitoring/measure_card.h"
#include "ui/monitoring/reading.h"
#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QScrollArea>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>
#include <cmath>

namespace slipway::ui {
namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 closestMs = 1000;
/// Closer than this the sums of the whole watch are too coarse, and those of the part are asked for.
constexpr qint64 closeMs = 6 * hourMs;
constexpr int lookSoonMs = 150;
constexpr int railWidth = 300;
constexpr int refreshEveryMs = 10'000;

Look watchLook(const models::WatchView& watch) {
    if (watch.state != models::ReleaseState::Live)
        return lookOf(watch.state);
    Tone tone = Tone::Passed;
    Glyph glyph = Glyph::Check;
    for (const models::CheckpointView& checkpoint : watch.checkpoints) {
        const bool open = checkpoint.signedBy.isEmpty() && checkpoint.verdict != domain::Verdict::Waiting &&
                          checkpoint.verdict != domain::Verdict::Waived;
        if (open && (checkpoint.verdict == domain::Verdict::Failed || checkpoint.isOverdue)) {
            tone = Tone::Failed;
            glyph = Glyph::Cross;
        } else if (open && tone == Tone::Passed) {
            tone = Tone::Attention;
            glyph = Glyph::Triangle;
        }
    }
    const qint64 hours = (watch.endsAtMs - watch.liveAtMs + hourMs - 1) / hourMs;
    const qint64 hour =
        std::clamp<qint64>((watch.nowMs - watch.liveAtMs) / hourMs + 1, 1, std::max<qint64>(1, hours));
    return {glyph, WatchPage::tr("Watching · hour %1 of %2").arg(hour).arg(hours), tone};
}

/// The closest look that holds everything so far: in the first hour a day would be one pixel.
qint64 closeSpan(const models::WatchView& watch) {
    const qint64 passed = watch.nowMs - watch.liveAtMs;
    for (const qint64 span : {hourMs, 6 * hourMs})
        if (passed < span - span / 10 && watch.endsAtMs - watch.liveAtMs > span)
            return span;
    return 0;
}

} // namespace

WatchPage::WatchPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState)
    , m_title(new ElidedLabel(Type::Page))
    , m_state(new Chip)
    , m_tier(new Chip)
    , m_facts(new ElidedLabel(Type::Body))
    , m_observed(new Label(Type::Strong))
    , m_gaps(new ElidedLabel(Type::Body))
    , m_export(new Button(Button::Kind::Plain, tr("Export…"), "exportWatch"))
    , m_open(new Button(Button::Kind::Plain, tr("Checklist"), "openRelease"))
    , m_rollback(new Button(Button::Kind::Danger, tr("Roll back…"), "watchRollback"))
    , m_switch(new Button(Button::Kind::Plain, tr("Kill switch…"), "killSwitch"))
    , m_awake(new CheckBox(tr("Keep awake"), "keepAwake"))
    , m_log(new Button(Button::Kind::Link, tr("Log"), "watchLog"))
    , m_superseded(new Banner(QStringLiteral("superseded")))
    , m_length(new Label(Type::Section))
    , m_reading(new ElidedLabel(Type::Body))
    , m_lookSoon(new QTimer(this))
    , m_lanes(new LanesView)
    , m_chart(new LatencyChart)
    , m_measures(new MeasureCard)
    , m_incidents(new IncidentList)
    , m_criteria(new CriteriaList)
    , m_cards(new QVBoxLayout) {
    setObjectName(QStringLiteral("page"));
    m_empty->set(
        Glyph::Clock, tr("Nothing is being watched"),
        tr("When a deployment goes live, its next hours appear here: one lane per probe, latency, and the "
           "checkpoints to sign."));
    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(buildCharts(), 1);
    body->addWidget(buildRail());
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHeader());
    layout->addLayout(body, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    connect(m_lanes, &LanesView::zoomed, this, &WatchPage::zoom);
    connect(m_lanes, &LanesView::moved, this, &WatchPage::move);
    connect(m_lanes, &LanesView::pointed, this, &WatchPage::pointAt);
    connect(m_chart, &LatencyChart::pointed, this, &WatchPage::pointAt);
    connect(m_measures, &MeasureCard::pointed, this, &WatchPage::pointAt);
    connect(m_incidents, &IncidentList::noteAsked, this,
            [this](const models::WatchIncidentView& incident) { Q_EMIT noteAsked(m_deployment, incident); });
    m_reading->setObjectName(QStringLiteral("reading"));
    m_reading->setInk("muted");
    m_lookSoon->setSingleShot(true);
    m_lookSoon->setInterval(lookSoonMs);
    connect(m_lookSoon, &QTimer::timeout, this, &WatchPage::lookCloser);
    connect(m_export, &Button::clicked, this, [this] { Q_EMIT exportAsked(m_deployment); });
    connect(m_open, &Button::clicked, this, [this] { Q_EMIT releaseAsked(m_deployment); });
    connect(m_rollback, &Button::clicked, this, [this] { Q_EMIT rollbackAsked(m_deployment); });
    m_awake->setToolTip(tr("This computer does not sleep, lid or not, until the watch is over"));
    m_switch->setGlyph(Glyph::Lightning);
    m_log->setAccessibleName(tr("The application's log of this watch"));
    m_log->setToolTip(tr("What the application logged since the deployment"));
    connect(m_log, &Button::clicked, this, [this] { Q_EMIT logAsked(m_deployment); });
    connect(m_switch, &Button::clicked, this, [this] { Q_EMIT switchAsked(m_watch.environment); });
    connect(m_awake, &QCheckBox::clicked, this, [this](bool keeps) { Q_EMIT awakeAsked(keeps); });
    connect(&context.feed, &models::Feed::boardChanged, this, &WatchPage::showAwake);
    connect(m_superseded, &Banner::acted, this, [this] { setDeployment(m_watch.supersededBy); });
    connect(&context.feed, &models::Feed::watchChanged, this, [this](const QString& deployment) {
        if (m_deployment.isEmpty() || deployment == m_deployment)
            refresh();
    });
    auto* age = new QTimer(this);
    connect(age, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    age->start(refreshEveryMs);
    refresh();
}

QWidget* WatchPage::buildHeader() {
    m_facts->setInk("muted");
    m_gaps->setInk("muted");
    m_rollback->setGlyph(Glyph::Undo);
    auto* header = new QFrame;
    header->setProperty("rail", QStringLiteral("top"));
    header->setFixedHeight(72);
    auto* first = new QHBoxLayout;
    first->setSpacing(9);
    first->addWidget(m_title);
    first->addWidget(m_state);
    first->addWidget(m_tier);
    first->addStretch(1);
    auto* left = new QVBoxLayout;
    left->setSpacing(3);
    left->addStretch(1);
    left->addLayout(first);
    left->addWidget(m_facts);
    left->addStretch(1);
    auto* title = new Label(Type::Label, tr("Observed"));
    title->setInk("faint");
    title->setAlignment(Qt::AlignRight);
    auto* share = new QHBoxLayout;
    share->setSpacing(5);
    share->addStretch(1);
    share->addWidget(m_observed);
    share->addWidget(m_gaps);
    auto* right = new QVBoxLayout;
    right->setSpacing(2);
    right->addStretch(1);
    right->addWidget(title);
    right->addLayout(share);
    right->addStretch(1);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(12);
    layout->addLayout(left, 1);
    layout->addLayout(right);
    layout->addWidget(m_export);
    layout->addWidget(m_open);
    layout->addWidget(m_switch);
    layout->addWidget(m_rollback);
    return header;
}

QWidget* WatchPage::buildCharts() {
    auto* lanes = new Card;
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_length);
    head->addStretch(1);
    head->addWidget(m_log);
    head->addSpacing(8);
    head->addWidget(m_awake);
    head->addSpacing(8);
    for (const auto& [words, name, length] :
         {std::tuple{tr("1 h"), "span1h", hourMs}, std::tuple{tr("6 h"), "span6h", 6 * hourMs},
          std::tuple{tr("24 h"), "span24h", qint64(0)}}) {
        auto* pill = new Button(Button::Kind::Pill, words, name);
        pill->setCheckable(true);
        pill->setAccessibleName(length == 0 ? tr("Show the whole watch") : tr("Show the last %1").arg(words));
        connect(pill, &Button::clicked, this, [this, length = length] {
            m_spanChosen = true;
            showSpan(length);
        });
        m_spans << std::pair(length, pill);
        head->addWidget(pill);
    }
    auto* lanesLayout = new QVBoxLayout(lanes);
    lanesLayout->setContentsMargins(16, 13, 8, 8);
    lanesLayout->setSpacing(10);
    lanesLayout->addLayout(head);
    lanesLayout->addWidget(m_lanes);
    lanesLayout->addWidget(m_reading);
    auto* latencyCard = new Card;
    auto* latencyHead = new QHBoxLayout;
    latencyHead->setSpacing(14);
    latencyHead->addWidget(new Label(Type::Section, tr("Latency")));
    auto* unit = new Label(Type::Body, tr("ms · band: day before"));
    unit->setInk("muted");
    latencyHead->addWidget(unit);
    latencyHead->addStretch(1);
    for (const auto& [words, tone] :
         {std::pair{tr("p50"), Tone::Accent}, std::pair{tr("p95"), Tone::Attention}}) {
        auto* dot = new GlyphLabel(12);
        dot->set(Glyph::Dot, tone);
        auto* label = new Label(Type::Body, words);
        label->setInk("muted");
        latencyHead->addWidget(dot);
        latencyHead->addWidget(label);
    }
    auto* chart = new QVBoxLayout(latencyCard);
    chart->setContentsMargins(16, 13, 16, 10);
    chart->setSpacing(10);
    chart->addLayout(latencyHead);
    chart->addWidget(m_chart, 1);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(18, 14, 18, 16);
    layout->setSpacing(14);
    layout->addWidget(m_superseded);
    layout->addWidget(lanes);
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(14);
    numbers->addWidget(latencyCard, 1);
    numbers->addWidget(m_measures, 1);
    layout->addLayout(numbers, 1);
    layout->addWidget(m_incidents);
    m_charts = content;
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

QWidget* WatchPage::buildRail() {
    auto* rail = new QFrame;
    rail->setProperty("rail", QStringLiteral("right"));
    rail->setFixedWidth(railWidth);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    m_cards->setSpacing(9);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(16, 16, 16, 16);
    inner->setSpacing(12);
    inner->addWidget(new Label(Type::Section, tr("Checkpoints")));
    inner->addLayout(m_cards);
    inner->addWidget(m_criteria);
    inner->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(rail);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->addWidget(scroll);
    return rail;
}

void WatchPage::setDeployment(const QString& deployment) {
    if (deployment != m_deployment) {
        m_deployment = deployment;
        m_free = false;
        m_spanChosen = false;
    }
    refresh();
}

void WatchPage::refresh() {
    if (m_deployment.isEmpty()) {
        const QList<models::DeploymentLine> lines = m_context.feed.deployments();
        const auto live = std::ranges::find_if(lines, [](const models::DeploymentLine& line) {
            return line.liveAtMs > 0 && line.kind != QLatin1StringView("rollback");
        });
        m_deployment = live == lines.end() ? QString() : live->deployment;
    }
    m_watch = m_deployment.isEmpty() ? models::WatchView{} : m_context.feed.watch(m_deployment);
    const bool watched = m_watch.liveAtMs > 0;
    m_stack->setCurrentIndex(watched ? 1 : 0);
    if (!watched)
        return;
    if (!m_spanChosen)
        m_span = closeSpan(m_watch);
    if (!m_free)
        showSpan(m_span);
    else
        setWindow(m_window.from, m_window.to - m_window.from);
    setHeader(m_watch);
    setCheckpoints(m_watch);
    m_incidents->set(m_watch);
    m_criteria->set(m_watch.criteria);
    showAwake();
    pointAt(m_cursorMs);
}

void WatchPage::showAwake() {
    m_awake->setVisible(m_watch.state == models::ReleaseState::Live);
    m_awake->setChecked(m_context.feed.board().keepsAwake);
    bool hasSwitches = false;
    for (const models::EnvironmentView& view : m_context.feed.board().environments)
        hasSwitches = hasSwitches || (view.name == m_watch.environment && !view.switches.isEmpty());
    m_switch->setVisible(hasSwitches);
    m_log->setVisible(m_watch.keepsLog);
}

void WatchPage::pointAt(qint64 atMs) {
    m_cursorMs = atMs;
    m_lanes->setCursor(atMs);
    m_chart->setCursor(atMs);
    m_measures->setCursor(atMs);
    m_reading->setText(atMs > 0 ? readingAt(m_watch, atMs)
                                : tr("Point at a moment to read all lanes there."));
}

void WatchPage::lookCloser() {
    const qint64 length = m_window.to - m_window.from;
    if (m_watch.liveAtMs == 0 || length > closeMs)
        return;
    // Half a window on either side, so that a small move has its numbers already.
    if (!m_watch.detail.covers(m_window.from, m_window.to) ||
        m_watch.detail.toMs - m_watch.detail.fromMs > 4 * length)
        m_context.feed.lookAt(m_deployment, m_window.from - length / 2, m_window.to + length / 2);
}

QPixmap WatchPage::picture() const {
    return m_charts->grab();
}

void WatchPage::setHeader(const models::WatchView& watch) {
    m_title->setText(tr("%1 on %2").arg(watch.version, watch.environment));
    m_state->set(watchLook(watch));
    m_tier->set(Glyph::None, tierWord(watch.tier), tierTone(watch.tier));
    QStringList facts{watch.deployment, tr("live since %1").arg(dayAndTime(watch.liveAtMs, watch.nowMs))};
    if (watch.probes > 0 && watch.everyMs > 0)
        facts << tr("%n probes", nullptr, watch.probes) + QLatin1Char(' ') +
                     tr("every %1").arg(span(watch.everyMs));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    const bool observed = watch.availability.windowMs > 0;
    m_observed->setText(observed ? percent(watch.availability.coverage()) : QStringLiteral("–"));
    const qint64 gap = watch.availability.windowMs - watch.availability.upMs - watch.availability.downMs;
    QString gaps = observed ? tr("· %1 up").arg(percent(watch.availability.upShare(), 2)) : QString();
    if (observed && gap >= 1000)
        gaps += tr(" · %1 not observed").arg(span(gap));
    m_gaps->setText(gaps);
    m_length->setText(tr("%1 after launch").arg(span(watch.endsAtMs - watch.liveAtMs)));
    m_rollback->setOffered(watch.rollback.allowed, watch.rollback.why);
    m_superseded->setVisible(!watch.supersededBy.isEmpty());
    m_superseded->set(Glyph::Exclamation, Tone::Attention,
                      tr("%1 replaced this release, so this watch has ended.").arg(watch.supersededBy),
                      tr("Show %1").arg(watch.supersededBy));
}

void WatchPage::setCheckpoints(const models::WatchView& watch) {
    while (m_checkpoints.size() < watch.checkpoints.size()) {
        auto* card = new CheckpointCard;
        connect(card, &CheckpointCard::signAsked, this,
                [this](qint64 afterMs) { Q_EMIT signAsked(m_deployment, afterMs); });
        connect(card, &CheckpointCard::decideAsked, this,
                [this](qint64 afterMs) { Q_EMIT decideAsked(m_deployment, afterMs); });
        m_cards->addWidget(card);
        m_checkpoints << card;
    }
    while (m_checkpoints.size() > watch.checkpoints.size())
        delete m_checkpoints.takeLast();
    for (qsizetype i = 0; i < m_checkpoints.size(); ++i)
        m_checkpoints[i]->set(watch.checkpoints[i], watch.nowMs);
}

void WatchPage::showSpan(qint64 lengthMs) {
    m_span = lengthMs;
    m_free = false;
    if (lengthMs == 0) {
        setWindow(m_watch.liveAtMs, m_watch.endsAtMs - m_watch.liveAtMs);
        return;
    }
    // A tenth of free room at the right keeps the line for now and its label readable.
    setWindow(std::min(m_watch.nowMs, m_watch.endsAtMs) + lengthMs / 10 - lengthMs, lengthMs);
}

void WatchPage::zoom(qint64 aroundMs, double steps) {
    m_free = true;
    const auto length = static_cast<double>(m_window.to - m_window.from);
    const double factor = std::pow(0.8, steps);
    const double share = static_cast<double>(aroundMs - m_window.from) / length;
    setWindow(aroundMs - static_cast<qint64>(share * length * factor), static_cast<qint64>(length * factor));
}

void WatchPage::move(qint64 byMs) {
    m_free = true;
    setWindow(m_window.from + byMs, m_window.to - m_window.from);
}

void WatchPage::setWindow(qint64 from, qint64 length) {
    const qint64 whole = std::max<qint64>(closestMs, m_watch.endsAtMs - m_watch.liveAtMs);
    const qint64 wide = std::clamp(length, closestMs, whole);
    const qint64 start =
        std::clamp(from, m_watch.liveAtMs, std::max(m_watch.liveAtMs, m_watch.liveAtMs + whole - wide));
    m_window = {start, start + wide};
    m_lanes->set(m_watch, m_window);
    m_chart->set(m_watch, m_window);
    m_measures->set(m_watch, m_window);
    m_lookSoon->start();
    for (const auto& [spanMs, pill] : m_spans)
        pill->setChecked(!m_free && spanMs == m_span);
}

} // namespace slipway::ui
