#pragma once
#include "app/models/views.h"

#include <QAbstractListModel>

namespace slipway::models {

/// Which deployments a person wants to see; what is empty or zero does not restrict.
struct HistoryFilter {
    enum class Outcome {
        Any,
        UnderWay,   ///< still to be done, or watched
        Well,       ///< live, successful, rehearsed, rolled back as asked
        Badly,      ///< failed, interrupted, rolled back, abandoned
        Exceptions, ///< with waivers or self-approvals, however they ended
    };
    QString text; ///< part of the version, ID, commit, person or reason
    QString environment;
    QString kind; ///< as DeploymentLine::kind
    Outcome outcome = Outcome::Any;
    qint64 sinceMs = 0; ///< started at or after, UTC
    friend bool operator==(const HistoryFilter&, const HistoryFilter&) = default;
};

bool fits(const HistoryFilter& filter, const DeploymentLine& line);

/// The deployments that fit a filter, newest first. Main thread.
class HistoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { LineRole = Qt::UserRole + 1 /* DeploymentLine */ };
    using QAbstractListModel::QAbstractListModel;
    /// Newest first. Rows that stay are changed in place.
    void setLines(const QList<DeploymentLine>& lines);
    void setFilter(const HistoryFilter& filter);
    const HistoryFilter& filter() const { return m_filter; }
    int all() const { return static_cast<int>(m_lines.size()); } ///< also those that do not fit
    /// -1: not among those that fit.
    int rowOf(const QString& deployment) const;
    const DeploymentLine& line(int row) const { return m_shown.at(row); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void show();

    HistoryFilter m_filter;
    QList<DeploymentLine> m_lines, m_shown;
};

} // namespace slipway::models
