#include "app/models/history_model.h"

#include <algorithm>

namespace slipway::models {

namespace {

using Outcome = HistoryFilter::Outcome;

Outcome outcomeOf(ReleaseState state) {
    switch (state) {
    case ReleaseState::Preparing:
    case ReleaseState::Running:
    case ReleaseState::WaitsForPerson:
    case ReleaseState::WaitsForTime:
    case ReleaseState::WaitsForLock:
    case ReleaseState::Paused:
    case ReleaseState::Stale:
        return Outcome::UnderWay;
    case ReleaseState::Live:
    case ReleaseState::Successful:
    case ReleaseState::Rehearsed:
    case ReleaseState::RollbackDone:
        return Outcome::Well;
    case ReleaseState::Failed:
    case ReleaseState::Interrupted:
    case ReleaseState::RolledBack:
    case ReleaseState::Abandoned:
        return Outcome::Badly;
    }
    Q_UNREACHABLE();
}

bool fits(Outcome wanted, const DeploymentLine& line) {
    switch (wanted) {
    case Outcome::Any:
        return true;
    case Outcome::Exceptions:
        return line.waivers > 0 || line.selfApproved > 0;
    case Outcome::UnderWay:
        return line.endedAtMs == 0;
    case Outcome::Well:
    case Outcome::Badly:
        return outcomeOf(line.state) == wanted;
    }
    Q_UNREACHABLE();
}

} // namespace

bool fits(const HistoryFilter& filter, const DeploymentLine& line) {
    if (!filter.environment.isEmpty() && line.environment != filter.environment)
        return false;
    if (!filter.kind.isEmpty() && line.kind != filter.kind)
        return false;
    if (line.startedAtMs < filter.sinceMs || !fits(filter.outcome, line))
        return false;
    const QStringList words = filter.text.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&line](const QString& word) {
        return line.commit.startsWith(word, Qt::CaseInsensitive) ||
               std::ranges::any_of(
                   QStringList{line.version, line.deployment, line.startedBy, line.reason, line.detail},
                   [&word](const QString& text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

void HistoryModel::setLines(const QList<DeploymentLine>& lines) {
    if (lines == m_lines)
        return;
    m_lines = lines;
    show();
}

void HistoryModel::setFilter(const HistoryFilter& filter) {
    if (filter == m_filter)
        return;
    m_filter = filter;
    show();
}

void HistoryModel::show() {
    QList<DeploymentLine> shown;
    std::ranges::copy_if(m_lines, std::back_inserter(shown),
                         [this](const DeploymentLine& line) { return fits(m_filter, line); });
    const bool sameRows =
        std::ranges::equal(shown, m_shown, {}, &DeploymentLine::deployment, &DeploymentLine::deployment);
    if (!sameRows) {
        beginResetModel();
        m_shown = shown;
        endResetModel();
        return;
    }
    for (int row = 0; row < static_cast<int>(shown.size()); ++row)
        if (!(m_shown.at(row) == shown.at(row))) {
            m_shown[row] = shown.at(row);
            Q_EMIT dataChanged(index(row), index(row));
        }
}

int HistoryModel::rowOf(const QString& deployment) const {
    const auto at = std::ranges::find(m_shown, deployment, &DeploymentLine::deployment);
    return at == m_shown.end() ? -1 : static_cast<int>(at - m_shown.begin());
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    if (role == LineRole)
        return QVariant::fromValue(m_shown.at(index.row()));
    if (role == Qt::DisplayRole) { // for screen readers
        const DeploymentLine& line = m_shown.at(index.row());
        return QStringList{line.version, line.environment, line.deployment, line.startedBy, line.detail}.join(
            u' ');
    }
    return {};
}

} // namespace slipway::models
