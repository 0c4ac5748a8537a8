# What both the gate and its supervisor know of processes and slots. No single quote may stand here.
boot=-
read -r boot </proc/sys/kernel/random/boot_id
# Sets pid, pstate, ppid, group, session and born (start time) of process $1, which may be "self";
# fails when there is none.
stat_of() {
  read -r line <"/proc/$1/stat" && pid=${line%% *} line=${line##*) } || return 1
  set -- $line
  pstate=$1 ppid=$2 group=$3 session=$4 born=${20}
}
# A zombie is dead: where nobody reaps it still answers kill -0.
alive() { stat_of "$1" && [ "$born" = "$2" ] && [ "$pstate" != Z ] && [ "$pstate" != X ]; }
reused() { stat_of "$1" && [ "$born" != "$2" ]; }
# Slots are written before anything starts and overwritten in place, which works on a full disk. The
# words are a line of their own, the room behind it is for longer ones: a shell reads byte by byte.
put() {
  printf "%-126s\n" "$2 end
" 1<>"$1"
}
size() { set -- $(ls -ln "$1") 0 0 0 0 0; size=$5; }
# Sets out and err, the sizes of both logs, where they are not empty.
sizes() {
  [ -s "$d/out" ] || [ -s "$d/err" ] || return 0
  set -- $(cd "$d" && ls -ln err out)
  [ $# = 18 ] && err=$5 out=${14}
}
uptime_ms() { read -r up rest </proc/uptime; part=1${up#*.}; ms=$((${up%.*} * 1000 + (part - 100) * 10)); }
nap() { sleep "$1" || sleep 1; }
# Sets living (processes of the sessions of command and supervisor, without its watchdog and the
# sleep of that) and strays (those of the command that left its process group).
scan() {
  living=0 strays=
  own=$wpid; reused "$wpid" "$wborn" && own=-
  theirs=$cpid; reused "$cpid" "$cborn" && theirs=-
  for entry in /proc/[0-9]*; do
    entry=${entry#/proc/}
    stat_of "$entry" || continue
    [ "$pstate" = Z ] && continue
    if [ "$session" = "$theirs" ]; then
      living=$((living + 1))
      [ "$group" = "$theirs" ] || strays="$strays $entry"
    elif [ "$session" = "$own" ] && [ "$entry" != "$watchdog" ] && [ "$ppid" != "$watchdog" ]; then
      living=$((living + 1))
    fi
  done
}
read_slots() {
  wpid=- wborn=- wboot=- watchdog=- cpid=- cborn=-
  read -r wpid wborn wboot watchdog wend <"$d/wrapper" && [ "$wend" = end ] || wpid=-
  read -r cpid cborn cend <"$d/command" && [ "$cend" = end ] || cpid=-
  # A shell reads byte by byte: while a slot is being filled, its empty mark "-" may come with
  # the rest of the new words ("-234 ..."). Then it counts as still empty.
  case $wpid in *[!0-9]*) wpid=- ;; esac
  case $cpid in *[!0-9]*) cpid=- ;; esac
}
# Sends $1 to everything that the command started and that did not leave its session.
signal_all() {
  read_slots
  [ "$cpid" = - ] || reused "$cpid" "$cborn" && return
  kill "-$1" "-$cpid" || kill "-$1" "$cpid"
  scan
  for stray in $strays; do kill "-$1" "$stray"; done
}
