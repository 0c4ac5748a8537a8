#pragma once
#include <QWidget>

class QVBoxLayout;

namespace slipway::ui {

class Banner;

/// What the window shows without a workspace: try the demo, open a folder, or one of the last.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);
    /// Remembers a workspace's folder for the list of recent ones.
    static void remember(const QString& folder, const QString& project);
    /// A sentence when the last choice could not be opened.
    void setProblem(const QString& sentence);

Q_SIGNALS:
    void demoAsked();
    void workspaceAsked(const QString& folder);

private:
    void chooseFolder();
    void addRecent(QVBoxLayout* layout);
    Banner* m_problem;
};

} // namespace slipway::ui
