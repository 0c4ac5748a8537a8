#pragma once
#include "app/domain/changes.h"

#include <QScrollArea>

namespace slipway::ui {

/// Changes line by line: what was with a −, what is now with a +. Scrolls.
class ChangeList : public QScrollArea {
    Q_OBJECT
public:
    ChangeList(const QList<domain::Change>& changes, const char* name, QWidget* parent = nullptr);
};

} // namespace slipway::ui
