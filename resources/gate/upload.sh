{ # Slipway's question before and after bytes are uploaded: how much of the file is here already?
# Sent on standard input of:  exec /bin/sh -s -- upload SHELL WORKSPACE ENVIRONMENT SHA256 BYTES
# The braces make a truncated transfer a syntax error of which nothing runs.
@SPOOL@sum=$5 bytes=$6 uploads=$base/uploads part=$base/uploads/$5.part got=$base/uploads/$5.got
own_folders
command -v dd >/dev/null || unfit "dd is missing"
[ -d "$uploads" ] || mkdir "$uploads" || [ -d "$uploads" ] || unfit "cannot make a folder in the home folder"
is_ours "$uploads" || unfit "the folder for uploads is not ours"
# What nobody used for 30 days goes.
find "$uploads" -type f -mtime +30 -exec rm -f {} +
[ -e "$part" ] || : >"$part" || unfit "the upload cannot be stored: disk full or not writable"
is_ours "$part" && [ -f "$part" ] || unfit "the uploaded file is not ours"
size "$part"
[ "$size" -le "$bytes" ] || { : >"$part"; size=0; rm -f "$got"; }
# A file that came in pieces has holes. What counts is what was noted from its beginning on.
kind=
dd if=/dev/null of=/dev/null iflag=fullblock && kind=" able"
if is_ours "$got"; then
  read -r word n <"$got"
  for chunk in $(sed 1d "$got" | sort -n); do
    [ "$chunk" = "$n" ] && n=$((n + 1))
  done
  n=$((n * 1048576))
  # The rest behind the last whole piece comes in one piece.
  if [ $((bytes - n)) -lt 1048576 ]; then
    rm -f "$got"
  else
    kind=" chunks"
    size=$n
  fi
fi
set -- $(df -Pk "$uploads" | tail -n 1)
case ${4:--} in
*[!0-9]*) ;;
*)
  need=$(((bytes - size + 1023) / 1024))
  [ "$4" -ge "$need" ] || unfit "no room for the upload: $need KiB are needed, $4 KiB are free"
  ;;
esac
say "part $size$kind"
exit 0
}
