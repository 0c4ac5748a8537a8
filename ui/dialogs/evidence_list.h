#pragma once
#include "app/models/views.h"

#include <QScrollArea>

class QGridLayout;

namespace slipway::ui {

/// What a person who signs relies on, one line for each outcome: verdict, step and host, what was found, and
/// the digest it is recorded under. Scrolls.
class EvidenceList : public QScrollArea {
    Q_OBJECT
public:
    explicit EvidenceList(QWidget* parent = nullptr);
    void set(const QList<models::EvidenceView>& items);

private:
    void add(QGridLayout* grid, int row, const models::EvidenceView& item);
    QList<models::EvidenceView> m_items;
};

} // namespace slipway::ui
