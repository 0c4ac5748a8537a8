#include "app/domain/probes/kinds.h"
#include "app/domain/probes/parts.h"
#include "app/domain/spoken.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <algorithm>
#include <cmath>

namespace slipway::domain::probes {

namespace {

constexpr qint64 dayMs = 86'400'000;

bool isUrl(const QString& text) {
    return text.startsWith(QLatin1StringView("http://")) || text.startsWith(QLatin1StringView("https://")) ||
           text.startsWith(QLatin1Char('$'));
}

/// HTTP(S) from this computer: status, headers, text, JSON, latency, and the days its certificate has left.
class Http final : public ProbeKind {
public:
    QString key() const override { return QStringLiteral("http"); }
    Place place() const override { return Place::EachHostOrHere; }
    bool hasLatency() const override { return true; }
    bool isMeasured(const QJsonObject&) const override { return false; }
    QList<Field> fields() const override {
        return {
            integer("expect", 100, 599, "status the answer must have; 200 when absent"),
            texts("json", "values the JSON answer must hold, by path: $.status: ok, $.queue: \"< 100\""),
            texts("header", "headers the answer must have, and what a part of each must match"),
            text("contains", "text that must stand in the answer"),
            text("matches",
                 "regular expression that a part of the answer must match; ^ and $ are those of a line"),
            steps::duration("cert", dayMs, 825 * dayMs,
                            "degraded when its certificate ends sooner; an expired one is failing anyway"),
            flag("keep-open",
                 "true: asked over an open connection; cheaper, and new visitors are not looked at"),
        };
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found = jsonComplaints(params);
        if (!isUrl(mainOf(params)))
            found += QStringLiteral("http: is not a URL; it starts with http://, https:// or a $VARIABLE");
        if (const QString problem = steps::patternProblem(textOf(params, "matches")); !problem.isEmpty())
            found += QStringLiteral("matches: %1").arg(problem);
        const QJsonObject headers = params.value(QStringLiteral("header")).toObject();
        for (auto header = headers.begin(); header != headers.end(); ++header)
            if (const QString problem = steps::patternProblem(header.value().toString()); !problem.isEmpty())
                found += QStringLiteral("header: `%1` %2").arg(header.key(), problem);
        if (params.contains(QStringLiteral("cert")) &&
            mainOf(params).startsWith(QLatin1StringView("http://")))
            found += QStringLiteral("cert: needs https://, which has a certificate");
        if (params.contains(QStringLiteral("cert")) && flagOf(params, "keep-open"))
            found += QStringLiteral("keep-open: shows no certificate; leave it out where `cert` is asked");
        return found;
    }
    ProbeLook look(const Probe& probe, const Variables& variables) const override {
        HttpQuestion question;
        question.url = expand(mainOf(probe.params), variables);
        question.keepsOpen = flagOf(probe.params, "keep-open");
        question.expectStatus = probe.params.value(QStringLiteral("expect")).toInt(question.expectStatus);
        const QJsonObject json = probe.params.value(QStringLiteral("json")).toObject();
        for (auto entry = json.begin(); entry != json.end(); ++entry)
            question.json.insert(entry.key(), expand(entry.value().toString(), variables));
        question.wantedHeaders = probe.params.value(QStringLiteral("header")).toObject().keys();
        question.contains = expand(textOf(probe.params, "contains"), variables);
        question.matches = textOf(probe.params, "matches");
        question.asksCertificate = true;
        question.timeout = probe.timeout;
        return question;
    }
    Seen judge(const Probe& probe, const Variables& variables, const ProbeSight& sight) const override {
        const auto* http = std::get_if<HttpAnswer>(&sight);
        if (!http)
            return {SampleOutcome::ObserverError, QStringLiteral("no answer of a request")};
        if (http->error && isOwnFault(*http->error))
            return {SampleOutcome::ObserverError,
                    QStringLiteral("could not be measured: %1").arg(http->error->detail)};
        if (http->error) {
            const QString ends =
                http->certUntilMs
                    ? QStringLiteral("; its certificate ends %1").arg(spokenInstant(*http->certUntilMs))
                    : QString();
            return {SampleOutcome::Fail, QStringLiteral("no answer: %1%2").arg(http->error->detail, ends)};
        }
        const QString trouble = troubleOf(probe, variables, *http);
        if (!trouble.isEmpty())
            return {SampleOutcome::Fail, trouble};
        const auto cert = steps::durationOf(probe.params, "cert");
        if (cert.count() > 0 && http->certUntilMs && http->certLeftMs < cert.count())
            return {SampleOutcome::Degraded,
                    QStringLiteral("its certificate ends %1, in %2")
                        .arg(spokenInstant(*http->certUntilMs), spokenDuration(http->certLeftMs))};
        return {SampleOutcome::Ok};
    }

private:
    static QString troubleOf(const Probe& probe, const Variables& variables, const HttpAnswer& http) {
        const int expected = probe.params.value(QStringLiteral("expect")).toInt(200);
        if (http.status != expected)
            return QStringLiteral("%1 in %2 ms, expected %3")
                .arg(http.status)
                .arg(http.took.count())
                .arg(expected);
        const QJsonObject headers = probe.params.value(QStringLiteral("header")).toObject();
        for (auto header = headers.begin(); header != headers.end(); ++header) {
            const QString name = header.key().toLower();
            if (!http.headers.contains(name))
                return QStringLiteral("the header %1 is missing").arg(header.key());
            const QString pattern = header.value().toString();
            if (!steps::multiline(pattern).match(http.headers.value(name)).hasMatch())
                return QStringLiteral("%1 is “%2”, expected %3")
                    .arg(header.key(), http.headers.value(name).left(80), pattern);
        }
        if (!http.holdsText)
            return QStringLiteral("the answer does not hold “%1”")
                .arg(expand(textOf(probe.params, "contains"), variables));
        if (!http.matchesText)
            return QStringLiteral("nothing in the answer matches %1").arg(textOf(probe.params, "matches"));
        return jsonTrouble(probe.params.value(QStringLiteral("json")).toObject(), http.json, variables);
    }
};

/// One instant query of Prometheus' HTTP API (v1), which must answer one number.
class Prometheus final : public ProbeKind {
public:
    QString key() const override { return QStringLiteral("prometheus"); }
    Place place() const override { return Place::EachHostOrHere; }
    bool isMeasured(const QJsonObject&) const override { return true; }
    QList<Field> fields() const override {
        return {text("query", "PromQL that answers one number; may hold $VARIABLES"),
                text("unit", "shown behind the number, such as req/s")};
    }
    QString unit(const QJsonObject& params) const override { return textOf(params, "unit"); }
    QString defaultName(const QJsonObject& params) const override { return textOf(params, "query").left(60); }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        if (!isUrl(mainOf(params)))
            found +=
                QStringLiteral("prometheus: is not a URL; it is the server's, as in http://metrics:9090");
        if (textOf(params, "query").trimmed().isEmpty())
            found += QStringLiteral("prometheus: needs `query`, PromQL that answers one number");
        return found;
    }
    ProbeLook look(const Probe& probe, const Variables& variables) const override {
        HttpQuestion question;
        question.url = urlOf(probe, variables, "query");
        for (const char* path : paths)
            question.json.insert(QLatin1StringView(path), {});
        question.timeout = probe.timeout;
        return question;
    }
    Seen judge(const Probe&, const Variables&, const ProbeSight& sight) const override {
        const auto* http = std::get_if<HttpAnswer>(&sight);
        // What Prometheus cannot tell is not the target's fault.
        const auto unseen = [](const QString& why) { return Seen{SampleOutcome::ObserverError, why}; };
        if (!http)
            return unseen(QStringLiteral("no answer of a request"));
        if (http->error)
            return unseen(QStringLiteral("Prometheus does not answer: %1").arg(http->error->detail));
        if (http->status != 200)
            return unseen(
                QStringLiteral("Prometheus says %1: %2")
                    .arg(http->status)
                    .arg(http->json.value(QLatin1StringView(paths[0]), QStringLiteral("no reason"))));
        if (http->json.contains(QLatin1StringView(paths[2])))
            return unseen(QStringLiteral("the query answers several series; sum them up, or take the worst"));
        bool isNumber = false;
        const bool isScalar = http->json.contains(QLatin1StringView(paths[3]));
        const double value =
            http->json.value(QLatin1StringView(isScalar ? paths[3] : paths[1])).toDouble(&isNumber);
        if (!isNumber || value != value)
            return unseen(QStringLiteral("the query answers no number"));
        return {SampleOutcome::Ok, {}, value};
    }

