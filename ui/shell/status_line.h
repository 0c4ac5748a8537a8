#pragma once
#include "app/models/views.h"

#include <QFrame>

namespace slipway::ui {

class ElidedLabel;
class Label;

/// The line below: which workspace, whether its ledger verifies, which time zone.
class StatusLine : public QFrame {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    void set(const models::BoardView& board, qint64 nowMs);

private:
    ElidedLabel* m_left;
    Label* m_zone;
};

} // namespace slipway::ui
