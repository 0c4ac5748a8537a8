#include "ui/search/found_output.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/terminal_view.h"

#include <QVBoxLayout>

namespace slipway::ui {

FoundOutput::FoundOutput(const Context& context, QWidget* parent)
    : Card(parent)
    , m_context(context)
    , m_title(new ElidedLabel(Type::Strong))
    , m_where(new ElidedLabel(Type::Body))
    , m_open(new Button(Button::Kind::Link, tr("Show in the release"), "searchRelease"))
    , m_terminal(new TerminalView) {
    m_where->setInk("muted");
    m_terminal->setObjectName(QStringLiteral("foundOutput"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 10, 8);
    head->setSpacing(10);
    head->addWidget(m_title);
    head->addWidget(m_where, 1);
    head->addWidget(m_open);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_terminal, 1);
    connect(m_open, &Button::clicked, this, [this] {
        if (m_line.isLog)
            Q_EMIT watchAsked(m_line.deployment);
        else
            Q_EMIT releaseAsked(m_line.deployment, m_line.step, m_line.host);
    });
    clear();
}

void FoundOutput::show(const models::FoundLine& line) {
    m_line = line;
    if (m_model)
        disconnect(m_model.get(), nullptr, this, nullptr);
    m_model = m_context.feed.outputAt(line.deployment, line.attempt, line.place);
    // How much of it is shown is known when it was read.
    connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, &FoundOutput::setWhere);
    m_terminal->showFound(m_model, line.match);
    m_terminal->setAccessibleName(line.host.isEmpty() ? tr("Output") : tr("Output of %1").arg(line.host));
    m_open->setEnabled(true);
    setWhere();
}

void FoundOutput::setWhere() {
    m_open->setWords(m_line.isLog ? tr("Show the watch") : tr("Show in the release"));
    m_title->setText(m_line.stepTitle.isEmpty() ? m_line.step : m_line.stepTitle);
    QStringList words;
    if (!m_line.host.isEmpty())
        words << m_line.host;
    words << m_line.environment << QStringLiteral("%1 %2").arg(m_line.deployment, m_line.version);
    if (m_line.tries > 1)
        words << tr("try %1 of %2").arg(m_line.attemptNumber).arg(m_line.tries);
    if (m_model && m_model->isCutBehind())
        words << tr("only what is around the line is shown");
    m_where->setText(words.join(QStringLiteral(" · ")));
}

void FoundOutput::clear() {
    m_line = {};
    m_model.reset();
    m_terminal->showOutput(nullptr);
    m_terminal->setPlaceholder(tr("Choose a line above to see it where it stands."));
    m_title->setText(tr("Output"));
    m_where->setText({});
    m_open->setEnabled(false);
}

void FoundOutput::focusOutput() {
    m_terminal->setFocus();
}

} // namespace slipway::ui
