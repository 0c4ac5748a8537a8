#include "ui/shell/tray.h"

#include "app/models/inbox_text.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPixmap>

namespace slipway::ui {

namespace {

constexpr int side = 64;
constexpr int notificationMs = 10'000;

QString keyOf(const domain::InboxItem& item) {
    return QStringList{models::inboxName(item.kind),
                       item.deployment.text(),
                       item.step.text(),
                       QString::number(item.after.count()),
                       item.waiver,
                       item.checklist,
                       QString::number(item.dueMs)}
        .join(QLatin1Char('/'));
}

/// The logo, with the number in a dot over its corner.
QIcon iconWith(int count) {
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGlyph(painter, QRectF(0, 0, side, side), Glyph::Logo, Theme::tokens().ink(Tone::Accent));
    if (count > 0) {
        const QRectF dot(side * 0.42, side * 0.42, side * 0.58, side * 0.58);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::tokens().mark(Tone::Failed));
        painter.drawEllipse(dot);
        QFont font = QApplication::font();
        font.setPixelSize(side * 2 / 5);
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(dot, Qt::AlignCenter, count > 9 ? QStringLiteral("9+") : QString::number(count));
    }
    return pixmap;
}

} // namespace

Tray::Tray(QWidget* window) : QObject(window), m_window(window) {
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT opened();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::opened);
}

QList<models::InboxLine> Tray::news(const models::BoardView& board) {
    QSet<QString> now;
    QList<models::InboxLine> fresh;
    // Who acts changed: all of it is old, to somebody else.
    const bool isFirst = !m_known || m_actor != board.actor;
    for (const models::InboxLine& view : board.inbox) {
        if (!view.isMine)
            continue;
        const QString key = keyOf(view.item);
        now.insert(key);
        if (!isFirst && !m_known->contains(key))
            fresh.append(view);
    }
    m_known = now;
    m_actor = board.actor;
    return fresh;
}

void Tray::set(const models::BoardView& board) {
    const auto before = m_known;
    const QList<models::InboxLine> fresh = news(board);
    if (!before || before->size() != m_known->size()) {
        const auto count = static_cast<int>(m_known->size());
        m_icon.setIcon(iconWith(count));
        m_icon.setToolTip(count == 0 ? tr("%1: nothing waits for you").arg(board.project)
                                     : tr("%1: %n wait for you", nullptr, count).arg(board.project));
    }
    if (!m_icon.isVisible() && QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
    if (fresh.isEmpty() || m_window->isActiveWindow())
        return;
    QApplication::alert(m_window);
    const models::InboxLine& first = fresh.first();
    const QString rest =
        fresh.size() > 1 ? QLatin1Char('\n') + tr("and %n more", nullptr, static_cast<int>(fresh.size()) - 1)
                         : QString();
    m_icon.showMessage(tr("%1 waits for you").arg(models::inboxPlace(first.item)),
                       models::inboxWords(first.item) + rest, m_icon.icon(), notificationMs);
}

} // namespace slipway::ui
