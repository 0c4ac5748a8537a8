{ # Slipway's lock of an environment on a host, which keeps desks apart.
# Sent on standard input of:  exec /bin/sh -s -- OP SHELL WORKSPACE ENVIRONMENT TAKEOVER SEEN
# The braces make a truncated transfer a syntax error of which nothing runs.
# Every taking makes a generation, a file lock/N; N is the fence and only grows. The highest one is
# the lock. A generation is linked into place whole: nobody ever sees half of one. Its words stay
# octal-escaped from desk to desk. Its first slot is the heartbeat, its second says held or free.
@SPOOL@takeover=$5 seen=$6 lock=$base/lock
[ -r /proc/uptime ] || unfit "/proc is missing"
exec 3<<'@END@'
@VARIABLES@
@END@

# The slots of a generation are whole lines.
put_line() { printf "%-126s\n" "$2 end" 1<>"$1"; }
# The heartbeat counts uptime, which no step of the clock changes; wall time tells what was before a reboot.
beat() {
  now=$(date +%s)
  uptime_ms
  put_line "$1" "beat $boot $ms $now $ms $now"
}
# Sets the lock's fields. A slot that is read while it is being written (a shell reads byte by byte)
# disagrees with its own copy.
read_generation() {
  read -r word bboot bms bwall bms2 bwall2 bend || return 1
  [ "$word $bms $bwall $bend" = "beat $bms2 $bwall2 end" ] || return 1
  read -r held hend && [ "$hend" = end ] || return 1
  read -r k1 since && read -r k2 owner && read -r k3 who && read -r k4 reason && read -r k5 from &&
    read -r k6 && [ "$k1 $k2 $k3 $k4 $k5 $k6" = "since owner who reason from end" ]
}
look_lock() {
  turn=0
  while :; do
    held=free since=0 owner== who== reason== from== age=0
    current_fence
    case $current in
    0) return 0 ;;
    -) held=unreadable; return 0 ;;
    esac
    read_generation <"$lock/$current" && case $held in held | free) break ;; esac
    turn=$((turn + 1))
    [ "$turn" -gt 50 ] && { held=unreadable since=0 owner== who== reason== from==; return 0; }
    nap 0.01
  done
  now=$(date +%s)
  uptime_ms
  age=$((ms - bms))
  if [ "$bboot" != "$boot" ]; then
    age=$ms
    [ $(((now - bwall) * 1000)) -gt "$age" ] && age=$(((now - bwall) * 1000))
  fi
  [ "$age" -ge 0 ] || age=0
}
# A start under an older fence may have looked at it just before this generation was made. Those that
# come later see the new one; these are waited for, so that none begins after the answer.
wait_for_starts() {
  for d in "$base"/[0-7]?????????????????????????; do
    turn=0
    while [ -f "$d/starter" ] && [ ! -d "$d/sealed" ] && being_started && [ "$turn" -lt 500 ]; do
      read_slots
      [ "$cpid" = - ] || break
      turn=$((turn + 1))
      nap 0.01
    done
  done
}
answer() {
  [ "$held" != unreadable ] || unfit "the lock cannot be read"
  [ "$held" = held ] || since=0 age=0 owner== who== reason== from==
  running=0
  for d in "$base"/[0-7]?????????????????????????; do
    look
    case $s in running | orphan) running=$((running + 1)) ;; esac
  done
  say "lock $current $held $age $since $owner $who $reason $from $running"
  exit 0
}
make_generation() {
  draft=$lock/new.$nonce
  beat "$draft" && put_line "$draft.held" held && cat "$draft.held" >>"$draft" &&
    printf 'since %s\nowner %s\nwho %s\nreason %s\nfrom %s\nend\n' \
      "$now" "$my_owner" "$my_who" "$my_reason" "$1" >>"$draft" &&
    sync "$draft"
}
take() {
  next=$((current + 1))
  # Where there is no lock folder (any more), the clock gives a number that was not given before.
  [ "$current" != 0 ] || next=$(date +%s)
  made=1
  make_generation "$1" && ln "$draft" "$lock/$next" || made=
  rm -f "$draft" "$draft.held"
  if [ -z "$made" ]; then
    [ -e "$lock/$next" ] || unfit "the lock cannot be stored: disk full, not writable or without hard links"
    return 1
  fi
  # Who slept since it looked may have made one that is long pruned.
  current_fence
  [ "$current" = "$next" ] || { rm -f "$lock/$next"; return 1; }
  sync "$lock" "$base"
  for entry in "$lock"/[0-9]*; do
    [ "${entry##*/}" -ge $((next - 20)) ] || rm -f "$entry"
  done
  find "$lock" -name 'new.*' -mmin +60 -exec rm -f {} +
}

read -r my_owner <&3 && read -r my_who <&3 && read -r my_reason <&3 || unfit "the order is not whole"
case $op in
lock)
  own_folders
  [ -d "$lock" ] || mkdir "$lock" || [ -d "$lock" ] || unfit "cannot make a folder in the home folder"
  outrun=
  while :; do
    look_lock
    case $held in
    free) take "$owner" && continue ;;
    held)
      if [ "$owner" = "$my_owner" ]; then
        fence=$current
        beat "$lock/$current"
        wait_for_starts
        look_lock
        [ "$current" = "$fence" ] || continue
        answer
      fi ;;
    esac
    [ "$held" = free ] && continue
    [ "$takeover" = yes ] && [ -z "$outrun" ] || answer
    [ "$seen" = - ] || [ "$seen" = "$current" ] || answer
    [ "$current" != - ] || unfit "the lock cannot be read"
    take "$owner" || outrun=1
  done ;;
unlock)
  look_lock
  if [ "$held" = held ] && [ "$owner" = "$my_owner" ]; then
    # A slot of its own: a heartbeat on its way cannot take back what was given back.
    printf '%-126s\n' 'free end' | dd of="$lock/$current" bs=127 seek=1 conv=notrunc ||
      unfit "the lock cannot be given back"
    look_lock
  fi
  answer ;;
show)
  look_lock
  answer ;;
esac
exit 0
}
