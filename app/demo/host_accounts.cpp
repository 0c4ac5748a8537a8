#include "app/demo/host_accounts.h"

#include "app/demo/bot_repository.h"
#include "app/demo/private_file.h"
#include "app/demo/process_table.h"

#include <QFile>
#include <QRandomGenerator>

namespace slipway::demo {
namespace {

QString hostKey(const DemoInfo& demo, const DemoHost& host) {
    return demo.hostFolder(host) + QStringLiteral("/host_key");
}

QString authorizedKeys(const DemoInfo& demo, const DemoHost& host) {
    return demo.hostFolder(host) + QStringLiteral("/authorized_keys");
}

/// sshd expands %-tokens in this option; a folder may have such a name.
QString withoutTokens(QString path) {
    return path.replace(u'%', QStringLiteral("%%"));
}

QByteArray sshdConfigText(const DemoInfo& demo, const DemoHost& host) {
    // StrictModes refuses keys below a world-writable folder such as /tmp (measured). SetEnv
    // is taken once, so everything stands on one line.
    return QStringLiteral("ListenAddress 127.0.0.1:%1\n"
                          "HostKey \"%2\"\n"
                          "AuthorizedKeysFile \"%3\"\n"
                          "PidFile none\n"
                          "StrictModes no\n"
                          "UsePAM no\n"
                          "PubkeyAuthentication yes\n"
                          "PasswordAuthentication no\n"
                          "KbdInteractiveAuthentication no\n"
                          "PermitRootLogin prohibit-password\n"
                          "AllowUsers %4\n"
                          "UseDNS no\n"
                          "PrintMotd no\n"
                          "MaxStartups 1000\n"
                          "MaxSessions 1000\n"
                          "LogLevel INFO\n"
                          "Subsystem sftp internal-sftp\n"
                          "SetEnv \"HOME=%5\" \"%6=%7\" \"%8=%9\" \"%10=%11\"\n")
        .arg(QString::number(host.sshPort), hostKey(demo, host), withoutTokens(authorizedKeys(demo, host)),
             demo.user, demo.home(host), QString::fromLatin1(demoMark), demo.id,
             QString::fromLatin1(demoFolderMark), demo.folder, QString::fromLatin1(demoScopeMark), ownScope())
        .toUtf8();
}

/// The bot's own settings. Production lacks BOT_PERSONA: that is the fault of v1.2.0, and
/// no environment before it can show it.
QByteArray botSettings(const DemoHost& host) {
    auto text = QStringLiteral("# Settings of the harbour bot on %1\n"
                               "BOT_PORT=%2\n"
                               "BOT_NAME=Harbor Bot (%3)\n"
                               "BOT_TOKEN=%4\n")
                    .arg(host.name, QString::number(host.httpPort), host.environment,
                         QString::number(QRandomGenerator::system()->generate64(), 16));
    if (host.environment == QStringLiteral("development"))
        text += QStringLiteral("BOT_PERSONA=plain\n");
    if (host.environment == QStringLiteral("staging"))
        text += QStringLiteral("BOT_PERSONA=captain\n");
    return text.toUtf8();
}

base::Result<void> makeAccount(const DemoInfo& demo, const DemoHost& host, const QString& deployKey,
                               const QString& python, Pace pace) {
    const auto home = demo.home(host);
    const auto scripts = home + QStringLiteral("/bin");
    for (const auto& folder : {demo.hostFolder(host), home, scripts})
        if (const auto made = makePrivateFolder(folder); !made)
            return made;
    for (const auto& name : {QStringLiteral("deploy"), QStringLiteral("restart"), QStringLiteral("answers"),
                             QStringLiteral("smoke"), QStringLiteral("alive")})
        if (const auto written = writePrivateFile(scripts + u'/' + name,
                                                  demoResource(QStringLiteral("host/bin/") + name), true);
            !written)
            return written;
    const auto deploySettings =
        QStringLiteral("# Settings of bin/ on this host\nHOST=%1\nREPOSITORY=%2\nPYTHON=%3\nPACE=%4\n")
            .arg(host.name, demo.folder + QStringLiteral("/.git"), python,
                 pace == Pace::Quick ? QStringLiteral("quick") : QStringLiteral("normal"));
    const std::vector<std::pair<QString, QByteArray>> files{
        {home + QStringLiteral("/bot.env"), botSettings(host)},
        {home + QStringLiteral("/deploy.env"), deploySettings.toUtf8()},
        {home + QStringLiteral("/runs.log"), {}},
        {authorizedKeys(demo, host), deployKey.toUtf8() + " deploy\n"},
        {demo.sshdConfig(host), sshdConfigText(demo, host)},
    };
    for (const auto& [path, bytes] : files)
        if (const auto written = writePrivateFile(path, bytes); !written)
            return written;
    return {};
}

} // namespace

base::Result<QMap<QString, QString>> makeKeys(const DemoInfo& demo) {
    QStringList paths{demo.deployKey()};
    for (const auto& person : demoPeople())
        paths << demo.identity(person);
    for (const auto& host : demo.hosts)
        paths << hostKey(demo, host);

    std::vector<Command> commands;
    for (const auto& path : paths) {
        if (const auto made = makePrivateFolder(path.section(u'/', 0, -2)); !made)
            return made.error();
        commands.push_back(
            {QStringLiteral("ssh-keygen"),
             {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
              QString(), QStringLiteral("-C"), path.section(u'/', -1), QStringLiteral("-f"), path}});
    }
    if (const auto done = runAll(commands); !done)
        return done.error();

    QMap<QString, QString> publicKeys;
    for (const auto& path : paths) {
        QFile file(path + QStringLiteral(".pub"));
        if (!file.open(QIODevice::ReadOnly))
            return base::Error{base::ErrorKind::Storage, file.fileName(), file.errorString()};
        publicKeys.insert(path, QString::fromLatin1(file.readAll()).section(u' ', 0, 1));
    }
    return publicKeys;
}

base::Result<void> makeHostAccounts(const DemoInfo& demo, const QMap<QString, QString>& publicKeys,
                                    Pace pace) {
    const auto python = findTool(QStringLiteral("python3"));
    if (!python)
        return python.error();
    QByteArray knownHosts;
    for (const auto& host : demo.hosts) {
        if (const auto made = makeAccount(demo, host, publicKeys.value(demo.deployKey()), *python, pace);
            !made)
            return made;
        knownHosts += "[127.0.0.1]:" + QByteArray::number(host.sshPort) + ' ' +
                      publicKeys.value(hostKey(demo, host)).toLatin1() + '\n';
    }
    return writePrivateFile(demo.dataHome() + QStringLiteral("/known_hosts"), knownHosts);
}

Command onHost(const DemoInfo& demo, const DemoHost& host, const QString& script,
               const QStringList& arguments) {
    Command command{demo.home(host) + QStringLiteral("/bin/") + script, arguments, {}, plainEnvironment()};
    command.environment.insert(QStringLiteral("HOME"), demo.home(host));
    command.environment.insert(QString::fromLatin1(demoMark), demo.id);
    command.environment.insert(QString::fromLatin1(demoFolderMark), demo.folder);
    command.environment.insert(QString::fromLatin1(demoScopeMark), ownScope());
    command.environment.insert(QStringLiteral("DEMO_PACE"), QStringLiteral("quick"));
    return command;
}

} // namespace slipway::demo
