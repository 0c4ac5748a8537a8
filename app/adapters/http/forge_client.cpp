#include "app/adapters/http/forge_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace slipway::adapters {

namespace {

using domain::CiAnswer;
using domain::CiCheck;
using State = CiCheck::State;

constexpr int pageSize = 50;
constexpr int mostPages = 40;

/// One list of the API, read page by page.
struct Series {
    QString path;
    QString list;  ///< key of the array; empty: the answer is the array
    QString pages; ///< query item of the page's size
};

struct Wording {
    const char* word;
    State state;
};
// All that is not named here is a failure: no new word of a forge ever opens a gate.
constexpr Wording wordings[] = {
    {"success", State::Passed},    {"queued", State::Pending},    {"in_progress", State::Pending},
    {"waiting", State::Pending},   {"requested", State::Pending}, {"pending", State::Pending},
    {"created", State::Pending},   {"preparing", State::Pending}, {"waiting_for_resource", State::Pending},
    {"scheduled", State::Pending}, {"running", State::Pending},   {"waiting_for_callback", State::Pending},
    {"skipped", State::Skipped},   {"neutral", State::Skipped},   {"manual", State::Skipped},
    {"warning", State::Skipped},
};

State stateOf(const QString& word) {
    for (const Wording& each : wordings)
        if (word == QLatin1StringView(each.word))
            return each.state;
    return State::Failed;
}

QString text(const QJsonObject& object, const char* key) {
    return object.value(QLatin1StringView(key)).toString();
}

/// A check run, a commit status, or a job: what they have in common.
CiCheck checkOf(const QJsonObject& object) {
    CiCheck check;
    for (const char* name : {"name", "context"})
        if (check.name.isEmpty())
            check.name = text(object, name);
    for (const char* word : {"conclusion", "status", "state"})
        if (check.word.isEmpty())
            check.word = text(object, word);
    for (const char* url : {"html_url", "target_url", "details_url"})
        if (check.url.isEmpty())
            check.url = text(object, url);
    check.state = stateOf(check.word);
    // GitLab goes on past these, which is no proof that they have passed.
    if (check.state == State::Failed && object.value(QStringLiteral("allow_failure")).toBool()) {
        check.state = State::Skipped;
        check.word += QStringLiteral(", allowed");
    }
    return check;
}

QString encoded(const QString& repository) {
    return QString::fromLatin1(QUrl::toPercentEncoding(repository));
}

QList<Series> seriesOf(const domain::CiQuestion& question) {
    const QString& commit = question.commit;
    if (question.forge == QLatin1StringView("gitlab"))
        return {{QStringLiteral("/projects/") + encoded(question.repository) +
                     QStringLiteral("/repository/commits/") + commit + QStringLiteral("/statuses"),
                 {},
                 QStringLiteral("per_page")}};
    const QString base = QStringLiteral("/repos/%1/commits/%2").arg(question.repository, commit);
    const QString statuses = QStringLiteral("statuses");
    if (question.forge == QLatin1StringView("gitea"))
        return {{base + QStringLiteral("/status"), statuses, QStringLiteral("limit")}};
    return {{base + QStringLiteral("/check-runs"), QStringLiteral("check_runs"), QStringLiteral("per_page")},
            {base + QStringLiteral("/status"), statuses, QStringLiteral("per_page")}};
}

QString apiOf(const domain::CiQuestion& question) {
    QString url = question.url;
    while (url.endsWith(QLatin1Char('/')))
        url.chop(1);
    const auto under = [&url](const char* path) {
        return url.contains(QLatin1StringView("/api/")) ? url : url + QLatin1StringView(path);
    };
    if (question.forge == QLatin1StringView("gitlab"))
        return url.isEmpty() ? QStringLiteral("https://gitlab.com/api/v4") : under("/api/v4");
    if (question.forge == QLatin1StringView("gitea"))
        return under("/api/v1");
    return url.isEmpty() ? QStringLiteral("https://api.github.com") : url;
}

bool staysHere(const QUrl& url) {
    static const QRegularExpression loopback(QStringLiteral("\\A(?:localhost|127(?:\\.\\d{1,3}){3}|::1)\\z"));
    return loopback.match(url.host()).hasMatch();
}

class Reading : public QObject {
public:
    Reading(ports::HttpClient& http, domain::CiQuestion question, const base::Secret& token,
            base::Limit limit, QObject* parent)
        : QObject(parent)
        , m_http(http)
        , m_question(std::move(question))
        , m_token(token)
        , m_limit(std::move(limit))
        , m_series(seriesOf(m_question)) {}

