#pragma once
#include "app/models/views.h"

#include <QWidget>

namespace slipway::ui {

class Button;
class Chip;
class GlyphLabel;
class Label;

/// The way from one environment to the next: what would travel, what holds it up, and the
/// button that takes it there.
class StepBetween : public QWidget {
    Q_OBJECT
public:
    explicit StepBetween(QWidget* parent = nullptr);
    /// `primary`: this is the page's one primary button.
    void set(const models::StepBetweenView& view, bool primary);
    /// Whether such a view gets a button at all.
    static bool offers(const models::StepBetweenView& view);

Q_SIGNALS:
    void openAsked(const QString& deployment);
    void promoteAsked(const QString& version, const QString& environment);

private:
    models::StepBetweenView m_view;
    Chip* m_gates;
    GlyphLabel* m_arrow;
    Button* m_go;
    Label* m_commits;
};

} // namespace slipway::ui
