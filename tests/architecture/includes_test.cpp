#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

namespace {

struct Room {
    QStringList rooms;     ///< whose headers it may include, besides its own
    QStringList qtModules; ///< besides QtCore
};

/// The table of the house: who may include whom. Links are transitive along the arrows,
/// so each room names everything that its neighbours bring.
const QMap<QString, Room>& table() {
    const auto words = [](const char* text) {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    };
    const auto values = words("app/base app/domain");
    const auto adapter = values + words("app/ports");
    const auto models = adapter + words("app/engine");
    const auto desk =
        models + words("app/models app/workspace app/adapters/ssh app/adapters/git app/adapters/http "
                       "app/adapters/store app/adapters/signing app/adapters/secrets "
                       "app/adapters/artifacts app/adapters/desktop");
    const auto window = words("QtGui QtWidgets");
    static const QMap<QString, Room> rooms{
        {QStringLiteral("app/base"), {}},
        {QStringLiteral("app/domain"), {words("app/base"), {}}},
        {QStringLiteral("app/workspace"), {values, {}}},
        {QStringLiteral("app/ports"), {values, {}}},
        {QStringLiteral("app/engine"), {adapter, {}}},
        {QStringLiteral("app/adapters/ssh"), {adapter, {}}},
        {QStringLiteral("app/adapters/git"), {adapter, {}}},
        {QStringLiteral("app/adapters/http"), {adapter, {}}},
        {QStringLiteral("app/adapters/store"), {adapter, words("QtSql")}},
        {QStringLiteral("app/adapters/signing"), {adapter, {}}},
        {QStringLiteral("app/adapters/secrets"), {adapter, words("qt6keychain")}},
        {QStringLiteral("app/adapters/artifacts"), {adapter, {}}},
        {QStringLiteral("app/adapters/desktop"), {adapter, words("QtDBus")}},
        {QStringLiteral("app/models"), {models, {}}},
        {QStringLiteral("app/demo"), {words("app/base"), {}}},
        {QStringLiteral("app/desk"), {desk, {}}},
        {QStringLiteral("app/cli"), {models + words("app/models app/workspace app/desk app/demo"), {}}},
        {QStringLiteral("app/main"), {desk + words("app/desk app/demo app/cli ui"), window}},
        // Of the window's rooms only the shell may meet the desk; see `deskMeetsTheWindow`.
        {QStringLiteral("ui"), {models + words("app/models app/desk"), window}},
    };
    return rooms;
}

const QString deskMeetsTheWindow = QStringLiteral("ui/shell/");

/// A library and the one room that may include it.
struct Keeper {
    QString prefix;
    QString room;
};
const QList<Keeper>& libraries() {
    static const QList<Keeper> keepers{
        {QStringLiteral("libssh2"), QStringLiteral("app/adapters/ssh")},
        {QStringLiteral("git2"), QStringLiteral("app/adapters/git")},
        {QStringLiteral("curl/"), QStringLiteral("app/adapters/http")},
        {QStringLiteral("yaml-cpp/"), QStringLiteral("app/workspace")},
        {QStringLiteral("libical/"), QStringLiteral("app/workspace")},
        {QStringLiteral("sqlite3"), QStringLiteral("app/adapters/store")},
        {QStringLiteral("qt6keychain/"), QStringLiteral("app/adapters/secrets")},
        {QStringLiteral("zstd"), QStringLiteral("app/adapters/store")},
    };
    return keepers;
}

/// Calls that block or re-enter an event loop, or make and continue futures past base/async.
const QStringList& forbiddenWords() {
    static const QStringList words{
        QStringLiteral("QtConcurrent"),   QStringLiteral("waitForFinished"),
        QStringLiteral("waitForStarted"), QStringLiteral("waitForReadyRead"),
        QStringLiteral("processEvents"),  QStringLiteral("BlockingQueuedConnection"),
        QStringLiteral("QEventLoop"),     QStringLiteral("QtFuture::"),
        QStringLiteral("uture.then("),    QStringLiteral("uture().then("),
        QStringLiteral(".then(this"),     QStringLiteral(".onCanceled("),
        QStringLiteral("QPromise"),
    };
    return words;
}

struct Allowed {
    QString file;
    QString word;
    QString why;
};
const QList<Allowed>& allowed() {
    static const QList<Allowed> exceptions{
        {QStringLiteral("app/base/async.h"), QStringLiteral("QPromise"),
         QStringLiteral("the one maker of promises")},
        {QStringLiteral("app/demo/tools.cpp"), QStringLiteral("waitForFinished"),
         QStringLiteral("runs off the main thread or before the event loop")},
    };
    return exceptions;
}

bool isAllowed(const QString& file, const QString& word) {
    for (const auto& exception : allowed())
        if (exception.file == file && exception.word == word)
            return true;
    return false;
}

QString roomOf(const QString& path) {
    const auto parts = path.split(u'/');
    if (parts[0] != QStringLiteral("app"))
        return parts[0];
    return parts.mid(0, parts.value(1) == QStringLiteral("adapters") ? 3 : 2).join(u'/');
}

/// The Qt module that ships a header; empty for what is not Qt's.
QString qtModuleOf(const QString& header) {
    if (!header.startsWith(u'Q') && !header.startsWith(QStringLiteral("qt")))
        return {};
    if (header.contains(u'/'))
        return header.section(u'/', 0, 0);
    static const auto root = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    static const auto modules = QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (QFileInfo::exists(root + QStringLiteral("/QtCore/") + header))
        return QStringLiteral("QtCore");
    for (const auto& module : modules)
        if (QFileInfo::exists(root + u'/' + module + u'/' + header))
            return module;
    return {};
}

QString includeFinding(const QString& path, const QString& header) {
    const auto room = roomOf(path);
    if (!table().contains(room))
        return QStringLiteral("is in a room that the table does not know");
    const auto& may = table()[room];
    if (header.startsWith(QStringLiteral("app/")) || header.startsWith(QStringLiteral("ui/"))) {
        const auto other = roomOf(header);
        if (other != room && !may.rooms.contains(other))
            return QStringLiteral("may not include ") + header;
        if (room == QStringLiteral("ui") && other == QStringLiteral("app/desk") &&
            !path.startsWith(deskMeetsTheWindow))
            return QStringLiteral("may not include %1: only %2 opens a desk").arg(header, deskMeetsTheWindow);
    }
    for (const auto& library : libraries())
        if (header.startsWith(library.prefix) && room != library.room)
            return QStringLiteral("may not include %1: only %2 may").arg(header, library.room);
    const auto module = qtModuleOf(header);
    if (!module.isEmpty() && module != QStringLiteral("QtCore") && !may.qtModules.contains(module))
        return QStringLiteral("may not include %1 of %2").arg(header, module);
    return {};
}

QStringList linesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n') : QStringList();
}

