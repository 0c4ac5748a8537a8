#pragma once
#include "app/adapters/git/deadline.h"
#include "app/adapters/git/handles.h"
#include "app/ports/git_repository.h"

namespace slipway::adapters {

/// One opened repository, read with blocking calls on the thread that opened it. Nothing is
/// written, no hook or filter program runs, no remote is asked.
class RepositoryReader {
public:
    /// Finds the repository that holds `folder`. Errors: NotFound (none), Refused (owned by
    /// somebody else), Corrupt.
    static base::Result<RepositoryReader> open(const QString& folder, const Deadline& deadline);

    base::Result<domain::Candidate> resolve(const QString& name) const;
    /// An empty `fromCommit` stands for the time before the first commit.
    base::Result<ports::CommitRange> between(const QString& fromCommit, const QString& toCommit) const;
    /// "Clean" means that no tracked file is changed or staged, and that slipway.yaml itself is
    /// not untracked; other untracked files do not count, because builds leave them everywhere.
    base::Result<ports::RepositoryState> state() const;
    base::Result<domain::FileInGit> planFile(const QString& branch) const;
    base::Result<domain::GitAnswer> ask(const domain::GitQuestion& question) const;
    /// NotFound: there is no such remote.
    base::Result<QString> remoteUrl(const QString& remote) const;

private:
    struct Tag {
        QString name;
        QString commit;
        QString object; ///< empty when the tag is lightweight
    };
    RepositoryReader(RepositoryHandle repository, QString folder, Deadline deadline);
    /// The ID of the plan's file in what the reference names; NotFound: there is no such reference, or file.
    base::Result<QString> planOf(const QString& name) const;
    base::Error failure(int code) const;
    base::Result<ReferenceHandle> reference(const QString& fullName) const;
    base::Result<ObjectHandle> peeled(const git_reference* reference) const;
    /// Named by `tagName`, or by the newest tag on the commit where that is empty.
    base::Result<domain::Candidate> candidate(const git_object* commit, const QString& tagName) const;
    base::Result<ObjectHandle> commitNamed(const QString& prefix) const;
    base::Result<git_oid> commitId(const QString& commit) const;
    base::Result<Tag> tag(const QString& name) const;
    /// All tags of commits, newest version first, without their objects.
    base::Result<QList<Tag>> tags() const;
    base::Result<domain::GitAnswer> signedTag(const domain::GitQuestion& question, const Tag& tag) const;
    base::Result<domain::GitAnswer> fileHolds(const domain::GitQuestion& question) const;
    base::Result<QStringList> changedFiles() const;
    /// Of slipway.yaml, relative to the working directory.
    QString planPath() const;

    RepositoryHandle m_repository;
    QString m_folder;
    Deadline m_deadline;
};

} // namespace slipway::adapters
