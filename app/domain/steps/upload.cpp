#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

#include <QRegularExpression>

namespace slipway::domain::steps {

namespace {

// The file was brought into the spool under its digest before. Here its bytes are proven and it goes into
// its place. Beside it lies a record of who put it there, and what was there before, for the way back.
const char script[] = R"sh(part=${0%/*/*}/uploads/$SLIPWAY_ARTIFACT_SHA256.part
to=$(at_home "$SLIPWAY_TO")
safe "$to" || fail 77 "the name to upload to is not safe to use"
to=${to%/}
case $to in
*/*) folder=${to%/*} name=${to##*/} ;;
*) folder=. name=$to to=./$to ;;
esac
[ -n "$folder" ] || folder=/
[ -n "$name" ] && [ "$name" != . ] || fail 77 "$to names no file"
record=$folder/.slipway-upload-$name before=$folder/.slipway-before-$name new=$folder/.slipway-new-$name
owner= kept= sum=
{ IFS= read -r owner && IFS= read -r kept && IFS= read -r sum; } <"$record" 2>/dev/null || owner=
digest() {
  { openssl dgst -sha256 -r <"$1" || sha256sum <"$1" || busybox sha256sum <"$1" || shasum -a 256 <"$1"; } 2>/dev/null |
    cut -c1-64
}
note() {
  printf '%s\n%s\n%s\n' "$1" "$2" "$3" >"$record.new" && mv -f "$record.new" "$record" ||
    fail 1 "what was there before cannot be recorded"
}
# Puts $1 in the place of $to. A file is replaced in one step; a folder needs two.
place() {
  if [ -d "$to" ]; then
    rm -rf "$folder/.slipway-old-$name"
    mv "$to" "$folder/.slipway-old-$name" || return 1
    mv "$1" "$to" || { mv "$folder/.slipway-old-$name" "$to"; return 1; }
    rm -rf "$folder/.slipway-old-$name"
  else
    replace "$1" "$to"
  fi
}
if [ -n "$SLIPWAY_BACK" ]; then
  [ "$owner" = "$SLIPWAY_UNDOES" ] || { echo "$SLIPWAY_UNDOES has put nothing here"; exit 0; }
  if [ "$kept" = none ]; then
    rm -rf "$to" || fail 1 "$to cannot be removed"
    echo "removed: it did not exist before"
  elif [ -e "$before" ]; then
    place "$before" || fail 1 "what was there before cannot be put back"
    echo "put back what was there before"
  elif [ "$kept" = file ]; then
    fail 80 "what was there before is not there any more"
  else
    echo "what was there before is still there"
  fi
  rm -f "$record"
  exit 0
fi
[ ! -L "$to" ] || fail 79 "$to is a symbolic link"
if [ -n "$SLIPWAY_UNPACK" ]; then
  [ ! -e "$to" ] || [ -d "$to" ] || fail 79 "$to is no folder"
else
  [ ! -d "$to" ] || fail 79 "$to is a folder"
fi
case $(digest /dev/null) in e3b0c442*) ;; *) fail 70 "nothing here computes SHA-256" ;; esac
if [ "$owner" = "$SLIPWAY_DEPLOYMENT" ] && [ "$sum" = "$SLIPWAY_ARTIFACT_SHA256" ] && [ -e "$to" ]; then
  if [ -n "$SLIPWAY_UNPACK" ] || [ "$(digest "$to")" = "$sum" ]; then
    rm -f "$part"
    echo "is there already"
    exit 0
  fi
fi
[ -f "$part" ] || fail 71 "the uploaded file is gone"
# What was digested while it came, and was not written to since, is not read again.
read -r came rest <"${part%.part}.sum" 2>/dev/null && [ -z "$(find "$part" -newer "${part%.part}.sum")" ] || came=
rm -f "${part%.part}.sum" "${part%.part}.by" "${part%.part}.got"
if [ "$came" != "$SLIPWAY_ARTIFACT_SHA256" ] && [ "$(digest "$part")" != "$SLIPWAY_ARTIFACT_SHA256" ]; then
  rm -f "$part"
  fail 78 "the uploaded bytes are not those that were sent; they are removed"