QStringList filesBelow(const QString& root, const QStringList& folders) {
    QStringList files;
    for (const auto& folder : folders) {
        QDirIterator walk(root + u'/' + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext())
            files << QDir(root).relativeFilePath(walk.next());
    }
    files.sort();
    return files;
}

/// Every breach of the house's rules below `root`, as "file:line: what".
QStringList findings(const QString& root) {
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QStringList found;
    for (const auto& path : filesBelow(root, {QStringLiteral("app"), QStringLiteral("ui")})) {
        int number = 0;
        for (const auto& line : linesOf(root + u'/' + path)) {
            const auto where = QStringLiteral("%1:%2: ").arg(path).arg(++number);
            const auto match = include.match(line);
            if (match.hasMatch()) {
                if (const auto finding = includeFinding(path, match.captured(1)); !finding.isEmpty())
                    found << where + finding;
                continue;
            }
            const auto code = line.section(QStringLiteral("//"), 0, 0);
            for (const auto& word : forbiddenWords())
                if (code.contains(word) && !isAllowed(path, word))
                    found << where + QStringLiteral("may not use ") + word;
        }
    }
    constexpr int mostLines = 800;
    for (const auto& path :
         filesBelow(root, {QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("tests")}))
        if (const auto lines = linesOf(root + u'/' + path).size(); lines > mostLines + 1)
            found << QStringLiteral("%1: has %2 lines").arg(path).arg(lines - 1);
    return found;
}

} // namespace

class IncludesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHouseKeepsItsTable() {
        const auto root = QStringLiteral(SLIPWAY_SOURCE_DIR);
        QVERIFY(filesBelow(root, {QStringLiteral("app")}).size() > 20);
        const auto found = findings(root);
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void everyExceptionIsStillNeeded() {
        for (const auto& exception : allowed()) {
            const auto text = linesOf(QStringLiteral(SLIPWAY_SOURCE_DIR "/") + exception.file).join(u'\n');
            QVERIFY2(text.contains(exception.word), qPrintable(exception.file + u' ' + exception.word));
            QVERIFY(!exception.why.isEmpty());
        }
    }

