#pragma once

namespace slipway::adapters {

/// A `docker` with the words, exit codes and formats of Docker 24 and Compose v2.21, behind fakeProcesses.
/// Containers are real processes that a supervisor starts and, by their restart policy, starts again. The
/// tag of an image says how it behaves: it dies, flaps (ends every 0.4 s), is sick, healthy or mute.
/// "fake/down": the daemon does not answer; "fake/hangs": nor does the program; "fake/no-stop": a process
/// outlives `docker stop`.
inline constexpr char fakeDocker[] = R"sh(names=$state/names all=$state/all images=$state/images
mkdir -p "$names" "$all"
touch "$images"
say() { printf '%s\n' "$*" >&2; }
noDaemon='Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
daemon() { [ ! -f "$state/down" ] || { say "$1$noDaemon"; [ -z "$1" ] || say "See 'docker run --help'."; exit "${2:-1}"; }; }
[ ! -f "$state/hangs" ] || exec sleep 600
# Sets here to the folder of the container NAME or ID.
find() {
  here=$names/$1
  [ -e "$here/id" ] || here=$all/$1
  [ -e "$here/id" ] || return 1
  here=$(cd "$here" && pwd -P)
}
need() { find "$1" || { say "Error response from daemon: No such container: $1"; exit 1; }; }
of() { cat "$here/$1" 2>/dev/null; }
lives() { grep -q ') [^ZX] ' "/proc/$1/stat" 2>/dev/null; }
until_file() { while [ ! -s "$here/$1" ]; do sleep 0.02; done; }
supervise() {
  here=$1 life=600
  case $(of image) in *dies*) life=0.1 ;; *flaps*) life=0.4 ;; esac
  for name in $(env | sed -n 's/^\(SLIPWAY_[A-Z]*\)=.*/\1/p'); do unset "$name"; done
  while read -r pair; do export "${pair?}"; done <"$here/env"
  while :; do
    sleep "$life" &
    printf '%s' $! >"$here/pid.new" && mv "$here/pid.new" "$here/pid"
    { echo starting; case $(of image) in *mute*) ;; *) echo "{\"deployment\": \"$SLIPWAY_DEPLOYMENT\"}" ;; esac; echo ready; } >>"$here/log"
    echo running >"$here/status"
    wait $!
    [ ! -f "$here/halted" ] || break
    case $(of restart) in no) break ;; esac
    echo $(($(of count) + 1)) >"$here/count"
    echo restarting >"$here/status"
    printf 0 >"$here/pid"
    sleep 0.1
  done
  printf 0 >"$here/pid"
  echo exited >"$here/status"
}
begin() {
  [ "$(of status)" != running ] || return 0
  rm -f "$here/halted" "$here/pid"
  echo 0 >"$here/count"
  setsid "$0" supervise-container "$here" </dev/null >/dev/null 2>&1 &
  until_file pid
  while [ "$(of status)" = created ] || [ "$(of status)" = exited ] && lives "$(of pid)"; do sleep 0.02; done
  case $(of image) in *dies*) while [ "$(of status)" = running ]; do sleep 0.02; done ;; esac
}
halt() {
  touch "$here/halted"
  process=$(of pid)
  if [ -f "$state/no-stop" ]; then printf 0 >"$here/pid"; echo exited >"$here/status"; return; fi
  [ "${process:-0}" = 0 ] || kill "$process" 2>/dev/null
  while case $(of status) in running | restarting) : ;; *) false ;; esac; do sleep 0.02; done
}
# create NAME IMAGE: with the files env, labels, restart, memory and size that lie in $all/new.
create() {
  id=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
  mv "$all/new" "$all/$id"
  here=$all/$id
  echo "$id" >"$here/id" && echo "$2" >"$here/image" && echo created >"$here/status" && printf 0 >"$here/pid" && echo 0 >"$here/count"
  ln -s "$here" "$names/$1"
}
blank() { rm -rf "$all/new"; mkdir "$all/new"; : >"$all/new/env"; : >"$all/new/labels"; echo no >"$all/new/restart"; echo 0 >"$all/new/memory"; : >"$all/new/size"; }
name_of() { for one in "$names"/*; do [ "$(cat "$one/id")" != "$(of id)" ] || basename "$one"; done; }
discard() { rm -f "$names/$(name_of)"; rm -rf "$here"; }
health_of() { case $(of image) in *sick*) echo unhealthy ;; *healthy*) echo healthy ;; esac; }
render() {
  case $1 in '{{range .Config.Env}}{{println .}}{{end}}') of env; echo; return ;; esac
  shown=$(printf '%s' "$1" | sed -e "s|{{.Id}}|$(of id)|g" -e "s|{{.Name}}|/$(name_of)|g" \
    -e "s|{{.State.Status}}|$(of status)|g" -e "s|{{.State.Pid}}|$(of pid)|g" -e "s|{{.RestartCount}}|$(of count)|g" \
    -e "s|{{if .State.Health}}{{.State.Health.Status}}{{end}}|$(health_of)|g" \
    -e "s|{{.HostConfig.RestartPolicy.Name}}|$(of restart)|g" -e "s|{{.HostConfig.Memory}}|$(of memory)|g" \
    -e "s|{{.HostConfig.LogConfig.Type}}|json-file|g" -e "s|{{index .HostConfig.LogConfig.Config \"max-size\"}}|$(of size)|g" \
    -e "s|{{index .Config.Labels \"slipway.deployment\"}}|$(sed -n 's/^slipway.deployment=//p' "$here/labels")|g")
  case $shown in *'{{'*) say "template parsing error: $shown"; exit 64 ;; esac
  printf '%s\n' "$shown"
}
inspect() {
  kind=$1; shift
  format=
  [ "$1" != -f ] || { format=$2; shift 2; }
  if find "$1"; then render "$format"; return; fi
  if [ "$kind" = any ] && grep -qxE "$1(:latest)?" "$images"; then
    case $format in '{{.Id}}') echo "sha256:$1" ;; *) echo; say "template parsing error: template: :1:2: executing \"\" at <$format>: map has no entry for key"; exit 1 ;; esac
    return
  fi
  [ -n "$format" ] && echo || echo '[]'
  [ "$kind" = any ] && say "Error: No such object: $1" || say "Error: No such container: $1"
  exit 1
}
fetch() {
  case $1 in
  *missing*) say "Error response from daemon: pull access denied for $1, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"; return 1 ;;
  esac
  echo "$1" >>"$images"
}
run_new() {
  blank
  name=
  while :; do
    case $1 in
    -d) shift ;;
    --name) name=$2; shift 2 ;;
    --label) echo "$2" >>"$all/new/labels"; shift 2 ;;
    --env) echo "$2" >>"$all/new/env"; shift 2 ;;
    --restart) echo "$2" >"$all/new/restart"; shift 2 ;;
    --memory) echo 536870912 >"$all/new/memory"; shift 2 ;;
    --log-opt) echo "${2#max-size=}" >"$all/new/size"; shift 2 ;;
    --publish) shift 2 ;;
    -*) say "unknown flag: $1"; say "See 'docker run --help'."; exit 125 ;;
    *) break ;;
    esac
  done
  if find "$name"; then
    say "docker: Error response from daemon: Conflict. The container name \"/$name\" is already in use by container \"$(of id)\". You have to remove (or rename) that container to be able to reuse that name."
    say "See 'docker run --help'."
    exit 125
  fi
  grep -qxF "$1" "$images" || fetch "$1" || exit 125
  create "$name" "$1"
  case $1 in
  *unstartable*) say 'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bot": permission denied: unknown.'; exit 126 ;;
  esac
  begin
  of id
}
section() { awk -v service="$2" '/^  [^ ]/ { inside = ($1 == service ":") } inside' "$1"; }
listed() { sed -n 's/^  \([A-Za-z0-9._-]*\):$/\1/p' "$file"; }
entries() { printf '%s\n' "$whole" | awk -v block="$1:" '/^    [^ ]/ { inside = ($1 == block) } inside && /^      / { sub(/: /, "="); gsub(/[ "]/, ""); print }'; }
value() { printf '%s\n' "$whole" | sed -n "s/^    $1: //p" | tail -n 1; }
up_one() {
  whole=$(section "$file" "$1"; [ -z "$second" ] || section "$second" "$1")
  hash=$(printf '%s' "$whole" | cksum)
  if find "$project-$1-1"; then
    if [ "$(of hash)" = "$hash" ] && [ "$2" != force ]; then begin; say " Container $project-$1-1  Running"; return; fi
    say " Container $project-$1-1  Recreate"
    halt
    discard
  fi
  image=$(value image)
  grep -qxF "$image" "$images" || fetch "$image" || exit 18
  blank
  entries environment >"$all/new/env"
  entries labels >"$all/new/labels"
  [ -z "$(value restart)" ] || value restart >"$all/new/restart"
  [ -z "$(value mem_limit)" ] || echo 536870912 >"$all/new/memory"
  entries logging | sed -n 's/^max-size=//p' >"$all/new/size"
  create "$project-$1-1" "$image"
  echo "$hash" >"$here/hash"
  begin
  say " Container $project-$1-1  Started"
}
compose() {
  file= second= force= deps=yes
  while [ "$1" = -f ]; do
    if [ -z "$file" ]; then file=$2; else second=$2; fi
    shift 2
  done
  verb=$1; shift
  case $verb in version) echo 'Docker Compose version v2.21.0'; return ;; esac
  [ -f "$file" ] || { say "stat $PWD/$file: no such file or directory"; exit 14; }
  grep -v '^   * *#' "$file" | grep -q nonsense && { say 'services.web Additional property nonsense is not allowed'; exit 15; }
  for one in "$file" ${second:+"$second"}; do
    wrong=$(sed -n '/^[^ #]/ { s/:.*//; /^services$/d; p; }; 1 { s/^  *\([^:]*\):.*/\1/p; }' "$one" | head -n 1)
    [ -z "$wrong" ] || { say "validating $one: (root) Additional property $wrong is not allowed"; exit 15; }
  done
  project=$(basename "$(cd "$(dirname "$file")" && pwd)" | tr 'A-Z' 'a-z')
  [ "$verb" = config ] || daemon ''
  chosen=
  for word; do
    case $word in
    --services | --detach | -a | -q) ;;
    --no-deps) deps= ;;
    --force-recreate) force=force ;;
    -*) say "unknown flag: $word"; exit 16 ;;
    *) listed | grep -qxF "$word" || { say "no such service: $word"; exit 1; }
      chosen="$chosen $word" ;;
    esac
  done
  case $verb in
  config) listed ;;
  ps) for one in ${chosen:-$(listed)}; do ! find "$project-$one-1" || of id; done ;;
  stop) for one in ${chosen:-$(listed)}; do ! find "$project-$one-1" || { halt; say " Container $project-$one-1  Stopped"; }; done ;;
  up) for one in ${chosen:-$(listed)}; do
      if [ -n "$chosen" ] && [ -n "$deps" ]; then
        for other in $(section "$file" "$one" | sed -n 's/^    depends_on: \[\(.*\)\]/\1/p'); do up_one "$other" ''; done
      fi
      up_one "$one" "$force"
    done ;;
  *) say "unknown docker command: \"compose $verb\""; exit 16 ;;
  esac
}
verb=$1; shift
case $verb in
compose) compose "$@" ; exit ;;
supervise-container) supervise "$1"; exit ;;
run) daemon 'docker: ' 125 ;;
*) daemon '' ;;
esac
case $verb in
ps) ls "$all" | cut -c 1-12 ;;
inspect) inspect any "$@" ;;
container) [ "$1" = inspect ] || exit 1; shift; inspect container "$@" ;;
image) [ "$1" = inspect ] || exit 1
  grep -qxF "$2" "$images" && echo '[{}]' || { echo '[]'; say "Error: No such image: $2"; exit 1; } ;;
pull) while case $1 in -*) : ;; *) false ;; esac; do shift; done; fetch "$1" && echo "docker.io/$1" ;;
run) run_new "$@" ;;
start) need "$1"; begin; echo "$1" ;;
stop) need "$1"; halt; echo "$1" ;;
restart) need "$1"; halt; begin; echo "$1" ;;
update) [ "$1" = --restart ] || exit 125; need "$3"; echo "$2" >"$here/restart"; echo "$3" ;;
rename) need "$1"
  from=$names/$1 source=$here
  ! find "$2" || { say "Error response from daemon: Error when allocating new name: Conflict. The container name \"/$2\" is already in use by container \"$(of id)\". You have to remove (or rename) that container to be able to reuse that name."; exit 1; }
  rm "$from" && ln -s "$source" "$names/$2" ;;
rm) [ "$1" != -f ] || shift
  find "$1" || { say "Error response from daemon: No such container: $1"; exit 1; }
  halt; discard; echo "$1" ;;
logs) [ "$1" != --tail ] || shift 2
  need "$1"; of log ;;
*) say "docker: '$verb' is not a docker command."; say "See 'docker --help'"; exit 1 ;;
esac
)sh";

} // namespace slipway::adapters
