#include "app/domain/steps/host_command.h"

#include <QRegularExpression>

namespace slipway::domain::steps {

namespace {

constexpr qsizetype longestPath = 4096;
constexpr qsizetype longestName = 255;

const char functions[] = R"sh(set -u
fail() { code=$1; shift; printf '%s\n' "$*" >&2; exit "$code"; }
warned=
warn() { warned=yes; printf 'warning: %s\n' "$*"; }
nap() { sleep "$1" 2>/dev/null || sleep 1; }
# A zombie is dead; kill -0 fails for processes of others.
alive() {
  case $1 in '' | 0 | *[!0-9]*) return 1 ;; esac
  [ -r /proc/self/stat ] || { kill -0 "$1" 2>/dev/null; return; }
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  case ${line##*) } in Z* | X*) return 1 ;; esac
}
# The value of the variable $2 in the environment that process $1 was started with.
carried() { tr '\0' '\n' <"/proc/$1/environ" 2>/dev/null | sed -n "s/^$2=//p"; }
# Waits up to $2 seconds for the processes $1 to be gone.
gone() {
  turn=$(($2 * 5))
  for process in $1; do
    while alive "$process"; do
      [ "$turn" -gt 0 ] || return 1
      turn=$((turn - 1))
      nap 0.2
    done
  done
}
safe() {
  case $1 in '' | *[[:cntrl:]]*) return 1 ;; esac
  case /$1/ in */../* | */-*) return 1 ;; esac
  [ "${#1}" -le 4096 ]
}
at_home() { case $1 in '~/'*) printf '%s' "$HOME/${1#??}" ;; *) printf '%s' "$1" ;; esac; }
# Puts $1 in the place of $2 in one step, also when that is a link to a folder.
replace() {
  mv -fT -- "$1" "$2" 2>/dev/null || mv -fh "$1" "$2" 2>/dev/null ||
    perl -e 'rename($ARGV[0], $ARGV[1]) or exit 1' -- "$1" "$2" 2>/dev/null
}
)sh";

bool isDeviceName(const QString& name) {
    static const QRegularExpression device(
        QStringLiteral("\\A(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(\\..*)?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    return device.match(name).hasMatch();
}

/// Who asked for a password, by the last words on standard error; empty: nobody. A step has no terminal and
/// an empty standard input, so that a question there is never answered.
QString whoAskedForPassword(const QByteArray& complaints) {
    struct Asker {
        const char* name;
        const char* begin; ///< of the line, which names the program in every language
        QByteArrayList words;
    };
    static const QList<Asker> askers{
        {"sudo", "[sudo] ", {""}},
        {"sudo", "sudo: ", {"password", "no tty present"}},
        {"doas", "doas: ", {"a tty is required", "Authorization required", "Authentication failed"}},
        {"doas", "doas (", {"password:"}},
        {"su", "su: ", {"must be run from a terminal", "Authentication failure"}},
        {"polkit", "", {"nteractive authentication required", "AUTHENTICATING FOR"}},
    };
    for (const auto& line : complaints.split('\n'))
        for (const auto& asker : askers)
            if (line.trimmed().startsWith(asker.begin))
                for (const auto& words : asker.words)
                    if (line.contains(words))
                        return QString::fromLatin1(asker.name);
    return {};
}

QString needsInput(const QString& asker) {
    const auto way = asker == QLatin1StringView("sudo") ? QStringLiteral("without one (NOPASSWD in sudoers)")
                                                        : QStringLiteral("without one on the host");
    return QStringLiteral("needs input: %1 asked for a password, which nobody can type here; allow it %2")
        .arg(asker, way);
}

} // namespace

QString HostCommand::meaning(int) const {
    return {};
}

Judgement HostCommand::judge(const Operation& operation, const Answer& answer) const {
    const auto* command = std::get_if<RemoteCommand>(&operation);
    const auto* remote = std::get_if<RemoteAnswer>(&answer);
    if (!command || !remote)
        return {Verdict::Inconclusive, QStringLiteral("no answer of a command")};
    if (remote->stopped)
        return {Verdict::Stopped, QStringLiteral("stopped after %1").arg(base::durationText(remote->took))};
    if (remote->exitCode == 0 && !remote->timedOut)
        return {Verdict::Passed, QStringLiteral("exit 0")};
    const QString asker = whoAskedForPassword(remote->complaints);
    if (remote->timedOut) {
        const auto late =
            QStringLiteral("timed out after %1, ended").arg(base::durationText(command->timeout));
        return {Verdict::Failed,
                asker.isEmpty() ? late : QStringLiteral("%1; %2").arg(needsInput(asker), late)};
    }
    if (!asker.isEmpty())
        return {Verdict::Failed, QStringLiteral("%1; exit %2").arg(needsInput(asker)).arg(remote->exitCode)};
    const QString means = meaning(remote->exitCode);
    return {Verdict::Failed, means.isEmpty() ? QStringLiteral("exit %1").arg(remote->exitCode) : means};
}

RemoteCommand HostCommand::fixedCommand(const char* script, const QJsonObject& params, Variables variables) {
    RemoteCommand command;
    command.script = QString::fromUtf8(functions) + QString::fromUtf8(script);
    command.isFixed = true;
    command.variables = std::move(variables);
    command.folder = textOf(params, "folder");
    command.timeout = durationOf(params, "timeout", command.timeout.count());
    return command;
}

QString pathProblem(const QString& path) {
    if (path.trimmed().isEmpty())
        return QStringLiteral("is empty");
    if (path.toUtf8().size() > longestPath)
        return QStringLiteral("is longer than %1 bytes").arg(longestPath);
    for (const QChar c : path)
        if (c < u' ' || c == QChar(0x7f))
            return QStringLiteral("holds a control character");
    const QStringList names = path.split(QLatin1Char('/'));
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString& name = names[i];
        if (name == QLatin1StringView(".."))
            return QStringLiteral("leaves its folder with `..`");
        if (name.startsWith(QLatin1Char('-')))
            return QStringLiteral("has a name that starts with `-`, which commands take for an option");
        if (name.toUtf8().size() > longestName)
            return QStringLiteral("has a name longer than %1 bytes").arg(longestName);
        if (isDeviceName(name))
            return QStringLiteral("has the name of a device, `%1`").arg(name);
    }
    return {};
}

bool isPlainName(const QString& name) {
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9_.@:+-]{0,199}\\z"));
    return plain.match(name).hasMatch();
}

} // namespace slipway::domain::steps
