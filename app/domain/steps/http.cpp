#include "app/domain/steps/fields.h"
#include "app/domain/steps/kinds.h"

#include <QJsonDocument>
#include <QUrl>

namespace slipway::domain::steps {

namespace {

const QString contentType = QStringLiteral("Content-Type");

QString tookText(base::Milliseconds took) {
    return QStringLiteral("%1 ms").arg(took.count());
}

// The type of the body: as a header says, else JSON where it looks like it.
QString bodyType(const QJsonObject& params) {
    const QJsonObject headers = params.value(QStringLiteral("headers")).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        if (header.key().compare(contentType, Qt::CaseInsensitive) == 0)
            return header.value().toString().section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    const QString body = textOf(params, "body").trimmed();
    const bool looksLikeJson = body.startsWith(QLatin1Char('{')) || body.startsWith(QLatin1Char('['));
    return looksLikeJson ? QStringLiteral("application/json") : QStringLiteral("text/plain");
}

bool isJson(const QString& type) {
    return type.endsWith(QLatin1StringView("/json")) || type.endsWith(QLatin1StringView("+json"));
}

QJsonValue expandedJson(const QJsonValue& value, const Variables& variables) {
    if (value.isString())
        return expand(value.toString(), variables);
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue entry : value.toArray())
            list.append(expandedJson(entry, variables));
        return list;
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        QJsonObject copy;
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            copy.insert(entry.key(), expandedJson(entry.value(), variables));
        return copy;
    }
    return value;
}

// A value is one text of the body and cannot become a part of its structure: JSON is parsed before
// anything is put in, and in forms values are percent-encoded.
QByteArray expandedBody(const QJsonObject& params, const Variables& variables) {
    const QString body = textOf(params, "body");
    const QString type = bodyType(params);
    if (isJson(type)) {
        const auto document = QJsonDocument::fromJson(body.toUtf8());
        const QJsonValue value = document.isArray() ? QJsonValue(document.array()) : document.object();
        const QJsonValue filled = expandedJson(value, variables);
        return (filled.isArray() ? QJsonDocument(filled.toArray()) : QJsonDocument(filled.toObject()))
            .toJson(QJsonDocument::Compact);
    }
    if (type != QLatin1StringView("application/x-www-form-urlencoded"))
        return expand(body, variables).toUtf8();
    Variables encoded = variables;
    for (QString& value : encoded)
        value = QString::fromLatin1(QUrl::toPercentEncoding(value));
    return expand(body, encoded).toUtf8();
}

