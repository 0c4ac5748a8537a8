set -u
{ read -r word && read -r word mask; } </proc/self/status && [ "$word" = Umask: ] || mask=$(umask)
umask 077
nonce=@NONCE@
say() { printf '\n%s %s end\n' "$nonce" "$*"; }
unfit() { say "unfit $*"; exit 0; }
say hello
op=$1 shell=$2 workspace=$3 environment=$4
exec 2>/dev/null
library='@PROCESS@'
eval "$library"

[ -n "${HOME:-}" ] && cd "$HOME" || unfit "the home folder cannot be entered"
base=$HOME/.slipway/$workspace/$environment

is_ours() { [ -O "$1" ] && [ ! -L "$1" ]; }
# Folders that are found and not made may be open to others; that they were closed is remembered.
own_folders() {
  for folder in "$HOME/.slipway" "$HOME/.slipway/$workspace" "$base"; do
    [ -d "$folder" ] || mkdir "$folder" || [ -d "$folder" ] || unfit "cannot make a folder in the home folder"
    is_ours "$folder" || unfit "a folder below .slipway is not ours"
  done
  is_ours "$base/closed" && return
  chmod 700 "$HOME/.slipway" "$HOME/.slipway/$workspace" "$base" || unfit "a folder below .slipway is not ours"
  make "$base/closed"
}
# Makes an empty file that was not there; of several who try only one succeeds.
make() {
  set -C
  printf "" >"$1"
  made=$?
  set +C
  return "$made"
}
# Sets current: the highest generation of the environment's lock, which is the fence; 0 when there
# is none, - when that cannot be told.
current_fence() {
  current=0
  [ -e "$base/lock" ] || return 0
  is_ours "$base/lock" && [ -r "$base/lock" ] && [ -x "$base/lock" ] || { current=-; return 0; }
  for entry in "$base/lock"/[0-9]*; do
    entry=${entry##*/}
    case $entry in *[!0-9]*) continue ;; esac
    [ "$entry" -gt "$current" ] && current=$entry
  done
}

# Sets s and the other fields of the answer about the attempt in $d, without waiting.
look() {
  s=never code=-1 took=0 out=0 err=0 kept=- timedout=no stopped=no full= wpid=- cpid=-
  [ -d "$d" ] || return 0
  is_ours "$d" || unfit "the attempt's folder is not ours"
  s=gated
  read -r kept <"$d/digest" || kept=-
  read -r timedout rest <"$d/timedout"; [ "$timedout" = yes ] || timedout=no
  read -r stopped rest <"$d/stopped"; [ "$stopped" = yes ] || stopped=no
  look_result && return 0
  sizes
  [ -e "$d/started" ] && [ ! -d "$d/sealed" ] || return 0
  read_slots
  if [ "$wpid" = - ]; then s=lost-process; return 0; fi
  if [ "$wboot" != "$boot" ]; then s=lost-reboot; return 0; fi
  s=running
  alive "$wpid" "$wborn" && return 0
  look_result && return 0
  s=lost-process
  scan
  [ "$living" = 0 ] || s=orphan
}
look_result() {
  read -r word a b c e rest <"$d/result" || return 1
  case "$word $rest" in 'done end') ;; 'done full end') full=' full' ;; *) return 1 ;; esac
  s=done code=$a took=$b out=$c err=$e
}
being_started() {
  read -r spid sborn sboot <"$d/starter" || return 1
  [ "$sboot" = "$boot" ] && alive "$spid" "$sborn"
}
