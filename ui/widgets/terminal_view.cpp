#include "ui/widgets/terminal_view.h"

#include "ui/text/quantities.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextLayout>

namespace slipway::ui {
namespace {

constexpr int margin = 14;
constexpr int topMargin = 10;

QColor inkColour(models::OutputModel::Ink ink, const Tokens& tokens) {
    // The terminal is dark in both appearances, so its inks are those of the dark one.
    switch (ink) {
    case models::OutputModel::Ink::Plain:
        return tokens.terminalText;
    case models::OutputModel::Ink::Faint:
        return tokens.terminalFaint;
    case models::OutputModel::Ink::Red:
        return QColor::fromRgb(0xff8089);
    case models::OutputModel::Ink::Green:
        return QColor::fromRgb(0x4cc38a);
    case models::OutputModel::Ink::Yellow:
        return QColor::fromRgb(0xf0b04a);
    case models::OutputModel::Ink::Blue:
        return QColor::fromRgb(0x7cb1ff);
    case models::OutputModel::Ink::Bold:
        return QColor::fromRgb(0xffffff);
    }
    Q_UNREACHABLE();
}

} // namespace

TerminalView::TerminalView(QWidget* parent) : QAbstractScrollArea(parent), m_find(new QLineEdit(this)) {
    setFont(fontOf(Type::Mono));
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("terminal"));
    setAccessibleName(tr("Output"));
    setMinimumHeight(90);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAutoFillBackground(false);
    m_find->setObjectName(QStringLiteral("terminalFind"));
    m_find->setAccessibleName(tr("Find in the output"));
    m_find->setPlaceholderText(tr("Find, Enter for the next"));
    m_find->hide();
    m_find->installEventFilter(this);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        m_follow = value >= verticalScrollBar()->maximum();
        viewport()->update();
    });
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

void TerminalView::showOutput(std::shared_ptr<models::OutputModel> model) {
    if (model == m_model)
        return;
    drop();
    m_model = std::move(model);
    m_anchor = m_head = {};
    m_follow = true;
    m_widest = 0;
    if (m_model) {
        connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [this] { grow(); });
        connect(m_model.get(), &QAbstractItemModel::dataChanged, this, [this] { viewport()->update(); });
        connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex&, int first, int last) { shrink(first, last); });
    }
    grow();
}

void TerminalView::showFound(std::shared_ptr<models::OutputModel> model, const QString& match) {
    showOutput(std::move(model));
    m_follow = false;
    if (m_model->placeRow() >= 0)
        goToPlace(match);
    else
        connect(m_model.get(), &models::OutputModel::placeFound, this, [this, match] { goToPlace(match); });
}

void TerminalView::goToPlace(const QString& match) {
    const QModelIndex place = m_model->index(m_model->placeRow());
    const QVariant offset = place.data(models::OutputModel::OffsetRole);
    const QVariant stream = place.data(models::OutputModel::ErrRole);
    // A carriage return divides a line; the other stream's lines may stand between its parts.
    for (int row = place.row(); row < rows(); ++row) {
        const QModelIndex index = m_model->index(row);
        if (index.data(models::OutputModel::ErrRole) != stream)
            continue;
        if (index.data(models::OutputModel::OffsetRole) != offset)
            break;
        if (const auto column = line(row).indexOf(match); column >= 0 && !match.isEmpty())
            return select(row, static_cast<int>(column), static_cast<int>(match.size()));
    }
    select(place.row(), 0, static_cast<int>(line(place.row()).size()));
}

void TerminalView::select(int row, int column, int length) {
    m_anchor = {row, column};
    m_head = {row, column + length};
    const auto layout = layoutOf(row);
    m_widest = std::max(m_widest, static_cast<int>(layout->lineAt(0).naturalTextWidth()));
    updateScrollBars();
    m_follow = false;
    QScrollBar* down = verticalScrollBar();
    if (row < down->value() || row >= down->value() + down->pageStep())
        down->setValue(row - down->pageStep() / 2);
    QScrollBar* across = horizontalScrollBar();
    const int left = textLeft() + static_cast<int>(layout->lineAt(0).cursorToX(column));
    if (left < across->value() || left > across->value() + viewport()->width() - 4 * margin)
        across->setValue(left - viewport()->width() / 3);
    viewport()->update();
}

void TerminalView::drop() {
    if (m_model)
        disconnect(m_model.get(), nullptr, this, nullptr);
}

void TerminalView::setPlaceholder(const QString& words) {
    m_placeholder = words;
    viewport()->update();
}

