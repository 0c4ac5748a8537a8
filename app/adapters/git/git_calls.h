#pragma once
#include "app/base/tool_run.h"

namespace slipway::adapters {

/// `git` in child processes for one act: in the workspace's folder, without a prompt, hook or terminal, over
/// https, ssh and folders only; a remote's host key is checked as for steps. Lives on its owner's thread.
class GitCalls {
public:
    GitCalls(QObject* owner, QString folder, const QString& knownHosts, const base::Limit& limit);
    void setVariable(const QString& name, const QString& value) { m_environment.insert(name, value); }
    /// Calls `then` with the output, or `failed`: what ToolRun has, or Refused with git's own words.
    void run(const QStringList& arguments, const QByteArray& input,
             std::function<void(const QByteArray& output)> then,
             std::function<void(base::ErrorKind, const QString&)> failed);

private:
    QObject* m_owner;
    QString m_folder;
    QMap<QString, QString> m_environment;
    QDeadlineTimer m_deadline;
    std::stop_token m_stop;
};

/// Why Slipway does not push to this address; empty when it does: https, ssh, and folders.
QString remoteProblem(const QString& url);

} // namespace slipway::adapters