fi
mkdir -p "$folder" || fail 1 "the folder $folder cannot be made"
rm -rf "$new"
if [ -n "$SLIPWAY_UNPACK" ]; then
  mkdir "$new" || fail 1 "no folder can be made beside $to"
  chmod "$SLIPWAY_MODE" "$new"
  case $SLIPWAY_UNPACK in
  zip)
    command -v unzip >/dev/null || fail 70 "unzip is missing"
    unzip -q "$part" -d "$new"
    ;;
  *)
    command -v tar >/dev/null || fail 70 "tar is missing"
    if tar -tf "$part" 2>/dev/null | grep -Eq '^/|(^|/)\.\.(/|$)'; then
      rm -rf "$new"
      fail 77 "the archive holds a name that leads out of its folder"
    fi
    case $SLIPWAY_STRIP in
    0) tar -xof "$part" -C "$new" ;;
    *) tar -xof "$part" -C "$new" --strip-components="$SLIPWAY_STRIP" ;;
    esac
    ;;
  esac || { rm -rf "$new"; fail 83 "the archive cannot be unpacked"; }
  : >"$new/.slipway-release"
else
  mv -f "$part" "$new" || { rm -f "$new"; fail 1 "$folder takes no new file: not writable or full"; }
  chmod "$SLIPWAY_MODE" "$new" || fail 1 "its mode cannot be set"
  sync "$new" 2>/dev/null
fi
if [ "$owner" != "$SLIPWAY_DEPLOYMENT" ]; then
  rm -rf "$before"
  kept=none
  if [ -d "$to" ]; then
    kept=folder
  elif [ -e "$to" ]; then
    kept=file
    ln "$to" "$before" 2>/dev/null || cp -p "$to" "$before" || fail 1 "what is there cannot be kept"
  fi
  note "$SLIPWAY_DEPLOYMENT" "$kept" -
fi
if [ "$kept" = folder ] && [ ! -e "$before" ]; then
  mv "$to" "$before" || fail 1 "what is there cannot be kept"
fi
place "$new" || fail 1 "$to cannot be put in place"
note "$SLIPWAY_DEPLOYMENT" "$kept" "$SLIPWAY_ARTIFACT_SHA256"
rm -f "$part"
echo "SHA-256 $SLIPWAY_ARTIFACT_SHA256, $SLIPWAY_ARTIFACT_BYTES bytes"
case $kept in none) echo "$to is new" ;; *) echo "$to is replaced; what was there is kept for the way back" ;; esac
)sh";

bool isArchive(const QJsonObject& params) {
    return textOf(params, "from") == QLatin1StringView("commit");
}

bool unpacks(const QJsonObject& params) {
    return params.value(QStringLiteral("unpack")).toBool(isArchive(params));
}

/// Folders before the wanted one in an archive of a commit; they are left out.
qsizetype foldersIn(const QString& path) {
    const QStringList names = path.split(u'/', Qt::SkipEmptyParts);
    return names.size() - names.count(QStringLiteral("."));
}