void TerminalView::setRoundTop(bool round) {
    m_roundTop = round;
    viewport()->update();
}

int TerminalView::rows() const {
    return m_model ? m_model->rowCount() : 0;
}

QString TerminalView::line(int row) const {
    return m_model->index(row).data().toString();
}

int TerminalView::rowHeight() const {
    return fontMetrics().height() + 3;
}

int TerminalView::textLeft() const {
    return margin + fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000")) + 14;
}

void TerminalView::grow() {
    updateScrollBars();
    if (m_follow)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    viewport()->update();
}

void TerminalView::shrink(int first, int last) {
    const int count = last - first + 1;
    const auto moved = [count](Place place) {
        return place.row < count ? Place{} : Place{place.row - count, place.column};
    };
    m_anchor = moved(m_anchor);
    m_head = m_anchor.row < 0 ? Place{} : moved(m_head);
    // What the person reads must not move under their eyes while old lines go.
    const int value = verticalScrollBar()->value() - count;
    const bool follow = m_follow;
    updateScrollBars();
    verticalScrollBar()->setValue(follow ? verticalScrollBar()->maximum() : value);
    viewport()->update();
}

void TerminalView::updateScrollBars() {
    const int visible = std::max(1, (viewport()->height() - 2 * topMargin) / rowHeight());
    verticalScrollBar()->setPageStep(visible);
    const bool follow = m_follow;
    verticalScrollBar()->setRange(0, std::max(0, rows() - visible));
    m_follow = follow;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    horizontalScrollBar()->setRange(0, std::max(0, textLeft() + m_widest + margin - viewport()->width()));
}

std::unique_ptr<QTextLayout> TerminalView::layoutOf(int row) const {
    auto layout = std::make_unique<QTextLayout>(line(row), font());
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    layout->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    const auto spans =
        m_model->index(row).data(models::OutputModel::SpansRole).value<QList<models::OutputModel::Span>>();
    for (const models::OutputModel::Span& span : spans) {
        QTextCharFormat format;
        format.setForeground(inkColour(span.ink, Theme::tokens()));
        if (span.ink == models::OutputModel::Ink::Bold)
            format.setFontWeight(QFont::DemiBold);
        formats.append({span.from, span.length, format});
    }
    layout->setFormats(formats);
    layout->beginLayout();
    QTextLine only = layout->createLine();
    only.setLineWidth(1e6);
    layout->endLayout();
    return layout;
}

void TerminalView::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::tokens();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath ground;
    ground.addRoundedRect(QRectF(viewport()->rect()).adjusted(0, m_roundTop ? 0 : -12, 0, 0), 9, 9);
    painter.setClipRect(viewport()->rect());
    painter.fillPath(ground, tokens.terminal);
    if (rows() == 0) {
        painter.setPen(tokens.terminalFaint);
        painter.drawText(viewport()->rect().adjusted(margin, topMargin, -margin, 0),
                         Qt::AlignLeft | Qt::TextWordWrap, m_placeholder);
    }
    const int height = rowHeight();
    const int first = verticalScrollBar()->value();
    const int left = -horizontalScrollBar()->value();
    const int widestBefore = m_widest;
    const auto [from, to] = std::minmax(m_anchor, m_head);
    for (int row = first, y = topMargin; row < rows() && y < viewport()->height(); ++row, y += height) {
        const QModelIndex index = m_model->index(row);
        if (index.data(models::OutputModel::ErrRole).toBool())
            painter.fillRect(QRectF(left + 5, y + 1, 2, height - 4),
                             inkColour(models::OutputModel::Ink::Yellow, tokens));
        painter.setPen(tokens.terminalFaint);
        painter.drawText(QPointF(left + margin, y + fontMetrics().ascent()),
                         timeWithMillis(index.data(models::OutputModel::TimeRole).toLongLong()));
        const auto layout = layoutOf(row);
        QList<QTextLayout::FormatRange> selection;
        if (from.row >= 0 && row >= from.row && row <= to.row && from != to) {
            const int start = row == from.row ? from.column : 0;
            const int end = row == to.row ? to.column : static_cast<int>(layout->text().size());
            QTextCharFormat format;
            format.setBackground(QColor::fromRgb(0x2b4a8f));
            format.setForeground(QColor::fromRgb(0xffffff));
            selection.append({start, end - start, format});
        }
        painter.setPen(tokens.terminalText);
        layout->draw(&painter, QPointF(left + textLeft(), y), selection);
        m_widest = std::max(m_widest, static_cast<int>(layout->lineAt(0).naturalTextWidth()));
    }
    if (m_model && first == 0 && m_model->linesCut() > 0) {
        painter.setPen(tokens.terminalFaint);
        painter.drawText(
            QRect(margin, 0, viewport()->width() - 2 * margin, topMargin + 4), Qt::AlignRight,
            tr("%n earlier lines are not kept here", nullptr, static_cast<int>(m_model->linesCut())));
    }
    if (hasFocus()) {
        painter.setPen(QPen(QColor::fromRgb(0x7c9cff), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 8, 8);
    }
    if (m_widest != widestBefore)
        QMetaObject::invokeMethod(
            this, [this] { updateScrollBars(); }, Qt::QueuedConnection);
}

