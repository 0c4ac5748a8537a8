#include "app/domain/probes/kinds.h"
#include "app/domain/probes/parts.h"

namespace slipway::domain::probes {

namespace {

QStringList nameComplaints(const QString& key, const QString& name) {
    if (steps::isPlainName(name) || name.startsWith(QLatin1Char('$')))
        return {};
    return {QStringLiteral("%1: `%2` is not a name of letters, digits and _ . @ : + -").arg(key, name)};
}

/// The number of all these kinds is how often the process was started again.
class Processes : public FixedLook {
public:
    QString unit(const QJsonObject&) const override { return QStringLiteral("restarts"); }
    QStringList complaints(const QJsonObject& params) const override {
        return nameComplaints(key(), mainOf(params));
    }
};

class Systemd final : public Processes {
public:
    QString key() const override { return QStringLiteral("systemd"); }
    QList<Field> fields() const override { return {flag("user", "true: a unit of the user that logs in")}; }

protected:
    const char* script() const override {
        return R"sh(unit=$SLIPWAY_NAME
case $unit in *.*) ;; *) unit=$unit.service ;; esac
command -v systemctl >/dev/null 2>&1 || missing "systemctl is not there"
scope=
[ "$SLIPWAY_USER_UNIT" != yes ] || { scope=--user; user_units; }
shown=$(systemctl ${scope:+"$scope"} show -p LoadState,ActiveState,SubState,Result,NRestarts -- "$unit" 2>&1) ||
  missing "systemd does not answer: $(printf '%s' "$shown" | tail -n 1)"
of() { printf '%s\n' "$shown" | sed -n "s/^$1=//p"; }
[ "$(of LoadState)" = loaded ] || unknown "there is no unit $unit"
restarts=$(of NRestarts)
[ -z "$restarts" ] || say "value $restarts"
case $(of ActiveState) in
active | reloading) say "active, ${restarts:-0} restarts" ;;
activating) down "$(of SubState), ${restarts:-0} restarts" ;;
*) down "$(of ActiveState) ($(of Result))" ;;
esac
)sh";
    }
    /// By what the journal says of its starts and ends (sd-messages.h), where it reaches back far enough;
    /// else since it runs.
    const char* pastScript() const override {
        return R"sh(unit=$SLIPWAY_NAME
case $unit in *.*) ;; *) unit=$unit.service ;; esac
command -v systemctl >/dev/null 2>&1 || exit 0
scope= field=UNIT
[ "$SLIPWAY_USER_UNIT" != yes ] || { scope=--user field=USER_UNIT; user_units; }
shown=$(systemctl ${scope:+"$scope"} show -p ActiveState,ActiveEnterTimestampMonotonic -- "$unit" 2>/dev/null)
of() { printf '%s\n' "$shown" | sed -n "s/^$1=//p"; }
active= entered=$(of ActiveEnterTimestampMonotonic) start=$(booted)
case $(of ActiveState) in active | reloading) active=yes ;; esac
case ${entered:-x}${start:-x} in *[!0-9]*) entered= ;; *) entered=$((start + entered / 1000000)) ;; esac
if [ -n "$active" ] && [ -n "$entered" ] && [ "$entered" -le "$from" ]; then
  tell up "$from" "$to"
  exit 0
fi
journal() { journalctl ${scope:+"$scope"} -q --no-pager -o short-unix "$@" 2>/dev/null; }
of_unit() {
  unit_is=$field=$unit
  case $1 in
  up) journal --since "@$from" --until "@$to" "$unit_is" MESSAGE_ID=39f53479d3a045ac8e11786248231fbf ;;
  down) journal --since "@$from" --until "@$to" "$unit_is" MESSAGE_ID=98e322203f7a4ed290d09fe03c09fe15 + \
    "$unit_is" MESSAGE_ID=9d1aaa27d60140bd96365438aad20286 + \
    "$unit_is" MESSAGE_ID=be02cf6855d2428ba40df7e9d022f03d ;;
  esac | awk -v what="$1" '$1 ~ /^[0-9.]+$/ { at = $1; $1 = $2 = $3 = ""; sub(/^ +/, ""); print at, what, $0 }'
}
if [ -z "$(journal -n 1 --until "@$from" | head -n 1)" ]; then
  [ -z "$active" ] || up_since "$entered"
  exit 0
fi
{ of_unit up; of_unit down; } | sort -n | head -n 1000 | {
  at=$from state= said_last=
  while read -r when what words; do
    when=${when%%.*}
    case $what in up) [ -n "$state" ] || state=down ;; *) [ -n "$state" ] || state=up ;; esac
    [ "$when" -le "$at" ] || tell "$state" "$at" "$when" "$said_last"
    at=$when state=$what said_last=
    [ "$what" = up ] || said_last=$words
  done
  if [ -n "$state" ]; then tell "$state" "$at" "$to" "$said_last"
  elif [ -n "$active" ]; then up_since "$entered"
  fi
}
exit 0
)sh";
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_USER_UNIT"),
                         flagOf(params, "user") ? QStringLiteral("yes") : QStringLiteral("no"));
    }
};

