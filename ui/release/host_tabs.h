#pragma once
#include "app/models/views.h"

#include <QWidget>

class QHBoxLayout;

namespace slipway::ui {

class Button;
class Chip;

/// One tab per host of a step, with state and time; says when a connection was lost and came back.
class HostTabs : public QWidget {
    Q_OBJECT
public:
    explicit HostTabs(QWidget* parent = nullptr);
    void set(const QList<models::HostRunView>& hosts, qint64 nowMs);
    /// Index of the shown host; follows the running one until the person picks another.
    int current() const { return m_current; }
    void follow();

Q_SIGNALS:
    void picked();

private:
    void mark();
    QHBoxLayout* m_row;
    QList<Button*> m_tabs;
    Chip* m_connection;
    QList<models::HostRunView> m_hosts;
    int m_current = 0;
    bool m_picked = false;
};

} // namespace slipway::ui
