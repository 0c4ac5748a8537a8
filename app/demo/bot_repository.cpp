#include "app/demo/bot_repository.h"

#include "app/demo/private_file.h"
#include "app/demo/tools.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

static void registerResources() {
    Q_INIT_RESOURCE(demo);
}

namespace slipway::demo {
namespace {

QByteArray data(const QByteArray& bytes) {
    return "data " + QByteArray::number(bytes.size()) + '\n' + bytes + '\n';
}

QByteArray signature(const QString& person, qint64 when) {
    static const QMap<QString, QByteArray> people{
        {QStringLiteral("mira"), "Mira Lang <mira@example.org>"},
        {QStringLiteral("jonas"), "Jonas Weit <jonas@example.org>"},
        {QStringLiteral("priya"), "Priya Nair <priya@example.org>"},
    };
    return people.value(person) + ' ' + QByteArray::number(when) + " +0000\n";
}

QByteArray fileModifications(const QString& folder) {
    QByteArray stream;
    const auto root = QStringLiteral(":/demo/history/") + folder;
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            stream += "M 100644 inline " + file.fileName().mid(root.size() + 1).toUtf8() + '\n' +
                      data(file.readAll());
    }
    return stream;
}

QJsonArray history() {
    return QJsonDocument::fromJson(demoResource(QStringLiteral("history/history.json"))).array();
}

/// Git signs with the person's key, also when nothing is said, and asks nobody.
QStringList signingSettings(const DemoInfo& demo, const QString& person) {
    return {QStringLiteral("gpg.format=ssh"), QStringLiteral("user.signingkey=") + demo.identity(person),
            QStringLiteral("tag.gpgsign=true")};
}

/// Every tag anew, signed by its author at its time.
std::vector<Command> signTags(const DemoInfo& demo, qint64 now) {
    std::vector<Command> commands;
    for (const auto& entry : history()) {
        const auto commit = entry.toObject();
        const auto tag = commit[QLatin1StringView("tag")].toString();
        const auto author = commit[QLatin1StringView("author")].toString();
        if (tag.isEmpty())
            continue;
        QStringList arguments;
        for (const auto& setting : signingSettings(demo, author))
            arguments << QStringLiteral("-c") << setting;
        arguments << QStringLiteral("tag") << QStringLiteral("-s") << QStringLiteral("-f")
                  << QStringLiteral("-m") << commit[QLatin1StringView("tagMessage")].toString() << tag
                  << tag + QStringLiteral("^{commit}");
        auto command = git(demo.folder, arguments);
        const auto who = QString::fromUtf8(signature(author, now));
        command.environment.insert(QStringLiteral("GIT_COMMITTER_NAME"),
                                   who.section(QStringLiteral(" <"), 0, 0));
        command.environment.insert(QStringLiteral("GIT_COMMITTER_EMAIL"),
                                   who.section(u'<', 1).section(u'>', 0, 0));
        command.environment.insert(
            QStringLiteral("GIT_COMMITTER_DATE"),
            QStringLiteral("%1 +0000").arg(now - commit[QLatin1StringView("hoursAgo")].toInt() * 3600LL));
        commands.push_back(std::move(command));
    }
    return commands;
}

/// The whole history as git-fast-import(1) reads it: one process instead of dozens.
QByteArray historyStream(const QByteArray& plan, qint64 now) {
    QByteArray stream;
    for (const auto& entry : history()) {
        const auto commit = entry.toObject();
        const auto text = [&](QLatin1StringView key) { return commit[key].toString(); };
        const auto who = signature(text(QLatin1StringView("author")),
                                   now - commit[QLatin1StringView("hoursAgo")].toInt() * 3600LL);
        auto message = text(QLatin1StringView("subject")).toUtf8() + '\n';
        if (const auto body = text(QLatin1StringView("body")).toUtf8(); !body.isEmpty())
            message += '\n' + body + '\n';
        const bool first = stream.isEmpty();
        stream += "commit refs/heads/main\nauthor " + who + "committer " + who + data(message);
        if (first)
            stream += "M 100644 inline slipway.yaml\n" + data(plan);
        stream += fileModifications(text(QLatin1StringView("folder"))) + '\n';
        if (const auto tag = text(QLatin1StringView("tag")).toUtf8(); !tag.isEmpty())
            stream += "tag " + tag + "\nfrom refs/heads/main\ntagger " + who +
                      data(text(QLatin1StringView("tagMessage")).toUtf8() + '\n');
    }
    return stream;
}

QByteArray hostLines(const DemoInfo& demo, const QString& environment) {
    QStringList lines;
    for (const auto& host : demo.hosts)
        if (host.environment == environment)
            lines << QStringLiteral(
                         "      - { name: %1, ssh: \"%2@127.0.0.1:%3\", identity: .slipway/ssh/deploy, "
                         "variables: { HEALTH_URL: \"http://127.0.0.1:%4/health\" } }")
                         .arg(host.name, demo.user)
                         .arg(host.sshPort)
                         .arg(host.httpPort);
    return lines.join(u'\n').toUtf8();
}

} // namespace

QByteArray demoResource(const QString& path) {
    registerResources();
    QFile file(QStringLiteral(":/demo/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray demoPlan(const DemoInfo& demo, const QMap<QString, QString>& publicKeys) {
    auto plan = demoResource(QStringLiteral("slipway.yaml.in"));
    plan.replace("@ID@", demo.id.toUtf8());
    plan.replace("@TODAY@", QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate).toUtf8());
    for (const auto& person : demoPeople())
        plan.replace("@KEY_" + person.toUpper().toUtf8() + '@', publicKeys.value(person).toUtf8());
    for (const auto& environment :
         {QStringLiteral("development"), QStringLiteral("staging"), QStringLiteral("production")})
        plan.replace("@HOSTS_" + environment.toUpper().toUtf8() + '@', hostLines(demo, environment));
    return plan;
}

base::Result<QMap<QString, QString>> makeBotRepository(const DemoInfo& demo, const QByteArray& plan) {
    const auto& folder = demo.folder;
    const auto now = QDateTime::currentSecsSinceEpoch();
    const auto stream = historyStream(plan, now);
    std::vector<Command> commands{
        git(folder, {QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"),
                     QStringLiteral("main"), QStringLiteral("--template=")}),
        git(folder, {QStringLiteral("fast-import"), QStringLiteral("--quiet")}, stream),
        git(folder, {QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard")}),
    };
    for (auto& command : signTags(demo, now))
        commands.push_back(std::move(command));
    for (const auto& setting : signingSettings(demo, QStringLiteral("mira")))
        commands.push_back(
            git(folder, {QStringLiteral("config"), setting.section(u'=', 0, 0), setting.section(u'=', 1)}));
    for (const auto& command : commands)
        if (const auto done = run(command); !done)
            return done.error();
    const auto information = folder + QStringLiteral("/.git/info");
    if (const auto made = makePrivateFolder(information); !made)
        return made.error();
    if (const auto written = writePrivateFile(information + QStringLiteral("/exclude"), "/.slipway/\n");
        !written)
        return written.error();

    const auto tags = run(git(folder, {QStringLiteral("for-each-ref"), QStringLiteral("refs/tags"),
                                       QStringLiteral("--format=%(refname:short) %(*objectname)")}));
    if (!tags)
        return tags.error();
    QMap<QString, QString> commits;
    const auto lines = QString::fromUtf8(*tags).split(u'\n', Qt::SkipEmptyParts);
    for (const auto& line : lines)
        commits.insert(line.section(u' ', 0, 0), line.section(u' ', 1, 1));
    return commits;
}

} // namespace slipway::demo
