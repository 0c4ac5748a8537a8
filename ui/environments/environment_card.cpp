#include "ui/environments/environment_card.h"

#include "app/models/board_builder.h"
#include "app/models/inbox_text.h"
#include "ui/environments/probe_row.h"
#include "ui/text/errors.h"
#include "ui/text/quantities.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/health_strip.h"
#include "ui/widgets/label.h"

#include <QMenu>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int padding = 15;
constexpr qsizetype mostProbes = 6;

Look healthLook(const models::EnvironmentView& view) {
    Look look = lookOf(view.health);
    if (!view.healthReason.isEmpty() && view.health != domain::HealthState::Up)
        look.word += QStringLiteral(" · ") + view.healthReason;
    else if (view.health == domain::HealthState::Up && view.soakNeededMs > 0 && view.soakedMs > 0)
        look.word += QStringLiteral(" · ") + EnvironmentCard::tr("soaked %1").arg(span(view.soakedMs));
    return look;
}

} // namespace

EnvironmentCard::EnvironmentCard(QWidget* parent)
    : Card(parent)
    , m_name(new ElidedLabel(Type::Section))
    , m_tier(new Chip)
    , m_health(new Chip)
    , m_version(new ElidedLabel(Type::Version))
    , m_commit(new Label(Type::Mono))
    , m_mixed(new Chip)
    , m_deployed(new ElidedLabel(Type::Body))
    , m_closures(new QWidget)
    , m_line(new Chip)
    , m_maintenance(new Chip)
    , m_freeze(new Chip)
    , m_strip(new HealthStrip)
    , m_share(new Label(Type::Label))
    , m_latency(new Label(Type::Strong))
    , m_errors(new Label(Type::Strong))
    , m_hosts(new Label(Type::Strong))
    , m_probes(new QVBoxLayout)
    , m_rest(new Label(Type::Label))
    , m_contacts(new ElidedLabel(Type::Body))
    , m_waits(new ElidedLabel(Type::Body))
    , m_state(new Chip)
    , m_open(new Button(Button::Kind::Link, {}, "openDeployment"))
    , m_more(new Button(Button::Kind::Link, {}, "environmentMenu"))
    , m_deploy(new Button(Button::Kind::Primary, {}, "deployHere")) {
    setMinimumWidth(292);
    m_tier->setWhole(true);
    m_probes->setSpacing(0);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(padding, 8, padding, 10);
    foot->addWidget(m_state);
    foot->addStretch(1);
    foot->addWidget(m_open);
    foot->addWidget(m_more);
    m_more->setGlyph(Glyph::More);
    auto* menu = new QMenu(this);
    m_answer = menu->addAction(QString(), this, [this] {
        if (m_answerable)
            Q_EMIT answerAsked(*m_answerable);
    });
    m_answer->setObjectName(QStringLiteral("answerHost"));
    // Always open: its dialog says why a rehearsal is closed where it is.
    QAction* rehearse = menu->addAction(tr("Rehearse rollback…"), this, &EnvironmentCard::rehearseAsked);
    rehearse->setObjectName(QStringLiteral("rehearse"));
    m_stopLine = menu->addAction(tr("Stop the line…"), this, &EnvironmentCard::lineAsked);
    m_stopLine->setObjectName(QStringLiteral("stopLine"));
    m_maintain = menu->addAction(tr("Maintenance…"), this, &EnvironmentCard::maintenanceAsked);
    m_maintain->setObjectName(QStringLiteral("maintenance"));
    m_more->setMenu(menu);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buildHead());
    layout->addLayout(buildDay());
    layout->addLayout(m_probes);
    m_rest->setInk("muted");
    m_rest->setContentsMargins(37, 2, padding, 7);
    m_rest->hide();
    layout->addWidget(m_rest);
    m_contacts->setContentsMargins(padding, 2, padding, 9);
    m_contacts->setObjectName(QStringLiteral("contacts"));
    m_contacts->hide();
    layout->addWidget(m_contacts);
    auto* rule = new Rule;
    auto* line = new QHBoxLayout;
    line->setContentsMargins(1, 0, 1, 0);
    line->addWidget(rule);
    layout->addLayout(line);
    m_waits->setInk("muted");
    m_waits->setContentsMargins(padding, 9, padding, 0);
    m_waits->setObjectName(QStringLiteral("waits"));
    layout->addWidget(m_waits);
    layout->addLayout(foot);
    layout->addStretch(1);
    connect(m_open, &Button::clicked, this, [this] { Q_EMIT openAsked(m_openDeployment); });
    connect(m_deploy, &Button::clicked, this, [this] { Q_EMIT deployAsked(m_deployVersion); });
}

