#include "app/domain/watched_log.h"

#include "app/domain/probes/parts.h"
#include "app/domain/variables.h"

namespace slipway::domain {

namespace {

constexpr qint64 blockBytes = 512; ///< POSIX: what `ulimit -f` counts in
constexpr base::Milliseconds afterTheEnd{5 * 60'000};

QString placeOf(const WatchedLog& log) {
    return probes::textOf(log.params, "in", QStringLiteral("file"));
}

// Everything people wrote is a variable here. The kernel itself ends a keeper whose output is full, and
// `tail` goes on when a file is rotated, cut or comes only later.
constexpr const char* keeper = R"sh(name=$SLIPWAY_NAME
id=${SLIPWAY_DEPLOYMENT:-}
since=${SLIPWAY_LIVE_SINCE:-0}
now() { date +%s; }
until=$(($(now) + SLIPWAY_LOG_SECONDS))
case $SLIPWAY_LOG_IN in
journal) command -v journalctl >/dev/null 2>&1 || missing "journalctl is not there"
  scope=; [ "$SLIPWAY_USER_UNIT" != yes ] || { scope=--user; user_units; } ;;
docker) find_docker ;;
esac
size_of() { stat -L -c %s -- "$1" 2>/dev/null || wc -c <"$1"; }
lines=
echo x | grep --line-buffered x >/dev/null 2>&1 && lines=--line-buffered
chosen() {
  if [ -n "$SLIPWAY_MATCHES" ]; then grep $lines -aE -e "$SLIPWAY_MATCHES"; else cat; fi
}
# The part of the file $1 that is the deployment's, as far as it is there already, and then what comes.
keep_file() {
  size=0
  [ ! -r "$1" ] || size=$(size_of "$1")
  if [ -n "$again" ]; then :
  elif [ -n "$id" ] && [ "$size" -gt 0 ]; then
    from=$((size > 8388608 ? size - 8388608 : 0))
    tail -c +$((from + 1)) -- "$1" | head -c $((size - from)) |
      awk -v id="$id" 'seen || index($0, id) { seen = 1; print }' | chosen
  fi
  [ -e "$1" ] || echo "$1 is not there yet" >&2
  tail -c +$((size + 1)) -F -- "$1" | chosen
}
keep() {
  case $SLIPWAY_LOG_IN in
  journal) journalctl ${scope:+"$scope"} -u "$name" --since "@$since" -o short-iso --no-pager -f | chosen ;;
  docker) { docker logs -f -t --since "$since" -- "$name" 2>&1 >&3 | chosen >&2; } 3>&1 | chosen ;;
  pm2) folder=${PM2_HOME:-$HOME/.pm2}/logs
    keep_file "$folder/$name-error.log" >&2 &
    keep_file "$folder/$name-out.log"
    wait ;;
  *) keep_file "$(at_home "$name")" ;;
  esac
}
is_full() {
  for number in 1 2; do
    stream=/proc/$$/fd/$number
    [ ! -f "$stream" ] || [ "$(size_of "$stream")" -lt $((SLIPWAY_LOG_BLOCKS * 512)) ] || return 0
  done
  return 1
}
again=
while [ "$(now)" -lt "$until" ]; do
  (
    ulimit -f "$SLIPWAY_LOG_BLOCKS"
    keep
  ) &
  keeper=$!
  while alive "$keeper" && ! is_full && [ "$(now)" -lt "$until" ]; do sleep "$SLIPWAY_LOG_PAUSE"; done
  if is_full; then
    trap '' TERM
    kill -s TERM 0
    echo "the log is longer than $((SLIPWAY_LOG_BLOCKS / 2048)) MiB, and what follows is not kept"
    exit 75
  fi
  # A container that was stopped, a journal that was restarted: on from here.
  again=yes since=$(now)
  sleep "$SLIPWAY_LOG_PAUSE"
done
trap '' TERM
kill -s TERM 0
exit 0
)sh";

} // namespace

QString WatchedLog::title() const {
    const QString name = probes::mainOf(params), in = placeOf(*this);
    return in == QLatin1StringView("file") ? name : in + QLatin1Char(' ') + name;
}

RemoteCommand logCommand(const WatchedLog& log, const Variables& variables, base::Milliseconds lasts) {
    RemoteCommand command;
    command.script = probes::fixedScript(keeper);
    command.timeout = lasts + afterTheEnd;
    command.isFixed = true;
    command.variables = variables;
    const auto set = [&](const char* name, const QString& value) {
        command.variables.insert(QString::fromLatin1(name), value);
    };
    set("SLIPWAY_NAME", expand(probes::mainOf(log.params), variables));
    set("SLIPWAY_LOG_IN", placeOf(log));
    set("SLIPWAY_USER_UNIT",
        probes::flagOf(log.params, "user") ? QStringLiteral("yes") : QStringLiteral("no"));
    set("SLIPWAY_MATCHES", probes::textOf(log.params, "matches"));
    set("SLIPWAY_LOG_SECONDS", QString::number(lasts.count() / 1000));
    set("SLIPWAY_LOG_BLOCKS", QString::number(mostOfLog / blockBytes));
    set("SLIPWAY_LOG_PAUSE", QStringLiteral("5"));
    return command;
}

} // namespace slipway::domain
