#include "app/adapters/git/git_anchors.h"

#include "app/adapters/git/git_calls.h"
#include "app/adapters/git/ref_name.h"

#include <QDateTime>
#include <algorithm>

namespace slipway::adapters {

namespace {

using base::ErrorKind;
using ports::Anchor;
using ports::AnchorsRead;
using ports::ChainHead;

const QString ref = QStringLiteral("refs/slipway/ledger");
constexpr int mostTries = 4;
constexpr qsizetype nameDigits = 16;

QString fileOf(const QByteArray& ledger) {
    return QString::fromLatin1(ledger.left(nameDigits));
}

QByteArray lineOf(const ChainHead& head) {
    return QByteArray::number(head.seq) + ' ' + head.hash + '\n';
}

bool isHex(const QByteArray& text, qsizetype size) {
    return text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<ChainHead> headOf(const QByteArray& line) {
    const auto fields = line.trimmed().split(' ');
    const qint64 seq = fields.value(0).toLongLong();
    if (fields.size() != 2 || seq <= 0 || !isHex(fields.value(1), 64))
        return {};
    return ChainHead{seq, fields.value(1)};
}

/// What publishing and reading share: the remote's address, and its ref brought here.
class AnchorAct : public std::enable_shared_from_this<AnchorAct> {
public:
    AnchorAct(QObject* owner, const QString& folder, const QString& knownHosts, QString remote,
              QByteArray ledger, const base::Limit& limit)
        : m_calls(owner, folder, knownHosts, limit)
        , m_remote(std::move(remote))
        , m_file(fileOf(ledger)) {
        // Nobody's name leaves this computer.
        for (const char* role : {"AUTHOR", "COMMITTER"}) {
            m_calls.setVariable(QStringLiteral("GIT_%1_NAME").arg(QLatin1StringView(role)),
                                QStringLiteral("slipway"));
            m_calls.setVariable(QStringLiteral("GIT_%1_EMAIL").arg(QLatin1StringView(role)),
                                QStringLiteral("slipway@localhost"));
        }
    }
    virtual ~AnchorAct() = default;
    AnchorAct(const AnchorAct&) = delete;
    AnchorAct& operator=(const AnchorAct&) = delete;

protected:
    using Then = std::function<void(const QByteArray&)>;
    virtual void fail(ErrorKind kind, const QString& detail) = 0;

    void git(const QStringList& arguments, const QByteArray& input, Then then) {
        m_calls.run(
            arguments, input, std::move(then),
            [self = shared_from_this()](ErrorKind kind, const QString& detail) { self->fail(kind, detail); });
    }

    /// The ref's commit there is here too, then; empty: the remote has none.
    void fetch(std::function<void(const QString& commit)> then) {
        if (const auto valid = checkRefName(m_remote); !valid) {
            fail(ErrorKind::BadInput, QStringLiteral("remote: %1").arg(valid.error().detail));
            return;
        }
        m_calls.run(
            {QStringLiteral("remote"), QStringLiteral("get-url"), QStringLiteral("--push"),
             QStringLiteral("--"), m_remote},
            {},
            [self = shared_from_this(), then = std::move(then)](const QByteArray& output) {
                self->m_url = QString::fromUtf8(output).section(u'\n', 0, 0);
                if (const QString problem = remoteProblem(self->m_url); !problem.isEmpty())
                    self->fail(ErrorKind::BadInput,
                               QStringLiteral("remote %1: %2").arg(self->m_remote, problem));
                else
                    self->askRemote(then);
            },
            [self = shared_from_this()](ErrorKind kind, const QString& detail) {
                self->fail(kind == ErrorKind::Refused ? ErrorKind::NotFound : kind,
                           kind == ErrorKind::Refused
                               ? QStringLiteral("there is no remote %1").arg(self->m_remote)
                               : detail);
            });
    }

    QString m_url;
    GitCalls m_calls;
    QString m_remote, m_file;

private:
    void askRemote(const std::function<void(const QString&)>& then) {
        git({QStringLiteral("ls-remote"), QStringLiteral("--refs"), QStringLiteral("--"), m_url, ref}, {},
            [self = shared_from_this(), then](const QByteArray& output) {
                const QString there = QString::fromUtf8(output).section(u'\t', 0, 0).trimmed();
                self->compareWithHere(there, then);
            });
    }
    void compareWithHere(const QString& there, const std::function<void(const QString&)>& then) {
        git({QStringLiteral("for-each-ref"), QStringLiteral("--format=%(objectname)"), QStringLiteral("--"),
             ref},
            {}, [self = shared_from_this(), there, then](const QByteArray& output) {
                const QString here = QString::fromUtf8(output).trimmed();
                if (here == there)
                    then(there);
                else if (there.isEmpty())
                    self->fail(
                        ErrorKind::Conflict,
                        QStringLiteral("%1 has no %2 any more, and it had one when it was last seen here")
                            .arg(self->m_remote, ref));
                else
                    self->bringHere(here, there, then);
            });
    }
    void bringHere(const QString& here, const QString& there,
                   const std::function<void(const QString&)>& then) {
        // Outside of branches and tags `git fetch` moves refs anywhere, also without force (git-fetch(1)):
        // only the objects are fetched, and whether they continue what is here is asked.
        git({QStringLiteral("fetch"), QStringLiteral("--quiet"), QStringLiteral("--no-tags"),
             QStringLiteral("--no-write-fetch-head"), QStringLiteral("--"), m_url, ref},
            {}, [self = shared_from_this(), here, there, then](const QByteArray&) {
                if (here.isEmpty())
                    self->move(here, there, then);
                else
                    self->m_calls.run(
                        {QStringLiteral("merge-base"), QStringLiteral("--is-ancestor"), here, there}, {},
                        [self, here, there, then](const QByteArray&) { self->move(here, there, then); },
                        [self](ErrorKind kind, const QString& detail) {
                            if (kind != ErrorKind::Refused)
                                self->fail(kind, detail);
                            else
                                self->fail(
                                    ErrorKind::Conflict,
                                    QStringLiteral("%1 of %2 does not continue what was seen here before: "
                                                   "it was rewritten")
                                        .arg(ref, self->m_remote));
                        });
            });
    }
    void move(const QString& here, const QString& there, const std::function<void(const QString&)>& then) {
        git({QStringLiteral("update-ref"), ref, there, here.isEmpty() ? QString(40, u'0') : here}, {},
            [then, there](const QByteArray&) { then(there); });
    }
};

class Publishing final : public AnchorAct {
public:
    Publishing(QObject* owner, const QString& folder, const QString& knownHosts, QString remote,
               const QByteArray& ledger, ChainHead head, const base::Limit& limit)
        : AnchorAct(owner, folder, knownHosts, std::move(remote), ledger, limit)
        , m_head(std::move(head)) {}
    base::Future<Anchor> begin() {
        auto future = m_promise.future();
        fetch([self = mine()](const QString& commit) { self->continueOn(commit); });
        return future;
    }

private:
    std::shared_ptr<Publishing> mine() { return std::static_pointer_cast<Publishing>(shared_from_this()); }
    void fail(ErrorKind kind, const QString& detail) override {
        m_promise.finish(base::Error{kind, m_remote, detail});
    }
    void done() { m_promise.finish(Anchor{m_head, QDateTime::currentMSecsSinceEpoch()}); }

    void continueOn(const QString& parent) {
        if (parent.isEmpty()) {
            store(parent, {});
            return;
        }
        git({QStringLiteral("ls-tree"), QStringLiteral("-z"), parent}, {},
            [self = mine(), parent](const QByteArray& tree) { self->look(parent, tree); });
    }
    /// At the head that is there already, if any.
    void look(const QString& parent, const QByteArray& tree) {
        QByteArray others;
        bool isThere = false;
        for (const QByteArray& line : tree.split('\0')) {
            const bool isOurs = line.endsWith('\t' + m_file.toLatin1());
            isThere = isThere || isOurs;
            if (!isOurs && !line.isEmpty())
                others += line + '\0';
        }
        if (!isThere) {
            store(parent, others);
            return;
        }
        git({QStringLiteral("cat-file"), QStringLiteral("blob"), parent + u':' + m_file}, {},
            [self = mine(), parent, others](const QByteArray& line) {
                const auto there = headOf(line);
                if (there && there->seq == self->m_head.seq && there->hash == self->m_head.hash)
                    self->done();
                else if (there && there->seq >= self->m_head.seq)
                    self->fail(
                        ErrorKind::Conflict,
                        QStringLiteral("entry %1 is anchored on %2, and the ledger here ends at entry %3")
                            .arg(there->seq)
                            .arg(self->m_remote)
                            .arg(self->m_head.seq));
                else
                    self->store(parent, others);
            });
    }
    void store(const QString& parent, const QByteArray& others) {
        git({QStringLiteral("hash-object"), QStringLiteral("-w"), QStringLiteral("--stdin")}, lineOf(m_head),
            [self = mine(), parent, others](const QByteArray& blob) {
                const QByteArray tree =
                    others + "100644 blob " + blob.trimmed() + '\t' + self->m_file.toLatin1() + '\0';
                self->git({QStringLiteral("mktree"), QStringLiteral("-z")}, tree,
                          [self, parent](const QByteArray& made) {
                              self->commit(parent, QString::fromLatin1(made.trimmed()));
                          });
            });
    }
    void commit(const QString& parent, const QString& tree) {
        QStringList arguments{QStringLiteral("-c"), QStringLiteral("commit.gpgSign=false"),
                              QStringLiteral("commit-tree"), QStringLiteral("-m"), QStringLiteral("head")};
        if (!parent.isEmpty())
            arguments << QStringLiteral("-p") << parent;
        git(arguments << tree, {},
            [self = mine()](const QByteArray& made) { self->push(QString::fromLatin1(made.trimmed())); });
    }
    void push(const QString& commit) {
        m_calls.run(
            {QStringLiteral("push"), QStringLiteral("--no-verify"), QStringLiteral("--porcelain"),
             QStringLiteral("--"), m_url, commit + u':' + ref},
            {},
            [self = mine(), commit](const QByteArray&) {
                self->git({QStringLiteral("update-ref"), ref, commit}, {},
                          [self](const QByteArray&) { self->done(); });
            },
            [self = mine()](ErrorKind kind, const QString& detail) {
                // Somebody else was there first: on top of theirs.
                if (kind == ErrorKind::Refused && ++self->m_tries < mostTries)
                    self->fetch([self](const QString& parent) { self->continueOn(parent); });
                else
                    self->fail(kind, detail);
            });
    }

    ChainHead m_head;
    int m_tries = 0;
    base::Promise<Anchor> m_promise;
};

class ReadingAnchors final : public AnchorAct {
public:
    using AnchorAct::AnchorAct;
    base::Future<AnchorsRead> begin() {
        auto future = m_promise.future();
        m_read.hasRemote = true;
        if (m_remote.isEmpty()) {
            list();
            return future;
        }
        fetch([self = mine()](const QString&) { self->list(); });
        return future;
    }

private:
    std::shared_ptr<ReadingAnchors> mine() {
        return std::static_pointer_cast<ReadingAnchors>(shared_from_this());
    }
    /// What cannot be asked there may be known here.
    void fail(ErrorKind kind, const QString& detail) override {
        if (m_isListing) {
            m_promise.finish(base::Error{kind, m_remote, detail});
            return;
        }
        m_read.hasRemote = kind != ErrorKind::NotFound;
        if (m_read.hasRemote)
            m_read.problem = base::Error{kind, m_remote, detail};
        list();
    }
    void list() {
        m_isListing = true;
        git({QStringLiteral("for-each-ref"), QStringLiteral("--format=%(objectname)"), QStringLiteral("--"),
             ref},
            {}, [self = mine()](const QByteArray& output) {
                const QString commit = QString::fromLatin1(output.trimmed());
                if (commit.isEmpty())
                    self->m_promise.finish(self->m_read);
                else
                    self->listFrom(commit);
            });
    }
    void listFrom(const QString& commit) {
        git({QStringLiteral("log"), QStringLiteral("--reverse"), QStringLiteral("--format=%H %ct"), commit,
             QStringLiteral("--"), m_file},
            {}, [self = mine()](const QByteArray& output) {
                QByteArray names;
                for (const QByteArray& line : output.split('\n')) {
                    if (line.isEmpty())
                        continue;
                    self->m_times.append(line.mid(line.indexOf(' ') + 1).toLongLong() * 1000);
                    names += line.left(line.indexOf(' ')) + ':' + self->m_file.toLatin1() + '\n';
                }
                if (names.isEmpty())
                    self->m_promise.finish(self->m_read);
                else
                    self->git({QStringLiteral("cat-file"), QStringLiteral("--batch")}, names,
                              [self](const QByteArray& batch) { self->take(batch); });
            });
    }
    /// "HASH blob SIZE", the content and a line break for each.
    void take(const QByteArray& batch) {
        qsizetype at = 0;
        for (const qint64 timeMs : m_times) {
            const qsizetype end = batch.indexOf('\n', at);
            if (end < 0)
                break;
            const auto fields = batch.mid(at, end - at).split(' ');
            if (fields.value(1) != "blob") { // taken out of the tree again, which is no head
                at = end + 1;
                continue;
            }
            const qsizetype size = fields.value(2).toLongLong();
            if (const auto head = headOf(batch.mid(end + 1, size)))
                m_read.anchors.append({*head, timeMs});
            at = end + 1 + size + 1;
        }
        m_promise.finish(m_read);
    }

    AnchorsRead m_read;
    QList<qint64> m_times;
    bool m_isListing = false;
    base::Promise<AnchorsRead> m_promise;
};

} // namespace

GitAnchors::GitAnchors(QString folder, QString knownHosts)
    : m_folder(std::move(folder))
    , m_knownHosts(std::move(knownHosts)) {}

base::Future<Anchor> GitAnchors::publish(QString remote, QByteArray ledger, ChainHead head,
                                         base::Limit limit) {
    return std::make_shared<Publishing>(&m_runs, m_folder, m_knownHosts, std::move(remote), ledger,
                                        std::move(head), limit)
        ->begin();
}

base::Future<AnchorsRead> GitAnchors::read(QString remote, QByteArray ledger, base::Limit limit) {
    return std::make_shared<ReadingAnchors>(&m_runs, m_folder, m_knownHosts, std::move(remote),
                                            std::move(ledger), limit)
        ->begin();
}

} // namespace slipway::adapters
