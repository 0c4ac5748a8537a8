#pragma once
#include "app/models/views.h"

#include <QTableView>

namespace slipway::ui {

/// Where every host stands at every step, as one table: arrow keys move the cell, Enter or a
/// click opens that host's output of that step. Stays quick with hundreds of hosts, because
/// only what is visible is painted.
class HostMatrix : public QTableView {
    Q_OBJECT
public:
    explicit HostMatrix(QWidget* parent = nullptr);
    /// `step`: the column that is marked and, until the person moves the cell, looked at.
    void set(const models::ReleaseView& release, const QString& step, qint64 nowMs);

Q_SIGNALS:
    void opened(const QString& step, const QString& host);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Model;
    class Cells;
    class Steps;
    class Hosts;
    void fit();
    void open(const QModelIndex& index);
    /// The row a person most likely looks for: trouble first, then what runs.
    int likelyRow(int column) const;
    Model* m_model;
    QString m_step;
};

} // namespace slipway::ui
