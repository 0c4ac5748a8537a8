{ # Slipway's gate: starts a step on this host at most once, detached, and tells its state.
# Sent on standard input of:  exec /bin/sh -s -- OP SHELL WORKSPACE ENVIRONMENT ATTEMPT DIGEST FENCE [numbers]
# The braces make a truncated transfer a syntax error of which nothing runs. Variables and
# script come as here-documents, because dash reads ahead of `read` on its own script's input.
# Every line meant for the desk carries a nonce, so whatever a login shell prints is ignored.
@SPOOL@attempt=$5 digest=$6 fence=$7 d=$base/$5

# Supervises the command in a session of its own, so that killing the command spares it.
# The command is known by its process ID before it is executed: nothing runs unrecorded.
# Its output is a pipe to the gate that started it, to which it tells when the command is recorded and
# when it has ended: three short words at most, so that it never waits for the gate, which may be gone.
supervisor='
d=$1 shell=$2 limit=$3 grace=$4 mask=$5 kept=$6
trap "" PIPE
stat_of self && cd "$HOME" || exit 1
watch &
watchdog=$!
put "$d/wrapper" "$$ $born $boot $watchdog" || { kill "$watchdog"; exit 1; }
uptime_ms; begun=$ms
(
  stat_of self && put "$d/command" "$pid $born" || exit 125
  echo recorded
  trap - PIPE
  _gate_script=$d/script _gate_shell=$shell _gate_setsid=setsid
  umask "$mask"
  exec >>"$d/out" 2>>"$d/err" || exit 125
  IFS= read -r _gate_line <&3 || exit 125
  _gate_value=$_gate_line; decode
  if [ -n "$_gate_value" ]; then
    CDPATH= cd -- "$_gate_value" || exit 127
  fi
  while IFS= read -r _gate_line <&3; do
    [ "$_gate_line" = . ] && break
    _gate_value=${_gate_line#*=} _gate_line=${_gate_line%%=*}
    decode
    [ "$_gate_line" != PATH ] || _gate_setsid=$(command -v setsid)
    export "$_gate_line=$_gate_value"
  done
  [ "$_gate_line" = . ] || exit 125
  exec "$_gate_setsid" "$_gate_shell" "$_gate_script" </dev/null 3<&-
) &
child=$!
exec 3<&-
wait "$child"; code=$?
uptime_ms
out=0 err=0
sizes
# No room now: what the command printed last may not be in the logs.
full=
printf "%8192s" "" >"$d/room" || full=full
: >"$d/room"
put "$d/result" "done $code $((ms - begun)) $out $err $full"
echo ended
# A watchdog that has acted may have ended by itself, and its number be taken.
read -r word rest <"$d/timedout"
{ [ "$word" = yes ] && ! { stat_of "$watchdog" && [ "$ppid" = $$ ]; }; } || kill "$watchdog"
exec sync "$d/result" >/dev/null
'
# The watchdog sleeps so that it can be ended at any time together with its sleep. Its first word spares
# the gate a process of its own for a step that is over by then.
watch='
decode() { case $_gate_value in *\\*) _gate_value=$(printf "%b." "$_gate_value"); _gate_value=${_gate_value%.} ;; esac; }
doze() {
  trap "kill -KILL \$!; exit" TERM
  sleep "$1" >/dev/null &
  wait $! || { sleep 1 >/dev/null & wait $!; }
  trap - TERM
}
# Of a log the desk keeps the first $kept bytes, or fewer, and not more than a quarter of that from its end. An
# endless one lets go of what lies between, where the file system can; what has gone is recorded before it goes.
trim() {
  size "$d/$1"
  read -r cut rest <"$d/$1.cut" && [ "$cut" -ge 0 ] || return
  [ "$cut" -gt "$kept" ] || cut=$kept
  [ $((size - cut)) -gt $((kept * 4)) ] || return
  cut=$(((size - kept * 2) / 65536 * 65536))
  put "$d/$1.cut" "$cut $kept" && fallocate -p -o "$kept" -l $((cut - kept)) "$d/$1" || put "$d/$1.cut" "0 0"
}
watch() {
  exec 3<&-
  doze 0.05
  echo tick
  exec >/dev/null
  left=${limit%.*}
  while [ "$limit" = 0 ] || [ "$left" -gt 5 ]; do
    doze 5
    trim out
    trim err
    left=$((left - 5))
  done
  doze "$left.${limit#*.}"
  read -r word rest <"$d/result"
  [ "$word" = done ] && exit
  put "$d/timedout" yes
  signal_all TERM
  doze "$grace"
  signal_all KILL
}
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
      [ "$s" = gated ] && make "$d/started" && mkdir "$d/sealed" || break
    fi
    nap 0.005
  done
}
same_command() { [ "$kept" = - ] || [ "$digest" = - ] || [ "$kept" = "$digest" ] || { say conflict; exit 0; }; }
answer() {
  same_command
  say "state $s $code $timedout $stopped $took $out $err$full"
}
# Stores the script and compares its length. Short ones are read by the shell, byte by byte, which is
# cheaper than a program.
store_script() {
  size=0 language=${LC_ALL+=}${LC_ALL-}
  if [ "$length" -gt 4096 ]; then
    cat <&4 >"$d/script" && size "$d/script"
  else
    LC_ALL=C
    while IFS= read -r line; do
      printf "%s\n" "$line" && size=$((size + ${#line} + 1)) || break
    done <&4 >"$d/script"
    [ -n "$language" ] && LC_ALL=${language#=} || unset LC_ALL
  fi
  [ "$size" = "$length" ]
}
prepare() {
  stat_of $$ && echo "$$ $born $boot" >"$d/starter" && echo "$digest" >"$d/digest" &&
    store_script && make "$d/out" && make "$d/err" || return 1
  for slot in wrapper command result timedout stopped; do put "$d/$slot" - || return 1; done
  put "$d/out.cut" "0 0" && put "$d/err.cut" "0 0" || return 1
  printf "%8192s" >"$d/room" && printf "" >"$d/room" || return 1
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
# Waits for the next word of the supervisor that this gate started, but not much longer than $pause: then
# a word of its own comes down the same pipe, because a read has no time limit. The first such word is the
# watchdog's. Where there is no supervisor to hear (any more), it just waits.
rest() {
  case $heard in
  '') nap "$pause"; return ;;
  ticked) { nap "$pause"; echo tick; } >/proc/self/fd/7 & ;;
  esac
  read -r word <&7 && heard=ticked || heard=
}
# Sends both logs from the byte offsets $1 and $2, each piece behind its length, until the attempt has
# ended and every byte was sent; then its state, read from the record and not from the channel.
follow() {
  n=$1 m=$2 pause=0.005 parent=$PPID
  # Sets from and to: what is sent next of the log $1 of $2 bytes, from $3 on. Only a piece of what is far behind
  # is larger than 4 MiB: by its length the desk knows that. Such pieces are whole blocks, which one program copies.
  # What the log has let go of is passed over.
  reach() {
    from=$3 to=$2
    if read -r cut head rest <"$d/$1.cut" && [ "$cut" -gt "$from" ]; then
      if [ "$from" -ge "$head" ]; then
        say "gap $1 $cut"
        from=$cut
      elif [ "$to" -gt "$head" ]; then
        to=$head
      fi
    fi
    [ $((to - from)) -gt 4194304 ] || return
    last=$to
    to=$((from / 65536 * 65536 + 16777216))
    [ "$to" -le "$last" ] || to=$((last / 65536 * 65536))
    [ $((from % 65536)) = 0 ] || to=$((from / 65536 * 65536 + 65536))
  }
  # Exact bytes in constant time: whole blocks are skipped by seeking, the rest is cut.
  copy() {
    if [ $(($2 % 65536 + $3 % 65536)) = 0 ]; then
      dd if="$1" bs=65536 skip=$(($2 / 65536)) count=$((($3 - $2) / 65536))
    elif [ "$2" = 0 ]; then
      head -c "$3" "$1"
    else
      dd if="$1" bs=65536 skip=$(($2 / 65536)) | tail -c +$(($2 % 65536 + 1)) | head -c $(($3 - $2))
    fi
  }
  same_command
  say stream
  [ -z "$heard" ] || pause=0.05 rest
  while :; do
    quiet=1
    look
    reach out "$out" "$n"; n=$from
    [ "$to" -gt "$n" ] && { say "out $((to - n))"; copy "$d/out" "$n" "$to" || exit 1; n=$to quiet=; }
    reach err "$err" "$m"; m=$from
    [ "$to" -gt "$m" ] && { say "err $((to - m))"; copy "$d/err" "$m" "$to" || exit 1; m=$to quiet=; }
    if [ -n "$quiet" ]; then
      case $s in running | orphan) ;; *) answer; exit 0 ;; esac
      kill -0 "$parent" || exit 1 # our sshd is gone: leave nothing behind
      rest
      case $pause in 0.005) pause=0.01 ;; 0.01) pause=0.02 ;; 0.02) pause=0.05 ;; 0.05) pause=0.1 ;; 0.1) pause=0.2 ;; 0.2) pause=0.4 ;; esac
    else
      pause=0.02
    fi
  done
}
heard=
case $op in
start | run)
  limit=$8 grace=$9 length=${10} kept=${11}
  command -v setsid >/dev/null || unfit "setsid is missing"
  [ -r /proc/self/stat ] || unfit "/proc is missing"
  own_folders
  is_fenced && { say "fenced $current"; exit 0; }
  if mkdir "$d"; then
    prepare || { rm -rf "$d"; unfit "the step cannot be stored: disk full or not writable"; }
    # Again, now that whoever takes the lock sees that a start is under way and waits for it.
    is_fenced && { rm -rf "$d"; say "fenced $current"; exit 0; }
    if make "$d/started"; then
      # The supervisor must not be waited for: it is a grandchild of the pipe's left side.
      {
        setsid "$shell" -c "$library$watch$supervisor" slipway-step "$d" "$shell" "$limit" "$grace" "$mask" "$kept" \
          3<&3 4<&- </dev/null &
      } | {
        exec 7<&0 </dev/null 3<&- 4<&-
        [ -w /proc/self/fd/7 ] && heard=recorded
        # Without a word nobody has the pipe any more, and the record says what became of it.
        read -r word <&7 || heard= word=
        kept=- # the digest there is ours
        [ "$word" = recorded ] || settle
        [ "$op" = start ] || follow "${12}" "${13}"
        [ "$word" != recorded ] || look
        answer
      }
      exit 0
    fi
  elif [ ! -d "$d" ]; then
    unfit "the step's folder cannot be made: disk full or not writable"
  fi
  settle
  [ "$op" = start ] || follow "${12}" "${13}"
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
