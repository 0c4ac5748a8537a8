{ # Slipway's short question: runs one read-only command, its output between two nonce lines.
# Sent on standard input of:  exec /bin/sh -s -- SHELL SECONDS
# The braces make a truncated transfer a syntax error of which nothing runs.
say() { printf '\n%s %s end\n' "$nonce" "$*"; }
nonce=@NONCE@
say hello
cd "$HOME" 2>/dev/null || { say unfit the home folder cannot be entered; exit 0; }
exec 3<<'@END@' 4<<'@END@-script'
@VARIABLES@
@END@
@SCRIPT@
@END@-script
_gate_shell=$1 _gate_seconds=$2 _gate_parent=$PPID
_gate_command=$(cat <&4)
exec 4<&-
_gate_setsid=$(command -v setsid)
say output
(
  IFS= read -r _gate_line <&3
  while IFS= read -r _gate_line <&3; do
    [ "$_gate_line" = . ] && break
    _gate_value=$(printf '%b.' "${_gate_line#*=}")
    export "${_gate_line%%=*}=${_gate_value%.}"
  done
  exec </dev/null 3<&-
  [ -z "$_gate_setsid" ] || exec "$_gate_setsid" "$_gate_shell" -c "$_gate_command"
  exec "$_gate_shell" -c "$_gate_command"
) &
_gate_child=$!
exec 3<&-
# A question that hangs must not pile up on the host when the desk has given up.
(
  while [ "$_gate_seconds" -gt 0 ] && kill -0 "$_gate_parent"; do
    sleep 1
    _gate_seconds=$((_gate_seconds - 1))
  done
  kill -KILL "-$_gate_child" || kill -KILL "$_gate_child"
) </dev/null >/dev/null 2>&1 &
_gate_watch=$!
wait "$_gate_child"
_gate_code=$?
kill "$_gate_watch" 2>/dev/null
say "code $_gate_code"
exit 0
}
