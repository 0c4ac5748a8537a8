#pragma once
#include "app/models/views.h"
#include "ui/widgets/card.h"

class QListView;
class QStandardItemModel;

namespace slipway::ui {

class EmptyState;
class Label;

/// The newest deployments of the workspace, one line each; Enter or a click opens one.
class DeploymentsPanel : public Card {
    Q_OBJECT
public:
    explicit DeploymentsPanel(QWidget* parent = nullptr);
    void set(const QList<models::DeploymentLine>& lines, qint64 nowMs);

Q_SIGNALS:
    void openAsked(const QString& deployment);

private:
    QStandardItemModel* m_model;
    QListView* m_list;
    Label* m_count;
    EmptyState* m_empty;
};

} // namespace slipway::ui
