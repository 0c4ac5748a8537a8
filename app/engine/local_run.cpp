#include "app/engine/local_run.h"

#include "app/engine/observed_health.h"
#include "app/engine/tag_check.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
/// Between two tries of an HTTP question that has time left.
constexpr qint64 retryMs = 500;
constexpr qint64 healthRoundMs = 1000;
constexpr auto gitWithin = 30s;
/// A push waits for a remote, and a signature perhaps for a touch.
constexpr auto gitActWithin = 120s;
constexpr auto ciWithin = 60s;

/// The first that would be more than the value of one header; empty: none.
QString notForHeaders(const SecretValues& values) {
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        for (const char byte : it->reveal())
            if (static_cast<uchar>(byte) < 0x20 || byte == 0x7f)
                return it.key();
    return {};
}

HttpQuestion withSecrets(HttpQuestion question, const SecretValues& secrets) {
    Variables values;
    for (auto it = secrets.cbegin(); it != secrets.cend(); ++it)
        values.insert(it.key(), QString::fromUtf8(it->reveal()));
    for (QString& header : question.headers)
        header = expand(header, values);
    return question;
}

/// An excerpt ends anywhere, also in the middle of a secret: what may be the begin of one is left out.
QByteArray maskedExcerpt(const base::Masks& masks, const QByteArray& excerpt) {
    if (masks.isEmpty() || excerpt.size() < HttpAnswer::longestExcerpt)
        return masks.masked(excerpt);
    QByteArray shown;
    for (const base::Masker::Piece& piece : base::Masker(masks).feed(excerpt))
        shown += piece.bytes;
    return shown;
}
} // namespace

