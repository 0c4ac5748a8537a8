#pragma once
#include "app/ports/http_client.h"
#include "tests/support/fake_fuse.h"

#include <QMap>

namespace slipway::support {

/// Answers by URL, one after the other; the last one stays. A URL without answers refuses the connection.
class FakeHttp final : public ports::HttpClient {
public:
    explicit FakeHttp(FakeFuse& fuse) : m_fuse(fuse) {}

    QMap<QString, QList<domain::HttpAnswer>> answers;
    QMap<QString, int> asked;
    QMap<QString, QString> lastHeaders; ///< of the last request

    void answer(const QString& url, int status, qint64 tookMs = 20) {
        answers[url].append(domain::HttpAnswer{status, {}, base::Milliseconds(tookMs), {}});
    }
    void refuse(const QString& url, base::ErrorKind kind) {
        answers[url].append(
            domain::HttpAnswer{0, {}, {}, base::Error{kind, url, QStringLiteral("refused on purpose")}});
    }

    base::Future<domain::HttpAnswer> ask(domain::HttpQuestion question, base::Limit) override {
        return m_fuse.call<domain::HttpAnswer>(QStringLiteral("http.ask"), base::ErrorKind::Lost,
                                               base::ErrorKind::Lost, [this, question] {
                                                   ++asked[question.url];
                                                   lastHeaders = question.headers;
                                                   auto& list = answers[question.url];
                                                   if (list.isEmpty())
                                                       refuse(question.url, base::ErrorKind::Unreachable);
                                                   const auto answer = list.first();
                                                   if (list.size() > 1)
                                                       list.removeFirst();
                                                   return base::Result<domain::HttpAnswer>(answer);
                                               });
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
