#include "ui/dialogs/new_release_dialog.h"

#include "ui/text/states.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace slipway::ui {

NewReleaseDialog::NewReleaseDialog(const Context& context, QWidget* parent)
    : FramedDialog("newReleaseDialog", domain::Tier::Development, parent)
    , m_version(new ComboBox(tr("Version"), "version"))
    , m_environment(new ComboBox(tr("Environment"), "environment")) {
    const models::BoardView& board = context.feed.board();
    setHeading(tr("New release"),
               tr("Choose what goes where. Its gates and plan are shown before anything starts."));
    m_version->addItems(board.versions);
    for (const models::EnvironmentView& environment : board.environments)
        m_environment->addItem(
            environment.version.isEmpty()
                ? tr("%1 · %2").arg(environment.name, tierWord(environment.tier))
                : tr("%1 · %2 · runs %3")
                      .arg(environment.name, tierWord(environment.tier), environment.version),
            environment.name);
    const auto row = [this](const QString& words, QWidget* field) {
        auto* label = new Label(Type::Body, words);
        label->setInk("muted");
        label->setBuddy(field);
        auto* box = new QVBoxLayout;
        box->setSpacing(5);
        box->addWidget(label);
        box->addWidget(field);
        body()->addLayout(box);
    };
    row(tr("Version (tags, newest first)"), m_version);
    row(tr("Environment"), m_environment);
    Button* review = addButton(Button::Kind::Primary, tr("Review gates…"), "reviewRelease");
    review->setOffered(m_version->count() > 0 && m_environment->count() > 0,
                       tr("There is no tag to release yet"));
    connect(review, &Button::clicked, this, [this] {
        Q_EMIT chosen(m_version->currentText(), m_environment->currentData().toString());
        accept();
    });
}

} // namespace slipway::ui
