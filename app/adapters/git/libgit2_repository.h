#pragma once
#include "app/ports/git_repository.h"

#include <QObject>

namespace slipway::adapters {

/// The repository that holds a workspace folder, read through libgit2 on a work queue of its
/// own. Any thread may call; the destructor waits for the running job. Failures of ask() are in
/// GitAnswer::error; a repository owned by another user is Error{Refused}.
class Libgit2Repository final : public ports::GitRepository {
public:
    /// `knownHosts`: Slipway's own file of accepted host keys, for pushes over SSH.
    explicit Libgit2Repository(QString workspaceFolder, QString knownHosts = {});
    ~Libgit2Repository() override;
    base::Future<domain::Candidate> resolve(QString name, base::Limit limit) override;
    /// An empty `fromCommit` stands for the time before the first commit.
    base::Future<ports::CommitRange> between(QString fromCommit, QString toCommit,
                                             base::Limit limit) override;
    /// "Clean": no tracked file changed or staged, and slipway.yaml not untracked; other
    /// untracked files do not count.
    base::Future<ports::RepositoryState> state(base::Limit limit) override;
    base::Future<domain::FileInGit> planFile(QString branch, base::Limit limit) override;
    base::Future<QString> remoteUrl(QString remote, base::Limit limit) override;
    base::Future<domain::GitAnswer> ask(domain::GitQuestion question, base::Limit limit) override;

private:
    struct Library {
        Library();
        ~Library();
        Library(const Library&) = delete;
        Library& operator=(const Library&) = delete;
    };
    QString m_folder;
    QString m_knownHosts;
    QObject m_runs;    ///< owns the child processes that make and push tags
    Library m_library; ///< before the queue: outlives its thread
    base::WorkQueue m_queue;
};

} // namespace slipway::adapters
