#include "ui/history/history_fields.h"

#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace slipway::ui {

namespace {

constexpr int fieldHeight = 34;
constexpr qint64 dayMs = 86'400'000;

ComboBox* choice(const char* name, const QString& words) {
    auto* made = new ComboBox(words, name);
    made->setFixedHeight(fieldHeight);
    made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return made;
}

} // namespace

HistoryFields::HistoryFields(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_text(new QLineEdit)
    , m_environment(choice("historyEnvironment", tr("Environment")))
    , m_kind(choice("historyKind", tr("Kind")))
    , m_outcome(choice("historyOutcome", tr("Outcome")))
    , m_since(choice("historySince", tr("Time")))
    , m_count(new Label(Type::Body)) {
    using Outcome = models::HistoryFilter::Outcome;
    setProperty("rail", QStringLiteral("top"));
    m_text->setObjectName(QStringLiteral("historyText"));
    m_text->setAccessibleName(tr("Version, commit, person or reason"));
    m_text->setPlaceholderText(tr("Version, commit, person or reason"));
    m_text->setFixedHeight(fieldHeight);
    m_text->setClearButtonEnabled(true);
    m_kind->addItem(tr("All kinds"), QString());
    m_kind->addItem(tr("Deployments"), QStringLiteral("deploy"));
    m_kind->addItem(tr("Rollbacks"), QStringLiteral("rollback"));
    m_kind->addItem(tr("Rehearsals"), QStringLiteral("rehearsal"));
    for (const auto& [words, outcome] :
         {std::pair{tr("Any outcome"), Outcome::Any},
          std::pair{tr("Under way or watched"), Outcome::UnderWay}, std::pair{tr("Went well"), Outcome::Well},
          std::pair{tr("Failed or rolled back"), Outcome::Badly},
          std::pair{tr("Waived or self-approved"), Outcome::Exceptions}})
        m_outcome->addItem(words, static_cast<int>(outcome));
    for (const auto& [words, days] :
         {std::pair{tr("Any time"), 0}, std::pair{tr("Last 24 hours"), 1}, std::pair{tr("Last 7 days"), 7},
          std::pair{tr("Last 30 days"), 30}, std::pair{tr("Last 365 days"), 365}})
        m_since->addItem(words, days);
    m_count->setInk("muted");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 12, 20, 12);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    for (ComboBox* box : {m_environment, m_kind, m_outcome, m_since}) {
        layout->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_isFilling)
                Q_EMIT changed();
        });
    }
    layout->addWidget(m_count);
    connect(m_text, &QLineEdit::textChanged, this, &HistoryFields::changed);
    refresh();
}

void HistoryFields::refresh() {
    QStringList names{QString()};
    for (const models::EnvironmentView& environment : m_context.feed.board().environments)
        names << environment.name;
    QStringList known;
    for (int i = 0; i < m_environment->count(); ++i)
        known << m_environment->itemData(i).toString();
    if (names == known)
        return;
    const QString chosen = m_environment->currentData().toString();
    m_isFilling = true;
    m_environment->clear();
    for (const QString& name : names)
        m_environment->addItem(name.isEmpty() ? tr("All environments") : name, name);
    m_environment->setCurrentIndex(std::max(0, m_environment->findData(chosen)));
    m_isFilling = false;
    if (m_environment->currentData().toString() != chosen)
        Q_EMIT changed();
}

void HistoryFields::setCount(int shown, int all) {
    m_count->setText(shown == all ? tr("%n deployments", nullptr, all)
                                  : tr("%1 of %n deployments", nullptr, all).arg(shown));
}

void HistoryFields::focusText() {
    m_text->setFocus();
    m_text->selectAll();
}

void HistoryFields::clear() {
    m_isFilling = true;
    for (ComboBox* box : {m_environment, m_kind, m_outcome, m_since})
        box->setCurrentIndex(0);
    m_isFilling = false;
    m_text->clear();
    Q_EMIT changed();
}

models::HistoryFilter HistoryFields::filter() const {
    models::HistoryFilter filter;
    filter.text = m_text->text();
    filter.environment = m_environment->currentData().toString();
    filter.kind = m_kind->currentData().toString();
    filter.outcome = static_cast<models::HistoryFilter::Outcome>(m_outcome->currentData().toInt());
    if (const int days = m_since->currentData().toInt())
        filter.sinceMs = m_context.nowMs() - days * dayMs;
    return filter;
}

} // namespace slipway::ui
