#pragma once
#include "app/base/async.h"

#include <QObject>

namespace slipway::desk {

/// `slipway monitor` of one workspace as a systemd user service: it runs without a window and is started
/// again when it ends. Main thread; systemctl is run with a limit of 20 s.
class UserService : public QObject {
    Q_OBJECT
public:
    /// `workspace`: the folder with slipway.yaml; `id`: its identity; `project`: what it is called.
    UserService(QString workspace, const QString& id, QString project, QObject* parent = nullptr);
    /// Writes the unit, enables it and starts it; written anew where it is there already. Answers what else
    /// is to be done for it to run while nobody is logged in; empty: nothing. Error{ToolMissing} without
    /// systemd.
    base::Future<QString> install();
    /// Stops it and removes the unit; Error{NotFound} when there is none.
    base::Future<void> uninstall();
    QString unitFile() const; ///< where it stands
    QString unitName() const { return m_name; }
    /// The unit's text (systemd.unit(5), systemd.service(5)).
    QByteArray unitText() const;

private:
    struct Task;
    void next(const std::shared_ptr<Task>& task);

    QString m_workspace, m_project, m_name;
};

} // namespace slipway::desk