    base::Future<CiAnswer> begin() {
        const auto future = m_promise.future();
        const QUrl url(apiOf(m_question));
        if (m_question.repository.isEmpty())
            fail(base::ErrorKind::BadInput, QStringLiteral("no repository is named"));
        else if (!m_token.isEmpty() && url.scheme() != QLatin1StringView("https") && !staysHere(url))
            fail(base::ErrorKind::BadInput,
                 QStringLiteral("the token would travel unencrypted to %1; use https").arg(url.host()));
        else
            next();
        return future;
    }

private:
    void next() {
        if (m_series.isEmpty()) {
            end();
            return;
        }
        const Series& series = m_series.first();
        domain::HttpQuestion question;
        // By concatenation: a path holds percent signs of its own.
        question.url = apiOf(m_question) + series.path + u'?' + series.pages + u'=' +
                       QString::number(pageSize) + QStringLiteral("&page=") + QString::number(m_page);
        question.headers = headers();
        question.keepsBody = true;
        question.timeout = std::chrono::duration_cast<base::Milliseconds>(m_limit.within);
        base::deliver(m_http.ask(question, m_limit), this,
                      [this](const base::Result<domain::HttpAnswer>& got) {
                          if (!got.ok())
                              fail(got.error().kind, got.error().detail);
                          else if (got->error)
                              fail(got->error->kind,
                                   QStringLiteral("%1: %2").arg(got->error->where, got->error->detail));
                          else if (got->status == 200)
                              take(got->body);
                          else
                              refuse(*got);
                      });
    }

    QMap<QString, QString> headers() const {
        QMap<QString, QString> headers{{QStringLiteral("Accept"), QStringLiteral("application/json")}};
        const bool isGitHub = m_question.forge == QLatin1StringView("github");
        if (isGitHub) {
            headers[QStringLiteral("Accept")] = QStringLiteral("application/vnd.github+json");
            headers[QStringLiteral("X-GitHub-Api-Version")] = QStringLiteral("2022-11-28");
        }
        if (m_token.isEmpty())
            return headers;
        const QString token = QString::fromUtf8(m_token.reveal());
        if (m_question.forge == QLatin1StringView("gitlab"))
            headers[QStringLiteral("PRIVATE-TOKEN")] = token;
        else
            headers[QStringLiteral("Authorization")] =
                (isGitHub ? QStringLiteral("Bearer ") : QStringLiteral("token ")) + token;
        return headers;
    }

    void take(const QByteArray& body) {
        const Series& series = m_series.first();
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(body, &error);
        const QJsonValue list =
            series.list.isEmpty() ? QJsonValue(document.array()) : document.object().value(series.list);
        // No list at all is not "no checks". A combined status without any has null in Gitea.
        const bool isList = series.list.isEmpty() ? document.isArray()
                                                  : document.isObject() && (list.isArray() || list.isNull());
        if (error.error != QJsonParseError::NoError || !isList) {
            fail(base::ErrorKind::Protocol,
                 QStringLiteral("%1 did not answer as the API of %2 does; is `url` right?")
                     .arg(QUrl(apiOf(m_question)).host(), m_question.forge));
            return;
        }
        const QJsonArray page = list.toArray();
        for (const QJsonValue check : page)
            m_answer.checks += checkOf(check.toObject());
        m_seen += page.size();
        // Servers may give fewer to a page than asked for, so that only a total or an empty one ends it.
        const QJsonValue total = document.object().value(QStringLiteral("total_count"));
        const bool isLast = page.isEmpty() || (total.isDouble() && m_seen >= total.toInteger());
        if (!isLast && m_page >= mostPages) {
            fail(base::ErrorKind::Protocol,
                 QStringLiteral("there are more than %1 pages of checks").arg(mostPages));
            return;
        }
        if (isLast) {
            m_series.removeFirst();
            m_seen = 0;
            m_page = 1;
        } else {
            ++m_page;
        }
        next();
    }

    void refuse(const domain::HttpAnswer& answer) {
        const QString host = QUrl(apiOf(m_question)).host();
        const QString said = QString::fromUtf8(answer.excerpt.left(200)).simplified();
        const bool saysCommit = said.contains(QLatin1StringView("commit"), Qt::CaseInsensitive);
        if (answer.status == 422 || (answer.status == 404 && saysCommit)) {
            m_answer.isKnown = false;
            end();
        } else if (answer.status == 404) {
            fail(base::ErrorKind::NotFound,
                 m_token.isEmpty()
                     ? QStringLiteral("%1 shows no %2 without a token (404); name one with `secrets`")
                           .arg(host, m_question.repository)
                     : QStringLiteral("%1 shows no %2 to this token (404)").arg(host, m_question.repository));
        } else if (answer.status == 401) {
            fail(base::ErrorKind::Refused, QStringLiteral("%1 does not take the token (401)").arg(host));
        } else if (answer.status == 403 || answer.status == 429) {
            fail(base::ErrorKind::Refused,
                 QStringLiteral("%1 refuses the request (%2): %3").arg(host).arg(answer.status).arg(said));
        } else {
            fail(base::ErrorKind::Protocol,
                 QStringLiteral("%1 answered %2: %3").arg(host).arg(answer.status).arg(said));
        }
    }

    void fail(base::ErrorKind kind, const QString& detail) {
        m_answer.error = base::Error{kind, m_question.repository, detail};
        end();
    }
    void end() {
        m_promise.finish(m_answer);
        deleteLater();
    }

    ports::HttpClient& m_http;
    domain::CiQuestion m_question;
    base::Secret m_token;
    base::Limit m_limit;
    base::Promise<CiAnswer> m_promise;
    QList<Series> m_series;
    CiAnswer m_answer;
    qint64 m_seen = 0; ///< of this series
    int m_page = 1;
};

} // namespace

base::Future<CiAnswer> ForgeClient::ask(domain::CiQuestion question, base::Secret token, base::Limit limit) {
    return (new Reading(m_http, std::move(question), token, std::move(limit), &m_runs))->begin();
}

} // namespace slipway::adapters