LocalRun::LocalRun(const Parts& parts, const StepKind& kind, Operation operation, Attempt attempt,
                   QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_kind(kind)
    , m_operation(std::move(operation))
    , m_attempt(std::move(attempt)) {}

LocalRun::~LocalRun() {
    m_stop.request_stop();
}

void LocalRun::begin() {
    m_begunBootMs = m_parts.clock.now().bootMs - m_attempt.sinceMs;
    if (auto* http = std::get_if<HttpQuestion>(&m_operation)) {
        if (!http->isRepeatable()) {
            if (m_attempt.resumed) {
                end({Verdict::Interrupted,
                     QCoreApplication::translate(
                         "engine", "Slipway ended while it was under way: nobody knows whether it arrived")});
                return;
            }
            http->headers.insert(QStringLiteral("Idempotency-Key"), m_attempt.id.text());
        }
        beginHttp(*http);
    } else if (const auto* git = std::get_if<GitQuestion>(&m_operation)) {
        askGit(*git);
    } else if (const auto* ci = std::get_if<CiQuestion>(&m_operation)) {
        beginCi(*ci);
    } else if (const auto* wait = std::get_if<WaitFor>(&m_operation)) {
        m_parts.clock.callAfter(wait->duration.count() - m_attempt.sinceMs, this,
                                [this] { judged(WaitAnswer{}); });
    } else if (const auto* health = std::get_if<HealthQuestion>(&m_operation)) {
        askHealth(*health);
    } else {
        end({Verdict::Inconclusive, QStringLiteral("this step does not run here")});
    }
}

void LocalRun::withValues(const QList<SecretSource>& sources, std::function<void()> then) {
    readValues(
        m_parts, sources, m_stop.get_token(), this,
        [this, then = std::move(then)](const base::Result<SecretValues>& values) {
            if (m_ended)
                return;
            if (!values.ok()) {
                end({Verdict::Failed, QCoreApplication::translate("engine", "was not started: %1 (%2)")
                                          .arg(values.error().detail, base::kindName(values.error().kind))});
                return;
            }
            const QString unfit = notForHeaders(*values);
            if (!unfit.isEmpty()) {
                end({Verdict::Failed,
                     QCoreApplication::translate(
                         "engine", "was not started: the secret %1 holds a line break or another control "
                                   "character, so it cannot stand in a header")
                         .arg(unfit)});
                return;
            }
            m_secrets = *values;
            m_masks = base::Masks(values->values());
            then();
        });
}

void LocalRun::beginHttp(const HttpQuestion& question) {
    if (question.secrets.isEmpty())
        askHttp(question);
    else
        withValues(question.secrets, [this, question] { askHttp(question); });
}

void LocalRun::beginCi(const CiQuestion& question) {
    if (question.secrets.isEmpty())
        askCi(question);
    else
        withValues(question.secrets, [this, question] { askCi(question); });
}

void LocalRun::askCi(const CiQuestion& question) {
    const base::Secret token = m_secrets.isEmpty() ? base::Secret() : m_secrets.first();
    base::deliver(m_parts.forge.ask(question, token, {ciWithin, m_stop.get_token()}), this,
                  [this, question](const base::Result<CiAnswer>& result) {
                      if (m_ended)
                          return;
                      const CiAnswer answer = result.ok() ? *result : CiAnswer{{}, true, result.error()};
                      const Judgement judgement = m_kind.judge(m_operation, answer);
                      tell(question, answer, judgement);
                      const bool hasFailed =
                          std::any_of(answer.checks.begin(), answer.checks.end(), [](const CiCheck& check) {
                              return check.state == CiCheck::State::Failed;
                          });
                      // Without a token GitHub takes 60 requests an hour.
                      const qint64 pauseMs = m_secrets.isEmpty() ? 60'000 : 15'000;
                      const qint64 passed = m_parts.clock.now().bootMs - m_begunBootMs;
                      if (judgement.verdict == Verdict::Passed || hasFailed ||
                          passed + pauseMs >= question.within.count()) {
                          end(judgement);
                          return;
                      }
                      m_parts.clock.callAfter(pauseMs, this, [this, question] {
                          if (!m_ended)
                              askCi(question);
                      });
                  });
}

void LocalRun::tell(const CiQuestion& question, const CiAnswer& answer, const Judgement& judgement) {
    QByteArray text = question.forge.toUtf8() + ' ' + question.repository.toUtf8() + ' ' +
                      question.commit.toUtf8() + '\n' + m_masks.masked(judgement.summary.toUtf8()) + '\n';
    for (const CiCheck& check : answer.checks)
        text +=
            m_masks.masked(QStringLiteral("%1  %2  %3\n").arg(check.word, check.name, check.url).toUtf8());
    if (text != m_lastTold)
        m_transcript += text;
    m_lastTold = text;
}

void LocalRun::askGit(const GitQuestion& question) {
    const base::Limit limit{question.changes() ? gitActWithin : gitWithin, m_stop.get_token()};
    base::deliver(
        question.check == GitCheck::TagSigned ? checkTag(m_parts, question, limit, this)
                                              : m_parts.git.ask(question, limit),
        this, [this](const base::Result<GitAnswer>& result) {
            if (!m_ended)
                judged(result.ok() ? *result : GitAnswer{false, result.error().detail, result.error()});
        });
}

void LocalRun::askHttp(const HttpQuestion& question) {
    const base::Limit limit{question.timeout + 2s, m_stop.get_token()};
    base::deliver(
        m_parts.http.ask(withSecrets(question, m_secrets), limit), this,
        [this, question](const base::Result<HttpAnswer>& result) {
            if (m_ended)
                return;
            const HttpAnswer answer = result.ok() ? *result : HttpAnswer{0, {}, {}, result.error(), true};
            const Judgement judgement = m_kind.judge(m_operation, answer);
            tell(question, answer, judgement);
            const qint64 passed = m_parts.clock.now().bootMs - m_begunBootMs;
            if (!question.isRepeatable() || judgement.verdict == Verdict::Passed ||
                passed + retryMs >= question.within.count()) {
                end(judgement);
                return;
            }
            m_parts.clock.callAfter(retryMs, this, [this, question] {
                if (!m_ended)
                    askHttp(question);
            });
        });
}

void LocalRun::askHealth(const HealthQuestion& question) {
    const auto now = m_parts.clock.now();
    const qint64 passed = now.bootMs - m_begunBootMs;
    base::deliver(observedHealth(m_parts, question, now.utcMs - passed, this), this,
                  [this, question, passed](const base::Result<HealthAnswer>& answer) {
                      if (m_ended)
                          return;
                      const Judgement judgement = m_kind.judge(m_operation, answer.valueOr(HealthAnswer{}));
                      if (judgement.verdict != Verdict::Inconclusive || passed >= question.timeout.count()) {
                          end(judgement);
                          return;
                      }
                      m_parts.clock.callAfter(healthRoundMs, this, [this, question] {
                          if (!m_ended)
                              askHealth(question);
                      });
                  });
}

void LocalRun::tell(const HttpQuestion& question, const HttpAnswer& answer, const Judgement& judgement) {
    // A check that is repeated for a while says the same again and again: only changes are kept.
    const QByteArray body = maskedExcerpt(m_masks, answer.excerpt).trimmed();
    const QByteArray what =
        QByteArray::number(answer.status) + verdictName(judgement.verdict).toUtf8() + body;
    if (what == m_lastTold)
        return;
    m_lastTold = what;
    m_transcript += question.method.toUtf8() + ' ' + question.url.toUtf8() + '\n' +
                    m_masks.masked(judgement.summary.toUtf8()) + '\n';
    if (!body.isEmpty())
        m_transcript += body + '\n';
}

void LocalRun::askStop() {
    m_stop.request_stop();
    if (const auto* http = std::get_if<HttpQuestion>(&m_operation); http && !http->isRepeatable()) {
        end({Verdict::Interrupted,
             QCoreApplication::translate("engine", "stopped while it was under way: it may have arrived")});
        return;
    }
    end({Verdict::Stopped, QCoreApplication::translate("engine", "stopped")});
}

void LocalRun::judged(const Answer& answer) {
    end(m_kind.judge(m_operation, answer));
}

void LocalRun::end(const Judgement& judgement) {
    if (m_ended)
        return;
    m_ended = true;
    // A summary may quote the answer, which may echo what was sent.
    Q_EMIT finished({judgement.verdict, QString::fromUtf8(m_masks.masked(judgement.summary.toUtf8()))});
}

} // namespace slipway::engine
