#include "app/domain/gates.h"
#include "app/workspace/kinds.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

#include <QRegularExpression>

namespace slipway::workspace {

namespace {

constexpr qint64 oneSecond = 1000;
constexpr qint64 oneDay = 86'400'000;
constexpr qint64 oneMonth = 31 * oneDay;
constexpr Kinded aStep{"step", "does"};

bool namesKind(const Node& node) {
    return std::any_of(node.entries.begin(), node.entries.end(),
                       [](const Node::Entry& entry) { return domain::stepKind(entry.key) != nullptr; });
}

void readCommon(Keys& keys, const domain::StepKind& kind, domain::StepTemplate& step, Report& report) {
    static const QRegularExpression idShape(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,39}\\z"));
    if (const Node* name = keys.value(QStringLiteral("name")))
        step.title = readText(*name, QStringLiteral("name"), report).value_or(QString());
    if (const Node* id = keys.value(QStringLiteral("id"))) {
        step.id = readText(*id, QStringLiteral("id"), report).value_or(QString());
        if (!step.id.isEmpty() && !idShape.match(step.id).hasMatch())
            report.problem(
                *id, QStringLiteral("`%1` is not an id; use small letters, digits and `-`").arg(step.id));
    }
    if (const Node* why = keys.value(QStringLiteral("why")))
        step.why = readText(*why, QStringLiteral("why"), report).value_or(QString());
    if (const Node* note = keys.value(QStringLiteral("if-fails")))
        step.ifFails = readText(*note, QStringLiteral("if-fails"), report).value_or(QString());
    if (const Node* only = keys.value(QStringLiteral("only")))
        for (const QString& name : readTexts(*only, QStringLiteral("only"), report))
            step.only += domain::EnvironmentName(name);
    if (!kind.takesSecrets() || kind.placeFor(step.params) == domain::Place::Person)
        return;
    if (const Node* secrets = keys.value(QStringLiteral("secrets")))
        step.secrets = readTexts(*secrets, QStringLiteral("secrets"), report);
    if (const auto doing = kind.doing(step.params);
        doing.kind->key() == QLatin1StringView("ci") && step.secrets.size() > 1)
        report.problem(
            *keys.value(QStringLiteral("secrets")),
            QStringLiteral("`ci` takes one secret, the token, and not %1").arg(step.secrets.size()));
}

bool holdsStep(const domain::Field& field) {
    return field.type == domain::Field::Type::Undo || field.type == domain::Field::Type::Check;
}

bool hasTimeout(const domain::StepKind& kind) {
    return kind.place() == domain::Place::EachHost || kind.place() == domain::Place::EachHostOrHere;
}

/// Kinds of which some only look, so that what they saw may be too old; the others all change, wait or ask.
bool mayLook(const domain::StepKind& kind) {
    static const QStringList never{QStringLiteral("approval"), QStringLiteral("wait"),
                                   QStringLiteral("switch"), QStringLiteral("upload"),
                                   QStringLiteral("symlink")};
    return !never.contains(kind.key());
}

QJsonValue readOtherStep(const Node& node, const QString& word, Report& report);

void readParams(Keys& keys, const domain::StepKind& kind, domain::StepTemplate& step, Report& report) {
    const auto keep = [&](const QString& name, const QJsonValue& value) {
        if (!value.isUndefined())
            step.params.insert(name, value);
    };
    domain::Field main;
    main.name = kind.key();
    main.type = kind.mainType();
    main.allowed = kind.mainAllowed();
    main.most = oneMonth;
    if (const Node* value = keys.value(kind.key()))
        keep(QStringLiteral("main"), readField(*value, main, report));
    for (const domain::Field& field : kind.fields())
        if (const Node* value = keys.value(field.name))
            keep(field.name, holdsStep(field) && namesKind(*value) ? readOtherStep(*value, field.name, report)
                                                                   : readField(*value, field, report));
    if (const Node* required = keys.value(QStringLiteral("required")))
        if (const auto flag = readFlag(*required, QStringLiteral("required"), report))
            step.params.insert(QStringLiteral("required"), *flag);
    if (mayLook(kind))
        if (const Node* fresh = keys.value(QStringLiteral("fresh"))) {
            const auto duration = readDuration(*fresh, QStringLiteral("fresh"), 60'000, oneMonth, report);
            if (duration)
                step.params.insert(QStringLiteral("fresh"), qint64(duration->count()));
            if (duration &&
                (kind.placeFor(step.params) == domain::Place::Person || kind.changesHosts(step.params)))
                report.problem(*fresh, QStringLiteral("`fresh` belongs to steps that only look"));
        }
    if (hasTimeout(kind))
        if (const Node* timeout = keys.value(QStringLiteral("timeout")))
            if (const auto duration =
                    readDuration(*timeout, QStringLiteral("timeout"), oneSecond, oneDay, report))
                step.params.insert(QStringLiteral("timeout"), qint64(duration->count()));
}

// The step that takes another one back, or that an item takes its verdict from.
QJsonValue readOtherStep(const Node& node, const QString& word, Report& report) {
    const domain::StepKind* kind = kindOf(node, domain::stepKinds(), aStep, report);
    if (!kind)
        return QJsonValue::Undefined;
    if (kind->place() == domain::Place::Person)
        report.problem(node,
                       QStringLiteral("`%1` is done by Slipway; people answer steps of their own").arg(word));
    domain::StepTemplate step;
    Keys keys(node, QStringLiteral("`%1`").arg(word), report);
    const qsizetype before = report.problems().size();
    readParams(keys, *kind, step, report);
    if (step.params.contains(QStringLiteral("fresh")))
        report.problem(node, QStringLiteral("`fresh` stands at the step itself, not in its `%1`").arg(word));
    if (step.params.contains(QStringLiteral("undo")))
        report.problem(node, word == QLatin1StringView("undo")
                                 ? QStringLiteral("an `undo` has no `undo` of its own")
                                 : QStringLiteral("a `%1` only looks and has nothing to undo").arg(word));
    if (report.problems().size() == before)
        reportComplaints(node, kind->complaints(step.params), report);
    keys.finish();
    return QJsonObject{{QStringLiteral("step"), kind->key()}, {QStringLiteral("params"), step.params}};
}

} // namespace

std::optional<domain::StepTemplate> readStep(const Node& node, domain::Phase phase, Report& report) {
    if (!Keys(node, QStringLiteral("a step"), report).isMap())
        return {};
    const domain::StepKind* kind = kindOf(node, domain::stepKinds(), aStep, report);
    if (!kind)
        return {};
    domain::StepTemplate step;
    step.phase = phase;
    step.kind = kind->key();
    Keys keys(node, QStringLiteral("a step"), report);
    const qsizetype before = report.problems().size();
    readParams(keys, *kind, step, report);
    if (report.problems().size() == before)
        reportComplaints(node, kind->complaints(step.params), report);
    readCommon(keys, *kind, step, report);
    keys.finish();
    return step;
}

namespace {

/// Why the step cannot stand before a promotion; empty: it can.
QString unfitGate(const domain::StepTemplate& step) {
    const domain::StepKind* kind = domain::stepKind(step.kind);
    const bool isCi = step.kind == QLatin1StringView("ci");
    if (!isCi && (step.kind != QLatin1StringView("git") || kind->changesHosts(step.params)))
        return QStringLiteral("a gate only looks: `ci`, or `git` with `tag-signed`, `tag-annotated`, "
                              "`tag-on-commit` or `worktree-clean`; whatever else stands in `pre-deploy`");
    if (step.params.contains(QStringLiteral("fresh")))
        return QStringLiteral("a gate is asked with each start and has no `fresh`");
    if (step.params.contains(QStringLiteral("within")))
        return QStringLiteral("a gate is asked once and again with the next start; without `within`");
    if (step.params.contains(QStringLiteral("required")) || !step.only.isEmpty())
        return QStringLiteral("a gate has neither `required` nor `only`");
    if (!step.why.isEmpty() || !step.ifFails.isEmpty() || !step.id.isEmpty())
        return QStringLiteral("a gate has no `why`, `if-fails` or `id`");
    return {};
}

} // namespace

QList<domain::StepTemplate> readGates(const Node& node, Report& report) {
    QList<domain::StepTemplate> gates;
    if (node.kind != Node::Kind::List) {
        report.problem(node, QStringLiteral("`gates` must be a list of `ci` and `git` steps"));
        return gates;
    }
    for (const Node& item : node.items) {
        const auto step = readStep(item, domain::Phase::PreDeploy, report);
        if (!step)
            continue;
        const auto isSame = [&step](const domain::StepTemplate& other) {
            return domain::gateId(other) == domain::gateId(*step);
        };
        if (const QString unfit = unfitGate(*step); !unfit.isEmpty())
            report.problem(item, unfit);
        else if (std::any_of(gates.begin(), gates.end(), isSame))
            report.problem(item, QStringLiteral("a second gate `%1`").arg(domain::gateId(*step)));
        gates += *step;
    }
    return gates;
}

std::vector<const Node*> readPlan(const Node& node, domain::Project& project, Report& report) {
    std::vector<const Node*> places;
    Keys keys(node, QStringLiteral("`plan`"), report);
    for (const domain::Phase phase :
         {domain::Phase::PreDeploy, domain::Phase::Deploy, domain::Phase::PostDeploy}) {
        const Node* steps = keys.value(domain::phaseName(phase));
        if (!steps)
            continue;
        if (steps->kind != Node::Kind::List) {
            report.problem(*steps,
                           QStringLiteral("`%1` must be a list of steps").arg(domain::phaseName(phase)));
            continue;
        }
        for (const Node& step : steps->items)
            if (const auto read = readStep(step, phase, report)) {
                project.steps += *read;
                places.push_back(&step);
            }
    }
    if (const Node* watch = keys.value(domain::phaseName(domain::Phase::Watch)))
        readWatch(*watch, project, report);
    keys.finish();
    return places;
}

} // namespace slipway::workspace
