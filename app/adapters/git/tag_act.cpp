#include "app/adapters/git/tag_act.h"

#include "app/adapters/git/ref_name.h"

namespace slipway::adapters {

TagAct::TagAct(QObject* owner, const QString& folder, const QString& knownHosts, domain::GitQuestion question,
               const base::Limit& limit)
    : m_calls(owner, folder, knownHosts, limit)
    , m_question(std::move(question)) {}

base::Future<domain::GitAnswer> TagAct::begin(QObject* owner, const QString& folder,
                                              const QString& knownHosts, domain::GitQuestion question,
                                              const base::Limit& limit) {
    const std::shared_ptr<TagAct> act(new TagAct(owner, folder, knownHosts, std::move(question), limit));
    auto future = act->m_promise.future();
    const domain::GitQuestion& asked = act->m_question;
    if (const auto valid = checkRefName(asked.version); !valid)
        act->fail(base::ErrorKind::BadInput, valid.error().detail);
    else if (isCommitPrefix(asked.version))
        act->fail(base::ErrorKind::BadInput,
                  QStringLiteral("a tag named %1 could be taken for a commit").arg(asked.version));
    else if (asked.commit.size() != 40 || !isCommitPrefix(asked.commit))
        act->fail(base::ErrorKind::BadInput, QStringLiteral("no full commit ID is known"));
    else
        act->readTag([act](const Tag& tag) {
            if (act->m_question.check == domain::GitCheck::CreateTag)
                act->create(tag, false);
            else
                act->push(tag);
        });
    return future;
}

void TagAct::answer(bool holds, const QString& detail) {
    domain::GitAnswer answer;
    answer.holds = holds;
    answer.detail = detail;
    m_promise.finish(answer);
}

void TagAct::fail(base::ErrorKind kind, const QString& detail) {
    domain::GitAnswer answer;
    answer.error = base::Error{kind, m_question.version.left(80), detail};
    m_promise.finish(answer);
}

void TagAct::git(const QStringList& arguments, const QByteArray& input, Then then) {
    m_calls.run(arguments, input, std::move(then),
                [self = shared_from_this()](base::ErrorKind kind, const QString& detail) {
                    self->fail(kind, detail);
                });
}

void TagAct::readTag(const std::function<void(const Tag&)>& then) {
    git({QStringLiteral("for-each-ref"),
         QStringLiteral("--format=%(refname)%09%(objectname)%09%(*objectname)%09"
                        "%(if)%(contents:signature)%(then)signed%(end)"),
         QStringLiteral("--"), fullName()},
        {}, [self = shared_from_this(), then](const QByteArray& output) {
            Tag tag;
            for (const QByteArray& line : output.split('\n')) {
                const auto fields = QString::fromUtf8(line).split(u'\t');
                if (fields.size() == 4 && fields[0] == self->fullName())
                    tag = {fields[1], fields[2], !fields[3].isEmpty()};
            }
            then(tag);
        });
}

void TagAct::create(const Tag& tag, bool made) {
    const QString& name = m_question.version;
    if (!tag.object.isEmpty()) {
        if (tag.commit.isEmpty())
            return answer(false, QStringLiteral("%1 exists and is lightweight").arg(name));
        if (tag.commit != m_question.commit)
            return answer(
                false,
                QStringLiteral("%1 exists and names %2 (tag object %3)").arg(name, tag.commit, tag.object));
        if (m_question.isSigned && !tag.isSigned && made)
            // Git 2.39 makes the tag all the same when it finds no SSH key (seen); it is taken away
            // again, so that the next try can make a signed one.
            return git({QStringLiteral("update-ref"), QStringLiteral("-d"), fullName(), tag.object}, {},
                       [self = shared_from_this()](const QByteArray&) {
                           self->fail(
                               base::ErrorKind::Signature,
                               QStringLiteral("Git could not sign %1; see user.signingkey and gpg.format")
                                   .arg(self->m_question.version));
                       });
        if (m_question.isSigned && !tag.isSigned)
            return answer(false, QStringLiteral("%1 is not signed").arg(name));
        return answer(true, QStringLiteral("tag %1 names %2 (%3%4)")
                                .arg(name, tag.commit, tag.object,
                                     tag.isSigned ? QStringLiteral(", signed") : QString()));
    }
    if (made)
        return fail(base::ErrorKind::Lost, QStringLiteral("git said it made the tag, but there is none"));
    git({QStringLiteral("tag"), m_question.isSigned ? QStringLiteral("-s") : QStringLiteral("-a"),
         QStringLiteral("--cleanup=verbatim"), QStringLiteral("-F"), QStringLiteral("-"),
         QStringLiteral("--"), name, m_question.commit},
        m_question.message.toUtf8() + '\n', [self = shared_from_this()](const QByteArray&) {
            self->readTag([self](const Tag& now) { self->create(now, true); });
        });
}

void TagAct::push(const Tag& tag) {
    const QString& name = m_question.version;
    if (tag.object.isEmpty())
        return answer(false, QStringLiteral("no tag is named %1").arg(name));
    if (tag.commit != m_question.commit)
        return answer(false, QStringLiteral("%1 names %2, expected %3 (tag object %4)")
                                 .arg(name, tag.commit.isEmpty() ? tag.object : tag.commit, m_question.commit,
                                      tag.object));
    if (const auto valid = checkRefName(m_question.remote); !valid)
        return fail(base::ErrorKind::BadInput, QStringLiteral("remote: %1").arg(valid.error().detail));
    git({QStringLiteral("remote"), QStringLiteral("get-url"), QStringLiteral("--push"), QStringLiteral("--"),
         m_question.remote},
        {}, [self = shared_from_this(), tag](const QByteArray& output) {
            const QString url = QString::fromUtf8(output).section(u'\n', 0, 0);
            if (const QString problem = remoteProblem(url); !problem.isEmpty())
                return self->fail(base::ErrorKind::BadInput,
                                  QStringLiteral("remote %1: %2").arg(self->m_question.remote, problem));
            self->askRemote(url, tag, false);
        });
}

void TagAct::askRemote(const QString& url, const Tag& tag, bool pushed) {
    git({QStringLiteral("ls-remote"), QStringLiteral("--refs"), QStringLiteral("--"), url, fullName()}, {},
        [self = shared_from_this(), url, tag, pushed](const QByteArray& output) {
            const QString& name = self->m_question.version;
            const QString there = QString::fromUtf8(output).section(u'\t', 0, 0).trimmed();
            if (there == tag.object)
                return self->answer(
                    true, QStringLiteral("%1 has tag %2 (%3)").arg(self->m_question.remote, name, there));
            if (!there.isEmpty())
                return self->answer(false,
                                    QStringLiteral("%1 has another tag %2 (%3, here %4); it is not moved")
                                        .arg(self->m_question.remote, name, there, tag.object));
            if (pushed)
                return self->fail(base::ErrorKind::Lost,
                                  QStringLiteral("git said it pushed the tag, but the remote has none"));
            // Exactly the object that was looked at, and without force: a tag that appeared there
            // meanwhile makes the remote refuse.
            self->git({QStringLiteral("push"), QStringLiteral("--no-verify"), QStringLiteral("--porcelain"),
                       QStringLiteral("--"), url, tag.object + u':' + self->fullName()},
                      {}, [self, url, tag](const QByteArray&) { self->askRemote(url, tag, true); });
        });
}

} // namespace slipway::adapters
