#pragma once
#include <QListView>

class QPainter;

namespace slipway::ui {

/// The ground that rows of lists share: selection, hover, the line above and the ring of the focus.
void paintRow(QPainter& painter, const QStyleOptionViewItem& option);

/// A list whose rows are chosen by click or arrow keys and opened by double-click or Enter.
class RowList : public QListView {
    Q_OBJECT
public:
    RowList(const char* name, const QString& words, QWidget* parent = nullptr);

Q_SIGNALS:
    void looked(int row); ///< -1: none
    void opened(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace slipway::ui
