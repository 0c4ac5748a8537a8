#include "app/adapters/git/git_calls.h"

#include <QRegularExpression>
#include <algorithm>

namespace slipway::adapters {

namespace {

/// The remote's host key is checked as for steps; nobody is asked for anything.
QMap<QString, QString> environmentWith(const QString& knownHosts) {
    QMap<QString, QString> environment{
        {QStringLiteral("GIT_TERMINAL_PROMPT"), QStringLiteral("0")},
        {QStringLiteral("GIT_ASKPASS"), QStringLiteral("/bin/false")},
        {QStringLiteral("GIT_ALLOW_PROTOCOL"), QStringLiteral("file:https:ssh")}};
    QString command = QStringLiteral("ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20 "
                                     "-o ServerAliveInterval=5 -o ServerAliveCountMax=3");
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9 _./+@-]+\\z"));
    if (plain.match(knownHosts).hasMatch())
        command += QStringLiteral(" -o 'UserKnownHostsFile=\"%1\" ~/.ssh/known_hosts'").arg(knownHosts);
    environment.insert(QStringLiteral("GIT_SSH_COMMAND"), command);
    return environment;
}

/// What a program complained of, in one line: the reason of ssh's warnings stands at their end.
QString complaint(const QByteArray& text) {
    constexpr qsizetype longest = 900;
    constexpr qsizetype end = 500;
    static const QRegularExpression frame(QStringLiteral("@{3,}|^@ +| +@$"),
                                          QRegularExpression::MultilineOption);
    const QString line = QString::fromUtf8(text).remove(frame).simplified();
    return line.size() <= longest ? line : line.left(longest - end) + QStringLiteral(" … ") + line.right(end);
}

} // namespace

QString remoteProblem(const QString& url) {
    const auto isPlain = [](QChar c) {
        return c > u' ' && c != QChar(0x7f) && !QStringView(u"'\"`\\").contains(c);
    };
    if (url.isEmpty() || url.startsWith(u'-') || !std::all_of(url.begin(), url.end(), isPlain))
        return QStringLiteral("its address holds quotes, blanks or control characters, or starts with `-`");
    if (url.startsWith(u'/') || url.startsWith(QLatin1StringView("file:///")))
        return {};
    static const QRegularExpression scheme(QStringLiteral("\\A([A-Za-z][A-Za-z0-9+.-]*):(//|:)"));
    const auto named = scheme.match(url);
    if (named.hasMatch() && url.mid(0, 8) != QLatin1StringView("https://") &&
        url.mid(0, 6) != QLatin1StringView("ssh://"))
        return QStringLiteral("%1 is not a way it pushes; https, ssh and folders are").arg(named.captured(1));
    if (!named.hasMatch() && !url.contains(u':'))
        return QStringLiteral("its address is a relative folder");
    // What could be taken for an option of ssh or git stands first in the user's or the host's name.
    const QString rest = named.hasMatch() ? url.mid(named.capturedLength()) : url;
    static const QRegularExpression plainHost(
        QStringLiteral("\\A([A-Za-z0-9_.][A-Za-z0-9_.-]*@)?[A-Za-z0-9\\[][^@]*\\z"));
    return plainHost.match(rest).hasMatch() ? QString() : QStringLiteral("its address names no plain host");
}

GitCalls::GitCalls(QObject* owner, QString folder, const QString& knownHosts, const base::Limit& limit)
    : m_owner(owner)
    , m_folder(std::move(folder))
    , m_environment(environmentWith(knownHosts))
    , m_deadline(limit.within)
    , m_stop(limit.stop) {}

void GitCalls::run(const QStringList& arguments, const QByteArray& input,
                   std::function<void(const QByteArray& output)> then,
                   std::function<void(base::ErrorKind, const QString&)> failed) {
    const base::ToolCall call{QStringLiteral("git"),
                              QStringList{QStringLiteral("-c"), QStringLiteral("core.hooksPath=/dev/null")} +
                                  arguments,
                              input, m_folder, m_environment};
    base::ToolRun::start(m_owner, call, m_deadline, m_stop,
                         [then = std::move(then), failed = std::move(failed),
                          what = arguments.value(0)](const base::Result<base::ToolOutcome>& outcome) {
                             if (!outcome)
                                 failed(outcome.error().kind, outcome.error().detail);
                             else if (outcome->exitCode != 0)
                                 failed(base::ErrorKind::Refused,
                                        QStringLiteral("git %1: %2").arg(what, complaint(outcome->errors)));
                             else
                                 then(outcome->output);
                         });
}

} // namespace slipway::adapters
