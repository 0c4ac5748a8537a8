#pragma once
#include "app/adapters/git/git_calls.h"
#include "app/ports/git_repository.h"

namespace slipway::adapters {

/// Makes an annotated tag, or pushes one, through `git` in child processes: without a prompt, hook
/// or terminal, by full reference names and object IDs, and proven by asking again. Both may be
/// repeated: what is there already and the same holds, what is there and differs is left alone.
/// Lives on its owner's thread and goes away with the last answer.
class TagAct final : public std::enable_shared_from_this<TagAct> {
public:
    static base::Future<domain::GitAnswer> begin(QObject* owner, const QString& folder,
                                                 const QString& knownHosts, domain::GitQuestion question,
                                                 const base::Limit& limit);

private:
    struct Tag {
        QString object; ///< empty: there is none
        QString commit; ///< empty: it is lightweight
        bool isSigned = false;
    };
    using Then = std::function<void(const QByteArray& output)>;
    TagAct(QObject* owner, const QString& folder, const QString& knownHosts, domain::GitQuestion question,
           const base::Limit& limit);
    void git(const QStringList& arguments, const QByteArray& input, Then then);
    void readTag(const std::function<void(const Tag&)>& then);
    void create(const Tag& tag, bool made);
    void push(const Tag& tag);
    void askRemote(const QString& url, const Tag& tag, bool pushed);
    QString fullName() const { return QStringLiteral("refs/tags/") + m_question.version; }
    void answer(bool holds, const QString& detail);
    void fail(base::ErrorKind kind, const QString& detail);

    GitCalls m_calls;
    domain::GitQuestion m_question;
    base::Promise<domain::GitAnswer> m_promise;
};

} // namespace slipway::adapters
