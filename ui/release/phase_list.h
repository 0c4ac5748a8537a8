#pragma once
#include "app/models/views.h"

#include <QListView>

class QStandardItemModel;

namespace slipway::ui {

/// The checklist as a list: a heading per phase with its count, then its steps. Headings cannot
/// be selected; arrow keys walk the steps.
class PhaseList : public QListView {
    Q_OBJECT
public:
    explicit PhaseList(QWidget* parent = nullptr);
    void set(const models::ReleaseView& release);
    /// Shows this step as the selected one, without `chosen`.
    void select(const QString& step);
    QString selected() const;

Q_SIGNALS:
    /// The person selected a step.
    void chosen(const QString& step);
    /// The watch's line was activated.
    void watchChosen();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    QStandardItemModel* m_model;
    bool m_setting = false;
};

} // namespace slipway::ui
