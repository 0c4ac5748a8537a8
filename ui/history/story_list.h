#pragma once
#include "app/models/story_model.h"
#include "ui/widgets/row_list.h"

namespace slipway::ui {

/// Every entry of a deployment in words: when, what, by whom, and whether it is signed.
class StoryList : public RowList {
    Q_OBJECT
public:
    /// `model` outlives the list.
    explicit StoryList(models::StoryModel& model, QWidget* parent = nullptr);
};

} // namespace slipway::ui
