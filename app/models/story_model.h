#pragma once
#include "app/models/timeline.h"

#include <QAbstractListModel>
#include <QMetaType>

namespace slipway::models {

/// The story of one deployment, oldest first. Main thread.
class StoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { LineRole = Qt::UserRole + 1 /* TimelineLine */ };
    using QAbstractListModel::QAbstractListModel;
    /// Lines that were shown before stay where they are when the new ones only go on.
    void setLines(const QList<TimelineLine>& lines);
    /// Leaves out what Slipway did by itself.
    void setOnlyPeople(bool onlyPeople);
    const TimelineLine& line(int row) const { return m_shown.at(row); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void show();

    bool m_onlyPeople = false;
    QList<TimelineLine> m_lines, m_shown;
};

} // namespace slipway::models
