#include "ui/widgets/row_list.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionViewItem>

namespace slipway::ui {

void paintRow(QPainter& painter, const QStyleOptionViewItem& option) {
    const Tokens& tokens = Theme::tokens();
    const QRect row = option.rect;
    if ((option.state & QStyle::State_Selected) != 0)
        painter.fillRect(row, tokens.soft(Tone::Accent));
    else if ((option.state & QStyle::State_MouseOver) != 0)
        painter.fillRect(row, tokens.hover);
    painter.fillRect(QRect(row.left(), row.top(), row.width(), 1), tokens.line);
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter.setPen(QPen(tokens.ink(Tone::Accent), 2));
        painter.drawRect(row.adjusted(2, 2, -2, -2));
    }
}

RowList::RowList(const char* name, const QString& words, QWidget* parent) : QListView(parent) {
    setObjectName(QLatin1StringView(name));
    setAccessibleName(words);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT opened(index.row()); });
}

void RowList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    Q_EMIT looked(current.isValid() ? current.row() : -1);
}

void RowList::keyPressEvent(QKeyEvent* event) {
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && currentIndex().isValid())
        Q_EMIT opened(currentIndex().row());
    else
        QListView::keyPressEvent(event);
}

} // namespace slipway::ui
