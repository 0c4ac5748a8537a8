#include "ui/release/host_tabs.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"

#include <QHBoxLayout>
#include <QLocale>

namespace slipway::ui {
namespace {

int newestOf(const QList<models::HostRunView>& hosts) {
    int newest = 0;
    for (int i = 0; i < hosts.size(); ++i) {
        if (hosts[i].verdict == domain::Verdict::Running || hosts[i].verdict == domain::Verdict::Interrupted)
            return i;
        if (hosts[i].verdict == domain::Verdict::Failed || hosts[i].startedAtMs > hosts[newest].startedAtMs)
            newest = i;
    }
    return newest;
}

QString nameOf(const models::HostRunView& host) {
    return host.host.isEmpty() ? HostTabs::tr("this computer") : host.host;
}

QString words(const models::HostRunView& host, qint64 nowMs, bool whole) {
    QString text = nameOf(host);
    if (host.startedAtMs > 0)
        text +=
            QLatin1Char(' ') + stopwatch((host.endedAtMs > 0 ? host.endedAtMs : nowMs) - host.startedAtMs);
    if (whole && !host.summary.isEmpty())
        text += QStringLiteral(" · ") + host.summary;
    return text;
}

/// From here on there is a tab for all hosts.
constexpr qsizetype many = 3;
/// More than these do not get a tab each.
constexpr qsizetype mostTabs = 4;
constexpr int tabFrame = 44; ///< icon and padding of a tab

Look connectionLook(const models::HostRunView& host, qint64 nowMs) {
    if (host.connectionLost)
        return {
            Glyph::Lightning,
            HostTabs::tr("connection lost %1 · the step keeps running").arg(timeWithSeconds(host.lostAtMs)),
            Tone::Attention};
    if (const qint64 silent = silentForMs(host, nowMs); silent > 0)
        return {Glyph::Exclamation, HostTabs::tr("no sign of life for %1").arg(span(silent)),
                Tone::Attention};
    if (host.bytesToSend > 0)
        return {Glyph::Half,
                HostTabs::tr("uploading · %1 % of %2")
                    .arg(100 * host.sentBytes / host.bytesToSend)
                    .arg(QLocale().formattedDataSize(host.bytesToSend)),
                Tone::Running};
    if (host.reconnectedAtMs > 0)
        return {Glyph::Lightning,
                HostTabs::tr("reconnected %1 · no output lost").arg(timeWithSeconds(host.reconnectedAtMs)),
                Tone::Attention};
    return {};
}

} // namespace

HostTabs::HostTabs(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_all(new Button(Button::Kind::Nav, tr("All hosts"), "allHosts"))
    , m_connection(new Chip) {
    m_all->setCheckable(true);
    m_all->setGlyph(Glyph::Grid);
    m_row->setSpacing(4);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 7, 14, 7);
    layout->setSpacing(10);
    layout->addWidget(m_all);
    layout->addLayout(m_row);
    layout->addStretch(1);
    layout->addWidget(m_connection);
    m_connection->hide();
    connect(m_all, &Button::clicked, this, [this] {
        m_wantsAll = true;
        mark();
        Q_EMIT picked();
    });
    connect(&Theme::current(), &Theme::changed, this, &HostTabs::mark);
}

bool HostTabs::showsAll() const {
    return m_hosts.size() >= many && m_wantsAll.value_or(m_hosts.size() > mostTabs);
}

void HostTabs::follow() {
    m_picked = false;
    m_current = newestOf(m_hosts);
    mark();
}

void HostTabs::showHost(const QString& host) {
    for (qsizetype i = 0; i < m_hosts.size(); ++i)
        if (m_hosts[i].host == host)
            pick(static_cast<int>(i));
}

void HostTabs::pick(int host) {
    m_picked = true;
    m_wantsAll = false;
    m_current = host;
    mark();
    Q_EMIT picked();
}

int HostTabs::hostOf(qsizetype tab) const {
    return m_hosts.size() > mostTabs ? m_current : static_cast<int>(tab);
}

void HostTabs::set(const QList<models::HostRunView>& hosts, qint64 nowMs) {
    m_hosts = hosts;
    m_nowMs = nowMs;
    const qsizetype wanted = hosts.size() > mostTabs ? 1 : hosts.size();
    while (m_tabs.size() < wanted) {
        auto* tab = new Button(Button::Kind::Nav, {}, "hostTab");
        const qsizetype index = m_tabs.size();
        tab->setCheckable(true);
        tab->setMinimumWidth(tabFrame);
        connect(tab, &Button::clicked, this, [this, index] { pick(hostOf(index)); });
        m_row->addWidget(tab);
        m_tabs << tab;
    }
    while (m_tabs.size() > wanted)
        delete m_tabs.takeLast();
    if (!m_picked || m_current >= hosts.size())
        m_current = newestOf(hosts);
    mark();
}

void HostTabs::mark() {
    const Tokens& tokens = Theme::tokens();
    int done = 0;
    for (const models::HostRunView& host : m_hosts)
        done += domain::isComplete(host.verdict) ? 1 : 0;
    const bool hasAll = m_hosts.size() >= many;
    m_all->setVisible(hasAll);
    m_all->setChecked(showsAll());
    m_all->setWords(tr("All hosts · %1 / %2").arg(done).arg(m_hosts.size()));
    const Look connection = showsAll() ? Look{} : connectionLook(m_hosts.value(m_current), m_nowMs);
    m_connection->setVisible(connection.glyph != Glyph::None);
    m_connection->set(connection);
    // Tabs never push the page wider: long names give way.
    int room = width() - 26 - (hasAll ? m_all->sizeHint().width() + 10 : 0) -
               (m_connection->isHidden() ? 0 : m_connection->minimumSizeHint().width() + 20);
    room = room / std::max(1, static_cast<int>(m_tabs.size())) - 4 - tabFrame;
    for (qsizetype i = 0; i < m_tabs.size(); ++i) {
        const models::HostRunView& host = m_hosts[hostOf(i)];
        const Look look = lookOf(host.verdict);
        const QString whole = words(host, m_nowMs, true);
        m_tabs[i]->setText(m_tabs[i]->fontMetrics().elidedText(words(host, m_nowMs, !hasAll), Qt::ElideMiddle,
                                                               std::max(room, 24)));
        m_tabs[i]->setToolTip(whole);
        m_tabs[i]->setObjectName(QStringLiteral("hostTab.") + host.host);
        m_tabs[i]->setAccessibleName(tr("Output of %1, %2").arg(whole, look.word));
        m_tabs[i]->setChecked(!showsAll() && hostOf(i) == m_current);
        m_tabs[i]->setIcon(glyphIcon(look.glyph, tokens.ink(look.tone), tokens.faint));
    }
}

void HostTabs::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    mark();
}

} // namespace slipway::ui
