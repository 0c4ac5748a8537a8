#pragma once
#include "app/ports/forge.h"
#include "tests/support/fake_fuse.h"

namespace slipway::support {

/// Answers one look after the other; the last one stays.
class FakeForge final : public ports::Forge {
public:
    explicit FakeForge(FakeFuse& fuse) : m_fuse(fuse) {}

    QList<domain::CiAnswer> answers;
    int asked = 0;
    domain::CiQuestion lastQuestion;
    QByteArray lastToken;

    void answer(const QList<domain::CiCheck>& checks) { answers.append(domain::CiAnswer{checks, true, {}}); }

    base::Future<domain::CiAnswer> ask(domain::CiQuestion question, base::Secret token,
                                       base::Limit) override {
        lastQuestion = question;
        lastToken = token.reveal();
        return m_fuse.call<domain::CiAnswer>(QStringLiteral("forge.ask"), base::ErrorKind::Lost,
                                             base::ErrorKind::Lost, [this] {
                                                 ++asked;
                                                 const domain::CiAnswer answer = answers.value(0);
                                                 if (answers.size() > 1)
                                                     answers.removeFirst();
                                                 return base::Result<domain::CiAnswer>(answer);
                                             });
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
