#pragma once
#include "app/models/views.h"

#include <QFrame>

namespace slipway::ui {

class Button;
class Chip;
class ElidedLabel;
class Label;

/// The strip above a release: what goes where, how it stands, pause and the road back.
class ReleaseHeader : public QFrame {
    Q_OBJECT
public:
    explicit ReleaseHeader(QWidget* parent = nullptr);
    void set(const models::ReleaseView& release, qint64 nowMs);
    /// Where the menu of other deployments opens.
    Button* chooser() const { return m_other; }

Q_SIGNALS:
    void pauseAsked();
    void resumeAsked();
    void rollbackAsked();
    void abandonAsked();
    void decideAsked();
    void watchAsked();
    void chooseAsked();

private:
    models::ReleaseView m_release;
    ElidedLabel* m_title;
    Chip* m_state;
    Chip* m_tier;
    Chip* m_bad;
    Chip* m_exception;
    ElidedLabel* m_facts;
    Label* m_readyTitle;
    ElidedLabel* m_ready;
    Button* m_other;
    Button* m_watch;
    Button* m_decide;
    Button* m_pause;
    Button* m_abandon;
    Button* m_rollback;
};

} // namespace slipway::ui
