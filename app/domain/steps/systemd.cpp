#include "app/domain/steps/kinds.h"
#include "app/domain/steps/process_manager.h"

namespace slipway::domain::steps {

namespace {

const char commandText[] = R"sh(unit=$SLIPWAY_NAME
case $unit in *.*) ;; *) unit=$unit.service ;; esac
command -v systemctl >/dev/null 2>&1 || fail 70 "systemctl is not there"
as_root() { "$@"; }
[ "$SLIPWAY_SUDO" != yes ] || as_root() { sudo -n -- "$@"; }
scope= drop=/etc/systemd/system/$unit.d
if [ "$SLIPWAY_USER_UNIT" = yes ]; then
  scope=--user drop=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/$unit.d
  XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
  export XDG_RUNTIME_DIR
fi
ctl() { as_root systemctl ${scope:+"$scope"} "$@"; }
show() { systemctl ${scope:+"$scope"} show -p "$1" "$unit" | sed -n "s/^$1=//p"; }
[ "$(show LoadState)" = loaded ] || fail 71 "there is no unit $unit (it is $(show LoadState))"
process() { show MainPID; }
prove() {
  turn=$((SLIPWAY_WITHIN * 5))
  until [ "$(show ActiveState)" = active ]; do
    [ "$(show ActiveState)" != failed ] || fail 72 "$unit failed: $(show Result)"
    [ "$turn" -gt 0 ] || fail 72 "$unit is $(show ActiveState) after $SLIPWAY_WITHIN s"
    turn=$((turn - 1))
    nap 0.2
  done
  now=$(process)
  nap "$SLIPWAY_STEADY"
  [ "$(show ActiveState)" = active ] && [ "$(process)" = "$now" ] ||
    fail 73 "$unit is $(show ActiveState), and process $now is not its main process any more"
  echo "$unit is active, process $now"
}
hand_on() {
  text='[Service]'
  for pair in "SLIPWAY_DEPLOYMENT=$SLIPWAY_DEPLOYMENT" "SLIPWAY_REF=$SLIPWAY_REF" "SLIPWAY_COMMIT=$SLIPWAY_COMMIT"; do
    case ${pair#*=} in '' | *[!A-Za-z0-9._/+-]*) continue ;; esac
    text="$text
Environment=$pair"
  done
  as_root mkdir -p "$drop" && printf '%s\n' "$text" | as_root tee "$drop/50-slipway.conf" >/dev/null &&
    ctl daemon-reload || warn "the deployment's ID could not be handed on to $unit through $drop"
}
look_after() {
  case $(ctl is-enabled "$unit" 2>/dev/null) in
  enabled | alias | static | indirect | generated) ;;
  *) warn "$unit would not start after a reboot: it is not enabled" ;;
  esac
  [ "$(show Restart)" != no ] || warn "$unit is not started again when it crashes (Restart=no)"
  case $(show MemoryMax) in '' | infinity) warn "$unit has no memory limit (MemoryMax)" ;; esac
  case $(show StandardOutput) in
  file:* | append:* | truncate:*)
    path=$(show StandardOutput)
    grep -rqsF -- "${path#*:}" /etc/logrotate.conf /etc/logrotate.d ||
      warn "$unit writes to ${path#*:}, which logrotate does not know" ;;
  esac
  [ -z "$scope" ] || [ "$(loginctl show-user -p Linger "$(id -un)" 2>/dev/null)" = Linger=yes ] ||
    warn "units of this user end at logout and do not start after a reboot: loginctl enable-linger"
}
old=$(process)
case $SLIPWAY_ACTION in
status) [ "$(show ActiveState)" = active ] || fail 72 "$unit is $(show ActiveState)"
  echo "$unit is active, process $old, version $(carried "$old" SLIPWAY_REF)" ;;
version) [ "$(show ActiveState)" = active ] || fail 72 "$unit is $(show ActiveState)"
  version=$(carried "$old" SLIPWAY_REF)
  echo "$version"
  [ "$version" = "$SLIPWAY_REF" ] || fail 76 "$unit runs ${version:-an unknown version}, expected $SLIPWAY_REF" ;;
check) look_after
  [ -z "$warned" ] || exit 75
  echo "$unit starts after a reboot and a crash, has a memory limit, and its log rotates" ;;
stop) ctl stop "$unit" || fail 1 "$unit could not be stopped"
  gone "$old" "$SLIPWAY_WITHIN" || fail 74 "process $old is still there"
  echo "$unit is stopped" ;;
*) hand_on
  if [ "$SLIPWAY_ACTION" = restart ] && [ "${SLIPWAY_SINGLE_INSTANCE:-}" = yes ]; then
    ctl stop "$unit" || fail 1 "$unit could not be stopped"
    gone "$old" "$SLIPWAY_WITHIN" || fail 74 "process $old is still there, so no second one is started"
    ctl start "$unit" || fail 72 "$unit could not be started: $(show Result)"
  else
    ctl "$SLIPWAY_ACTION" "$unit" || fail 72 "systemctl $SLIPWAY_ACTION failed: $(show Result)"
  fi
  prove
  look_after ;;
esac
exit 0
)sh";

class Systemd final : public ProcessManager {
public:
    QString key() const override { return QStringLiteral("systemd"); }

protected:
    QStringList actions() const override {
        return {QStringLiteral("restart"), QStringLiteral("start"),  QStringLiteral("stop"),
                QStringLiteral("reload"),  QStringLiteral("status"), QStringLiteral("version"),
                QStringLiteral("check")};
    }
    QList<Field> ownFields() const override {
        return {flag("user", "true: a unit of the user that logs in (systemctl --user)"),
                flag("sudo", "true: through `sudo -n`, which must not ask for a password")};
    }
    const char* script() const override { return commandText; }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_USER_UNIT"),
                         flagOf(params, "user") ? QStringLiteral("yes") : QString());
        variables.insert(QStringLiteral("SLIPWAY_SUDO"),
                         flagOf(params, "sudo") ? QStringLiteral("yes") : QString());
    }
};

} // namespace

const StepKind& systemd() {
    static const Systemd kind;
    return kind;
}

} // namespace slipway::domain::steps
