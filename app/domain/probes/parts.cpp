#include "app/domain/probes/parts.h"

#include "app/base/json_path.h"
#include "app/domain/probes/past.h"
#include "app/domain/steps/bound.h"

namespace slipway::domain::probes {

namespace {

constexpr int exitMissing = 70;

// What every fixed command may use; nothing people wrote is ever a part of it.
const char functions[] = R"sh(set -u
LC_ALL=C
export LC_ALL
say() { printf '%s\n' "$*"; }
down() { say "$@"; exit 1; }
missing() { say "$@"; exit 70; }
unknown() { say "$@"; exit 71; }
PATH=$PATH:/usr/local/bin:/usr/sbin:/sbin
at_home() { case $1 in '~/'*) printf '%s' "$HOME/${1#??}" ;; *) printf '%s' "$1" ;; esac; }
alive() {
  case $1 in '' | 0 | *[!0-9]*) return 1 ;; esac
  [ -r /proc/self/stat ] || { kill -0 "$1" 2>/dev/null; return; }
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  case ${line##*) } in Z* | X*) return 1 ;; esac
}
# PM2 below the home folder, and its daemon, which asking must not start.
find_pm2() {
  for folder in "$HOME/.npm-global/bin" "$HOME/.local/bin" "$HOME"/.nvm/versions/node/*/bin; do
    [ ! -d "$folder" ] || PATH=$PATH:$folder
  done
  command -v pm2 >/dev/null 2>&1 || missing "pm2 is not on the PATH of a session without login"
  { read -r daemon <"${PM2_HOME:-$HOME/.pm2}/pm2.pid"; } 2>/dev/null || daemon=
  alive "${daemon:-0}" || down "pm2's daemon does not run"
}
pm2_processes() { pm2 pid "$1" 2>/dev/null | tr '\n' ' ' | tr -cd '0-9 '; }
find_docker() {
  command -v docker >/dev/null 2>&1 || missing "docker is not there"
  said=$(docker version -f x 2>&1) || missing "docker does not answer: $(printf '%s' "$said" | tail -n 1)"
}
user_units() {
  XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
  export XDG_RUNTIME_DIR
}
)sh";

} // namespace

QString fixedScript(const char* script) {
    return QString::fromLatin1(functions) + QString::fromUtf8(script);
}

std::optional<Endpoint> endpointOf(const QString& text, quint16 usual) {
    static const QRegularExpression shape(
        QStringLiteral("\\A(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9_.-]+))(?::([0-9]{1,5}))?\\z"));
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    bool isPort = true;
    const quint16 port = match.captured(3).isEmpty() ? usual : match.captured(3).toUShort(&isPort);
    if (!isPort || port == 0)
        return {};
    return Endpoint{match.captured(1) + match.captured(2), port};
}

QString lineOf(const QByteArray& output) {
    constexpr int most = 300;
    QString line;
    for (const QByteArray& one : output.split('\n'))
        if (!one.trimmed().isEmpty() && !one.startsWith("value "))
            line = QString::fromUtf8(one.trimmed());
    for (QChar& c : line)
        if (c < u' ' || c == QChar(0x7f))
            c = u' ';
    return line.left(most);
}

std::optional<double> lastNumber(const QByteArray& output) {
    static const QRegularExpression number(
        QStringLiteral("(?<![\\w.])[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?(?![\\w.]*\\w)"));
    std::optional<double> last;
    auto matches = number.globalMatch(QString::fromUtf8(output.right(4096)));
    while (matches.hasNext())
        last = matches.next().captured(0).toDouble();
    return last;
}

ProbeLook FixedLook::look(const Probe& probe, const Variables& variables) const {
    HostLook look{fixedScript(script()), variables};
    look.variables.insert(QStringLiteral("SLIPWAY_NAME"), expand(mainOf(probe.params), variables));
    addVariables(probe.params, look.variables);
    return look;
}

std::optional<ProbeLook> FixedLook::pastLook(const Probe& probe, const Variables& variables, const Gap& gap,
                                             qint64 nowMs) const {
    if (!pastScript())
        return {};
    HostLook look{fixedScript(pastFunctions) + QString::fromUtf8(pastScript()), variables};
    look.variables.insert(QStringLiteral("SLIPWAY_NAME"), expand(mainOf(probe.params), variables));
    look.variables.insert(pastVariables(gap, nowMs));
    addVariables(probe.params, look.variables);
    return look;
}

base::Result<QList<PastSeen>> FixedLook::pastSeen(const Probe& probe, const Gap& gap,
                                                  const ProbeSight& sight) const {
    const auto* host = std::get_if<HostSight>(&sight);
    return host ? readPast(probe, gap, host->output) : QList<PastSeen>();
}

Seen FixedLook::judge(const Probe&, const Variables&, const ProbeSight& sight) const {
    const auto* host = std::get_if<HostSight>(&sight);
    if (!host)
        return {SampleOutcome::ObserverError, QStringLiteral("no answer of a command")};
    Seen seen{SampleOutcome::Ok, lineOf(host->output)};
    for (const QByteArray& line : host->output.split('\n'))
        if (line.startsWith("value ")) {
            bool isNumber = false;
            const double value = line.mid(6).trimmed().toDouble(&isNumber);
            if (isNumber)
                seen.value = value;
        }
    if (host->exitCode == exitMissing)
        seen.outcome = SampleOutcome::ObserverError;
    else if (host->exitCode != 0)
        seen.outcome = SampleOutcome::Fail;
    if (host->exitCode != 0 && seen.reason.isEmpty())
        seen.reason = QStringLiteral("exit %1").arg(host->exitCode);
    return seen;
}

QString jsonTrouble(const QJsonObject& wanted, const QMap<QString, QString>& found,
                    const Variables& variables) {
    for (auto one = wanted.begin(); one != wanted.end(); ++one) {
        const QString expected = expand(one.value().toString(), variables);
        const auto value = found.constFind(one.key());
        if (value == found.cend())
            return QStringLiteral("%1 is missing, expected %2").arg(one.key(), expected);
        const auto bound = steps::boundOf(expected);
        const bool isAsAsked = bound ? steps::holds(*bound, *value).value_or(false) : *value == expected;
        if (!isAsAsked)
            return QStringLiteral("%1 is %2, expected %3").arg(one.key(), value->left(60), expected);
    }
    return {};
}

QStringList jsonComplaints(const QJsonObject& params) {
    QStringList found;
    const QJsonObject json = params.value(QStringLiteral("json")).toObject();
    for (auto entry = json.begin(); entry != json.end(); ++entry)
        if (!base::parseJsonPath(entry.key()))
            found += QStringLiteral("json: `%1` is not a path; paths start with `$.`, as in `$.status: ok`")
                         .arg(entry.key());
    return found;
}

} // namespace slipway::domain::probes
