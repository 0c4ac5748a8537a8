#pragma once
#include "app/models/history_model.h"
#include "ui/widgets/context.h"
#include "ui/widgets/row_list.h"

namespace slipway::ui {

/// Deployments, newest first: what went where, how it stands, who started it and when.
class DeploymentList : public RowList {
    Q_OBJECT
public:
    /// `model` outlives the list.
    DeploymentList(const Context& context, models::HistoryModel& model, QWidget* parent = nullptr);
};

} // namespace slipway::ui
