# Takes an uploaded file from byte @BLOCK@ * 65536 on. Its input is the file's bytes, so it is sent in the command
# line itself, joined into one that every login shell takes as it is: every line must end so that the next may
# follow behind a blank, and neither a single quote nor an exclamation mark may stand in it.
# The file is digested while it comes, for a host may need as long for that as the line for the bytes. The digest
# is written after the file, and holds as long as the file is not newer.
cd "$HOME" && cd @FOLDER@ || exit 1;
umask 077; LC_ALL=C; export LC_ALL;
rm -f @NAME@.sum @NAME@.end;
take() { dd of=@NAME@.part bs=65536 seek=@BLOCK@ conv=notrunc; };
[ @BYTES@ -ge 16777216 ] && command -v openssl >/dev/null || { take; exit; };
come() {
n=0;
while kill -0 $$; do
end=; [ -e @NAME@.end ] && end=yes;
set -- $(ls -ln @NAME@.part); blocks=$(($5 / 65536));
[ -z "$end" ] || { dd if=@NAME@.part bs=65536 skip=$n; return; };
if [ $((blocks - n)) -ge 512 ];
then dd if=@NAME@.part bs=65536 skip=$n count=$((blocks - n)); n=$blocks;
else sleep 0.05 || sleep 1;
fi;
done;
};
come 2>/dev/null | openssl dgst -sha256 -r >@NAME@.new &
take; code=$?; : >@NAME@.end; wait; cat @NAME@.new >@NAME@.sum; rm -f @NAME@.new @NAME@.end; exit $code