class Pm2 final : public Processes {
public:
    QString key() const override { return QStringLiteral("pm2"); }

protected:
    const char* script() const override {
        return R"sh(find_pm2
processes=$(pm2_processes "$SLIPWAY_NAME")
[ -n "$(printf '%s' "$processes" | tr -d ' ')" ] || unknown "pm2 knows no $SLIPWAY_NAME"
for process in $processes; do
  alive "$process" || down "$SLIPWAY_NAME is stopped or starting"
done
restarts=$(pm2 describe "$SLIPWAY_NAME" 2>/dev/null | sed -n 's/.*restarts[^0-9]*\([0-9][0-9]*\).*/\1/p' | sort -n | tail -n 1)
[ -z "$restarts" ] || say "value $restarts"
say "online, ${restarts:-no known} restarts"
)sh";
    }
    const char* pastScript() const override {
        return R"sh(find_pm2 >/dev/null
youngest=
for process in $(pm2_processes "$SLIPWAY_NAME"); do
  alive "$process" || exit 0
  since=$(since_of "$process")
  [ -n "$since" ] || exit 0
  [ -n "$youngest" ] && [ "$youngest" -ge "$since" ] || youngest=$since
done
up_since "$youngest"
exit 0
)sh";
    }
};

const char inspectContainers[] = R"sh(find_docker
inspect() {
  shown=$(docker inspect -f '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}-{{end}} {{.RestartCount}}' -- "$1" 2>/dev/null) ||
    unknown "docker knows no $1"
  set -- $shown
  restarts=$((restarts + ${3:-0}))
  [ "$1" = running ] || down "it is $1"
  case $2 in unhealthy | starting) down "running, and its health check says $2" ;; esac
}
restarts=0
)sh";

/// Since the youngest of the containers runs; and when the last one that was started again had ended.
const char pastOfContainers[] = R"sh(seconds() {
  case $1 in 0001-* | '') return ;; esac
  date -u -d "$(printf '%s' "$1" | sed 's/T/ /; s/[.Z].*//')" +%s 2>/dev/null
}
youngest= ended=
past_of() {
  shown=$(docker inspect -f '{{.State.Running}} {{.State.StartedAt}} {{.State.FinishedAt}}' -- "$1" 2>/dev/null) || exit 0
  set -- $shown
  [ "$1" = true ] || exit 0
  since=$(seconds "$2")
  [ -n "$since" ] || exit 0
  [ -n "$youngest" ] && [ "$youngest" -ge "$since" ] || youngest=$since ended=$(seconds "$3")
}
told() {
  if [ -n "$ended" ] && [ "$ended" -lt "$youngest" ] && [ "$ended" -ge "$from" ] && [ "$ended" -lt "$to" ]; then
    tell down "$ended" "$youngest" "the container had ended"
  fi
  up_since "$youngest"
}
)sh";

class Docker final : public Processes {
public:
    QString key() const override { return QStringLiteral("docker"); }

protected:
    const char* script() const override {
        static const QByteArray all = QByteArray(inspectContainers) + R"sh(inspect "$SLIPWAY_NAME"
say "value $restarts"
say "running, $restarts restarts"
)sh";
        return all.constData();
    }
    const char* pastScript() const override {
        static const QByteArray all = QByteArray(pastOfContainers) + R"sh(find_docker >/dev/null
past_of "$SLIPWAY_NAME"
told
exit 0
)sh";
        return all.constData();
    }
};

class Compose final : public Processes {
public:
    QString key() const override { return QStringLiteral("compose"); }
    QList<Field> fields() const override {
        return {text("folder", "folder on the host with the compose file; the home folder when absent")};
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found = Processes::complaints(params);
        if (const QString folder = textOf(params, "folder"); !folder.isEmpty())
            if (const QString problem = steps::pathProblem(folder); !problem.isEmpty())
                found += QStringLiteral("folder: %1").arg(problem);
        return found;
    }

protected:
    const char* script() const override {
        static const QByteArray all =
            QByteArray(inspectContainers) +
            R"sh(docker compose version >/dev/null 2>&1 || missing "docker compose is not there"
folder=$(at_home "${SLIPWAY_FOLDER:-$HOME}")
cd -- "$folder" 2>/dev/null || down "$folder cannot be entered"
containers=$(docker compose ps -a -q -- "$SLIPWAY_NAME" 2>/dev/null) || unknown "compose knows no $SLIPWAY_NAME in $folder"
[ -n "$containers" ] || down "$SLIPWAY_NAME has no container"
for container in $containers; do inspect "$container"; done
say "value $restarts"
say "running, $restarts restarts"
)sh";
        return all.constData();
    }
    const char* pastScript() const override {
        static const QByteArray all = QByteArray(pastOfContainers) + R"sh(find_docker >/dev/null
cd -- "$(at_home "${SLIPWAY_FOLDER:-$HOME}")" 2>/dev/null || exit 0
for container in $(docker compose ps -a -q -- "$SLIPWAY_NAME" 2>/dev/null); do past_of "$container"; done
[ -z "$youngest" ] || told
exit 0
)sh";
        return all.constData();
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_FOLDER"), expand(textOf(params, "folder"), variables));
    }
};