QVBoxLayout* EnvironmentCard::buildHead() {
    m_commit->setInk("muted");
    m_deployed->setInk("muted");
    auto* title = new QHBoxLayout;
    title->setSpacing(8);
    title->addWidget(m_name);
    title->addWidget(m_tier);
    title->addStretch(1);
    title->addWidget(m_health);
    auto* version = new QHBoxLayout;
    version->setSpacing(9);
    version->addWidget(m_version);
    version->addWidget(m_commit, 0, Qt::AlignBottom);
    m_commit->setContentsMargins(0, 0, 0, 4);
    version->addWidget(m_mixed);
    version->addStretch(1);
    version->addWidget(m_deploy);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(padding, padding, padding, 0);
    head->setSpacing(0);
    head->addLayout(title);
    head->addSpacing(11);
    head->addLayout(version);
    head->addSpacing(1);
    head->addWidget(m_deployed);
    auto* closures = new QHBoxLayout(m_closures);
    closures->setContentsMargins(0, 6, 0, 0);
    closures->setSpacing(6);
    closures->addWidget(m_line);
    closures->addWidget(m_freeze);
    closures->addWidget(m_maintenance);
    closures->addStretch(1);
    head->addWidget(m_closures);
    return head;
}

QVBoxLayout* EnvironmentCard::buildDay() {
    auto* scale = new QHBoxLayout;
    auto* start = new Label(Type::Label, tr("24 h ago"));
    auto* now = new Label(Type::Label, tr("now"));
    for (Label* label : {start, m_share, now})
        label->setInk("faint");
    scale->addWidget(start);
    scale->addStretch(1);
    scale->addWidget(m_share);
    scale->addStretch(1);
    scale->addWidget(now);
    auto* numbers = new QGridLayout;
    numbers->setHorizontalSpacing(10);
    numbers->setVerticalSpacing(2);
    int column = 0;
    for (const auto& [title, value] :
         {std::pair{tr("p95 latency"), m_latency}, std::pair{tr("Error rate"), m_errors},
          std::pair{tr("Hosts"), m_hosts}}) {
        auto* label = new Label(Type::Label, title);
        label->setInk("faint");
        numbers->addWidget(label, 0, column);
        numbers->addWidget(value, 1, column);
        numbers->setColumnStretch(column++, 1);
    }
    auto* day = new QVBoxLayout;
    day->setContentsMargins(padding, 11, padding, 12);
    day->setSpacing(0);
    day->addWidget(m_strip);
    day->addSpacing(4);
    day->addLayout(scale);
    day->addSpacing(10);
    day->addLayout(numbers);
    return day;
}

void EnvironmentCard::set(const models::EnvironmentView& view, const QString& deployVersion, qint64 nowMs) {
    m_environment = view.name;
    m_deployVersion = deployVersion;
    setHead(view, nowMs);
    setClosures(view, nowMs);
    setNumbers(view);
    const QList<models::ProbeGroupView> groups = models::probeGroups(view.probes, mostProbes);
    // Probes without end would make the card longer than the window.
    const qsizetype shown = std::min(groups.size(), mostProbes);
    while (m_rows.size() < shown) {
        m_rows << new ProbeRow;
        m_probes->addWidget(m_rows.last());
    }
    while (m_rows.size() > shown)
        delete m_rows.takeLast();
    for (qsizetype i = 0; i < shown; ++i)
        m_rows[i]->set(groups[i], nowMs);
    setRest(groups.mid(shown));
    m_contacts->setVisible(!view.contacts.isEmpty() && view.health == domain::HealthState::Down);
    m_contacts->setText(tr("Contacts: %1").arg(view.contacts.join(QStringLiteral(" · "))));
    setFoot(view, nowMs);
}

