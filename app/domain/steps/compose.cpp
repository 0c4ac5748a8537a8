#include "app/domain/steps/kinds.h"
#include "app/domain/steps/process_manager.h"

namespace slipway::domain::steps {

namespace {

// The deployment's ID reaches the containers through a second file that only adds environment and
// labels; the names of services in it are Compose's own and checked.
const char commandText[] = R"sh(command -v docker >/dev/null 2>&1 || fail 70 "docker is not there"
[ "$SLIPWAY_SUDO" != yes ] || docker() { sudo -n --preserve-env -- docker "$@"; }
docker compose version >/dev/null 2>&1 || fail 70 "docker compose is not there"
docker ps -l -q >/dev/null || fail 84 "docker's daemon does not answer"
file=$SLIPWAY_FILE
if [ -z "$file" ]; then
  for file in compose.yaml compose.yml docker-compose.yaml docker-compose.yml; do
    [ ! -f "$file" ] || break
  done
fi
[ -f "$file" ] || fail 71 "there is no Compose file ${SLIPWAY_FILE:-compose.yaml} in $PWD"
service=$SLIPWAY_SERVICE
plain() { docker compose -f "$file" "$@"; }
services=$(plain config --services) || fail 71 "$file is not valid"
case " $(printf '%s' "$services" | tr '\n' ' ') " in *" $service "*) ;; *) [ -z "$service" ] || fail 71 "$file knows no service $service" ;; esac
handed=${TMPDIR:-/tmp}/slipway-$SLIPWAY_ATTEMPT.yaml
trap 'rm -f "$handed"' EXIT
hand_on() {
  (
    umask 077
    set -C
    exec >"$handed"
    echo 'services:'
    for one in $services; do
      case $one in *[!A-Za-z0-9._-]*) continue ;; esac
      printf '  %s:\n    labels:\n      slipway.deployment: "%s"\n    environment:\n' "$one" "$SLIPWAY_DEPLOYMENT"
      for pair in "SLIPWAY_DEPLOYMENT=$SLIPWAY_DEPLOYMENT" "SLIPWAY_REF=$SLIPWAY_REF" "SLIPWAY_COMMIT=$SLIPWAY_COMMIT"; do
        case ${pair#*=} in *[!A-Za-z0-9._/+-]*) continue ;; esac
        printf '      %s: "%s"\n' "${pair%%=*}" "${pair#*=}"
      done
    done
  ) || fail 1 "a file in ${TMPDIR:-/tmp} cannot be written"
}
containers() { plain ps -a -q ${service:+"$service"}; }
ask() { docker container inspect -f "$2" "$1" 2>/dev/null; }
pids() { for one in $(containers); do ask "$one" '{{.State.Pid}}'; done; }
states() { for one in $(containers); do ask "$one" '{{.Name}} {{.State.Status}} {{.State.Pid}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{end}}'; done; }
running() {
  now=$(states)
  [ -n "$now" ] || return 1
  printf '%s\n' "$now" | while read -r one status pid count healthy; do
    [ "$status" = running ] || exit 1
    case $healthy in '' | healthy) ;; *) exit 1 ;; esac
  done
}
prove() {
  turn=$((SLIPWAY_WITHIN * 2))
  until running; do
    [ "$turn" -gt 0 ] || { printf '%s\n' "$now"; fail 72 "not everything runs after $SLIPWAY_WITHIN s"; }
    turn=$((turn - 1))
    nap 0.5
  done
  steady=$now
  nap "$SLIPWAY_STEADY"
  running && [ "$now" = "$steady" ] || { printf '%s\n' "$now"; fail 73 "it did not stay running"; }
  printf '%s\n' "$now"
}
look_after() {
  for one in $(containers); do
    case $(ask "$one" '{{.HostConfig.RestartPolicy.Name}}') in
    always | unless-stopped) ;;
    *) warn "$(ask "$one" '{{.Name}}') would not start after a reboot: its restart policy is neither always nor unless-stopped" ;;
    esac
    [ "$(ask "$one" '{{.HostConfig.Memory}}')" != 0 ] || warn "$(ask "$one" '{{.Name}}') has no memory limit"
    case $(ask "$one" '{{.HostConfig.LogConfig.Type}} {{index .HostConfig.LogConfig.Config "max-size"}}') in
    'json-file ' | 'json-file <no value>') warn "the log of $(ask "$one" '{{.Name}}') grows without end: json-file without max-size" ;;
    esac
  done
}
old=$(pids)
halt() {
  plain stop ${service:+"$service"} || fail 1 "it could not be stopped"
  gone "$old" "$SLIPWAY_WITHIN" || fail 74 "a process of before is still there"
}
case $SLIPWAY_ACTION in
status) running || { printf '%s\n' "$now"; fail 72 "not everything runs"; }
  printf '%s\n' "$now" ;;
version) running || { printf '%s\n' "$now"; fail 72 "not everything runs"; }
  for one in $(containers); do
    version=$(ask "$one" '{{range .Config.Env}}{{println .}}{{end}}' | sed -n 's/^SLIPWAY_REF=//p')
    echo "$(ask "$one" '{{.Name}}') $version"
    [ "$version" = "$SLIPWAY_REF" ] || fail 76 "expected $SLIPWAY_REF"
  done ;;
check) look_after
  [ -z "$warned" ] || exit 75
  echo "everything starts after a reboot, has a memory limit, and its log rotates" ;;
stop) halt
  echo "stopped" ;;
*) [ "${SLIPWAY_SINGLE_INSTANCE:-}" != yes ] || halt
  hand_on
  # Plain `restart` would leave the environment of before.
  again=
  [ "$SLIPWAY_ACTION" = up ] || again=yes
  # The services it depends on would be made anew as well, for their environment changes, too.
  docker compose -f "$file" -f "$handed" up --detach ${again:+--force-recreate} ${service:+--no-deps "$service"} ||
    fail 72 "docker compose could not start it"
  prove
  look_after ;;
esac
exit 0
)sh";

class Compose final : public ProcessManager {
public:
    QString key() const override { return QStringLiteral("compose"); }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found = ProcessManager::complaints(params);
        if (params.contains(QStringLiteral("service")) && !isPlainName(textOf(params, "service")))
            found += QStringLiteral("service: is not a name of letters, digits and _ . -");
        if (params.contains(QStringLiteral("file")))
            if (const QString problem = pathProblem(textOf(params, "file")); !problem.isEmpty())
                found += QStringLiteral("file: %1").arg(problem);
        return found;
    }

protected:
    QStringList actions() const override {
        return {QStringLiteral("up"),   QStringLiteral("restart"), QStringLiteral("start"),
                QStringLiteral("stop"), QStringLiteral("status"),  QStringLiteral("version"),
                QStringLiteral("check")};
    }
    QList<Field> ownFields() const override {
        return {text("folder", "folder of the Compose file; the home folder when absent"),
                text("file", "name of the Compose file; Compose's usual names when absent"),
                text("service", "one service, without those it depends on; all when absent"),
                flag("sudo", "true: through `sudo -n`, which must not ask for a password")};
    }
    const char* script() const override { return commandText; }
    bool needsName() const override { return false; }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_FILE"), textOf(params, "file"));
        variables.insert(QStringLiteral("SLIPWAY_SERVICE"), textOf(params, "service"));
        variables.insert(QStringLiteral("SLIPWAY_SUDO"),
                         flagOf(params, "sudo") ? QStringLiteral("yes") : QString());
    }
};

} // namespace

const StepKind& compose() {
    static const Compose kind;
    return kind;
}

} // namespace slipway::domain::steps
