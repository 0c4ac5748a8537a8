#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

QString tookText(base::Milliseconds took) {
    return QStringLiteral("%1 ms").arg(took.count());
}

class Http final : public StepKind {
public:
    QString key() const override { return QStringLiteral("http"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            {QStringLiteral("expect"),
             Field::Type::Integer,
             {},
             100,
             599,
             QStringLiteral("status the answer must have; 200 when absent")},
            {QStringLiteral("json"),
             Field::Type::TextMap,
             {},
             0,
             0,
             QStringLiteral("values the JSON answer must hold, by path: $.status: ok")},
            {QStringLiteral("under"),
             Field::Type::Duration,
             {},
             1,
             600'000,
             QStringLiteral("longest time an answer may take")},
            {QStringLiteral("within"),
             Field::Type::Duration,
             {},
             1,
             86'400'000,
             QStringLiteral("how long to ask again until it passes; one try when absent")},
            {QStringLiteral("method"),
             Field::Type::Text,
             {QStringLiteral("GET"), QStringLiteral("HEAD")},
             0,
             0,
             QStringLiteral("GET when absent")},
        };
    }
    Place place() const override { return Place::EachHostOrHere; }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("Ask %1").arg(params.value(QStringLiteral("main")).toString());
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        const QString url = params.value(QStringLiteral("main")).toString();
        if (!url.startsWith(QLatin1StringView("http://")) && !url.startsWith(QLatin1StringView("https://")) &&
            !url.startsWith(QLatin1Char('$')))
            found += QStringLiteral("http: is not a URL; it starts with http://, https:// or a $VARIABLE");
        const QJsonObject json = params.value(QStringLiteral("json")).toObject();
        for (auto entry = json.begin(); entry != json.end(); ++entry)
            if (!entry.key().startsWith(QLatin1StringView("$.")))
                found +=
                    QStringLiteral("json: `%1` is not a path; paths start with `$.`, as in `$.status: ok`")
                        .arg(entry.key());
        if (!json.isEmpty() && params.value(QStringLiteral("method")).toString() == QLatin1StringView("HEAD"))
            found += QStringLiteral("json: a HEAD request has no answer to look into");
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        HttpQuestion question;
        question.url = expand(params.value(QStringLiteral("main")).toString(), variables);
        question.method = params.value(QStringLiteral("method")).toString(question.method);
        question.expectStatus = params.value(QStringLiteral("expect")).toInt(question.expectStatus);
        const QJsonObject json = params.value(QStringLiteral("json")).toObject();
        for (auto entry = json.begin(); entry != json.end(); ++entry)
            question.json.insert(entry.key(), expand(entry.value().toString(), variables));
        question.under = base::Milliseconds(params.value(QStringLiteral("under")).toInteger());
        question.within = base::Milliseconds(params.value(QStringLiteral("within")).toInteger());
        if (params.contains(QStringLiteral("timeout")))
            question.timeout = base::Milliseconds(params.value(QStringLiteral("timeout")).toInteger());
        return question;
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const auto* question = std::get_if<HttpQuestion>(&operation);
        const auto* http = std::get_if<HttpAnswer>(&answer);
        if (!question || !http)
            return {Verdict::Inconclusive, QStringLiteral("no answer of a request")};
        if (http->error)
            return judgeError(*http->error);
        const QString measured = QStringLiteral("%1 in %2").arg(http->status).arg(tookText(http->took));
        if (http->status != question->expectStatus)
            return {Verdict::Failed,
                    QStringLiteral("%1, expected %2").arg(measured).arg(question->expectStatus)};
        for (auto wanted = question->json.cbegin(); wanted != question->json.cend(); ++wanted) {
            const auto found = http->json.constFind(wanted.key());
            if (found == http->json.cend())
                return {Verdict::Failed,
                        QStringLiteral("%1 is missing, expected %2").arg(wanted.key(), wanted.value())};
            if (*found != wanted.value())
                return {Verdict::Failed,
                        QStringLiteral("%1 is %2, expected %3").arg(wanted.key(), *found, wanted.value())};
        }
        if (question->under.count() > 0 && http->took > question->under)
            return {Verdict::Failed,
                    QStringLiteral("%1, allowed %2").arg(measured, tookText(question->under))};
        return {Verdict::Passed, measured};
    }

private:
    // A fault on this side says nothing about the target.
    static Judgement judgeError(const base::Error& error) {
        if (error.kind == base::ErrorKind::Cancelled)
            return {Verdict::Stopped, QStringLiteral("stopped")};
        if (error.kind == base::ErrorKind::Observer || error.kind == base::ErrorKind::Lost)
            return {Verdict::Inconclusive, QStringLiteral("could not be measured: %1").arg(error.detail)};
        return {Verdict::Failed, QStringLiteral("no answer: %1").arg(error.detail)};
    }
};

} // namespace

const StepKind& http() {
    static const Http kind;
    return kind;
}

} // namespace slipway::domain::steps
