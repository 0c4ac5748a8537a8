# Takes pieces of an uploaded file, each 16 blocks of 65536 bytes between a line with its number and a line "end".
# Several of these may run at once. Sent as receive.sh is. What has come whole is noted, so that a hole is never
# taken for a part of the file; the first line tells how many pieces were there before.
cd "$HOME" && cd @FOLDER@ || exit 1;
umask 077; LC_ALL=C; export LC_ALL;
rm -f @NAME@.sum @NAME@.by;
[ -e @NAME@.got ] || { set -C; echo base @BLOCK@ >@NAME@.got; set +C; };
while read -r n; do
[ "$n" -ge 0 ] || exit 1;
dd of=@NAME@.part bs=65536 count=16 iflag=fullblock seek=$((n * 16)) conv=notrunc || exit 1;
read -r end && [ "$end" = end ] || exit 1;
echo $n >>@NAME@.got;
done
