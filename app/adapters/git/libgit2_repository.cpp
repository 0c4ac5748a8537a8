#include "app/adapters/git/libgit2_repository.h"

#include "app/adapters/git/repository_reader.h"
#include "app/adapters/git/tag_act.h"

namespace slipway::adapters {

namespace {

/// Runs `read(reader)` on the queue, with a handle of its own.
template <class T, class F>
base::Future<T> withReader(base::WorkQueue& queue, const QString& folder, const base::Limit& limit, F read) {
    return queue.run<T>([folder, deadline = Deadline(limit), read = std::move(read)]() -> base::Result<T> {
        const auto reader = RepositoryReader::open(folder, deadline);
        return reader.ok() ? read(*reader) : base::Result<T>(reader.error());
    });
}

} // namespace

Libgit2Repository::Library::Library() {
    git_libgit2_init();
}
Libgit2Repository::Library::~Library() {
    git_libgit2_shutdown();
}

Libgit2Repository::Libgit2Repository(QString workspaceFolder, QString knownHosts)
    : m_folder(std::move(workspaceFolder))
    , m_knownHosts(std::move(knownHosts))
    , m_queue(QStringLiteral("git")) {}

Libgit2Repository::~Libgit2Repository() = default;

base::Future<domain::Candidate> Libgit2Repository::resolve(QString name, base::Limit limit) {
    return withReader<domain::Candidate>(
        m_queue, m_folder, limit,
        [name = std::move(name)](const RepositoryReader& reader) { return reader.resolve(name); });
}

base::Future<ports::CommitRange> Libgit2Repository::between(QString fromCommit, QString toCommit,
                                                            base::Limit limit) {
    return withReader<ports::CommitRange>(
        m_queue, m_folder, limit,
        [from = std::move(fromCommit), to = std::move(toCommit)](const RepositoryReader& reader) {
            return reader.between(from, to);
        });
}

base::Future<ports::RepositoryState> Libgit2Repository::state(base::Limit limit) {
    return withReader<ports::RepositoryState>(m_queue, m_folder, limit,
                                              [](const RepositoryReader& reader) { return reader.state(); });
}

base::Future<domain::FileInGit> Libgit2Repository::planFile(QString branch, base::Limit limit) {
    return withReader<domain::FileInGit>(
        m_queue, m_folder, limit,
        [branch = std::move(branch)](const RepositoryReader& reader) { return reader.planFile(branch); });
}

base::Future<QString> Libgit2Repository::remoteUrl(QString remote, base::Limit limit) {
    return withReader<QString>(
        m_queue, m_folder, limit,
        [remote = std::move(remote)](const RepositoryReader& reader) { return reader.remoteUrl(remote); });
}

base::Future<domain::GitAnswer> Libgit2Repository::ask(domain::GitQuestion question, base::Limit limit) {
    if (question.changes())
        return TagAct::begin(&m_runs, m_folder, m_knownHosts, std::move(question), limit);
    return m_queue.run<domain::GitAnswer>(
        [folder = m_folder, deadline = Deadline(limit),
         question = std::move(question)]() -> base::Result<domain::GitAnswer> {
            const auto reader = RepositoryReader::open(folder, deadline);
            const auto answer =
                reader.ok() ? reader->ask(question) : base::Result<domain::GitAnswer>(reader.error());
            if (answer.ok())
                return answer;
            domain::GitAnswer failed;
            failed.error = answer.error();
            return failed;
        });
}

} // namespace slipway::adapters