    void findsEachBreach_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("breach");
        const auto row = [](const char* name, const char* path, const char* line, bool breach) {
            QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(line) << breach;
        };
        row("domain meets ports", "app/domain/a.h", "#include \"app/ports/ledger.h\"", true);
        row("ports meet domain", "app/ports/a.h", "#include \"app/domain/plan.h\"", false);
        row("adapters meet each other", "app/adapters/ssh/a.cpp", "#include \"app/adapters/git/b.h\"", true);
        row("an adapter meets itself", "app/adapters/ssh/a.cpp", "#include \"app/adapters/ssh/b.h\"", false);
        row("an adapter meets the engine", "app/adapters/ssh/a.cpp", "  #  include <app/engine/driver.h>",
            true);
        row("the demo meets domain", "app/demo/a.cpp", "#include \"app/domain/plan.h\"", true);
        row("a widget in the core", "app/models/a.cpp", "#include <QWidget>", true);
        row("a colour in the core", "app/domain/a.h", "#include <QColor>", true);
        row("a colour in the core, by module", "app/domain/a.h", "#include <QtGui/QColor>", true);
        row("a colour in the window", "ui/theme/a.h", "#include <QColor>", false);
        row("a network in the core", "app/desk/a.cpp", "#include <QtNetwork/QTcpSocket>", true);
        row("SQL in the store", "app/adapters/store/a.cpp", "#include <QSqlQuery>", false);
        row("SQL in the engine", "app/engine/a.cpp", "#include <QSqlQuery>", true);
        row("core types anywhere", "app/domain/a.h", "#include <QString>", false);
        row("libssh2 in its room", "app/adapters/ssh/a.cpp", "#include <libssh2.h>", false);
        row("libssh2 elsewhere", "app/engine/a.cpp", "#include <libssh2.h>", true);
        row("git2 elsewhere", "app/adapters/ssh/a.cpp", "#include <git2/errors.h>", true);
        row("curl elsewhere", "ui/shell/a.cpp", "#include <curl/curl.h>", true);
        row("a page meets the desk", "ui/release/a.cpp", "#include \"app/desk/desk.h\"", true);
        row("the shell meets the desk", "ui/shell/a.cpp", "#include \"app/desk/desk.h\"", false);
        row("a window meets an adapter", "ui/shell/a.cpp", "#include \"app/adapters/ssh/a.h\"", true);
        row("an unknown room", "app/attic/a.cpp", "#include <QString>", true);
        row("a nested event loop", "ui/shell/a.cpp", "QEventLoop loop;", true);
        row("a blocking wait", "app/engine/a.cpp", "    future.waitForFinished();", true);
        row("a bare continuation", "app/engine/a.cpp", "    m_future.then(f);", true);
        row("a continuation of a result", "app/engine/a.cpp", "    return result.then(f);", false);
        row("only spoken of", "app/engine/a.cpp", "// no processEvents here", false);
        row("a promise elsewhere", "app/engine/a.cpp", "QPromise<int> promise;", true);
    }
    void findsEachBreach() {
        QFETCH(const QString, path);
        QFETCH(const QString, line);
        QFETCH(const bool, breach);
        const auto found = findingsOf(path, line.toUtf8());
        QCOMPARE(!found.isEmpty(), breach);
        QVERIFY(!breach || found.first().startsWith(path + QStringLiteral(":1: ")));
    }

    void findsAFileThatIsTooLong() {
        QVERIFY(findingsOf(QStringLiteral("tests/a_test.cpp"), QByteArray(800, '\n')).isEmpty());
        QCOMPARE(findingsOf(QStringLiteral("tests/a_test.cpp"), QByteArray(801, '\n')).size(), 1);
    }

private:
    static QStringList findingsOf(const QString& path, const QByteArray& text) {
        const QTemporaryDir root;
        const QFileInfo place(root.path() + u'/' + path);
        if (!QDir().mkpath(place.path()))
            return {QStringLiteral("the sample could not be written")};
        QFile file(place.filePath());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {QStringLiteral("the sample could not be written")};
        file.close();
        return findings(root.path());
    }
};

QTEST_GUILESS_MAIN(IncludesTest)
#include "includes_test.moc"