void EnvironmentCard::setRest(const QList<models::ProbeGroupView>& rest) {
    m_rest->setVisible(!rest.isEmpty());
    if (rest.isEmpty())
        return;
    int healthy = 0;
    QStringList names;
    for (const models::ProbeGroupView& group : rest) {
        const Look look = lookOf(group.worst.state);
        healthy += group.worst.state == domain::HealthState::Up ? 1 : 0;
        names << tr("%1: %2").arg(group.hosts > 1 ? group.worst.probe : group.worst.name, look.word);
    }
    const auto all = static_cast<int>(rest.size());
    // The worst come first, so what is left out may be in trouble only where all shown are.
    m_rest->setText(healthy == all ? tr("and %n more, all healthy", nullptr, all)
                                   : tr("and %n more, %1 healthy", nullptr, all).arg(healthy));
    m_rest->setToolTip(names.join(QLatin1Char('\n')));
}

void EnvironmentCard::setHead(const models::EnvironmentView& view, qint64 nowMs) {
    setEdge(tierTone(view.tier));
    m_name->setText(view.name);
    // The health chip beside it gives way first: it has its words as a tooltip.
    m_name->setMinimumWidth(std::min(150, m_name->sizeHint().width()));
    m_tier->set(Glyph::None, tierWord(view.tier), tierTone(view.tier));
    m_health->set(healthLook(view));
    m_health->setToolTip(view.healthReason.isEmpty() ? m_health->text() : view.healthReason);
    QStringList problems;
    m_answerable.reset();
    for (const models::HostView& host : view.hosts) {
        if (!host.problem)
            continue;
        problems << tr("%1: %2").arg(host.name, briefly(*host.problem));
        if (!m_answerable && !answerTo(*host.problem).isEmpty())
            m_answerable = host.problem;
    }
    m_answer->setVisible(m_answerable.has_value());
    if (m_answerable)
        m_answer->setText(tr("%1: %2").arg(m_answerable->where, answerTo(*m_answerable)));
    if (!view.version.isEmpty())
        m_version->setText(view.version);
    else
        m_version->setText(view.reading ? tr("reading…") : tr("unknown"));
    m_version->setInk(view.version.isEmpty() ? "faint" : "");
    m_commit->setText(shortCommit(view.commit));
    m_mixed->setVisible(view.mixed);
    m_mixed->set(Glyph::Triangle, tr("mixed versions"), Tone::Attention);
    QStringList hosts;
    for (const models::HostView& host : view.hosts)
        hosts << tr("%1: %2 %3").arg(host.name, host.version, shortCommit(host.commit));
    m_mixed->setToolTip(hosts.join(QLatin1Char('\n')));
    if (!problems.isEmpty())
        m_deployed->setText(problems.first());
    else if (view.deployment.isEmpty())
        m_deployed->setText(view.version.isEmpty() ? tr("nothing deployed yet")
                                                   : tr("not deployed by Slipway"));
    else
        m_deployed->setText(
            (view.rehearsedMs > 0 ? tr("rehearsed %1 by %2 · %3") : tr("deployed %1 by %2 · %3"))
                .arg(ago(view.deployedAtMs, nowMs), view.deployedBy, view.deployment));
    m_deployed->setInk(problems.isEmpty() ? "muted" : "attention");
    m_deployed->setToolTip(problems.join(QLatin1Char('\n')));
}

void EnvironmentCard::setClosures(const models::EnvironmentView& view, qint64 nowMs) {
    m_line->setVisible(view.line.isStopped);
    m_line->set(Glyph::Stop, tr("stopped: %1").arg(view.line.reason), Tone::Failed);
    m_line->setToolTip(view.line.words);
    m_line->setAccessibleName(m_line->text());
    m_freeze->setVisible(!view.freeze.words.isEmpty());
    m_freeze->set(Glyph::Snow, view.freeze.words, view.freeze.isFrozen ? Tone::Attention : Tone::Waiting);
    m_freeze->setToolTip(view.freeze.detail);
    m_freeze->setAccessibleName(m_freeze->text());
    m_maintenance->setVisible(view.maintenance.isOn);
    m_maintenance->set(
        Glyph::Half,
        (view.maintenance.isPlanned ? tr("planned maintenance until %1") : tr("maintenance until %1"))
            .arg(dayAndTime(view.maintenance.untilMs, nowMs)),
        Tone::Running);
    m_maintenance->setToolTip(view.maintenance.words);
    m_maintenance->setAccessibleName(m_maintenance->text());
    m_maintain->setText(view.maintenance.isOn && !view.maintenance.isPlanned ? tr("End maintenance…")
                                                                             : tr("Maintenance…"));
    m_closures->setVisible(view.line.isStopped || view.maintenance.isOn || !view.freeze.words.isEmpty());
    m_stopLine->setText(view.line.isStopped ? tr("Open the line…") : tr("Stop the line…"));
}

