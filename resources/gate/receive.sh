# Takes an uploaded file from byte @BLOCK@ * 65536 on. Its input is the file's bytes, so it is sent in the command
# line itself, joined into one that every login shell takes as it is: every line must end so that the next may
# follow behind a blank, and neither a single quote nor an exclamation mark may stand in it.
# The file is digested while it comes, for a host may need as long for that as the line for the bytes. The digest
# is written after the file, and holds as long as the file is not newer. One whose connection was lost may be
# ending while the next one receives: each has files of its own, and only the one that began last tells a digest.
# Where nothing comes any more, as on a dead connection that sshd has not noticed, it looks once a second.
cd "$HOME" && cd @FOLDER@ || exit 1;
umask 077; LC_ALL=C; export LC_ALL;
rm -f @NAME@.sum @NAME@.by;
take() { dd of=@NAME@.part bs=65536 seek=@BLOCK@ conv=notrunc; };
[ @BYTES@ -ge 16777216 ] && command -v openssl >/dev/null || { take; exit; };
echo $$ >@NAME@.by;
mine=@NAME@.$$;
rm -f $mine.end;
come() {
n=0; last=0; nap=0.05;
while kill -0 $$; do
end=; [ -e $mine.end ] && end=yes;
set -- $(ls -ln @NAME@.part); blocks=$(($5 / 65536));
[ -z "$end" ] || { dd if=@NAME@.part bs=65536 skip=$n; return; };
if [ $((blocks - n)) -ge 512 ];
then dd if=@NAME@.part bs=65536 skip=$n count=$((blocks - n)); n=$blocks;
else
[ "$blocks" = "$last" ] || nap=0.05;
sleep $nap || sleep 1;
case $nap in 0.05) nap=0.1;; 0.1) nap=0.2;; 0.2) nap=0.4;; *) nap=1;; esac;
fi;
last=$blocks;
done;
};
come 2>/dev/null | openssl dgst -sha256 -r >$mine.new &
take; code=$?; : >$mine.end; wait;
{ read -r by <@NAME@.by; } 2>/dev/null; [ "$by" = $$ ] && cat $mine.new >@NAME@.sum;
rm -f $mine.new $mine.end; exit $code
