#pragma once
#include "app/ports/git_repository.h"
#include "tests/support/fake_fuse.h"

#include <QMap>

namespace slipway::support {

/// A repository of names and commits; nothing else is known of it.
class FakeGit final : public ports::GitRepository {
public:
    explicit FakeGit(FakeFuse& fuse) : m_fuse(fuse) {}

    QMap<QString, domain::Candidate> candidates; ///< by every name that resolves to it
    ports::CommitRange range;
    ports::RepositoryState repository;
    QMap<domain::GitCheck, domain::GitAnswer> answers; ///< what is not named holds

    /// A tag and its commit; answers the candidate both names resolve to.
    domain::Candidate tag(const QString& version, QChar digit) {
        const domain::Candidate made{version, QString(40, digit), QString(40, digit), QString(40, digit)};
        candidates.insert(version, made);
        candidates.insert(made.commit, made);
        return made;
    }

    base::Future<domain::Candidate> resolve(QString name, base::Limit) override {
        return m_fuse.call<domain::Candidate>(
            QStringLiteral("git.resolve"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this, name]() -> base::Result<domain::Candidate> {
                const auto found = candidates.constFind(name);
                if (found == candidates.cend())
                    return base::Error{base::ErrorKind::NotFound, name, QStringLiteral("no such name")};
                return *found;
            });
    }
    base::Future<ports::CommitRange> between(QString, QString, base::Limit) override {
        return m_fuse.call<ports::CommitRange>(QStringLiteral("git.between"), base::ErrorKind::Timeout,
                                               base::ErrorKind::Timeout,
                                               [this] { return base::Result<ports::CommitRange>(range); });
    }
    base::Future<ports::RepositoryState> state(base::Limit) override {
        return m_fuse.call<ports::RepositoryState>(
            QStringLiteral("git.state"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this] { return base::Result<ports::RepositoryState>(repository); });
    }
    base::Future<domain::FileInGit> planFile(QString, base::Limit) override {
        return base::ready<domain::FileInGit>(file);
    }
    domain::FileInGit file = domain::FileInGit::Committed;
    base::Future<QString> remoteUrl(QString remote, base::Limit) override {
        const auto found = remotes.constFind(remote);
        if (found == remotes.cend())
            return base::ready<QString>(
                base::Error{base::ErrorKind::NotFound, remote, QStringLiteral("no such remote")});
        return base::ready<QString>(*found);
    }
    QMap<QString, QString> remotes; ///< addresses by name
    base::Future<domain::GitAnswer> ask(domain::GitQuestion question, base::Limit) override {
        return m_fuse.call<domain::GitAnswer>(
            QStringLiteral("git.ask"), base::ErrorKind::Timeout, base::ErrorKind::Timeout, [this, question] {
                return base::Result<domain::GitAnswer>(answers.value(question.check, {true, {}, {}}));
            });
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