void EnvironmentCard::setNumbers(const models::EnvironmentView& view) {
    m_strip->set(view.day);
    const bool observed = view.availability.coverage() > 0;
    m_share->setText(observed ? tr("%1 up · %2 observed")
                                    .arg(percent(view.availability.upShare(),
                                                 view.availability.upShare() < 0.9995 ? 2 : 1),
                                         percent(view.availability.coverage(), 0))
                              : tr("not observed yet"));
    m_latency->setText(latency(view.p95Us));
    m_errors->setText(view.errorShare < 0 ? QStringLiteral("–") : percent(view.errorShare));
    qsizetype unread = 0;
    for (const models::HostView& host : view.hosts)
        unread += host.problem ? 1 : 0;
    m_hosts->setText(unread == 0 ? QString::number(view.hosts.size())
                                 : tr("%1 · %2 not read").arg(view.hosts.size()).arg(unread));
    QStringList names;
    for (const models::HostView& host : view.hosts)
        names << host.name;
    m_hosts->setToolTip(names.join(QLatin1Char('\n')));
}

void EnvironmentCard::setFoot(const models::EnvironmentView& view, qint64 nowMs) {
    const bool waits = view.openWaits.sinceMs != 0;
    m_waits->setVisible(waits);
    if (waits) {
        const QString since = dayAndTime(view.openWaits.sinceMs, nowMs);
        m_waits->setText(view.openWaits.people.isEmpty()
                             ? tr("waits since %1").arg(since)
                             : tr("waits since %1 on %2").arg(since, models::anyOf(view.openWaits.people)));
    }
    if (view.hasFailure)
        m_state->set(Glyph::Cross, tr("waits for a decision"), Tone::Failed);
    else if (!view.openDeployment.isEmpty())
        m_state->set(Glyph::Half, view.openWaitsFor.isEmpty() ? tr("deployment runs") : view.openWaitsFor,
                     Tone::Running);
    else if (view.rehearsedMs > 0)
        m_state->set(rehearsedLook(view.rehearsedMs));
    else if (view.allItems == 0)
        m_state->set(Glyph::None, tr("no sign-off needed"), Tone::Waiting);
    else if (!view.checklistDone)
        m_state->set(Glyph::None, tr("%n sign-offs needed", nullptr, view.allItems), Tone::Waiting);
    else
        m_state->set(view.signedItems == view.allItems ? Glyph::Check : Glyph::Circle,
                     tr("checklist %1 / %2 signed").arg(view.signedItems).arg(view.allItems),
                     view.signedItems == view.allItems ? Tone::Passed : Tone::Waiting);
    if (view.waivers > 0 && view.openDeployment.isEmpty()) {
        const Look waived = waivedLook(view.waivers);
        m_state->set(waived.glyph, m_state->text() + QStringLiteral(" · ") + waived.word, waived.tone);
    }
    m_more->setAccessibleName(tr("More about %1").arg(view.name));
    m_more->setToolTip(m_more->accessibleName());
    m_openDeployment = view.openDeployment.isEmpty() ? view.deployment : view.openDeployment;
    m_open->setVisible(!m_openDeployment.isEmpty());
    m_open->setText(m_openDeployment);
    m_open->setAccessibleName(tr("Open %1").arg(m_openDeployment));
    m_deploy->setVisible(!m_deployVersion.isEmpty());
    m_deploy->setWords(tr("Deploy %1…").arg(m_deployVersion));
}

} // namespace slipway::ui
