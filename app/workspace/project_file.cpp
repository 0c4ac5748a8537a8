#include "app/workspace/project_file.h"

#include "app/base/canonical_json.h"
#include "app/domain/policy.h"
#include "app/workspace/checks.h"
#include "app/workspace/sections.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <QUuid>
#include <algorithm>

namespace slipway::workspace {

namespace {

constexpr qint64 largest = 1 << 20;
constexpr qsizetype mostProblems = 100;

Reading refused(const QString& what) {
    return {{}, {Problem{0, 0, what}}, {}};
}

QString canonicalFolder(const QString& folder) {
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(QDir(folder).absolutePath()) : canonical;
}

// The first place that is not UTF-8 text; YAML allows other encodings, people's editors do not.
std::optional<Problem> encodingProblem(const QByteArray& bytes) {
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return Problem{0, 0, QStringLiteral("is UTF-16; save it as UTF-8")};
    int number = 0;
    for (const QByteArray& line : bytes.split('\n')) {
        ++number;
        if (const qsizetype nul = line.indexOf('\0'); nul >= 0)
            return Problem{number, int(nul) + 1, QStringLiteral("a NUL byte; this is not a text file")};
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder.decode(line);
        if (decoder.hasError())
            return Problem{number, int(text.indexOf(QChar::ReplacementCharacter)) + 1,
                           QStringLiteral("not UTF-8; save the file as UTF-8")};
    }
    return {};
}

// Into the order of the file, columns in characters, without repetitions, and not endless.
QList<Problem> presentable(QList<Problem> problems, const QByteArray& bytes) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
    const qsizetype all = problems.size();
    if (all > mostProblems) {
        problems.resize(mostProblems);
        problems += Problem{0, 0, QStringLiteral("and %1 more").arg(all - mostProblems)};
    }
    const QList<QByteArray> lines = bytes.split('\n');
    for (Problem& problem : problems)
        if (problem.line > 0 && problem.line <= lines.size())
            problem.column =
                int(QString::fromUtf8(lines[problem.line - 1].left(problem.column - 1)).size()) + 1;
    return problems;
}

void readVersion(Keys& keys, Report& report) {
    const Node* version = keys.required(QStringLiteral("slipway"));
    if (!version || (version->isPlain && version->text == QLatin1StringView("1")))
        return;
    const bool isNewer = version->isPlain && version->text.toInt() > 1;
    report.problem(*version, isNewer
                                 ? QStringLiteral("written for a newer Slipway; this one reads `slipway: 1`")
                                 : QStringLiteral("the format is `slipway: 1`"));
}

void readId(Keys& keys, domain::Project& project, Report& report) {
    const Node* node = keys.value(QStringLiteral("id"));
    if (!node) {
        const QUuid slipway(QStringLiteral("6f1c2b1e-8f5e-4d0a-9f43-0c6f6b1f6a52"));
        project.id = QUuid::createUuidV5(slipway, project.folder).toString(QUuid::WithoutBraces);
        report.warning(keys.node(),
                       QStringLiteral("has no `id`, so the history is tied to this folder's path; add "
                                      "`id: %1`")
                           .arg(project.id));
        return;
    }
    const auto text = readText(*node, QStringLiteral("id"), report);
    if (!text)
        return;
    project.id = text->toLower();
    const QUuid uuid = QUuid::fromString(project.id);
    if (uuid.isNull() || uuid.toString(QUuid::WithoutBraces) != project.id)
        report.problem(*node,
                       QStringLiteral("`id` must be a UUID like 6f1c2b1e-8f5e-4d0a-9f43-0c6f6b1f6a52"));
}

void readRoot(const Node& root, domain::Project& project, Report& report) {
    Keys keys(root, QStringLiteral("the file"), report);
    if (!keys.isMap())
        return;
    readVersion(keys, report);
    readId(keys, project, report);
    if (const Node* name = keys.required(QStringLiteral("project"))) {
        project.name = readText(*name, QStringLiteral("project"), report).value_or(QString());
        if (name->kind == Node::Kind::Text && project.name.trimmed().isEmpty())
            report.problem(*name, QStringLiteral("`project` is empty; give it a name"));
    }
    if (const Node* config = keys.value(QStringLiteral("ssh-config")))
        if (const auto text = readText(*config, QStringLiteral("ssh-config"), report)) {
            if (text->trimmed().isEmpty())
                report.problem(*config,
                               QStringLiteral("`ssh-config` is empty; give a file's path, or `none`"));
            else
                project.sshConfig =
                    *text == QLatin1StringView("none") ? *text : pathFrom(*text, project.folder);
        }
    if (const Node* anchor = keys.value(QStringLiteral("anchor")))
        if (const auto text = readText(*anchor, QStringLiteral("anchor"), report)) {
            if (text->trimmed().isEmpty() || text->startsWith(QLatin1Char('-')))
                report.problem(*anchor, QStringLiteral("`anchor` is no remote's name; give one, or `none`"));
            else
                project.anchor = *text == QLatin1StringView("none") ? QString() : *text;
        }
    if (const Node* branch = keys.value(QStringLiteral("policy-branch")))
        if (const auto text = readText(*branch, QStringLiteral("policy-branch"), report)) {
            if (text->count(QLatin1Char('/')) == 0 || text->startsWith(QLatin1Char('/')) ||
                text->endsWith(QLatin1Char('/')))
                report.problem(*branch,
                               QStringLiteral("`policy-branch` must be a remote and a branch of it, as "
                                              "`origin/main`"));
            project.policyBranch = *text;
        }
    if (const Node* people = keys.value(QStringLiteral("people")))
        readPeople(*people, project, report);
    if (const Node* variables = keys.value(QStringLiteral("variables")))
        project.variables = readVariables(*variables, QStringLiteral("variables"), report);
    if (const Node* secrets = keys.value(QStringLiteral("secrets")))
        project.secrets = readSecrets(*secrets, report);
    if (const Node* limit = keys.value(QStringLiteral("output-limit")))
        project.outputLimit = readOutputLimit(*limit, report);
    Places places;
    places.environments = keys.required(QStringLiteral("environments"));
    if (places.environments)
        readEnvironments(*places.environments, project, report);
    if (const Node* contacts = keys.value(QStringLiteral("contacts")))
        readContacts(*contacts, project, report);
    if (const Node* recurring = keys.value(QStringLiteral("recurring")))
        readRecurring(*recurring, project, report);
    if (const Node* alerts = keys.value(QStringLiteral("alerts")))
        readAlerts(*alerts, project, report);
    if (const Node* plan = keys.value(QStringLiteral("plan"))) {
        places.steps = readPlan(*plan, project, report);
        if (const Node::Entry* watch = plan->entry(domain::phaseName(domain::Phase::Watch)))
            places.watch = &watch->value;
    }
    keys.finish();
    checkProject(project, places, report);
}

} // namespace

