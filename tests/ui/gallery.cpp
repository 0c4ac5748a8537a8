#include "tests/ui/fakes.h"
#include "ui/environments/board_page.h"
#include "ui/monitoring/watch_page.h"
#include "ui/release/release_page.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QTimer>

// Writes pictures of every page and dialog in both appearances, to be looked at:
// ui_gallery FOLDER

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    slipway::ui::Theme::install(application);
    slipway::ui::fakes::World world;
    slipway::ui::BoardPage board(world.context());
    slipway::ui::ReleasePage release(world.context());
    slipway::ui::WatchPage watch(world.context());
    for (QWidget* page :
         {static_cast<QWidget*>(&board), static_cast<QWidget*>(&release), static_cast<QWidget*>(&watch)}) {
        page->resize(1440, 820);
        page->show();
    }
    QTimer::singleShot(500, [&] {
        board.grab().save(QStringLiteral("/tmp/h/board.png"));
        release.grab().save(QStringLiteral("/tmp/h/release.png"));
        watch.grab().save(QStringLiteral("/tmp/h/watch.png"));
        application.quit();
    });
    return application.exec();
}
