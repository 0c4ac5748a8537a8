#include "app/adapters/git/repository_reader.h"

#include "app/adapters/git/git_error.h"
#include "app/adapters/git/ref_name.h"
#include "app/adapters/git/version_order.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <algorithm>

namespace slipway::adapters {

namespace {

constexpr int maxListedCommits = 500;
constexpr int abbreviation = 7;
constexpr int namedFiles = 3;
constexpr git_object_size_t largestFile = 16 * 1024 * 1024;

QString hex(const git_oid& id) {
    char text[GIT_OID_HEXSZ + 1] = {};
    git_oid_tostr(text, sizeof text, &id);
    return QString::fromLatin1(text);
}

QString tagPrefix() {
    return QStringLiteral("refs/tags/");
}

ports::Commit commitOf(git_commit* commit) {
    ports::Commit result;
    result.id = hex(*git_commit_id(commit));
    result.summary = QString::fromUtf8(git_commit_summary(commit));
    if (const git_signature* author = git_commit_author(commit)) {
        result.authorName = QString::fromUtf8(author->name);
        result.authorEmail = QString::fromUtf8(author->email);
    }
    result.timeMs = qint64(git_commit_time(commit)) * 1000;
    return result;
}

} // namespace

RepositoryReader::RepositoryReader(RepositoryHandle repository, QString folder, Deadline deadline)
    : m_repository(std::move(repository))
    , m_folder(std::move(folder))
    , m_deadline(std::move(deadline)) {}

base::Result<RepositoryReader> RepositoryReader::open(const QString& folder, const Deadline& deadline) {
    if (const auto inTime = deadline.check(folder); !inTime)
        return inTime.error();
    git_repository* raw = nullptr;
    if (const int code = git_repository_open_ext(&raw, QFile::encodeName(folder).constData(), 0, nullptr);
        code < 0) {
        auto error = gitError(code, folder);
        if (error.kind == base::ErrorKind::NotFound)
            error.detail = QStringLiteral("no Git repository here or above");
        return error;
    }
    return RepositoryReader(RepositoryHandle(raw), folder, deadline);
}

base::Error RepositoryReader::failure(int code) const {
    return gitError(code, m_folder);
}

base::Result<ReferenceHandle> RepositoryReader::reference(const QString& fullName) const {
    git_reference* raw = nullptr;
    if (const int code = git_reference_lookup(&raw, m_repository.get(), fullName.toUtf8().constData());
        code < 0)
        return failure(code);
    return ReferenceHandle(raw);
}

base::Result<ObjectHandle> RepositoryReader::peeled(const git_reference* reference) const {
    git_object* raw = nullptr;
    if (const int code = git_reference_peel(&raw, reference, GIT_OBJECT_COMMIT); code < 0)
        return failure(code);
    return ObjectHandle(raw);
}

base::Result<ObjectHandle> RepositoryReader::commitNamed(const QString& prefix) const {
    git_oid id;
    const QByteArray digits = prefix.toLatin1().toLower();
    const auto length = size_t(digits.size());
    if (const int code = git_oid_fromstrn(&id, digits.constData(), length); code < 0)
        return failure(code);
    git_object* raw = nullptr;
    // Any object, because the digits of an annotated tag name its commit as well.
    if (const int code = git_object_lookup_prefix(&raw, m_repository.get(), &id, length, GIT_OBJECT_ANY);
        code < 0)
        return failure(code);
    const ObjectHandle found(raw);
    git_object* commit = nullptr;
    if (const int code = git_object_peel(&commit, found.get(), GIT_OBJECT_COMMIT); code < 0)
        return failure(code);
    return ObjectHandle(commit);
}

base::Result<RepositoryReader::Tag> RepositoryReader::tag(const QString& name) const {
    const auto found = reference(tagPrefix() + name);
    if (!found)
        return found.error();
    const auto target = peeled(found->get());
    if (!target)
        return target.error();
    Tag result{name, hex(*git_object_id(target->get())), {}};
    const git_oid* direct = git_reference_target(found->get());
    git_object* raw = nullptr;
    if (direct != nullptr && git_object_lookup(&raw, m_repository.get(), direct, GIT_OBJECT_ANY) == 0) {
        const ObjectHandle object(raw);
        if (git_object_type(object.get()) == GIT_OBJECT_TAG)
            result.object = hex(*direct);
    }
    return result;
}

base::Result<QList<RepositoryReader::Tag>> RepositoryReader::tags() const {
    git_reference_iterator* rawIterator = nullptr;
    if (const int code = git_reference_iterator_glob_new(&rawIterator, m_repository.get(), "refs/tags/*");
        code < 0)
        return failure(code);
    const ReferenceIterator iterator(rawIterator);
    QList<Tag> result;
    while (true) {
        if (const auto inTime = m_deadline.check(m_folder); !inTime)
            return inTime.error();
        git_reference* rawReference = nullptr;
        const int code = git_reference_next(&rawReference, iterator.get());
        if (code == GIT_ITEROVER)
            break;
        if (code < 0)
            return failure(code);
        const ReferenceHandle found(rawReference);
        git_object* rawObject = nullptr;
        // Tags of trees and blobs exist (git.git's junio-gpg-pub); they name no release.
        if (git_reference_peel(&rawObject, found.get(), GIT_OBJECT_COMMIT) < 0)
            continue;
        const ObjectHandle object(rawObject);
        const QString name = QString::fromUtf8(git_reference_name(found.get())).sliced(tagPrefix().size());
        result.append({name, hex(*git_object_id(object.get())), {}});
    }
    std::sort(result.begin(), result.end(),
              [](const Tag& a, const Tag& b) { return isNewerVersion(a.name, b.name); });
    return result;
}

base::Result<domain::Candidate> RepositoryReader::candidate(const git_object* commit,
                                                            const QString& tagName) const {
    domain::Candidate result;
    const auto* object = reinterpret_cast<const git_commit*>(commit);
    result.commit = hex(*git_commit_id(object));
    result.tree = hex(*git_commit_tree_id(object));
    result.version = tagName;
    if (tagName.isEmpty()) {
        const auto all = tags();
        if (!all)
            return all.error();
        const auto newest = std::find_if(all->begin(), all->end(),
                                         [&result](const Tag& each) { return each.commit == result.commit; });
        if (newest == all->end()) {
            result.version = result.commit.left(abbreviation);
            return result;
        }
        result.version = newest->name;
    }
    const auto named = tag(result.version);
    if (!named)
        return named.error();
    result.tagObject = named->object;
    return result;
}

base::Result<domain::Candidate> RepositoryReader::resolve(const QString& name) const {
    if (const auto valid = checkRefName(name); !valid)
        return valid.error();
    const bool isFull = name.startsWith(QLatin1StringView("refs/"));
    QStringList places{name};
    if (!isFull)
        places = {tagPrefix() + name, QStringLiteral("refs/heads/") + name,
                  QStringLiteral("refs/remotes/") + name};
    if (name == QLatin1StringView("HEAD"))
        places.append(name);
    for (const QString& place : places) {
        const auto found = reference(place);
        if (!found && found.error().kind == base::ErrorKind::NotFound)
            continue;
        if (!found)
            return found.error();
        const auto commit = peeled(found->get());
        if (!commit)
            return commit.error();
        return candidate(commit->get(),
                         place.startsWith(tagPrefix()) ? place.sliced(tagPrefix().size()) : QString());
    }
    const base::Error unknown{base::ErrorKind::NotFound, m_folder,
                              QStringLiteral("no tag, branch or commit is named %1").arg(name)};
    if (!isCommitPrefix(name))
        return unknown;
    const auto commit = commitNamed(name);
    if (!commit)
        return commit.error().kind == base::ErrorKind::NotFound ? unknown : commit.error();
    return candidate(commit->get(), {});
}

base::Result<git_oid> RepositoryReader::commitId(const QString& commit) const {
    if (commit.size() != GIT_OID_HEXSZ || !isCommitPrefix(commit))
        return base::Error{base::ErrorKind::BadInput, commit.left(80),
                           QStringLiteral("not a full commit ID")};
    const auto found = commitNamed(commit);
    if (!found)
        return found.error();
    return git_oid(*git_object_id(found->get()));
}

base::Result<ports::CommitRange> RepositoryReader::between(const QString& fromCommit,
                                                           const QString& toCommit) const {
    const auto to = commitId(toCommit);
    if (!to)
        return to.error();
    git_revwalk* rawWalk = nullptr;
    if (const int code = git_revwalk_new(&rawWalk, m_repository.get()); code < 0)
        return failure(code);
    const WalkHandle walk(rawWalk);
    git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (const int code = git_revwalk_push(walk.get(), &*to); code < 0)
        return failure(code);

    ports::CommitRange result;
    if (!fromCommit.isEmpty()) {
        const auto from = commitId(fromCommit);
        if (!from)
            return from.error();
        size_t ahead = 0;
        size_t behind = 0;
        if (const int code = git_graph_ahead_behind(&ahead, &behind, m_repository.get(), &*to, &*from);
            code < 0)
            return failure(code);
        result.behind = int(behind);
        if (const int code = git_revwalk_hide(walk.get(), &*from); code < 0)
            return failure(code);
    }
    git_oid next;
    while (true) {
        if (const auto inTime = m_deadline.check(m_folder); !inTime)
            return inTime.error();
        const int code = git_revwalk_next(&next, walk.get());
        if (code == GIT_ITEROVER)
            return result;
        if (code < 0)
            return failure(code);
        git_commit* rawCommit = nullptr;
        if (const int looked = git_commit_lookup(&rawCommit, m_repository.get(), &next); looked < 0)
            return failure(looked);
        const CommitHandle commit(rawCommit);
        const auto entry = commitOf(commit.get());
        ++result.ahead;
        if (result.commits.size() < maxListedCommits)
            result.commits.append(entry);
        if (!result.authors.contains(entry.authorName))
            result.authors.append(entry.authorName);
        if (const QString email = entry.authorEmail.toLower(); !result.emails.contains(email))
            result.emails.append(email);
    }
}

base::Result<QStringList> RepositoryReader::changedFiles() const {
    QStringList result;
    if (git_repository_is_bare(m_repository.get()) != 0)
        return result;
    git_status_options options = GIT_STATUS_OPTIONS_INIT;
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
    options.flags = 0;
    git_status_list* raw = nullptr;
    if (const int code = git_status_list_new(&raw, m_repository.get(), &options); code < 0)
        return failure(code);
    const StatusHandle list(raw);
    for (size_t i = 0; i < git_status_list_entrycount(list.get()); ++i) {
        const git_status_entry* entry = git_status_byindex(list.get(), i);
        const git_diff_delta* delta =
            entry->head_to_index != nullptr ? entry->head_to_index : entry->index_to_workdir;
        if (entry->status != GIT_STATUS_CURRENT && delta != nullptr)
            result.append(QString::fromUtf8(delta->new_file.path));
    }
    const QString plan = planPath();
    unsigned int flags = 0;
    if (git_status_file(&flags, m_repository.get(), QFile::encodeName(plan).constData()) == 0 &&
        (flags & GIT_STATUS_WT_NEW) != 0)
        result.append(plan);
    return result;
}

QString RepositoryReader::planPath() const {
    const QDir root(QFile::decodeName(git_repository_workdir(m_repository.get())));
    const QString file = QDir(QDir(m_folder).canonicalPath()).filePath(QStringLiteral("slipway.yaml"));
    return QDir(root.canonicalPath()).relativeFilePath(file);
}

base::Result<domain::FileInGit> RepositoryReader::planFile(const QString& branch) const {
    using domain::FileInGit;
    if (git_repository_is_bare(m_repository.get()) != 0)
        return FileInGit::Missing;
    unsigned int flags = 0;
    const int code = git_status_file(&flags, m_repository.get(), QFile::encodeName(planPath()).constData());
    if (code == GIT_ENOTFOUND)
        return FileInGit::Missing;
    if (code < 0)
        return failure(code);
    if ((flags & (GIT_STATUS_WT_NEW | GIT_STATUS_IGNORED)) != 0)
        return FileInGit::Missing;
    if (flags != GIT_STATUS_CURRENT)
        return FileInGit::Changed;
    if (branch.isEmpty())
        return FileInGit::Committed;
    const auto here = planOf(QStringLiteral("HEAD"));
    const auto there = planOf(QStringLiteral("refs/remotes/") + branch);
    if (!here.ok())
        return here.error();
    if (!there.ok())
        return there.error().kind == base::ErrorKind::NotFound ? base::Result<FileInGit>(FileInGit::Elsewhere)
                                                               : base::Result<FileInGit>(there.error());
    return *here == *there ? FileInGit::Committed : FileInGit::Elsewhere;
}

base::Result<QString> RepositoryReader::planOf(const QString& name) const {
    const auto found = reference(name);
    if (!found)
        return found.error();
    git_object* raw = nullptr;
    if (const int code = git_reference_peel(&raw, found->get(), GIT_OBJECT_TREE); code < 0)
        return failure(code);
    const ObjectHandle tree(raw);
    git_tree_entry* entry = nullptr;
    if (const int code = git_tree_entry_bypath(&entry, reinterpret_cast<git_tree*>(tree.get()),
                                               QFile::encodeName(planPath()).constData());
        code < 0)
        return failure(code);
    const QString id = hex(*git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    return id;
}

base::Result<ports::RepositoryState> RepositoryReader::state() const {
    ports::RepositoryState result;
    const auto symbolic = reference(QStringLiteral("HEAD"));
    if (!symbolic)
        return symbolic.error();
    if (const char* target = git_reference_symbolic_target(symbolic->get()))
        result.branch = QString::fromUtf8(target).remove(0, int(qstrlen("refs/heads/")));
    git_object* raw = nullptr;
    // A repository without a first commit has a branch and no head.
    if (const int code = git_reference_peel(&raw, symbolic->get(), GIT_OBJECT_COMMIT);
        code < 0 && code != GIT_ENOTFOUND && code != GIT_EUNBORNBRANCH)
        return failure(code);
    if (const ObjectHandle head(raw); head)
        result.head = hex(*git_object_id(head.get()));
    const auto all = tags();
    if (!all)
        return all.error();
    for (const Tag& tag : *all)
        result.tags.append(tag.name);
    const auto changed = changedFiles();
    if (!changed)
        return changed.error();
    result.clean = changed->isEmpty();
    return result;
}

base::Result<QString> RepositoryReader::remoteUrl(const QString& remote) const {
    git_remote* raw = nullptr;
    if (const int code = git_remote_lookup(&raw, m_repository.get(), remote.toUtf8().constData()); code < 0)
        return failure(code);
    const RemoteHandle handle(raw);
    return QString::fromUtf8(git_remote_url(handle.get()));
}

base::Result<domain::GitAnswer> RepositoryReader::signedTag(const domain::GitQuestion& question,
                                                            const Tag& tag) const {
    domain::GitAnswer answer;
    const auto no = [&answer](const QString& why) {
        answer.detail = why;
        return answer;
    };
    if (tag.object.isEmpty())
        return no(QStringLiteral("tag %1 is lightweight, and so not signed").arg(tag.name));
    git_oid id;
    if (const int code = git_oid_fromstr(&id, tag.object.toLatin1().constData()); code < 0)
        return failure(code);
    git_odb* rawStore = nullptr;
    if (const int code = git_repository_odb(&rawStore, m_repository.get()); code < 0)
        return failure(code);
    const OdbHandle store(rawStore);
    git_odb_object* rawObject = nullptr;
    if (const int code = git_odb_read(&rawObject, store.get(), &id); code < 0)
        return failure(code);
    const OdbObjectHandle object(rawObject);
    const QByteArray bytes(static_cast<const char*>(git_odb_object_data(object.get())),
                           qsizetype(git_odb_object_size(object.get())));
    // The signature is the end of the message, and covers all before it (git's signature-format(5)).
    const qsizetype at = bytes.lastIndexOf("\n-----BEGIN SSH SIGNATURE-----\n");
    if (at < 0)
        return no(
            bytes.contains("\n-----BEGIN PGP ") || bytes.contains("\n-----BEGIN SIGNED MESSAGE-----")
                ? QStringLiteral("tag %1 is signed, but not with an SSH key (gpg.format=ssh)").arg(tag.name)
                : QStringLiteral("tag %1 is not signed").arg(tag.name));
    const QByteArray payload = bytes.left(at + 1);
    const QByteArray header = payload.left(payload.indexOf("\n\n") + 1);
    // A signed tag under another name, or moved to another commit, was signed for something else.
    if (!header.startsWith("object " + question.commit.toLatin1() + "\ntype commit\ntag " +
                           question.version.toUtf8() + '\n'))
        return no(QStringLiteral("what was signed is not tag %1 on commit %2: %3")
                      .arg(question.version, question.commit.left(7),
                           QString::fromUtf8(header.left(160)).simplified()));
    answer.holds = true;
    answer.signedBytes = payload;
    answer.signature = bytes.mid(at + 1);
    return answer;
}

base::Result<domain::GitAnswer> RepositoryReader::fileHolds(const domain::GitQuestion& question) const {
    domain::GitAnswer answer;
    const QString where = QStringLiteral("%1 at %2").arg(question.path, question.commit.left(7));
    const auto commit = commitNamed(question.commit);
    if (!commit)
        return commit.error();
    git_object* raw = nullptr;
    const int code =
        git_object_lookup_bypath(&raw, commit->get(), question.path.toUtf8().constData(), GIT_OBJECT_BLOB);
    const ObjectHandle object(raw);
    if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC) {
        answer.detail = QStringLiteral("there is no file %1").arg(where);
        return answer;
    }
    if (code < 0)
        return failure(code);
    const auto* blob = reinterpret_cast<const git_blob*>(object.get());
    if (git_blob_rawsize(blob) > largestFile)
        return base::Error{base::ErrorKind::BadInput, question.path,
                           QStringLiteral("%1 is larger than 16 MiB").arg(where)};
    answer.holds = true;
    answer.detail = QStringLiteral("%1 is there").arg(where);
    if (question.matches.isEmpty())
        return answer;
    const QString text = QString::fromUtf8(static_cast<const char*>(git_blob_rawcontent(blob)),
                                           qsizetype(git_blob_rawsize(blob)));
    const auto match = QRegularExpression(question.matches, QRegularExpression::MultilineOption).match(text);
    answer.holds = match.hasMatch();
    answer.detail = answer.holds ? QStringLiteral("%1, line %2: %3")
                                       .arg(where)
                                       .arg(QStringView(text).left(match.capturedStart()).count(u'\n') + 1)
                                       .arg(match.captured().left(80).simplified())
                                 : QStringLiteral("nothing in %1 matches %2").arg(where, question.matches);
    return answer;
}

base::Result<domain::GitAnswer> RepositoryReader::ask(const domain::GitQuestion& question) const {
    domain::GitAnswer answer;
    if (question.check == domain::GitCheck::WorktreeClean) {
        const auto changed = changedFiles();
        if (!changed)
            return changed.error();
        answer.holds = changed->isEmpty();
        answer.detail = answer.holds
                            ? QStringLiteral("no uncommitted change")
                            : QStringLiteral("%1 uncommitted: %2")
                                  .arg(QString::number(changed->size()),
                                       changed->first(std::min<qsizetype>(namedFiles, changed->size()))
                                           .join(QStringLiteral(", ")));
        return answer;
    }
    if (question.check == domain::GitCheck::FileHolds)
        return fileHolds(question);
    if (const auto valid = checkRefName(question.version); !valid)
        return valid.error();
    const auto named = tag(question.version);
    if (!named) {
        if (named.error().kind != base::ErrorKind::NotFound)
            return named.error();
        answer.detail = QStringLiteral("no tag is named %1").arg(question.version);
        return answer;
    }
    if (question.check == domain::GitCheck::TagSigned)
        return signedTag(question, *named);
    if (question.check == domain::GitCheck::TagAnnotated) {
        answer.holds = !named->object.isEmpty();
        answer.detail = answer.holds
                            ? QStringLiteral("tag %1 is annotated (%2)").arg(named->name, named->object)
                            : QStringLiteral("tag %1 is lightweight").arg(named->name);
        return answer;
    }
    answer.holds = named->commit == question.commit;
    answer.detail =
        answer.holds
            ? QStringLiteral("tag %1 names %2").arg(named->name, named->commit)
            : QStringLiteral("tag %1 names %2, expected %3").arg(named->name, named->commit, question.commit);
    return answer;
}

} // namespace slipway::adapters