/// How many lines of a log match since the deployment that runs there: those behind its first line with the
/// deployment's ID, or since its start where the log knows times.
class Log final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("log"); }
    QString unit(const QJsonObject&) const override { return QStringLiteral("lines"); }
    QString usualDegraded(const QJsonObject& params) const override {
        return params.contains(QStringLiteral("matches")) ? QString() : QStringLiteral("> 0");
    }
    QList<Field> fields() const override {
        return {
            text("in", "where the log is kept; `file` when absent",
                 {QStringLiteral("file"), QStringLiteral("journal"), QStringLiteral("pm2"),
                  QStringLiteral("docker")}),
            text("matches",
                 "extended regular expression of a line that counts; words such as error and fatal "
                 "when absent, and then one is enough to be degraded"),
            flag("user", "with `journal`, true: a unit of the user that logs in"),
        };
    }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("Errors in %1").arg(mainOf(params));
    }
    std::optional<HostLook> linesLook(const Probe& probe, const Variables& variables) const override {
        HostLook lines = std::get<HostLook>(look(probe, variables));
        lines.variables.insert(QStringLiteral("SLIPWAY_SHOW_LINES"), QStringLiteral("yes"));
        return lines;
    }
    QStringList complaints(const QJsonObject& params) const override {
        if (textOf(params, "in", QStringLiteral("file")) != QLatin1StringView("file"))
            return nameComplaints(key(), mainOf(params));
        const QString problem = steps::pathProblem(mainOf(params));
        return problem.isEmpty() ? QStringList() : QStringList(QStringLiteral("log: %1").arg(problem));
    }

protected:
    const char* script() const override {
        return R"sh(id=${SLIPWAY_DEPLOYMENT:-}
since=${SLIPWAY_LIVE_SINCE:-}
name=$SLIPWAY_NAME
[ -n "$id" ] || missing "nothing was deployed here by Slipway, so no line is new"
case $SLIPWAY_LOG_IN in
journal) command -v journalctl >/dev/null 2>&1 || missing "journalctl is not there"
  scope=; [ "$SLIPWAY_USER_UNIT" != yes ] || { scope=--user; user_units; }
  lines() { journalctl ${scope:+"$scope"} -u "$name" --since "@$since" -o cat --no-pager -q 2>/dev/null; } ;;
docker) find_docker
  docker inspect -f x -- "$name" >/dev/null 2>&1 || unknown "docker knows no $name"
  lines() { docker logs --since "$since" -- "$name" 2>&1; } ;;
*) if [ "$SLIPWAY_LOG_IN" = pm2 ]; then
    files="${PM2_HOME:-$HOME/.pm2}/logs/$name-error.log ${PM2_HOME:-$HOME/.pm2}/logs/$name-out.log"
    [ -r "${files%% *}" ] || [ -r "${files##* }" ] || unknown "pm2 keeps no log of $name"
    all() { for file in $files; do [ ! -r "$file" ] || tail -c 8388608 -- "$file"; done; }
  else
    file=$(at_home "$name")
    [ -r "$file" ] || unknown "$file cannot be read"
    all() { tail -c 8388608 -- "$file"; }
  fi
  all | grep -aqF -e "$id" || missing "no line carries $id, so nothing tells which lines are new"
  lines() { all | awk -v id="$id" 'index($0, id) { seen = 1 } seen'; } ;;
esac
if [ "${SLIPWAY_SHOW_LINES:-}" = yes ]; then
  lines | grep -aE -e "$SLIPWAY_MATCHES" | tail -n 50 | cut -c 1-500
  exit 0
fi
count=$(lines | grep -aEc -e "$SLIPWAY_MATCHES")
case $count in '' | *[!0-9]*) missing "the lines cannot be counted" ;; esac
say "value $count"
[ "$count" -eq 0 ] && say "no such line since $id" ||
  say "$count since $id, the last: $(lines | grep -aE -e "$SLIPWAY_MATCHES" | tail -n 1 | cut -c 1-160)"
exit 0
)sh";
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_LOG_IN"), textOf(params, "in", QStringLiteral("file")));
        variables.insert(QStringLiteral("SLIPWAY_USER_UNIT"),
                         flagOf(params, "user") ? QStringLiteral("yes") : QStringLiteral("no"));
        variables.insert(
            QStringLiteral("SLIPWAY_MATCHES"),
            textOf(params, "matches",
                   QStringLiteral("(^|[^A-Za-z])([Ee][Rr][Rr][Oo][Rr]|FATAL|[Ff]atal|CRITICAL|[Pp]anic|PANIC)"
                                  "([^A-Za-z]|$)")));
    }
};

} // namespace

const ProbeKind& systemd() {
    static const Systemd kind;
    return kind;
}

const ProbeKind& pm2() {
    static const Pm2 kind;
    return kind;
}

const ProbeKind& docker() {
    static const Docker kind;
    return kind;
}

const ProbeKind& compose() {
    static const Compose kind;
    return kind;
}

const ProbeKind& log() {
    static const Log kind;
    return kind;
}

} // namespace slipway::domain::probes
