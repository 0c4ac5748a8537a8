#pragma once
#include "app/base/async.h"
#include "app/domain/candidate.h"
#include "app/domain/operation.h"

#include <QStringList>

namespace slipway::ports {

struct Commit {
    QString id; ///< 40 hex digits
    QString summary;
    QString authorName;
    QString authorEmail;
    qint64 timeMs = 0; ///< UTC
};

/// How two commits stand to each other.
struct CommitRange {
    int ahead = 0;         ///< commits in `to` that are not in `from`
    int behind = 0;        ///< commits in `from` that are not in `to`
    QList<Commit> commits; ///< those ahead, newest first, at most 500
    QStringList authors;   ///< distinct names of those ahead, all of them
    QStringList emails;    ///< and their addresses, in small letters
};

struct RepositoryState {
    QString branch; ///< empty when detached
    QString head;   ///< commit
    bool clean = true;
    QStringList tags; ///< newest version first (by version order, "v1.10.0" before "v1.9.0")
};

/// The workspace's Git repository; only tags are ever written, by ask(). Every call opens its own handle on a
/// work queue and answers within the limit; errors NotFound, BadInput (not a ref name), Corrupt.
class GitRepository {
public:
    virtual ~GitRepository() = default;
    /// A tag, branch or (abbreviated) commit. A tag's name becomes the version; otherwise the
    /// newest tag on that commit, else its first seven digits.
    virtual base::Future<domain::Candidate> resolve(QString name, base::Limit limit) = 0;
    virtual base::Future<CommitRange> between(QString fromCommit, QString toCommit, base::Limit limit) = 0;
    virtual base::Future<RepositoryState> state(base::Limit limit) = 0;
    /// Whether slipway.yaml is what the checked-out commit has.
    virtual base::Future<domain::FileInGit> planFile(QString branch, base::Limit limit) = 0;
    /// As its configuration has it; NotFound: there is no such remote.
    virtual base::Future<QString> remoteUrl(QString remote, base::Limit limit) = 0;
    virtual base::Future<domain::GitAnswer> ask(domain::GitQuestion question, base::Limit limit) = 0;
};

} // namespace slipway::ports
