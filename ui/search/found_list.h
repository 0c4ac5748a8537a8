#pragma once
#include "app/models/output_search.h"

#include <QListView>

namespace slipway::ui {

/// The lines that a search found: each with its match marked, and below it when and where it came.
/// Draws only what is visible.
class FoundList : public QListView {
    Q_OBJECT
public:
    explicit FoundList(QWidget* parent = nullptr);
    /// Outlives the list.
    void setSearch(models::OutputSearch& search);

Q_SIGNALS:
    /// The person stands on this row now; -1: on none.
    void looked(int row);
    /// The person wants to be in its output.
    void opened(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace slipway::ui
