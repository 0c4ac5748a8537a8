#pragma once
#include "app/models/views.h"
#include "ui/widgets/card.h"

class QGridLayout;

namespace slipway::ui {

class Button;
class GlyphLabel;
class Label;

/// What was not fine during a watch: from when to when, for how long, and why. Newest first.
class IncidentList : public Card {
    Q_OBJECT
public:
    explicit IncidentList(QWidget* parent = nullptr);
    void set(const models::WatchView& watch);

Q_SIGNALS:
    void noteAsked(const slipway::models::WatchIncidentView& incident);

private:
    struct Row {
        GlyphLabel* glyph = nullptr;
        Label* lane = nullptr;
        Label* time = nullptr;
        Label* length = nullptr;
        Label* reason = nullptr;
        Button* note = nullptr;
    };
    Label* m_none;
    Label* m_rest;
    QGridLayout* m_grid;
    QList<Row> m_rows;
    QList<models::WatchIncidentView> m_incidents;
};

} // namespace slipway::ui
