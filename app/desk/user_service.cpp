#include "app/desk/user_service.h"

#include "app/base/tool_run.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace slipway::desk {

using namespace std::chrono_literals;

namespace {

constexpr auto toolWithin = 20s;

/// One word of ExecStart= and Environment=: in quotes, with what systemd would read as its own written twice
/// or behind a backslash (systemd.syntax(7), systemd.service(5) "COMMAND LINES").
QByteArray quoted(const QString& text) {
    QByteArray word = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            word += '\\';
        if (c == '%' || c == '$')
            word += c;
        word += c;
    }
    return word + '"';
}

} // namespace

struct UserService::Task {
    QList<QStringList> left;
    bool isRemoval = false;
    base::Promise<QString> promise;
};

UserService::UserService(QString workspace, const QString& id, QString project, QObject* parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_project(std::move(project))
    , m_name(QStringLiteral("slipway-monitor-%1.service").arg(id.left(8))) {}

QString UserService::unitFile() const {
    const QString home = qEnvironmentVariable("XDG_CONFIG_HOME");
    return (home.isEmpty() ? QDir::homePath() + QStringLiteral("/.config") : home) +
           QStringLiteral("/systemd/user/") + m_name;
}

QByteArray UserService::unitText() const {
    QByteArray project;
    for (const char c : m_project.toUtf8()) {
        if (c == '%')
            project += c;
        project += c >= 0 && c < ' ' ? ' ' : c;
    }
    QByteArray text = "# Written by `slipway monitor --install`; removed by `slipway monitor --uninstall`.\n"
                      "[Unit]\nDescription=Slipway watches " +
                      project +
                      "\n\n[Service]\nExecStart=" + quoted(QCoreApplication::applicationFilePath()) +
                      " monitor --workspace " + quoted(m_workspace) + "\n";
    if (const QString data = qEnvironmentVariable("SLIPWAY_DATA_HOME"); !data.isEmpty())
        text += "Environment=" + quoted(QStringLiteral("SLIPWAY_DATA_HOME=") + data) + "\n";
    return text + "Restart=always\nRestartSec=5\n\n[Install]\nWantedBy=default.target\n";
}

base::Future<QString> UserService::install() {
    const QString file = unitFile();
    QDir().mkpath(QFileInfo(file).path());
    QSaveFile unit(file);
    if (!unit.open(QIODevice::WriteOnly) || unit.write(unitText()) < 0 || !unit.commit())
        return base::ready<QString>(base::Error{
            base::ErrorKind::Storage, file, tr("%1 cannot be written: %2").arg(file, unit.errorString())});
    auto task = std::make_shared<Task>();
    task->left = {{QStringLiteral("daemon-reload")},
                  {QStringLiteral("enable"), m_name},
                  {QStringLiteral("restart"), m_name}};
    auto future = task->promise.future();
    next(task);
    return future;
}

base::Future<void> UserService::uninstall() {
    if (!QFile::exists(unitFile()))
        return base::ready<void>(
            base::Error{base::ErrorKind::NotFound, unitFile(), tr("there is no %1").arg(unitFile())});
    auto done = std::make_shared<base::Promise<void>>();
    auto task = std::make_shared<Task>();
    task->isRemoval = true;
    task->left = {{QStringLiteral("disable"), QStringLiteral("--now"), m_name}};
    base::deliver(task->promise.future(), this, [this, done](const base::Result<QString>& stopped) {
        // Also where systemd does not answer, the unit is not left to start again.
        QFile::remove(unitFile());
        if (stopped.ok())
            done->finish({});
        else
            done->finish(stopped.error());
    });
    next(task);
    return done->future();
}

void UserService::next(const std::shared_ptr<Task>& task) {
    if (task->left.isEmpty()) {
        if (task->isRemoval) {
            task->promise.finish(QString());
            return;
        }
        // Without this it ends with the last session of the person.
        base::ToolRun::start(
            this,
            {QStringLiteral("loginctl"),
             {QStringLiteral("show-user"), QStringLiteral("--property=Linger"), QStringLiteral("--value"),
              qEnvironmentVariable("USER")}},
            QDeadlineTimer(toolWithin), {}, [task](const base::Result<base::ToolOutcome>& told) {
                const bool lingers = told.ok() && told->output.trimmed() == "yes";
                task->promise.finish(lingers ? QString() : QStringLiteral("loginctl enable-linger"));
            });
        return;
    }
    const QStringList arguments = QStringList{QStringLiteral("--user")} + task->left.takeFirst();
    base::ToolRun::start(this, {QStringLiteral("systemctl"), arguments}, QDeadlineTimer(toolWithin), {},
                         [this, task, arguments](const base::Result<base::ToolOutcome>& told) {
                             if (!told.ok()) {
                                 task->promise.finish(told.error());
                                 return;
                             }
                             if (told->exitCode != 0) {
                                 task->promise.finish(base::Error{
                                     base::ErrorKind::Refused, QStringLiteral("systemctl"),
                                     tr("“systemctl %1” ended with %2: %3")
                                         .arg(arguments.join(QLatin1Char(' ')))
                                         .arg(told->exitCode)
                                         .arg(QString::fromUtf8(told->errors.trimmed().left(300)))});
                                 return;
                             }
                             next(task);
                         });
}

} // namespace slipway::desk