    /// One number per period, as it was measured then (`query_range`).
    std::optional<ProbeLook> pastLook(const Probe& probe, const Variables& variables, const Gap& gap,
                                      qint64) const override {
        HttpQuestion question;
        const qint64 step = stepOf(probe, gap);
        question.url = urlOf(probe, variables, "query_range") +
                       QStringLiteral("&start=%1&end=%2&step=%3")
                           .arg(seconds(gap.fromMs), seconds(gap.toMs - 1), seconds(step));
        question.keepsBody = true;
        question.timeout = std::max(probe.timeout, base::Milliseconds(leastForRange));
        return question;
    }
    base::Result<QList<PastSeen>> pastSeen(const Probe& probe, const Gap& gap,
                                           const ProbeSight& sight) const override {
        const auto* http = std::get_if<HttpAnswer>(&sight);
        if (!http)
            return QList<PastSeen>();
        if (http->error)
            return *http->error;
        const QJsonObject answer = QJsonDocument::fromJson(http->body).object();
        const QJsonObject data = answer.value(QStringLiteral("data")).toObject();
        const QJsonArray series = data.value(QStringLiteral("result")).toArray();
        if (http->status != 200 || answer.value(QStringLiteral("status")) != QStringLiteral("success"))
            return base::Error{base::ErrorKind::Protocol, textOf(probe.params, "query"),
                               QStringLiteral("Prometheus says %1: %2")
                                   .arg(http->status)
                                   .arg(answer.value(QStringLiteral("error")).toString().left(200))};
        QList<PastSeen> past;
        if (series.size() != 1) // of several none is the number
            return past;
        const qint64 step = stepOf(probe, gap);
        for (const QJsonValue pair : series.first().toObject().value(QStringLiteral("values")).toArray()) {
            const auto at = static_cast<qint64>(pair.toArray().at(0).toDouble() * 1000);
            bool isNumber = false;
            const double value = pair.toArray().at(1).toString().toDouble(&isNumber);
            if (isNumber && std::isfinite(value) && at >= gap.fromMs && at < gap.toMs)
                past.append({at, step, {SampleOutcome::Ok, {}, value}});
        }
        return past;
    }

private:
    static constexpr qint64 mostPoints = 10'000; ///< the server refuses more than 11,000 of a series
    static constexpr int leastForRange = 20'000;
    static qint64 stepOf(const Probe& probe, const Gap& gap) {
        return std::max(
            {qint64(1000), qint64(probe.every.count()), (gap.toMs - gap.fromMs) / mostPoints + 1});
    }
    static QString seconds(qint64 ms) { return QString::number(static_cast<double>(ms) / 1000, 'f', 3); }
    static QString urlOf(const Probe& probe, const Variables& variables, const char* what) {
        QString url = expand(mainOf(probe.params), variables);
        while (url.endsWith(QLatin1Char('/')))
            url.chop(1);
        return url + QStringLiteral("/api/v1/") + QLatin1StringView(what) + QStringLiteral("?query=") +
               QString::fromLatin1(QUrl::toPercentEncoding(expand(textOf(probe.params, "query"), variables)));
    }
    static constexpr const char* paths[] = {"$.error", "$.data.result[0].value[1]",
                                            "$.data.result[1].value[1]", "$.data.result[1]"};
};

} // namespace

const ProbeKind& http() {
    static const Http kind;
    return kind;
}

const ProbeKind& prometheus() {
    static const Prometheus kind;
    return kind;
}

} // namespace slipway::domain::probes
