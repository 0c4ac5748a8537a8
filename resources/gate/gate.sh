{ # Slipway's gate: starts a step on this host at most once, detached, and tells its state.
# Sent on standard input of:  exec /bin/sh -s -- OP SHELL WORKSPACE ENVIRONMENT ATTEMPT DIGEST FENCE [numbers]
# The braces make a truncated transfer a syntax error of which nothing runs. Variables and
# script come as here-documents, because dash reads ahead of `read` on its own script's input.
# Every line meant for the desk carries a nonce, so whatever a login shell prints is ignored.
@SPOOL@attempt=$5 digest=$6 fence=$7 d=$base/$5

# Supervises the command in a session of its own, so that killing the command spares it.
# The command is known by its process ID before it is executed: nothing runs unrecorded.
supervisor='
d=$1 shell=$2 limit=$3 grace=$4 mask=$5
stat_of $$ && put "$d/wrapper" "$$ $born $boot" || exit 1
cd "$HOME" || exit 1
uptime_ms; begun=$ms
(
  read -r pid rest </proc/self/stat && stat_of "$pid" && put "$d/command" "$pid $born" || exit 125
  _gate_script=$d/script _gate_shell=$shell _gate_setsid=$(command -v setsid)
  umask "$mask"
  exec >>"$d/out" 2>>"$d/err" || exit 125
  IFS= read -r _gate_line <&3 || exit 125
  _gate_value=$(printf "%b." "$_gate_line"); _gate_value=${_gate_value%.}
  if [ -n "$_gate_value" ]; then
    CDPATH= cd -- "$_gate_value" || exit 127
  fi
  while IFS= read -r _gate_line <&3; do
    [ "$_gate_line" = . ] && break
    _gate_value=$(printf "%b." "${_gate_line#*=}")
    export "${_gate_line%%=*}=${_gate_value%.}"
  done
  [ "$_gate_line" = . ] || exit 125
  exec "$_gate_setsid" "$_gate_shell" "$_gate_script" </dev/null 3<&-
) &
child=$!
exec 3<&-
watchdog=
if [ "$limit" != 0 ]; then
  setsid "$shell" -c "$library$watch" slipway-watch "$d" "$limit" "$grace" </dev/null >/dev/null &
  watchdog=$!
fi
wait "$child"; code=$?
uptime_ms
[ -z "$watchdog" ] || kill -KILL "-$watchdog" || kill -KILL "$watchdog"
out=0 err=0
sizes
# No room now: what the command printed last may not be in the logs.
full=
printf "%65536s" "" >"$d/room" || full=full
: >"$d/room"
put "$d/result" "done $code $((ms - begun)) $out $err $full"
sync "$d/result"
'
watch='
d=$1
nap "$2"
read -r word rest <"$d/result"
[ "$word" = done ] && exit
put "$d/timedout" yes
signal_all TERM
nap "$3"
signal_all KILL
'
# Waits until a start in progress has been recorded. A start that died before its point of no
# return is sealed, so that "nothing was started and nothing will be" stays true.
settle() {
  turn=0
  while :; do
    look # and only what it read counts: a slot may be written between two looks
    case $s in
    gated) [ -d "$d/sealed" ] && break ;;
    lost-process) [ "$wpid" = - ] || break ;;
    running) [ "$cpid" = - ] || break ;;
    *) break ;;
    esac
    turn=$((turn + 1))
    [ "$turn" -gt 800 ] && break
    if [ "$turn" -gt 200 ] && [ "$s" != running ] && ! being_started; then
      [ "$s" = gated ] && mkdir "$d/started" && mkdir "$d/sealed" || break
    fi
    nap 0.005
  done
}
same_command() { [ "$kept" = - ] || [ "$digest" = - ] || [ "$kept" = "$digest" ] || { say conflict; exit 0; }; }
answer() {
  same_command
  say "state $s $code $timedout $stopped $took $out $err$full"
}
prepare() {
  stat_of $$ && echo "$$ $born $boot" >"$d/starter" && echo "$digest" >"$d/digest" &&
    cat <&4 >"$d/script" && : >"$d/out" && : >"$d/err" || return 1
  size "$d/script"; [ "$size" = "$length" ] || return 1
  for slot in wrapper command result timedout stopped; do put "$d/$slot" - || return 1; done
  dd if=/dev/zero of="$d/room" bs=65536 count=1 && : >"$d/room" || return 1
  sync "$d" "$base" "$d/digest" "$d/wrapper" "$d/result"
  return 0
}
# Only a step that changes something has a fence. Another one than the lock's, higher or lower,
# means that the lock is not ours any more.
is_fenced() {
  [ "$fence" != - ] || return 1
  current_fence
  [ "$current" != "$fence" ]
}
# Attempts that nobody collected for 30 days go, but never while something of them lives.
sweep() {
  find "$base" -type d -name '[0-7]?????????????????????????' -mtime +30 | while read -r old; do
    (d=$old; look; case $s in running | orphan) ;; *) rm -rf "$d" ;; esac)
  done
}

