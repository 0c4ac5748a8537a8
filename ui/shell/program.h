#pragma once
#include "app/base/async.h"

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

namespace slipway::ui {

class MainWindow;
class WelcomePage;
struct OpenWorkspace;

/// The windowed program: the welcome page, or one workspace with its desk, feed and window.
class Program : public QObject {
    Q_OBJECT
public:
    /// Makes a demo and answers its folder; blocking, called on a thread of its own.
    using MakeDemo = std::function<base::Result<QString>()>;
    explicit Program(MakeDemo makeDemo);
    ~Program() override;
    void welcome(const QString& problem = {});
    void openDemo();
    void openFolder(const QString& folder);
    /// Walks through a whole release of the demo by itself, writes pictures of the pages into
    /// `folder`, and quits: 0, or 1 when the release did not go as it must.
    void takePictures(const QString& folder);

private:
    void opened();
    void reload();
    MakeDemo m_makeDemo;
    base::WorkQueue m_queue{QStringLiteral("demo")};
    std::unique_ptr<OpenWorkspace> m_workspace;
    std::unique_ptr<OpenWorkspace> m_leaving; ///< the one before it, until that is shown
    std::unique_ptr<WelcomePage> m_welcome;
    QString m_pictures;
    QByteArray m_geometry; ///< of the window before, and who acted in it, once it was reloaded
    QString m_actor;
};

} // namespace slipway::ui
