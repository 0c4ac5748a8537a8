#pragma once
#include "app/models/output_search.h"
#include "ui/widgets/card.h"
#include "ui/widgets/context.h"

namespace slipway::ui {

class Button;
class ElidedLabel;
class TerminalView;

/// The output of the attempt that a found line is from, at that line.
class FoundOutput : public Card {
    Q_OBJECT
public:
    explicit FoundOutput(const Context& context, QWidget* parent = nullptr);
    void show(const models::FoundLine& line);
    void clear();
    void focusOutput();

Q_SIGNALS:
    void releaseAsked(const QString& deployment, const QString& step, const QString& host);
    void watchAsked(const QString& deployment);

private:
    void setWhere();

    Context m_context;
    models::FoundLine m_line;
    std::shared_ptr<models::OutputModel> m_model;
    ElidedLabel* m_title;
    ElidedLabel* m_where;
    Button* m_open;
    TerminalView* m_terminal;
};

} // namespace slipway::ui
