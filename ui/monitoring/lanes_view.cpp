#include "ui/monitoring/lanes_view.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>
#include <array>

namespace slipway::ui {
namespace {

constexpr double headHeight = 46;
constexpr double laneStep = 34;
constexpr double barHeight = 20;
constexpr double axisHeight = 40;
constexpr double right = 20;
constexpr double markTop = 29;
constexpr double markSize = 12;
constexpr qint64 keySteps = 120; ///< of the cursor across the window
constexpr qint64 hourMs = 3'600'000;

constexpr std::size_t states = static_cast<std::size_t>(domain::HealthState::Maintenance) + 1;

/// Worse states are painted later, so that they stay visible when they share a pixel.
int weight(domain::HealthState state) {
    switch (state) {
    case domain::HealthState::Up:
        return 0;
    case domain::HealthState::Maintenance:
    case domain::HealthState::Unobserved:
        return 1;
    case domain::HealthState::Suspect:
        return 2;
    case domain::HealthState::Degraded:
        return 3;
    case domain::HealthState::Down:
        return 4;
    }
    Q_UNREACHABLE();
}

QString offsetWords(qint64 ms) {
    if (ms % hourMs == 0)
        return LanesView::tr("+%1 h").arg(ms / hourMs);
    const QString minutes =
        LanesView::tr("+%1:%2").arg(ms / hourMs).arg(ms % hourMs / 60'000, 2, 10, QLatin1Char('0'));
    if (ms % 60'000 == 0)
        return minutes;
    return LanesView::tr("%1:%2").arg(minutes).arg(ms % 60'000 / 1000, 2, 10, QLatin1Char('0'));
}

} // namespace

LanesView::LanesView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("lanes"));
    setAccessibleName(tr("Health of each probe since launch"));
    setAccessibleDescription(
        tr("Left and Right move, + and - look closer or from farther away, Shift with "
           "Left and Right reads a moment in all lanes, Home is the launch, End is now"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LanesView::set(const models::WatchView& watch, const TimeWindow& window) {
    const bool resized = watch.lanes.size() != m_watch.lanes.size();
    m_watch = watch;
    m_window = window;
    if (resized)
        updateGeometry();
    update();
}

QSize LanesView::sizeHint() const {
    const auto lanes = static_cast<double>(std::max<qsizetype>(1, m_watch.lanes.size()));
    return {700, static_cast<int>(headHeight + lanes * laneStep + axisHeight)};
}

double LanesView::left() const {
    return std::min(170.0, width() * 0.2);
}
double LanesView::span() const {
    return width() - left() - right;
}
double LanesView::laneTop(qsizetype lane) const {
    return headHeight + static_cast<double>(lane) * laneStep + (laneStep - barHeight) / 2;
}

void LanesView::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    for (qsizetype lane = 0; lane < m_watch.lanes.size(); ++lane)
        paintLane(painter, lane);
    if (m_watch.lanes.isEmpty()) {
        painter.setFont(fontOf(Type::Body));
        painter.setPen(tokens.muted);
        painter.drawText(QRectF(left(), headHeight, span(), laneStep), Qt::AlignVCenter,
                         tr("reading samples…"));
    }
    paintMarks(painter);
    paintCheckpoints(painter);
    paintNow(painter);
    paintCursor(painter);
    if (hasFocus()) {
        painter.setPen(QPen(tokens.ink(Tone::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
}

void LanesView::paintAxis(QPainter& painter) const {
    const Tokens& tokens = Theme::tokens();
    const double bottom = height() - axisHeight;
    const qint64 every = tickEvery(m_window, span(), 64);
    painter.setFont(fontOf(Type::Label));
    const qint64 first = (m_window.from - m_watch.liveAtMs + every - 1) / every * every;
    for (qint64 offset = std::max<qint64>(0, first); m_watch.liveAtMs + offset <= m_window.to;
         offset += every) {
        const double x = m_window.x(m_watch.liveAtMs + offset, left(), span());
        painter.setPen(QPen(tokens.line, 1));
        painter.drawLine(QPointF(x, headHeight - 8), QPointF(x, bottom));
        painter.setPen(tokens.faintText);
        const QRectF words(x - 40, bottom + 5, 80, 16);
        painter.drawText(words, Qt::AlignCenter, offset == 0 ? tr("launch") : offsetWords(offset));
        painter.drawText(words.translated(0, 15), Qt::AlignCenter,
                         tickTime(m_watch.liveAtMs + offset, every));
    }
}

QList<LanesView::Bar> LanesView::bars(const QList<domain::Stretch>& stretches) const {
    const auto pixelMs = static_cast<qint64>(static_cast<double>(m_window.to - m_window.from) / span());
    QList<Bar> all;
    std::array<qsizetype, 2 * states> last{}; ///< of each state and where it is known from, counted from 1
    const auto first = std::ranges::upper_bound(stretches, m_window.from, {}, &domain::Stretch::to);
    for (auto it = first; it != stretches.end() && it->from < m_window.to; ++it) {
        qsizetype& known =
            last[2 * static_cast<std::size_t>(it->state) + static_cast<std::size_t>(it->isFilledIn)];
        // What is between two of the same within a pixel is worse, and painted over it, or not to be seen.
        if (known > 0 && it->from - all[known - 1].toMs < pixelMs) {
            all[known - 1].toMs = it->to;
            continue;
        }
        all.append({it->from, it->to, it->state, it->isFilledIn});
        known = all.size();
    }
    std::ranges::stable_sort(all, {}, [](const Bar& bar) { return weight(bar.state); });
    return all;
}

void LanesView::paintLane(QPainter& painter, qsizetype lane) const {
    const Tokens& tokens = Theme::tokens();
    const double top = laneTop(lane);
    painter.setFont(fontOf(Type::Body));
    painter.setPen(tokens.text);
    painter.drawText(QRectF(0, top - 4, left() - 14, barHeight + 8), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_watch.lanes[lane].name, Qt::ElideRight,
                                                      static_cast<int>(left() - 14)));
    painter.save();
    painter.setClipRect(QRectF(left(), 0, span(), height()));
    const double future = m_window.x(std::max(m_watch.nowMs, m_watch.liveAtMs), left(), span());
    painter.fillRect(QRectF(future, top + 4, std::max(0.0, left() + span() - future), barHeight - 8),
                     tokens.soft(Tone::Waiting));
    for (const Bar& one : bars(m_watch.lanes[lane].stretches)) {
        const bool good = one.state == domain::HealthState::Up;
        const double least = good ? 0.5 : one.state == domain::HealthState::Down ? 3 : 2;
        const double from = m_window.x(one.fromMs, left(), span());
        const double to = m_window.x(one.toMs, left(), span());
        const QRectF bar(from, top, std::max(least, to - from - 1), barHeight);
        if (one.state == domain::HealthState::Unobserved) {
            painter.fillRect(bar, tokens.panel);
            painter.fillRect(bar, tokens.soft(Tone::Waiting));
            paintHatch(painter, bar, tokens.faint, 2);
            continue;
        }
        if (!good) // a frame in the panel's colour keeps a thin mark apart from its neighbours
            painter.fillRect(bar.adjusted(-1, 0, 1, 0), tokens.panel);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.mark(lookOf(one.state).tone));
        painter.drawRoundedRect(bar, 2.5, 2.5);
        if (one.isFilledIn) // known from the host only
            paintHatch(painter, bar, tokens.panel, 2);
    }
    painter.restore();
}

void LanesView::paintCheckpoints(QPainter& painter) const {
    const Tokens& tokens = Theme::tokens();
    for (const models::CheckpointView& checkpoint : m_watch.checkpoints) {
        if (checkpoint.dueAtMs < m_window.from || checkpoint.dueAtMs > m_window.to)
            continue;
        const double x = m_window.x(checkpoint.dueAtMs, left(), span());
        const Look look = lookOf(checkpoint);
        const bool waits = checkpoint.verdict == domain::Verdict::Waiting;
        const QColor colour = waits ? tokens.faint : tokens.mark(look.tone);
        painter.setPen(QPen(colour, 1.4, Qt::DashLine));
        painter.drawLine(QPointF(x, 28), QPointF(x, height() - axisHeight));
        const QRectF disc(x - 11.5, 3, 23, 23);
        painter.setPen(waits ? QPen(tokens.faint, 1.5) : Qt::NoPen);
        painter.setBrush(waits ? tokens.panel : colour);
        painter.drawEllipse(disc);
        if (waits) {
            QFont small = fontOf(Type::Overline);
            small.setLetterSpacing(QFont::AbsoluteSpacing, 0);
            small.setPixelSize(10);
            painter.setFont(small);
            painter.setPen(tokens.muted);
            painter.drawText(disc, Qt::AlignCenter, tr("%1h").arg(checkpoint.afterMs / hourMs));
        } else {
            paintGlyph(painter, disc.adjusted(6, 6, -6, -6), look.glyph, tokens.panel);
        }
    }
}

void LanesView::paintNow(QPainter& painter) const {
    if (m_watch.nowMs < m_window.from || m_watch.nowMs > m_window.to || m_watch.nowMs >= m_watch.endsAtMs)
        return;
    const Tokens& tokens = Theme::tokens();
    const QColor accent = tokens.ink(Tone::Accent);
    const double x = m_window.x(m_watch.nowMs, left(), span());
    painter.fillRect(QRectF(x - 1, headHeight - 16, 2, height() - axisHeight - headHeight + 16), accent);
    painter.setFont(fontOf(Type::Overline));
    const QString words = tr("now %1").arg(timeOfDay(m_watch.nowMs));
    const double wide = painter.fontMetrics().horizontalAdvance(words) + 14;
    const bool flip = x + wide + 8 > width();
    const QRectF flag(flip ? x - wide - 6 : x + 6, headHeight - 17, wide, 19);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawRoundedRect(flag, 4, 4);
    painter.setPen(tokens.onAccent);
    painter.drawText(flag, Qt::AlignCenter, words);
}

void LanesView::paintMarks(QPainter& painter) const {
    const Tokens& tokens = Theme::tokens();
    for (const models::WatchMark& mark : m_watch.marks) {
        if (mark.atMs < m_window.from || mark.atMs > m_window.to)
            continue;
        const double x = m_window.x(mark.atMs, left(), span());
        const Look look = lookOf(mark);
        painter.setPen(QPen(tokens.ink(look.tone), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, markTop + markSize), QPointF(x, height() - axisHeight));
        const QRectF box(x - markSize / 2, markTop, markSize, markSize);
        painter.fillRect(box.adjusted(-1, -1, 1, 1), tokens.panel);
        paintGlyph(painter, box, look.glyph, tokens.ink(look.tone));
    }
}

void LanesView::paintCursor(QPainter& painter) const {
    if (m_cursorMs < m_window.from || m_cursorMs > m_window.to)
        return;
    const Tokens& tokens = Theme::tokens();
    const double x = m_window.x(m_cursorMs, left(), span());
    painter.setPen(QPen(tokens.text, 1));
    painter.drawLine(QPointF(x, headHeight - 8), QPointF(x, height() - axisHeight + 3));
}

void LanesView::setCursor(qint64 atMs) {
    if (m_cursorMs == atMs)
        return;
    m_cursorMs = atMs;
    update();
}

bool LanesView::isInside(double x) const {
    return x >= left() && x <= left() + span();
}

void LanesView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const double x = std::clamp(event->position().x(), left(), left() + span());
    // A touchpad, and a wheel with Shift, move sideways.
    if (std::abs(turned.x()) > std::abs(turned.y()))
        Q_EMIT moved(
            static_cast<qint64>(-turned.x() / span() * static_cast<double>(m_window.to - m_window.from)));
    else if (turned.y() != 0 && event->modifiers().testFlag(Qt::ShiftModifier))
        Q_EMIT moved(
            static_cast<qint64>(-turned.y() / span() * static_cast<double>(m_window.to - m_window.from)));
    else if (turned.y() != 0)
        Q_EMIT zoomed(m_window.at(x, left(), span()), turned.y() / 120.0);
    event->accept();
}

void LanesView::mousePressEvent(QMouseEvent* event) {
    m_draggedFrom = event->position().x();
}

void LanesView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        const double x = event->position().x();
        Q_EMIT pointed(isInside(x) ? m_window.at(x, left(), span()) : 0);
        return;
    }
    const double by = m_draggedFrom - event->position().x();
    m_draggedFrom = event->position().x();
    Q_EMIT moved(static_cast<qint64>(by / span() * static_cast<double>(m_window.to - m_window.from)));
}

void LanesView::leaveEvent(QEvent* event) {
    Q_EMIT pointed(0);
    QWidget::leaveEvent(event);
}

void LanesView::keyPressEvent(QKeyEvent* event) {
    const qint64 length = m_window.to - m_window.from;
    const qint64 middle = m_window.from + length / 2;
    const bool reads = event->modifiers().testFlag(Qt::ShiftModifier);
    const qint64 at = m_cursorMs >= m_window.from && m_cursorMs <= m_window.to ? m_cursorMs : middle;
    const qint64 step = std::max<qint64>(1, length / keySteps);
    if (reads && event->key() == Qt::Key_Left)
        Q_EMIT pointed(std::max(m_window.from, at - step));
    else if (reads && event->key() == Qt::Key_Right)
        Q_EMIT pointed(std::min(m_window.to, at + step));
    else if (event->key() == Qt::Key_Left)
        Q_EMIT moved(-length / 8);
    else if (event->key() == Qt::Key_Right)
        Q_EMIT moved(length / 8);
    else if (event->key() == Qt::Key_Home)
        Q_EMIT moved(m_watch.liveAtMs - m_window.from);
    else if (event->key() == Qt::Key_End)
        Q_EMIT moved(m_watch.nowMs - m_window.to + length / 10);
    else if (event->key() == Qt::Key_Plus)
        Q_EMIT zoomed(m_cursorMs > 0 ? at : middle, 1);
    else if (event->key() == Qt::Key_Minus)
        Q_EMIT zoomed(m_cursorMs > 0 ? at : middle, -1);
    else
        QWidget::keyPressEvent(event);
}

bool LanesView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto lane = static_cast<qsizetype>((help->pos().y() - headHeight) / laneStep);
    QString words;
    for (const models::WatchMark& mark : m_watch.marks)
        if (help->pos().y() < headHeight &&
            std::abs(m_window.x(mark.atMs, left(), span()) - help->pos().x()) <= markSize)
            words += (words.isEmpty() ? QString() : QStringLiteral("\n")) +
                     tr("%1: %2").arg(timeWithSeconds(mark.atMs), mark.words);
    if (help->pos().y() >= headHeight && lane < m_watch.lanes.size() && help->pos().x() >= left()) {
        const qint64 from = m_window.at(help->pos().x() - 2, left(), span());
        const qint64 to = m_window.at(help->pos().x() + 2, left(), span());
        const domain::Stretch* worst = nullptr;
        for (const domain::Stretch& stretch : m_watch.lanes[lane].stretches)
            if (stretch.from < to && stretch.to > from &&
                (worst == nullptr || weight(stretch.state) > weight(worst->state)))
                worst = &stretch;
        if (worst != nullptr)
            words = tr("%1: %2, %3 to %4\n%5")
                        .arg(m_watch.lanes[lane].name,
                             worst->isFilledIn ? tr("%1, filled in later").arg(lookOf(worst->state).word)
                                               : lookOf(worst->state).word,
                             timeWithSeconds(worst->from), timeWithSeconds(worst->to), worst->reason)
                        .trimmed();
    }
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

} // namespace slipway::ui