void TerminalView::resizeEvent(QResizeEvent*) {
    const bool follow = m_follow;
    updateScrollBars();
    if (follow)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    placeFind();
}

TerminalView::Place TerminalView::placeAt(const QPoint& point) const {
    if (rows() == 0)
        return {};
    const int row =
        std::clamp(verticalScrollBar()->value() + (point.y() - topMargin) / rowHeight(), 0, rows() - 1);
    const auto layout = layoutOf(row);
    return {row, layout->lineAt(0).xToCursor(point.x() + horizontalScrollBar()->value() - textLeft())};
}

void TerminalView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_head = placeAt(event->pos());
    if (!event->modifiers().testFlag(Qt::ShiftModifier))
        m_anchor = m_head;
    viewport()->update();
}

void TerminalView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    m_head = placeAt(event->pos());
    if (event->pos().y() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - 1);
    else if (event->pos().y() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + 1);
    viewport()->update();
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent* event) {
    const Place place = placeAt(event->pos());
    if (place.row < 0)
        return;
    m_anchor = {place.row, 0};
    m_head = {place.row, static_cast<int>(line(place.row).size())};
    viewport()->update();
}

QString TerminalView::selectedText() const {
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from.row < 0 || from == to)
        return {};
    QStringList lines;
    for (int row = from.row; row <= to.row && row < rows(); ++row) {
        const QString text = line(row);
        const int start = row == from.row ? from.column : 0;
        lines << (row == to.row ? text.mid(start, to.column - start) : text.mid(start));
    }
    return lines.join(QLatin1Char('\n'));
}

void TerminalView::copy() const {
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalView::selectAll() {
    if (rows() == 0)
        return;
    m_anchor = {0, 0};
    m_head = {rows() - 1, static_cast<int>(line(rows() - 1).size())};
    viewport()->update();
}

void TerminalView::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, &TerminalView::copy)->setEnabled(!selectedText().isEmpty());
    menu->addAction(tr("Select all"), this, &TerminalView::selectAll);
    menu->addAction(tr("Find…"), this, &TerminalView::openFind);
    menu->popup(event->globalPos());
}

void TerminalView::keyPressEvent(QKeyEvent* event) {
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->matches(QKeySequence::Find))
        openFind();
    else if (event->key() == Qt::Key_Home)
        bar->setValue(0);
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

bool TerminalView::event(QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        viewport()->update();
    return QAbstractScrollArea::event(event);
}

void TerminalView::openFind() {
    m_find->show();
    placeFind();
    m_find->raise();
    m_find->setFocus();
    m_find->selectAll();
}

void TerminalView::placeFind() {
    const int width = std::min(260, viewport()->width() - 20);
    m_find->setGeometry(viewport()->width() - width - 10, 8, width, 34);
}

bool TerminalView::find(const QString& text, bool forward) {
    if (text.isEmpty() || rows() == 0)
        return false;
    const int start = m_head.row < 0 ? (forward ? -1 : 0) : m_head.row;
    for (int passed = 1; passed <= rows(); ++passed) {
        const int row = ((start + (forward ? passed : -passed)) % rows() + rows()) % rows();
        const auto column = static_cast<int>(line(row).indexOf(text, 0, Qt::CaseInsensitive));
        if (column < 0)
            continue;
        select(row, column, static_cast<int>(text.size()));
        return true;
    }
    return false;
}

bool TerminalView::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_find || event->type() != QEvent::KeyPress)
        return QAbstractScrollArea::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Escape) {
        m_find->hide();
        setFocus();
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        find(m_find->text(), !key->modifiers().testFlag(Qt::ShiftModifier));
        return true;
    }
    return false;
}

} // namespace slipway::ui