Reading readProject(const QString& folder) {
    const QString path = QDir(folder).filePath(QStringLiteral("slipway.yaml"));
    const QFileInfo info(path);
    if (!info.exists())
        return refused(QStringLiteral("there is none in %1; `slipway init` proposes one")
                           .arg(QDir(folder).absolutePath()));
    // A pipe or device would block or never end.
    if (!info.isFile())
        return refused(QStringLiteral("is not a regular file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(QStringLiteral("cannot be opened: %1").arg(file.errorString()));
    const QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return refused(QStringLiteral("cannot be read: %1").arg(file.errorString()));
    return readProject(bytes, folder);
}

Reading readProject(const QByteArray& bytes, const QString& folder) {
    if (bytes.size() > largest)
        return refused(QStringLiteral("is larger than 1 MiB"));
    if (const auto problem = encodingProblem(bytes))
        return {{}, {*problem}, {}};
    QByteArray text = bytes;
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    Report report;
    domain::Project project;
    project.folder = canonicalFolder(folder);
    project.fileDigest = base::sha256Hex(bytes);
    const Tree tree = parseYaml(text);
    report.add(tree.problems);
    if (tree.root)
        readRoot(*tree.root, project, report);
    Reading reading{{}, presentable(report.problems(), text), presentable(report.warnings(), text)};
    if (reading.problems.isEmpty()) {
        // Rules ask for it at every turn; the file is read once.
        project.policyDigest = domain::policyDigest(domain::policyOf(project));
        reading.project = project;
    }
    return reading;
}

} // namespace slipway::workspace
