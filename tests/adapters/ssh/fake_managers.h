#pragma once

namespace slipway::adapters {

// Small programs that behave like process managers and start and stop real processes. In a file of
// their own, because moc does not find a class behind raw strings.

/// "NAME.pid" names a real process, "NAME.env" what it was started with.
inline constexpr char fakeProcesses[] = R"sh(state=$HOME/fake
mkdir -p "$state"
begin() { env >"$state/$1.env"; setsid sleep "${LIFE:-600}" </dev/null >/dev/null 2>&1 & echo $! >"$state/$1.pid"; }
halt() { [ -f "$state/no-stop" ] || { kill "$(cat "$state/$1.pid")" 2>/dev/null; rm -f "$state/$1.pid"; }; }
pid() { p=$(cat "$state/$1.pid" 2>/dev/null) && grep -q ') [^ZX] ' "/proc/$p/stat" 2>/dev/null && echo "$p" || echo 0; }
echo "$*" >>"$state/calls"
)sh";

inline constexpr char fakeSystemctl[] = R"sh(while :; do case $1 in --*) shift ;; *) break ;; esac; done
verb=$1; shift
case $verb in
show) unit=$3
  case $2 in
  LoadState) case $unit in bot.service) v=loaded ;; *) v=not-found ;; esac ;;
  ActiveState) v=inactive; [ "$(pid "$unit")" = 0 ] || v=active ;;
  MainPID) v=$(pid "$unit") ;;
  Restart) v=on-failure ;;
  MemoryMax) v=infinity ;;
  StandardOutput) v=journal ;;
  *) v=success ;;
  esac
  echo "$2=$v" ;;
is-enabled) echo disabled; exit 1 ;;
restart) halt "$1"; begin "$1" ;;
start) [ "$(pid "$1")" != 0 ] || begin "$1" ;;
stop) halt "$1" ;;
daemon-reload) ;;
esac
)sh";

inline constexpr char fakePm2[] = R"sh(case $1 in
pid) [ "$2" != bot ] || pid "$2" ;;
restart) halt "$2"; begin "$2" ;;
stop) halt "$2" ;;
jlist) echo '[]' ;;
logs) echo "a line"; echo "{\"deployment\": \"$(sed -n 's/^SLIPWAY_DEPLOYMENT=//p' "$state/$2.env")\"}"; echo last ;;
esac
)sh";

/// As journalctl of systemd 252 with `-o cat`: "fake/journal/UNIT" and "fake/journal/user/UNIT" hold the
/// messages, and what is in "fake/journal/refused" is its complaint.
inline constexpr char fakeJournalctl[] = R"sh(folder=$state/journal unit= last= form=
while [ $# -gt 0 ]; do
  case $1 in
  --user) folder=$folder/user; shift ;;
  --no-pager) shift ;;
  -u) unit=$2; shift 2 ;;
  -n) last=$2; shift 2 ;;
  -o) form=$2; shift 2 ;;
  *) echo "journalctl: unrecognized option '$1'" >&2; exit 1 ;;
  esac
done
case $unit in *.*) ;; *) unit=$unit.service ;; esac
[ ! -f "$state/journal/refused" ] || { cat "$state/journal/refused" >&2; exit 1; }
[ "$form" = cat ] || { echo "Unknown output format '$form'." >&2; exit 1; }
[ -f "$folder/$unit" ] || { echo '-- No entries --'; exit 0; }
tail -n "$last" "$folder/$unit"
)sh";

} // namespace slipway::adapters