exec 3<<'@END@' 4<<'@END@-script'
@VARIABLES@
@END@
@SCRIPT@
@END@-script
# Sends both logs from the byte offsets $1 and $2, each piece behind its length, until the attempt has
# ended and every byte was sent; then its state, read from the record and not from the channel.
follow() {
  n=$1 m=$2 pause=0.005 parent=$PPID
  # Exact bytes in constant time: whole blocks are skipped by seeking, the rest is cut.
  copy() { dd if="$1" bs=65536 skip=$(($2 / 65536)) | tail -c +$(($2 % 65536 + 1)) | head -c $(($3 - $2)); }
  same_command
  say stream
  while :; do
    quiet=1
    look
    to=$out; [ $((to - n)) -gt 4194304 ] && to=$((n + 4194304))
    [ "$to" -gt "$n" ] && { say "out $((to - n))"; copy "$d/out" "$n" "$to" || exit 1; n=$to quiet=; }
    to=$err; [ $((to - m)) -gt 4194304 ] && to=$((m + 4194304))
    [ "$to" -gt "$m" ] && { say "err $((to - m))"; copy "$d/err" "$m" "$to" || exit 1; m=$to quiet=; }
    if [ -n "$quiet" ]; then
      case $s in running | orphan) ;; *) answer; exit 0 ;; esac
      kill -0 "$parent" || exit 1 # our sshd is gone: leave nothing behind
      nap "$pause"
      case $pause in 0.005) pause=0.01 ;; 0.01) pause=0.02 ;; 0.02) pause=0.05 ;; 0.05) pause=0.1 ;; 0.1) pause=0.2 ;; 0.2) pause=0.4 ;; esac
    else
      pause=0.02
    fi
  done
}
case $op in
start | run)
  limit=$8 grace=$9 length=${10}
  command -v setsid >/dev/null || unfit "setsid is missing"
  [ -r /proc/self/stat ] || unfit "/proc is missing"
  own_folders
  is_fenced && { say "fenced $current"; exit 0; }
  if mkdir "$d"; then
    prepare || { rm -rf "$d"; unfit "the step cannot be stored: disk full or not writable"; }
    # Again, now that whoever takes the lock sees that a start is under way and waits for it.
    is_fenced && { rm -rf "$d"; say "fenced $current"; exit 0; }
    if mkdir "$d/started"; then
      setsid "$shell" -c "$library watch='$watch' library='$library'
$supervisor" slipway-step "$d" "$shell" "$limit" "$grace" "$mask" 3<&3 4<&- </dev/null >/dev/null &
    fi
  elif [ ! -d "$d" ]; then
    unfit "the step's folder cannot be made: disk full or not writable"
  fi
  settle
  [ "$op" = start ] || follow "${11}" "${12}"
  answer ;;
status)
  settle
  answer ;;
stop)
  settle
  is_fenced && { say "fenced $current"; exit 0; }
  case $s in
  running | orphan)
    still() { look; case $s in running | orphan) return 0 ;; esac; scan; [ "$living" != 0 ]; }
    put "$d/stopped" yes
    signal_all TERM
    turn=$(($8 * 10))
    while [ "$turn" -gt 0 ] && still; do turn=$((turn - 1)); nap 0.1; done
    if still; then
      signal_all KILL
      turn=50
      while [ "$turn" -gt 0 ] && still; do turn=$((turn - 1)); nap 0.1; done
    fi
    look ;;
  esac
  answer ;;
clean)
  settle
  case $s in
  running | orphan) say busy ;;
  *)
    rm -rf "$d" && say cleaned || unfit "the attempt's folder cannot be removed"
    sweep ;;
  esac ;;
follow)
  settle
  follow "$8" "$9" ;;
esac
exit 0
}
