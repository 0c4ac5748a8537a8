#pragma once
#include "tests/ui/window_fixture.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/chip.h"

namespace slipway::ui::fakes {

/// The base of tests that show the main window on a world of its own.
class MainWindowFixture : public QObject {
protected:
    /// False when it does not come up.
    bool openWindow() {
        m_world = std::make_unique<World>();
        m_window = std::make_unique<MainWindow>(m_world->feed, m_world->actions, m_world->clock);
        m_window->resize(1280, 800);
        m_window->show();
        return QTest::qWaitForWindowExposed(m_window.get());
    }
    void closeWindow() {
        m_window.reset();
        m_world.reset();
    }
    /// Everything that is to be read on the window.
    QString readable() const {
        QStringList words{textsOf(*m_window)};
        for (const auto* chip : m_window->findChildren<Chip*>())
            if (chip->isVisible())
                words << chip->text();
        return words.join(QLatin1Char('\n'));
    }
    QTemporaryDir m_settings;
    std::unique_ptr<World> m_world;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace slipway::ui::fakes
