#!/bin/sh
# Proves this deployment with sha256sum (or shasum) and ssh-keygen, without Slipway: every entry follows the one
# before it, every signature is by a key of allowed_signers, and the output of every step, witness and
# log is what was recorded.
# Exit 0: all of it holds; 1: the first thing that does not is named.
cd "$(dirname "$0")" || exit 1
LC_ALL=C
export LC_ALL
fail() { printf 'DOES NOT HOLD: %s\n' "$*"; exit 1; }
digest() {
  { sha256sum <"$1" 2>/dev/null || shasum -a 256 <"$1"; } | cut -c1-64
}
# The value of a text field of an entry. A quote inside a text is written \" and so never looks like a field.
field() { sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" "$1"; }
number() { sed -n "s/.*\"$2\":\([0-9]*\)[,}].*/\1/p" "$1"; }
command -v ssh-keygen >/dev/null || fail "ssh-keygen is missing"
prev=0000000000000000000000000000000000000000000000000000000000000000
entries=0 signatures=0 outputs=0
for entry in [0-9]*.json; do
  [ -f "$entry" ] || fail "there are no entries here"
  entries=$((entries + 1))
  [ "$(number "$entry" seq)" = "$entries" ] || fail "$entry is not entry $entries: one is missing or out of order"
  [ "$(field "$entry" prev)" = "$prev" ] || fail "$entry does not follow the entry before it: one of them was changed"
  prev=$(digest "$entry")
  who=$(field "$entry" actor)
  if [ -f "$entry.sig" ]; then
    when=$(field "$entry" time | sed 's/\.[0-9]*//; s/[-:TZ]//g')
    ssh-keygen -Y verify -f allowed_signers -I "$who" -n signoff-v1@slipway -O verify-time="${when}Z" \
      -s "$entry.sig" <"$entry" >/dev/null 2>"${TMPDIR:-/tmp}/slipway-verify.$$" || {
      why=$(tail -n 1 "${TMPDIR:-/tmp}/slipway-verify.$$")
      rm -f "${TMPDIR:-/tmp}/slipway-verify.$$"
      fail "$entry is not signed by $who: $why"
    }
    rm -f "${TMPDIR:-/tmp}/slipway-verify.$$"
    signatures=$((signatures + 1))
    printf 'signed by %s: %s\n' "$who" "$entry"
  else
    case $entry in
    *-signed.json)
      grep -q '"selfApproved":true' "$entry" || fail "$entry is a sign-off without a signature"
      printf 'self-approved by %s, one person alone: %s\n' "$who" "$entry"
      ;;
    esac
  fi
  case $entry in
  *-step.outcome.json | *-witness.ended.json)
    attempt=$(field "$entry" attempt)
    for stream in out err; do
      recorded=$(field "$entry" "${stream}Digest")
      case $entry in *-witness.ended.json) [ -n "$recorded" ] || continue ;; esac
      file=output/$attempt.$stream
      if [ -f "$file" ]; then
        [ "$(digest "$file")" = "$recorded" ] || fail "$file is not the output that $entry recorded"
        outputs=$((outputs + 1))
      elif [ -n "$recorded" ] && [ "$recorded" != e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ]; then
        fail "$file is missing"
      fi
    done
    ;;
  esac
done
printf '%s entries, %s signatures and %s files of output hold\n' "$entries" "$signatures" "$outputs"
printf 'head %s\n' "$prev"
echo 'Entries cut off at the end leave no trace in here: compare the head with that of another desk.'
