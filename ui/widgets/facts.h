#pragma once
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;

namespace slipway::ui {

class Label;

/// A table of names and values: the box that tells what a step runs, or what a signature covers.
class Facts : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        QString name, value;
        Type type = Type::Mono;
    };
    /// `ruled`: a line under each row and plain names; else names in capitals.
    explicit Facts(bool ruled, QWidget* parent = nullptr);
    void set(const QList<Fact>& facts);

private:
    struct Row {
        QWidget* box;
        Label* name;
        Label* value;
        QHBoxLayout* line;
        Type type;
    };
    void grow();
    bool m_ruled;
    QList<Row> m_rows;
};

} // namespace slipway::ui
