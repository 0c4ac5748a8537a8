#include "app/domain/steps/kinds.h"
#include "app/domain/steps/process_manager.h"

namespace slipway::domain::steps {

namespace {

const char commandText[] = R"sh(name=$SLIPWAY_NAME
command -v docker >/dev/null 2>&1 || fail 70 "docker is not there"
[ "$SLIPWAY_SUDO" != yes ] || docker() { sudo -n -- docker "$@"; }
docker ps -l -q >/dev/null || fail 84 "docker's daemon does not answer"
# Plain `docker inspect` would also find an image of this name.
ask() { docker container inspect -f "$2" "$1" 2>/dev/null; }
is_known() { ask "$1" '{{.Id}}' >/dev/null; }
state() { ask "$name" '{{.State.Status}} {{.State.Pid}} {{.RestartCount}}'; }
health() { ask "$name" '{{if .State.Health}}{{.State.Health.Status}}{{end}}'; }
# Sets why when it does not hold.
proven() {
  turn=$((SLIPWAY_WITHIN * 2))
  while :; do
    now=$(state) healthy=$(health)
    case "$now $healthy" in
    running*' healthy' | running*' ') break ;;
    exited* | dead*) code=72 why="$name is ${now%% *}"; return 1 ;;
    esac
    [ "$turn" -gt 0 ] || { code=72 why="$name is ${now%% *} ${healthy} after $SLIPWAY_WITHIN s"; return 1; }
    turn=$((turn - 1))
    nap 0.5
  done
  nap "$SLIPWAY_STEADY"
  [ "$(state)" = "$now" ] || { code=73 why="$name did not stay running: it was $now, now it is $(state)"; return 1; }
  set -- $now
  echo "$name is running, process $2"
}
prove() { proven || fail "$code" "$why"; }
look_after() {
  case $(ask "$name" '{{.HostConfig.RestartPolicy.Name}}') in
  always | unless-stopped) ;;
  *) warn "$name would not start after a reboot: its restart policy is neither always nor unless-stopped" ;;
  esac
  [ "$(ask "$name" '{{.HostConfig.Memory}}')" != 0 ] || warn "$name has no memory limit"
  case $(ask "$name" '{{.HostConfig.LogConfig.Type}} {{index .HostConfig.LogConfig.Config "max-size"}}') in
  'json-file ' | 'json-file <no value>') warn "the log of $name grows without end: json-file without max-size" ;;
  esac
}
deployment_of() { ask "$1" '{{index .Config.Labels "slipway.deployment"}}'; }
version_of() { ask "$1" '{{range .Config.Env}}{{println .}}{{end}}' | sed -n 's/^SLIPWAY_REF=//p'; }
pid_of() { ask "$1" '{{.State.Pid}}'; }
halt() {
  old=$(pid_of "$name")
  docker stop "$name" >/dev/null || fail 1 "$name could not be stopped"
  gone "$old" "$SLIPWAY_WITHIN" || fail 74 "process $old is still there${1:-}"
}
none_beside=', so no second one is started'
set_aside() {
  docker rm -f "$name-slipway-previous" >/dev/null 2>&1
  halt "$none_beside"
  docker rename "$name" "$name-slipway-previous" || {
    docker start "$name" >/dev/null
    fail 1 "$name could not be set aside"
  }
  # With `always` it would come back beside the new one when the daemon starts.
  [ "$(ask "$name-slipway-previous" '{{.HostConfig.RestartPolicy.Name}}')" != always ] ||
    docker update --restart unless-stopped "$name-slipway-previous" >/dev/null
}
bring_back() {
  docker rm -f "$name" >/dev/null 2>&1
  docker rename "$name-slipway-previous" "$name" && docker start "$name" >/dev/null
}
case $SLIPWAY_ACTION in
run) [ -n "$SLIPWAY_IMAGE" ] || fail 77 "no image is named"
  docker image inspect "$SLIPWAY_IMAGE" >/dev/null 2>&1 || docker pull -q -- "$SLIPWAY_IMAGE" ||
    fail 71 "the image $SLIPWAY_IMAGE cannot be pulled"
  if is_known "$name"; then
    # What an earlier attempt of this deployment has made is not what was before.
    if [ "$(deployment_of "$name")" = "$SLIPWAY_DEPLOYMENT" ]; then
      halt "$none_beside"
      docker rm -f "$name" >/dev/null || fail 1 "$name could not be removed"
    else
      set_aside
    fi
  fi
  set -f
  # Only blanks part the options; nothing in them is evaluated.
  # shellcheck disable=SC2086
  docker run -d --name "$name" --label "slipway.deployment=$SLIPWAY_DEPLOYMENT" \
    --env "SLIPWAY_DEPLOYMENT=$SLIPWAY_DEPLOYMENT" --env "SLIPWAY_REF=$SLIPWAY_REF" \
    --env "SLIPWAY_COMMIT=$SLIPWAY_COMMIT" $SLIPWAY_OPTIONS "$SLIPWAY_IMAGE" >/dev/null
  started=$?
  if [ "$started" != 0 ] || ! proven; then
    [ "$started" = 0 ] || { code=72 why="docker run failed"; }
    docker logs --tail 50 "$name" 2>&1
    if is_known "$name-slipway-previous"; then
      if bring_back && (proven); then
        why="$why; the container of before runs again"
      else
        why="$why; the container of before does not run either"
      fi
    fi
    fail "$code" "$why"
  fi
  look_after
  exit 0 ;;
