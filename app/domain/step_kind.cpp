#include "app/domain/step_kind.h"

#include "app/domain/steps/kinds.h"

#include <QRegularExpression>

namespace slipway::domain {

namespace {
// Capital letters only, and whole words: "$filter" in a query and "$.path" are not variables.
const QRegularExpression& variablePattern() {
    static const QRegularExpression pattern(
        QStringLiteral("\\$(?:\\{([A-Z_][A-Z0-9_]*)\\}|([A-Z_][A-Z0-9_]*)(?![A-Za-z0-9_]))"));
    return pattern;
}

QString nameIn(const QRegularExpressionMatch& match) {
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}
} // namespace

QStringList StepKind::complaints(const QJsonObject&) const {
    return {};
}

Place StepKind::placeFor(const QJsonObject&) const {
    return place();
}

bool StepKind::readsOutput(const QJsonObject&) const {
    return false;
}

bool StepKind::changesHosts(const QJsonObject&) const {
    return false;
}

Undo StepKind::undo(const QJsonObject& params) const {
    const QJsonValue said = params.value(QStringLiteral("undo"));
    if (said.isString()) {
        QJsonObject command{{QStringLiteral("main"), said}};
        for (const QString& kept : {QStringLiteral("folder"), QStringLiteral("timeout")})
            if (params.contains(kept))
                command.insert(kept, params.value(kept));
        if (placeFor(params) == Place::Here)
            command.insert(QStringLiteral("where"), QStringLiteral("here"));
        return {Undo::How::Step, QStringLiteral("run"), command, said.toString()};
    }
    const QJsonObject how = said.toObject();
    if (how.contains(QStringLiteral("redeploy")))
        return {Undo::How::Redeploy, key(), params, {}};
    if (const StepKind* other = stepKind(how.value(QStringLiteral("step")).toString())) {
        const QJsonObject its = how.value(QStringLiteral("params")).toObject();
        return {Undo::How::Step, other->key(), its, other->defaultTitle(its)};
    }
    if (how.contains(QStringLiteral("impossible")))
        return {Undo::How::Impossible, {}, {}, how.value(QStringLiteral("impossible")).toString()};
    return {};
}

const QList<const StepKind*>& stepKinds() {
    static const QList<const StepKind*> kinds{
        &steps::run(),    &steps::upload(),  &steps::symlink(),    &steps::systemd(), &steps::pm2(),
        &steps::docker(), &steps::compose(), &steps::http(),       &steps::load(),    &steps::logHasId(),
        &steps::git(),    &steps::file(),    &steps::ci(),         &steps::item(),    &steps::approval(),
        &steps::wait(),   &steps::health(),  &steps::switchOver(),
    };
    return kinds;
}

const StepKind* stepKind(QStringView key) {
    for (const StepKind* kind : stepKinds())
        if (kind->key() == key)
            return kind;
    return nullptr;
}

QString expand(const QString& text, const Variables& variables) {
    QString out;
    qsizetype from = 0;
    auto matches = variablePattern().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const auto found = variables.constFind(nameIn(match));
        out += QStringView(text).mid(from, match.capturedStart() - from);
        out += found == variables.cend() ? match.captured() : *found;
        from = match.capturedEnd();
    }
    out += QStringView(text).mid(from);
    return out;
}

QStringList variableNames(const QString& text) {
    QStringList names;
    auto matches = variablePattern().globalMatch(text);
    while (matches.hasNext())
        if (const QString name = nameIn(matches.next()); !names.contains(name))
            names += name;
    return names;
}

} // namespace slipway::domain
