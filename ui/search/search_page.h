#pragma once
#include "app/models/output_search.h"
#include "ui/widgets/context.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace slipway::ui {

class Button;
class ElidedLabel;
class EmptyState;
class FoundList;
class FoundOutput;
class ProgressLine;
class SearchFields;

/// Searches the output of all steps of all deployments; a line that was found is shown where it
/// stands.
class SearchPage : public QWidget {
    Q_OBJECT
public:
    explicit SearchPage(const Context& context, QWidget* parent = nullptr);
    ~SearchPage() override;
    void refresh();
    void focusText();
    void search(const QString& text);
    /// The lines of the application's logs that were kept while the deployment was watched.
    void searchLog(const QString& deployment);

Q_SIGNALS:
    void releaseAsked(const QString& deployment, const QString& step, const QString& host);
    void watchAsked(const QString& deployment);

private:
    void showState();
    QString stateWords() const;
    void look(int row);

    Context m_context;
    std::unique_ptr<models::OutputSearch> m_search;
    SearchFields* m_fields;
    ProgressLine* m_progress;
    ElidedLabel* m_state;
    Button* m_more;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    FoundList* m_list;
    FoundOutput* m_output;
    QTimer m_lookSoon; ///< who runs through the list with the arrow keys reads no log on the way
    int m_row = -1;
};

} // namespace slipway::ui
