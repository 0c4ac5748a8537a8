#include <QFile>
#include <QtTest>

/// Linked with the whole command line (see CMakeLists.txt beside this file).
class CliWithoutGuiTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadsNoWindowLibrary() {
        QFile maps(QStringLiteral("/proc/self/maps"));
        QVERIFY(maps.open(QIODevice::ReadOnly));
        const auto loaded = maps.readAll();
        QVERIFY2(loaded.contains("libQt6Core"), "the list of loaded libraries is readable");
        for (const auto& library : {"libQt6Gui", "libQt6Widgets", "libxcb", "libX11"})
            QVERIFY2(!loaded.contains(library), library);
    }
};

QTEST_GUILESS_MAIN(CliWithoutGuiTest)
#include "cli_without_gui_test.moc"
