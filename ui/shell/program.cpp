#include "ui/shell/program.h"

#include "app/desk/desk_actions.h"
#include "app/desk/live_feed.h"
#include "ui/report/pdf_printer.h"
#include "ui/shell/main_window.h"
#include "ui/shell/picture_tour.h"
#include "ui/shell/welcome_page.h"
#include "ui/text/errors.h"

#include <QApplication>
#include <QDir>

namespace slipway::ui {

/// Everything of one open workspace; torn down from the window to the desk.
struct OpenWorkspace {
    explicit OpenWorkspace(std::unique_ptr<desk::Desk> opened)
        : desk(std::move(opened))
        , feed(*desk)
        , actions(*desk, feed, printer) {
        QObject::connect(&actions, &desk::DeskActions::actorChanged, &feed, &desk::LiveFeed::actorChanged);
    }
    std::unique_ptr<desk::Desk> desk;
    desk::LiveFeed feed;
    PdfPrinter printer;
    desk::DeskActions actions;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<PictureTour> tour;
};

Program::Program(MakeDemo makeDemo) : m_makeDemo(std::move(makeDemo)) {}

Program::~Program() = default;

void Program::welcome(const QString& problem) {
    m_welcome = std::make_unique<WelcomePage>();
    connect(m_welcome.get(), &WelcomePage::demoAsked, this, &Program::openDemo);
    connect(m_welcome.get(), &WelcomePage::workspaceAsked, this, &Program::openFolder);
    if (!problem.isEmpty())
        m_welcome->setProblem(problem);
    m_welcome->resize(760, 520);
    m_welcome->show();
}

void Program::openDemo() {
    base::deliver(m_queue.run<QString>(m_makeDemo), this, [this](const base::Result<QString>& folder) {
        if (folder.ok())
            openFolder(*folder);
        else if (!m_pictures.isEmpty())
            QApplication::exit(1);
        else
            welcome(sentence(folder.error()));
    });
}

void Program::openFolder(const QString& folder) {
    auto desk = desk::Desk::open(QDir(folder).absolutePath());
    if (!desk.ok()) {
        welcome(sentence(desk.error()));
        return;
    }
    // The window that is left stays until the next one is there: without any the program would end.
    m_leaving = std::move(m_workspace);
    m_workspace = std::make_unique<OpenWorkspace>(*std::move(desk));
    connect(m_workspace->desk.get(), &desk::Desk::ready, this, &Program::opened);
    connect(&m_workspace->desk->history(), &engine::History::faulted, this, [this] {
        if (!m_workspace->window) {
            welcome(sentence(*m_workspace->desk->history().fault()));
            m_leaving.reset();
        }
    });
    m_workspace->desk->begin();
}

void Program::reload() {
    m_geometry = m_workspace->window->saveGeometry();
    m_actor = m_workspace->desk->acts().actor().name;
    openFolder(m_workspace->desk->project().folder);
}

void Program::opened() {
    OpenWorkspace& open = *m_workspace;
    // Nothing is driven on a past that does not verify.
    connect(&open.feed, &desk::LiveFeed::verified, this, [this](bool good) {
        if (good && m_workspace)
            m_workspace->desk->driveAll();
    });
    open.feed.begin();
    open.desk->observe();
    open.window = std::make_unique<MainWindow>(open.feed, open.actions, open.desk->parts().clock);
    if (!m_geometry.isEmpty())
        open.window->restoreGeometry(m_geometry);
    if (open.desk->project().person(domain::PersonName(m_actor)))
        open.actions.setActor(m_actor);
    open.window->setWindowTitle(tr("%1 – Slipway").arg(open.desk->project().name));
    const auto tell = [this](const QString& problem) {
        m_workspace->window->showFileChanged(m_workspace->desk->isFileChanged(), problem);
    };
    connect(open.desk.get(), &desk::Desk::fileChanged, this, tell);
    if (open.desk->isFileChanged())
        tell({});
    // In a later turn: the window that asks for it is gone then.
    connect(
        open.window.get(), &MainWindow::reloadAsked, this, [this] { reload(); }, Qt::QueuedConnection);
    WelcomePage::remember(open.desk->project().folder, open.desk->project().name);
    // It stands where it stood: what is under way is what the person came for.
    for (auto it = open.desk->history().world().order.crbegin();
         it != open.desk->history().world().order.crend(); ++it)
        if (open.desk->history().deployment(*it)->isOpen()) {
            open.window->showRelease(it->text());
            break;
        }
    open.window->show();
    m_leaving.reset();
    if (m_welcome)
        m_welcome.release()->deleteLater();
    if (!m_pictures.isEmpty()) {
        open.window->resize(1440, 900);
        open.tour = std::make_unique<PictureTour>(*open.window, open.feed, open.actions, m_pictures);
        open.tour->begin();
    }
}

void Program::takePictures(const QString& folder) {
    m_pictures = folder;
    openDemo();
}

} // namespace slipway::ui
