#include "app/domain/steps/kinds.h"
#include "app/domain/steps/process_manager.h"

namespace slipway::domain::steps {

namespace {

// PM2 is often installed below the home folder, where a session without login does not look.
const char commandText[] = R"sh(name=$SLIPWAY_NAME
for folder in "$HOME/.npm-global/bin" "$HOME/.local/bin" "$HOME"/.nvm/versions/node/*/bin /usr/local/bin; do
  [ ! -d "$folder" ] || PATH=$PATH:$folder
done
command -v pm2 >/dev/null 2>&1 || fail 70 "pm2 is not on the PATH of a session without login"
home=${PM2_HOME:-$HOME/.pm2}
# In cluster mode one name has several processes; 0 stands for one that is stopped.
processes() { pm2 pid "$name" 2>/dev/null | tr '\n' ' ' | tr -cd '0-9 '; }
old=$(processes)
[ -n "$(printf '%s' "$old" | tr -d ' ')" ] || fail 71 "pm2 knows no $name"
run() {
  now=$(processes)
  [ -n "$(printf '%s' "$now" | tr -d ' ')" ] || return 1
  for process in $now; do alive "$process" || return 1; done
}
prove() {
  turn=$((SLIPWAY_WITHIN * 2))
  until run; do
    [ "$turn" -gt 0 ] || fail 72 "$name does not run after $SLIPWAY_WITHIN s"
    turn=$((turn - 1))
    nap 0.5
  done
  steady=$now
  nap "$SLIPWAY_STEADY"
  run && [ "$now" = "$steady" ] || fail 73 "$name started again within $SLIPWAY_STEADY s: it had $steady, now $now"
  echo "$name is online, process $now"
}
first() { set -- $old; printf '%s' "${1:-0}"; }
look_after() {
  [ -f "$home/dump.pm2" ] && grep -qF "\"name\": \"$name\"" "$home/dump.pm2" ||
    warn "$name would not start after a reboot: it is not in pm2's saved list (pm2 save)"
  systemctl is-enabled "pm2-$(id -un)" >/dev/null 2>&1 || [ -e "/etc/init.d/pm2-$(id -un)" ] ||
    warn "pm2 itself does not start after a reboot (pm2 startup)"
  pm2 jlist 2>/dev/null | tr ',' '\n' | grep -q '"max_memory_restart":[ "]*[0-9]' ||
    warn "no process of pm2 has a memory limit (max_memory_restart)"
  [ -d "$home/modules/pm2-logrotate" ] || grep -rqsF -- "$home" /etc/logrotate.conf /etc/logrotate.d ||
    warn "pm2's logs do not rotate (pm2 install pm2-logrotate)"
}
case $SLIPWAY_ACTION in
status) run || fail 72 "$name does not run"
  echo "$name is online, process $now, version $(carried "$(first)" SLIPWAY_REF)" ;;
version) run || fail 72 "$name does not run"
  version=$(carried "$(first)" SLIPWAY_REF)
  echo "$version"
  [ "$version" = "$SLIPWAY_REF" ] || fail 76 "$name runs ${version:-an unknown version}, expected $SLIPWAY_REF" ;;
check) look_after
  [ -z "$warned" ] || exit 75
  echo "$name starts after a reboot, has a memory limit, and its log rotates" ;;
stop) pm2 stop "$name" || fail 1 "$name could not be stopped"
  gone "$old" "$SLIPWAY_WITHIN" || fail 74 "a process of $old is still there"
  echo "$name is stopped" ;;
*) if [ "${SLIPWAY_SINGLE_INSTANCE:-}" = yes ]; then
    pm2 stop "$name" || fail 1 "$name could not be stopped"
    gone "$old" "$SLIPWAY_WITHIN" || fail 74 "a process of $old is still there, so no second one is started"
  fi
  # The environment of this step, and with it the deployment's ID, goes to the process.
  if [ "$SLIPWAY_ACTION" = reload ]; then
    pm2 reload "$name" --update-env || fail 72 "pm2 could not reload $name"
  else
    pm2 restart "$name" --update-env || fail 72 "pm2 could not start $name"
  fi
  prove
  look_after ;;
esac
exit 0
)sh";

class Pm2 final : public ProcessManager {
public:
    QString key() const override { return QStringLiteral("pm2"); }

protected:
    QStringList actions() const override {
        return {QStringLiteral("restart"), QStringLiteral("start"),  QStringLiteral("stop"),
                QStringLiteral("reload"),  QStringLiteral("status"), QStringLiteral("version"),
                QStringLiteral("check")};
    }
    const char* script() const override { return commandText; }
};

} // namespace

const StepKind& pm2() {
    static const Pm2 kind;
    return kind;
}

} // namespace slipway::domain::steps