rollback) if is_known "$name" && [ -n "${SLIPWAY_UNDOES:-}" ] && [ "$(deployment_of "$name")" != "$SLIPWAY_UNDOES" ]; then
    echo "$name is not the container of $SLIPWAY_UNDOES"
    docker start "$name" >/dev/null || fail 72 "docker could not start $name"
  else
    is_known "$name-slipway-previous" || fail 80 "no container of before is kept"
    ! is_known "$name" || halt "$none_beside"
    bring_back || fail 72 "the container of before could not be started"
  fi
  prove
  exit 0 ;;
esac
is_known "$name" || fail 71 "docker knows no container $name"
case $SLIPWAY_ACTION in
status) case $(state) in running*) echo "$name is running, version $(version_of "$name")" ;; *) fail 72 "$name is $(state)" ;; esac ;;
version) case $(state) in running*) ;; *) fail 72 "$name is $(state)" ;; esac
  version=$(version_of "$name")
  echo "$version"
  [ "$version" = "$SLIPWAY_REF" ] || fail 76 "$name runs ${version:-an unknown version}, expected $SLIPWAY_REF" ;;
check) look_after
  [ -z "$warned" ] || exit 75
  echo "$name starts after a reboot, has a memory limit, and its log rotates" ;;
stop) halt
  echo "$name is stopped" ;;
*) if [ "$SLIPWAY_ACTION" = restart ] && [ "${SLIPWAY_SINGLE_INSTANCE:-}" = yes ]; then
    halt "$none_beside"
    docker start "$name" >/dev/null || fail 72 "docker could not start $name"
  else
    docker "$SLIPWAY_ACTION" "$name" >/dev/null || fail 72 "docker could not $SLIPWAY_ACTION $name"
  fi
  prove
  echo "the container keeps the environment it was made with; \`run\` hands on this deployment's ID"
  look_after ;;
esac
exit 0
)sh";

class Docker final : public ProcessManager {
public:
    QString key() const override { return QStringLiteral("docker"); }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found = ProcessManager::complaints(params);
        const bool runs = actionOf(params) == QLatin1StringView("run");
        if (runs != params.contains(QStringLiteral("image")))
            found +=
                runs ? QStringLiteral("docker: `run` needs an `image`")
                     : QStringLiteral("image: a container keeps its image; `docker: run NAME` makes it anew");
        if (!runs && params.contains(QStringLiteral("options")))
            found += QStringLiteral("options: belong to `docker: run NAME`");
        if (textOf(params, "options").split(QLatin1Char(' ')).contains(QStringLiteral("--rm")))
            found +=
                QStringLiteral("options: `--rm` would remove the container that `rollback` goes back to");
        if (textOf(params, "image").startsWith(QLatin1Char('-')))
            found += QStringLiteral("image: starts with `-`, which docker takes for an option");
        return found;
    }
    Undo undo(const QJsonObject& params) const override {
        if (actionOf(params) != QLatin1StringView("run") || params.contains(QStringLiteral("undo")))
            return ProcessManager::undo(params);
        QJsonObject back = params;
        back.remove(QStringLiteral("image"));
        back.remove(QStringLiteral("options"));
        back.insert(QStringLiteral("main"), QStringLiteral("rollback %1").arg(nameOf(params)));
        return {Undo::How::Step, key(), back,
                QStringLiteral("the container %1 of before runs again").arg(nameOf(params))};
    }

protected:
    QStringList actions() const override {
        return {QStringLiteral("run"),      QStringLiteral("restart"), QStringLiteral("start"),
                QStringLiteral("stop"),     QStringLiteral("status"),  QStringLiteral("version"),
                QStringLiteral("rollback"), QStringLiteral("check")};
    }
    QList<Field> ownFields() const override {
        return {text("image", "with `run`: the image; may hold $VARIABLES"),
                text("options", "with `run`: further options of docker run, parted by blanks"),
                flag("sudo", "true: through `sudo -n`, which must not ask for a password")};
    }
    const char* script() const override { return commandText; }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_IMAGE"), expand(textOf(params, "image"), variables));
        variables.insert(QStringLiteral("SLIPWAY_OPTIONS"), textOf(params, "options"));
        variables.insert(QStringLiteral("SLIPWAY_SUDO"),
                         flagOf(params, "sudo") ? QStringLiteral("yes") : QString());
    }
};

} // namespace

const StepKind& docker() {
    static const Docker kind;
    return kind;
}

} // namespace slipway::domain::steps
