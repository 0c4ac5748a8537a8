#pragma once
#include "ui/theme/tokens.h"

#include <QWidget>
#include <optional>

namespace slipway::ui {

/// A panel with rounded corners; with an edge tone its top border is 3 px of that colour, with
/// an outline tone its whole border is.
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    void setEdge(std::optional<Tone> tone);
    void setOutline(std::optional<Tone> tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Tone> m_edge, m_outline;
};

/// A 1 px line across.
class Rule : public QWidget {
    Q_OBJECT
public:
    explicit Rule(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace slipway::ui
