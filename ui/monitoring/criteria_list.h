#pragma once
#include "app/models/views.h"

#include <QWidget>

class QGridLayout;

namespace slipway::ui {

class GlyphLabel;
class Label;

/// What the watch must have been like for the deployment to be called successful, as it stands now; hidden
/// where nothing is asked.
class CriteriaList : public QWidget {
    Q_OBJECT
public:
    explicit CriteriaList(QWidget* parent = nullptr);
    void set(const QList<domain::RuleFinding>& criteria);

private:
    struct Row {
        GlyphLabel* glyph;
        Label* rule;
        Label* found;
    };
    void grow();
    QGridLayout* m_grid;
    QList<Row> m_rows;
};

} // namespace slipway::ui
