#pragma once
#include "ui/text/states.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;

namespace slipway::ui {

class Chip;
class Label;

/// A table of names and values: the box that tells what a step runs, or what a signature covers.
class Facts : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        QString name, value;
        Type type = Type::Mono;
        Look chip{};         ///< behind the value, which then stays on one line; no word: none
        QString chipTells{}; ///< its tooltip, and what is read aloud of it
        QString more{};      ///< on a line of its own, in a faint ink
    };
    /// `ruled`: a line under each row and plain names; else names in capitals.
    explicit Facts(bool ruled, QWidget* parent = nullptr);
    void set(const QList<Fact>& facts);

private:
    struct Row {
        QWidget* box;
        Label* name;
        Label* value;
        Chip* chip;
        Label* more;
        QHBoxLayout* line;
        Type type;
    };
    void grow();
    bool m_ruled;
    QList<Row> m_rows;
};

} // namespace slipway::ui