class Http final : public StepKind {
public:
    QString key() const override { return QStringLiteral("http"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            integer("expect", 100, 599, "status the answer must have; 200 when absent"),
            texts("json", "values the JSON answer must hold, by path: $.status: ok"),
            duration("under", 1, 600'000, "longest time an answer may take"),
            duration("within", 1, 86'400'000, "how long to ask again until it passes; one try when absent"),
            text("method", "GET when absent",
                 {QStringLiteral("GET"), QStringLiteral("HEAD"), QStringLiteral("POST"),
                  QStringLiteral("PUT"), QStringLiteral("PATCH"), QStringLiteral("DELETE")}),
            texts("headers", "headers of the request; values may hold $VARIABLES and $SECRETS"),
            text("body", "body of the request; may hold $VARIABLES, in JSON inside of texts"),
            flag("changes", "false: only looks, although the method is not GET or HEAD"),
            undoField(),
        };
    }
    Place place() const override { return Place::EachHostOrHere; }
    bool takesSecrets() const override { return true; }
    bool changesHosts(const QJsonObject& params) const override {
        return !isSafe(params) && params.value(QStringLiteral("changes")).toBool(true);
    }
    QString defaultTitle(const QJsonObject& params) const override {
        const QString method = textOf(params, "method");
        return QStringLiteral("%1 %2").arg(isSafe(params) ? QStringLiteral("Ask") : method,
                                           textOf(params, "main"));
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        const QString url = textOf(params, "main");
        if (!url.startsWith(QLatin1StringView("http://")) && !url.startsWith(QLatin1StringView("https://")) &&
            !url.startsWith(QLatin1Char('$')))
            found += QStringLiteral("http: is not a URL; it starts with http://, https:// or a $VARIABLE");
        const QJsonObject json = params.value(QStringLiteral("json")).toObject();
        for (auto entry = json.begin(); entry != json.end(); ++entry)
            if (!entry.key().startsWith(QLatin1StringView("$.")))
                found +=
                    QStringLiteral("json: `%1` is not a path; paths start with `$.`, as in `$.status: ok`")
                        .arg(entry.key());
        const QString method = textOf(params, "method");
        if (!json.isEmpty() && method == QLatin1StringView("HEAD"))
            found += QStringLiteral("json: a HEAD request has no answer to look into");
        return found + sendingComplaints(params, method);
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        HttpQuestion question;
        question.url = expand(textOf(params, "main"), variables);
        question.method = textOf(params, "method", question.method);
        question.expectStatus = params.value(QStringLiteral("expect")).toInt(question.expectStatus);
        const QJsonObject json = params.value(QStringLiteral("json")).toObject();
        for (auto entry = json.begin(); entry != json.end(); ++entry)
            question.json.insert(entry.key(), expand(entry.value().toString(), variables));
        question.under = durationOf(params, "under");
        question.within = durationOf(params, "within");
        question.timeout = durationOf(params, "timeout", question.timeout.count());
        const QJsonObject headers = params.value(QStringLiteral("headers")).toObject();
        for (auto header = headers.begin(); header != headers.end(); ++header)
            question.headers.insert(
                header.key().compare(contentType, Qt::CaseInsensitive) == 0 ? contentType : header.key(),
                expand(header.value().toString(), variables));
        if (params.contains(QStringLiteral("body"))) {
            question.body = expandedBody(params, variables);
            if (!question.headers.contains(contentType))
                question.headers.insert(contentType, bodyType(params));
        }
        return question;
    }
    Judgement judge(const Operation& operation, const Answer& answer) const override {
        const auto* question = std::get_if<HttpQuestion>(&operation);
        const auto* http = std::get_if<HttpAnswer>(&answer);
        if (!question || !http)
            return {Verdict::Inconclusive, QStringLiteral("no answer of a request")};
        if (http->error)
            return judgeError(*question, *http);
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
    static bool isSafe(const QJsonObject& params) {
        const QString method = textOf(params, "method", QStringLiteral("GET"));
        return method == QLatin1StringView("GET") || method == QLatin1StringView("HEAD");
    }
    static QStringList sendingComplaints(const QJsonObject& params, const QString& method) {
        QStringList found;
        const bool repeats = method != QLatin1StringView("POST") && method != QLatin1StringView("PATCH");
        if (!repeats && params.contains(QStringLiteral("within")))
            found += QStringLiteral("within: a %1 request is never repeated; ask for its effect with a GET "
                                    "step behind it")
                         .arg(method);
        if (isSafe(params) && params.contains(QStringLiteral("undo")))
            found += QStringLiteral("undo: a request that only asks has nothing to undo");
        if (!params.contains(QStringLiteral("body")))
            return found;
        if (isSafe(params))
            found += QStringLiteral("body: is sent with POST, PUT, PATCH and DELETE only");
        QJsonParseError error;
        QJsonDocument::fromJson(textOf(params, "body").toUtf8(), &error);
        if (isJson(bodyType(params)) && error.error != QJsonParseError::NoError)
            found += QStringLiteral("body: is not JSON (%1); $VARIABLES stand inside of quotes")
                         .arg(error.errorString());
        return found;
    }
    // A fault on this side says nothing about the target.
    static Judgement judgeError(const HttpQuestion& question, const HttpAnswer& answer) {
        const base::Error& error = *answer.error;
        if (!question.isRepeatable() && answer.sent)
            return {Verdict::Interrupted,
                    QStringLiteral("sent, but without a whole answer: %1").arg(error.detail)};
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
