#include "app/models/story_model.h"

#include <algorithm>

namespace slipway::models {

void StoryModel::setLines(const QList<TimelineLine>& lines) {
    m_lines = lines;
    show();
}

void StoryModel::setOnlyPeople(bool onlyPeople) {
    m_onlyPeople = onlyPeople;
    show();
}

void StoryModel::show() {
    QList<TimelineLine> shown;
    std::ranges::copy_if(m_lines, std::back_inserter(shown),
                         [this](const TimelineLine& line) { return !m_onlyPeople || !line.who.isEmpty(); });
    if (shown == m_shown)
        return;
    const qsizetype before = m_shown.size();
    if (before > 0 && shown.size() > before && shown.first(before) == m_shown) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(shown.size()) - 1);
        m_shown = shown;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_shown = shown;
    endResetModel();
}

int StoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant StoryModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    if (role == LineRole)
        return QVariant::fromValue(m_shown.at(index.row()));
    if (role == Qt::DisplayRole) { // for screen readers
        const TimelineLine& line = m_shown.at(index.row());
        return QStringList{line.who, line.what, line.detail}.join(u' ');
    }
    return {};
}

} // namespace slipway::models