class Upload final : public HostCommand {
public:
    QString key() const override { return QStringLiteral("upload"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            text("to", "where it goes on the host: a file, or with `unpack` a folder; may hold $VARIABLES"),
            text("folder",
                 "folder on the host that a relative `to` starts from; the home folder when absent"),
            text("from",
                 "`workspace`, the usual: a file on this computer; `commit`: the file or folder as it is in "
                 "the "
                 "commit, as a tar archive",
                 {QStringLiteral("workspace"), QStringLiteral("commit")}),
            flag("unpack", "true: unpacks the archive into the folder `to`; with `from: commit` the usual"),
            integer("strip", 0, 20, "with `unpack`: so many folders at the begin of every name are left out"),
            text("mode", "access of the file or folder; 0644, and 0755 for a folder, when absent"),
            text("sha256", "the digest the file must have; any when absent"),
            undoField(),
        };
    }
    QString defaultTitle(const QJsonObject& params) const override {
        return isArchive(params) && foldersIn(textOf(params, "main")) == 0
                   ? QStringLiteral("Upload the commit to %1").arg(textOf(params, "to"))
                   : QStringLiteral("Upload %1 to %2").arg(textOf(params, "main"), textOf(params, "to"));
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        if (!params.contains(QStringLiteral("to")))
            found += QStringLiteral("upload: needs `to`, the place on the host");
        for (const char* name : {"main", "to"})
            if (const QString problem = pathProblem(textOf(params, name));
                params.contains(QLatin1StringView(name)) && !problem.isEmpty())
                found += QStringLiteral("%1: %2").arg(
                    qstrcmp(name, "main") == 0 ? key() : QString::fromLatin1(name), problem);
        if (isArchive(params) && textOf(params, "main").startsWith(u'/'))
            found += QStringLiteral("upload: with `from: commit` it is a path inside the repository");
        if (params.contains(QStringLiteral("strip")) && !unpacks(params))
            found += QStringLiteral("strip: belongs to `unpack: true`");
        if (isArchive(params) && params.contains(QStringLiteral("sha256")))
            found += QStringLiteral("sha256: belongs to a file; a commit is its own digest");
        static const QRegularExpression mode(QStringLiteral("\\A0?[0-7]{3}\\z"));
        if (params.contains(QStringLiteral("mode")) && !mode.match(textOf(params, "mode")).hasMatch())
            found += QStringLiteral("mode: is not an access mode like 0644");
        static const QRegularExpression digest(QStringLiteral("\\A[0-9a-f]{64}\\z"));
        if (params.contains(QStringLiteral("sha256")) && !digest.match(textOf(params, "sha256")).hasMatch())
            found += QStringLiteral("sha256: is not 64 small hexadecimal digits");
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        const bool back = flagOf(params, "back");
        // Going back, the place was named after the deployment that is undone.
        Variables then = variables;
        if (back)
            then.insert(QStringLiteral("SLIPWAY_DEPLOYMENT"),
                        variables.value(QStringLiteral("SLIPWAY_UNDOES")));
        const QString path = expand(textOf(params, "main"), then);
        const bool isFolder = unpacks(params);
        const bool isZip = path.endsWith(QLatin1StringView(".zip"), Qt::CaseInsensitive);
        const qint64 inside = isArchive(params) ? foldersIn(path) : 0;
        const qint64 strip = params.value(QStringLiteral("strip")).toInteger() + inside;
        Variables all = variables;
        for (const QString& name : {QString(artifactDigest), QString(artifactBytes)})
            all.insert(name, all.value(name));
        all.insert(QStringLiteral("SLIPWAY_TO"), expand(textOf(params, "to"), then));
        all.insert(QStringLiteral("SLIPWAY_BACK"), back ? QStringLiteral("yes") : QString());
        all.insert(QStringLiteral("SLIPWAY_UNPACK"), !isFolder ? QString()
                                                     : isZip   ? QStringLiteral("zip")
                                                               : QStringLiteral("tar"));
        all.insert(QStringLiteral("SLIPWAY_STRIP"), QString::number(strip));
        all.insert(QStringLiteral("SLIPWAY_MODE"),
                   textOf(params, "mode", isFolder ? QStringLiteral("0755") : QStringLiteral("0644")));
        RemoteCommand command = fixedCommand(script, params, all);
        if (!back)
            command.artifact = Artifact{
                path, isArchive(params) ? variables.value(QStringLiteral("SLIPWAY_COMMIT")) : QString(),
                textOf(params, "sha256")};
        return command;
    }
    Undo undo(const QJsonObject& params) const override {
        if (params.contains(QStringLiteral("undo")))
            return HostCommand::undo(params);
        QJsonObject back = params;
        back.insert(QStringLiteral("back"), true);
        return {Undo::How::Step, key(), back,
                QStringLiteral("put back what was at %1 before").arg(textOf(params, "to"))};
    }

protected:
    QString meaning(int exitCode) const override {
        switch (exitCode) {
        case exitToolMissing:
            return QStringLiteral("a program that it needs is missing on the host");
        case exitUnknownName:
            return QStringLiteral("the uploaded file is gone");
        case exitUnsafeName:
            return QStringLiteral("a name is not safe to use");
        case exitDigest:
            return QStringLiteral("the bytes that arrived are not those that were sent");
        case exitInTheWay:
            return QStringLiteral("something of another kind is in the way");
        case exitNotRecorded:
            return QStringLiteral("what was there before is not there any more");
        case exitNotUnpacked:
            return QStringLiteral("the archive cannot be unpacked");
        default:
            return {};
        }
    }
};

} // namespace

const StepKind& upload() {
    static const Upload kind;
    return kind;
}

} // namespace slipway::domain::steps
