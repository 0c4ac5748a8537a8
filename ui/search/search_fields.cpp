#include "ui/search/search_fields.h"

#include "app/base/moment.h"
#include "ui/text/states.h"
#include "ui/widgets/button.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr qsizetype mostDeployments = 200;
/// As a combo box is by its style sheet, so that all boxes of the row stand on one line.
constexpr int fieldHeight = 34;

QLineEdit* edit(const char* name, const QString& words, const QString& placeholder) {
    auto* made = new QLineEdit;
    made->setObjectName(QLatin1StringView(name));
    made->setAccessibleName(words);
    made->setPlaceholderText(placeholder);
    made->setMinimumWidth(60);
    return made;
}

ComboBox* choice(const char* name, const QString& words) {
    auto* made = new ComboBox(words, name);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(6);
    return made;
}

/// Fills the box with (words, value); the value that was chosen stays if it is still there.
void fill(QComboBox& box, const QList<QPair<QString, QString>>& entries) {
    const QString chosen = box.currentData().toString();
    box.clear();
    for (const auto& [words, value] : entries)
        box.addItem(words, value);
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

} // namespace

SearchFields::SearchFields(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_text(edit("searchText", tr("Text to look for"), tr("Text in the output of any step")))
    , m_pattern(new CheckBox(tr("Regular expression"), "searchPattern"))
    , m_case(new CheckBox(tr("Match case"), "searchCase"))
    , m_search(new Button(Button::Kind::Primary, tr("Search"), "searchStart"))
    , m_stop(new Button(Button::Kind::Plain, tr("Stop"), "searchStop"))
    , m_environment(choice("searchEnvironment", tr("Environment")))
    , m_deployment(choice("searchDeployment", tr("Deployment")))
    , m_host(edit("searchHost", tr("Host"), tr("any")))
    , m_step(edit("searchStep", tr("Step"), tr("any")))
    , m_stream(choice("searchStream", tr("Stream")))
    , m_since(edit("searchSince", tr("Since"), tr("2h or 14:30")))
    , m_until(edit("searchUntil", tr("Until"), tr("now")))
    , m_problem(new Label(Type::Body)) {
    setProperty("rail", QStringLiteral("top"));
    m_search->setGlyph(Glyph::Search);
    m_stop->setGlyph(Glyph::Stop);
    m_stop->hide();
    m_problem->setInk("failed");
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_case->setToolTip(tr("Small and capital letters are different"));
    for (QLineEdit* time : {m_since, m_until})
        time->setToolTip(tr("2h (ago), 14:30, 2026-11-25 or 2026-11-25T14:30"));
    fill(*m_stream, {{tr("both"), {}},
                     {tr("standard output"), QStringLiteral("out")},
                     {tr("standard error"), QStringLiteral("err")}});
    auto* first = new QHBoxLayout;
    first->setSpacing(14);
    first->addWidget(m_text, 1);
    first->addWidget(m_pattern);
    first->addWidget(m_case);
    first->addWidget(m_search);
    first->addWidget(m_stop);
    auto* second = new QHBoxLayout;
    second->setSpacing(10);
    second->addWidget(field(tr("Environment"), m_environment), 4);
    second->addWidget(field(tr("Deployment"), m_deployment), 6);
    second->addWidget(field(tr("Host"), m_host), 3);
    second->addWidget(field(tr("Step"), m_step), 4);
    second->addWidget(field(tr("Stream"), m_stream), 4);
    second->addWidget(field(tr("Since"), m_since), 3);
    second->addWidget(field(tr("Until"), m_until), 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 14);
    layout->setSpacing(10);
    layout->addLayout(first);
    layout->addLayout(second);
    layout->addWidget(m_problem);
    connect(m_search, &Button::clicked, this, &SearchFields::ask);
    connect(m_stop, &Button::clicked, this, &SearchFields::stopAsked);
    for (QLineEdit* line : {m_text, m_host, m_step, m_since, m_until})
        connect(line, &QLineEdit::returnPressed, this, &SearchFields::ask);
    refresh();
}

QWidget* SearchFields::field(const QString& title, QWidget* control) {
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    auto* label = new Label(Type::Label, title);
    label->setInk("faint");
    layout->addWidget(label);
    control->setFixedHeight(fieldHeight);
    layout->addWidget(control);
    return box;
}

void SearchFields::refresh() {
    QList<QPair<QString, QString>> environments{{tr("all"), {}}};
    for (const models::EnvironmentView& environment : m_context.feed.board().environments)
        environments << QPair(environment.name, environment.name);
    fill(*m_environment, environments);
    QList<QPair<QString, QString>> deployments{{tr("all"), {}}};
    const QList<models::DeploymentLine> lines = m_context.feed.deployments().mid(0, mostDeployments);
    for (const models::DeploymentLine& line : lines)
        deployments << QPair(QStringLiteral("%1 · %2").arg(
                                 line.deployment, deploymentTitle(line.kind, line.version, line.environment)),
                             line.deployment);
    fill(*m_deployment, deployments);
}

void SearchFields::setRunning(bool running) {
    // The focus stays on the one place of the two.
    const bool had = m_search->hasFocus() || m_stop->hasFocus();
    m_search->setVisible(!running);
    m_stop->setVisible(running);
    if (had)
        (running ? m_stop : m_search)->setFocus();
}

void SearchFields::setProblem(const QString& problem) {
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void SearchFields::focusText() {
    m_text->setFocus();
    m_text->selectAll();
}

void SearchFields::search(const QString& text) {
    m_text->setText(text);
    ask();
}

void SearchFields::searchLog(const QString& deployment) {
    for (QLineEdit* line : {m_text, m_host, m_since, m_until})
        line->clear();
    m_environment->setCurrentIndex(0);
    m_stream->setCurrentIndex(0);
    m_step->setText(QStringLiteral("log"));
    m_deployment->setCurrentIndex(std::max(0, m_deployment->findData(deployment)));
    ask();
}

void SearchFields::ask() {
    models::OutputFilter filter;
    filter.text = m_text->text();
    filter.isPattern = m_pattern->isChecked();
    filter.ignoresCase = !m_case->isChecked();
    filter.environment = m_environment->currentData().toString();
    filter.deployment = m_deployment->currentData().toString();
    filter.host = m_host->text().trimmed();
    filter.step = m_step->text().trimmed();
    const QString stream = m_stream->currentData().toString();
    if (!stream.isEmpty())
        filter.stream =
            stream == QLatin1StringView("err") ? ports::OutputStream::Err : ports::OutputStream::Out;
    for (const auto& [line, moment] :
         {std::pair{m_since, &filter.sinceMs}, std::pair{m_until, &filter.untilMs}}) {
        const QString text = line->text().trimmed();
        if (text.isEmpty())
            continue;
        const auto read = base::parseMoment(text, m_context.nowMs());
        if (!read) {
            setProblem(
                tr("“%1” is no time. As in: 2h (ago), 14:30, 2026-11-25, 2026-11-25T14:30.").arg(text));
            line->setFocus();
            return;
        }
        *moment = *read;
    }
    setProblem({});
    Q_EMIT searchAsked(filter);
}

} // namespace slipway::ui
