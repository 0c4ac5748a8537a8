#pragma once
#include "ui/text/states.h"

#include <QScrollArea>

class QGridLayout;

namespace slipway::ui {

/// One line for each thing that was found: how it ended, what it was, what was found, and perhaps the first
/// digits of a digest. Scrolls beyond a few lines; hidden while there is none.
class OutcomeList : public QScrollArea {
    Q_OBJECT
public:
    struct Line {
        Look look;
        QString what, found;
        QString code{}, codeTells{}; ///< a digest, and its tooltip
        friend bool operator==(const Line&, const Line&) = default;
    };
    OutcomeList(const QString& title, const char* name, QWidget* parent = nullptr);
    void set(const QList<Line>& lines);

private:
    void add(QGridLayout* grid, int row, const Line& line);
    QList<Line> m_lines;
};

/// What a person who signs relies on.
QList<OutcomeList::Line> evidenceLines(const QList<models::EvidenceView>& items);
/// What a checkpoint asked.
QList<OutcomeList::Line> ruleLines(const QList<domain::RuleFinding>& rules);

} // namespace slipway::ui
