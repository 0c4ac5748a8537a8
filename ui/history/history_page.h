#pragma once
#include "app/models/history_model.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QStackedWidget;

namespace slipway::ui {

class Button;
class DeploymentList;
class Dossier;
class EmptyState;
class HistoryFields;

/// All deployments of the workspace with filters, and the dossier of the one that is chosen.
class HistoryPage : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPage(const Context& context, QWidget* parent = nullptr);
    ~HistoryPage() override;
    void refresh();
    void focusText();
    /// Shows this deployment's dossier, whatever the fields say.
    void choose(const QString& deployment);

Q_SIGNALS:
    void releaseAsked(const QString& deployment, const QString& step, const QString& host);
    void watchAsked(const QString& deployment);
    void reportAsked(const QString& deployment);
    void exportAsked(const QString& deployment);
    void reviewAsked(const QString& deployment);

private:
    void show();
    void look(int row);

    Context m_context;
    models::HistoryModel m_model;
    HistoryFields* m_fields;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    Button* m_clear;
    DeploymentList* m_list;
    Dossier* m_dossier;
};

} // namespace slipway::ui
