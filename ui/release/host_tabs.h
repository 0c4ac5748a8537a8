#pragma once
#include "app/models/views.h"

#include <QWidget>
#include <optional>

class QHBoxLayout;

namespace slipway::ui {

class Button;
class Chip;

/// One tab per host of a step, with state and time, and from three hosts on one for all of them;
/// says when a connection was lost and came back. Beyond a few hosts only the shown one has a tab.
class HostTabs : public QWidget {
    Q_OBJECT
public:
    explicit HostTabs(QWidget* parent = nullptr);
    void set(const QList<models::HostRunView>& hosts, qint64 nowMs);
    /// Index of the shown host; follows the running one until the person picks another.
    int current() const { return m_current; }
    /// All hosts are shown instead of one.
    bool showsAll() const;
    void follow();
    void showHost(const QString& host);

Q_SIGNALS:
    void picked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void pick(int host);
    void mark();
    /// Host that a tab stands for.
    int hostOf(qsizetype tab) const;
    QHBoxLayout* m_row;
    Button* m_all;
    QList<Button*> m_tabs;
    Chip* m_connection;
    QList<models::HostRunView> m_hosts;
    qint64 m_nowMs = 0;
    int m_current = 0;
    bool m_picked = false;
    std::optional<bool> m_wantsAll; ///< what the person chose last
};

} // namespace slipway::ui
