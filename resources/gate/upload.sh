{ # Slipway's question before and after bytes are uploaded: how much of the file is here already?
# Sent on standard input of:  exec /bin/sh -s -- upload SHELL WORKSPACE ENVIRONMENT SHA256 BYTES
# The braces make a truncated transfer a syntax error of which nothing runs.
@SPOOL@sum=$5 bytes=$6 uploads=$base/uploads part=$base/uploads/$5.part
own_folders
command -v dd >/dev/null || unfit "dd is missing"
[ -d "$uploads" ] || mkdir "$uploads" || [ -d "$uploads" ] || unfit "cannot make a folder in the home folder"
is_ours "$uploads" || unfit "the folder for uploads is not ours"
# What nobody used for 30 days goes.
find "$uploads" -type f -mtime +30 -exec rm -f {} +
[ -e "$part" ] || : >"$part" || unfit "the upload cannot be stored: disk full or not writable"
is_ours "$part" && [ -f "$part" ] || unfit "the uploaded file is not ours"
size "$part"
[ "$size" -le "$bytes" ] || { : >"$part"; size=0; }
set -- $(df -Pk "$uploads" | tail -n 1)
case ${4:--} in
*[!0-9]*) ;;
*)
  need=$(((bytes - size + 1023) / 1024))
  [ "$4" -ge "$need" ] || unfit "no room for the upload: $need KiB are needed, $4 KiB are free"
  ;;
esac
say "part $size"
exit 0
}
