#include "app/engine/tag_check.h"

#include <QCoreApplication>
#include <memory>

namespace slipway::engine {

using namespace domain;

namespace {

class TagCheck : public QObject {
public:
    TagCheck(const Parts& parts, base::Limit limit, QObject* context)
        : QObject(context)
        , m_parts(parts)
        , m_limit(std::move(limit)) {}

    base::Future<GitAnswer> begin(const GitQuestion& question) {
        auto future = m_promise.future();
        base::deliver(m_parts.git.ask(question, m_limit), this, [this](const base::Result<GitAnswer>& tag) {
            if (!tag.ok() || !tag->holds || tag->error)
                end(tag);
            else
                findOwners(*tag);
        });
        return future;
    }

private:
    void findOwners(const GitAnswer& tag) {
        const Project& project = m_parts.source.project();
        QMap<QString, QString> owners; // by public key
        if (!project.solo()) {
            const qint64 nowMs = m_parts.clock.now().utcMs;
            for (const Person& person : project.people)
                for (const QString& key : person.trustedKeysOf(nowMs))
                    owners.insert(key, person.name.text());
            verify(tag, owners);
            return;
        }
        base::deliver(m_parts.signer.identities(m_limit), this,
                      [this, tag](const base::Result<QList<ports::Identity>>& mine) {
                          QMap<QString, QString> own;
                          for (const ports::Identity& one : mine.valueOr(QList<ports::Identity>()))
                              own.insert(one.publicKey, one.source);
                          verify(tag, own);
                      });
    }

    void verify(const GitAnswer& tag, const QMap<QString, QString>& owners) {
        base::deliver(
            m_parts.signer.verify(tag.signedBytes, tag.signature, owners.keys(), m_limit,
                                  ports::gitNamespace),
            this, [this, owners](const base::Result<QString>& key) {
                GitAnswer answer;
                if (key.ok()) {
                    answer.holds = true;
                    answer.detail =
                        QCoreApplication::translate("engine", "signed by %1").arg(owners.value(*key));
                } else if (key.error().kind == base::ErrorKind::Signature) {
                    answer.detail =
                        QCoreApplication::translate("engine", "no person of slipway.yaml signed it: %1")
                            .arg(key.error().detail);
                } else {
                    answer.detail = key.error().detail;
                    answer.error = key.error();
                }
                end(answer);
            });
    }

    void end(const base::Result<GitAnswer>& answer) {
        deleteLater();
        m_promise.finish(answer);
    }

    const Parts& m_parts;
    base::Limit m_limit;
    base::Promise<GitAnswer> m_promise;
};

} // namespace

GitQuestion tagQuestion(const Candidate& candidate) {
    GitQuestion question;
    question.check = GitCheck::TagSigned;
    question.version = candidate.version;
    question.commit = candidate.commit;
    return question;
}

base::Future<GitAnswer> checkTag(const Parts& parts, const GitQuestion& question, base::Limit limit,
                                 QObject* context) {
    auto* check = new TagCheck(parts, std::move(limit), context); // deletes itself once it has answered
    return check->begin(question);
}

} // namespace slipway::engine
