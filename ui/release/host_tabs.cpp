#include "ui/release/host_tabs.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"

#include <QHBoxLayout>

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

QString words(const models::HostRunView& host, qint64 nowMs) {
    QStringList parts{host.host.isEmpty() ? HostTabs::tr("this computer") : host.host};
    if (host.startedAtMs > 0)
        parts << stopwatch((host.endedAtMs > 0 ? host.endedAtMs : nowMs) - host.startedAtMs);
    QString text = parts.join(QLatin1Char(' '));
    if (!host.summary.isEmpty())
        text += QStringLiteral(" · ") + host.summary;
    return text;
}

} // namespace

HostTabs::HostTabs(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout), m_connection(new Chip) {
    m_row->setSpacing(4);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 7, 14, 7);
    layout->setSpacing(10);
    layout->addLayout(m_row);
    layout->addStretch(1);
    layout->addWidget(m_connection);
    m_connection->hide();
    connect(&Theme::current(), &Theme::changed, this, &HostTabs::mark);
}

void HostTabs::follow() {
    m_picked = false;
    m_current = newestOf(m_hosts);
    mark();
}

void HostTabs::set(const QList<models::HostRunView>& hosts, qint64 nowMs) {
    m_hosts = hosts;
    while (m_tabs.size() < hosts.size()) {
        auto* tab = new Button(Button::Kind::Nav, {}, "hostTab");
        const auto index = static_cast<int>(m_tabs.size());
        tab->setCheckable(true);
        connect(tab, &Button::clicked, this, [this, index] {
            m_picked = true;
            m_current = index;
            mark();
            Q_EMIT picked();
        });
        m_row->addWidget(tab);
        m_tabs << tab;
    }
    while (m_tabs.size() > hosts.size())
        delete m_tabs.takeLast();
    if (!m_picked || m_current >= hosts.size())
        m_current = newestOf(hosts);
    for (int i = 0; i < hosts.size(); ++i) {
        m_tabs[i]->setText(words(hosts[i], nowMs));
        m_tabs[i]->setObjectName(QStringLiteral("hostTab.") + hosts[i].host);
        m_tabs[i]->setAccessibleName(
            tr("Output of %1, %2").arg(words(hosts[i], nowMs), lookOf(hosts[i].verdict).word));
    }
    mark();
}

void HostTabs::mark() {
    const Tokens& tokens = Theme::tokens();
    for (int i = 0; i < m_tabs.size(); ++i) {
        const Look look = lookOf(m_hosts[i].verdict);
        m_tabs[i]->setChecked(i == m_current);
        m_tabs[i]->setIcon(glyphIcon(look.glyph, tokens.ink(look.tone), tokens.faint));
    }
    const models::HostRunView host = m_hosts.value(m_current);
    m_connection->setVisible(host.connectionLost || host.reconnectedAtMs > 0);
    if (host.connectionLost)
        m_connection->set(
            Glyph::Lightning,
            tr("connection lost %1 · the step keeps running").arg(timeWithSeconds(host.lostAtMs)),
            Tone::Attention);
    else
        m_connection->set(Glyph::Lightning,
                          tr("reconnected %1 · no output lost").arg(timeWithSeconds(host.reconnectedAtMs)),
                          Tone::Attention);
}

} // namespace slipway::ui
