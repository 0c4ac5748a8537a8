#include "ui/shell/welcome_page.h"

#include "ui/dialogs/choice_card.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

#include <QDir>
#include <QFileDialog>
#include <QSettings>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

const QString recentKey = QStringLiteral("recent/workspaces");
constexpr qsizetype mostRecent = 6;
constexpr int cardWidth = 680;
constexpr QLatin1Char separator('\n'); ///< stands between folder and project in a remembered line

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_problem(new Banner(QStringLiteral("welcomeProblem"))) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Slipway"));
    resize(960, 640);
    auto* card = new Card;
    card->setFixedWidth(cardWidth);
    auto* logo = new GlyphLabel(36);
    logo->set(Glyph::Logo, Tone::Accent);
    auto* subtitle =
        new Label(Type::Body, tr("Guided releases, from staging to production, signed at every gate."));
    subtitle->setInk("muted");
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new Label(Type::Page, tr("Welcome to Slipway")));
    words->addWidget(subtitle);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(logo);
    head->addLayout(words, 1);
    auto* demo = new ChoiceCard(Glyph::Play, "tryDemo");
    demo->set(
        tr("Try the demo"),
        tr("Three environments on this computer, a bot to release and a bug to catch. Ready in seconds."),
        true);
    demo->setMarked(true);
    auto* folder = new ChoiceCard(Glyph::Folder, "openWorkspace");
    folder->set(tr("Open a workspace"),
                tr("A folder with slipway.yaml. “slipway init” proposes one for a repository that has none."),
                true);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(10);
    choices->addWidget(demo, 1);
    choices->addWidget(folder, 1);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(22, 20, 22, 18);
    layout->setSpacing(14);
    layout->addLayout(head);
    layout->addLayout(choices);
    layout->addWidget(m_problem);
    m_problem->hide();
    addRecent(layout);
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    // Stretches, not an alignment: only these give the card's height for its own width.
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(card);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    connect(demo, &ChoiceCard::clicked, this, &WelcomePage::demoAsked);
    connect(folder, &ChoiceCard::clicked, this, &WelcomePage::chooseFolder);
}

void WelcomePage::addRecent(QVBoxLayout* layout) {
    const QStringList lines = QSettings().value(recentKey).toStringList();
    auto* title = new Label(Type::Overline, tr("RECENT"));
    title->setInk("muted");
    layout->addWidget(title);
    if (lines.isEmpty()) {
        auto* none = new Label(Type::Body, tr("Workspaces you open are listed here."));
        none->setInk("muted");
        layout->addWidget(none);
    }
    for (const QString& line : lines) {
        const QString folder = line.section(separator, 0, 0);
        auto* open = new Button(Button::Kind::Link, line.section(separator, 1, 1), "recentWorkspace");
        open->setAccessibleName(tr("Open %1 in %2").arg(open->text(), folder));
        auto* path = new ElidedLabel(Type::Body, nullptr, Qt::ElideMiddle);
        path->setText(QDir::toNativeSeparators(folder));
        path->setInk("muted");
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(open);
        row->addWidget(path, 1);
        layout->addLayout(row);
        connect(open, &Button::clicked, this, [this, folder] { Q_EMIT workspaceAsked(folder); });
    }
}

void WelcomePage::remember(const QString& folder, const QString& project) {
    QStringList lines = QSettings().value(recentKey).toStringList();
    lines.removeIf([&folder](const QString& line) { return line.section(separator, 0, 0) == folder; });
    lines.prepend(folder + separator + project);
    QSettings().setValue(recentKey, lines.mid(0, mostRecent));
}

void WelcomePage::setProblem(const QString& sentence) {
    m_problem->set(Glyph::Cross, Tone::Failed, sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void WelcomePage::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Open a workspace: a folder with slipway.yaml"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &WelcomePage::workspaceAsked);
    dialog->open();
}

} // namespace slipway::ui
