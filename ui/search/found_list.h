#pragma once
#include "app/models/output_search.h"
#include "ui/widgets/row_list.h"

namespace slipway::ui {

/// The lines that a search found: each with its match marked, and below it when and where it came.
/// Draws only what is visible.
class FoundList : public RowList {
    Q_OBJECT
public:
    explicit FoundList(QWidget* parent = nullptr);
    /// Outlives the list.
    void setSearch(models::OutputSearch& search);
};

} // namespace slipway::ui
