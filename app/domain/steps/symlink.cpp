#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

// Beside the link lies a record of what it pointed to before, which outlives Slipway and its desk.
// Only folders that a switch or an upload has marked are ever removed.
const char script[] = R"sh(link=$(at_home "$SLIPWAY_LINK")
target=$(at_home "$SLIPWAY_TARGET")
safe "$link" && safe "$target" || fail 77 "a name here is not safe to use"
target=${target%/}
case $link in
*/*) case $target in /*) ;; *) target=$PWD/$target ;; esac ;;
*) link=./$link ;;
esac
parent=${link%/*}
record=$parent/.slipway-link-${link##*/}
if [ -e "$link" ] && [ ! -L "$link" ]; then fail 79 "$link is not a symbolic link"; fi
current=
[ ! -L "$link" ] || current=$(readlink "$link") || fail 1 "$link cannot be read"
owner= previous=
{ IFS= read -r owner && IFS= read -r previous; } <"$record" 2>/dev/null || owner=
switch_to() {
  rm -f "$link.slipway-new"
  ln -s "$1" "$link.slipway-new" && replace "$link.slipway-new" "$link" && return
  rm -f "$link.slipway-new"
  ln -sfn "$1" "$link" || fail 1 "$link cannot be switched"
  echo "switched, though not in one step: mv knows neither -T nor -h here"
}
if [ -n "$SLIPWAY_BACK" ]; then
  [ "$current" = "$target" ] || { echo "it points to ${current:-nothing} already"; exit 0; }
  [ "$owner" = "$SLIPWAY_UNDOES" ] || fail 80 "what it pointed to before $SLIPWAY_UNDOES is not recorded"
  if [ -z "$previous" ]; then
    rm -f "$link" || fail 1 "$link cannot be removed"
    echo "removed: it did not exist before"
    exit 0
  fi
  (cd "$parent" && [ -d "$previous" ]) || fail 71 "$previous is not there any more"
  switch_to "$previous"
  echo "points to $previous again"
  exit 0
fi
(cd "$parent" && [ -d "$target" ]) || fail 71 "$target is no folder on this host"
if [ "$current" != "$target" ]; then
  case $current in *[[:cntrl:]]*) fail 77 "it points to a name that is not safe to use" ;; esac
  printf '%s\n%s\n' "$SLIPWAY_DEPLOYMENT" "$current" >"$record.new" && mv -f "$record.new" "$record" ||
    fail 1 "what it points to cannot be recorded"
  previous=$current
  switch_to "$target"
fi
echo "points to $target${previous:+, before to $previous}"
cd "$parent" || exit 1
: >"$target/.slipway-release" 2>/dev/null
[ -n "$SLIPWAY_KEEP" ] || exit 0
case $target in */*) releases=${target%/*} ;; *) releases=. ;; esac
kept=0
ls -1td -- "$releases"/*/.slipway-release 2>/dev/null | while IFS= read -r mark; do
  release=${mark%/.slipway-release}
  name=${release#"$releases"/}
  case $name in '' | */*) continue ;; esac
  [ -f "$mark" ] && [ -d "$release" ] && [ ! -L "$release" ] || continue
  kept=$((kept + 1))
  [ "$kept" -gt "$SLIPWAY_KEEP" ] || continue
  here=$(cd "$release" && pwd -P) || continue
  [ "$here" != "$(cd "$target" && pwd -P)" ] || continue
  [ -z "$previous" ] || [ "$here" != "$(cd "$previous" 2>/dev/null && pwd -P)" ] || continue
  rm -rf -- "$release" && echo "removed $release"
done
exit 0
)sh";

class Symlink final : public HostCommand {
public:
    QString key() const override { return QStringLiteral("symlink"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {
            text("to", "folder the link shall point to; may hold $VARIABLES"),
            text("folder", "folder on the host that relative paths start from; the home folder when absent"),
            integer("keep", 1, 1000,
                    "how many marked release folders stay; the running and the previous one always do"),
        };
    }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("Switch %1 to %2").arg(textOf(params, "main"), textOf(params, "to"));
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        if (!params.contains(QStringLiteral("to")))
            found += QStringLiteral("symlink: needs `to`, the folder it shall point to");
        for (const char* name : {"main", "to"})
            if (const QString problem = pathProblem(textOf(params, name));
                params.contains(QLatin1StringView(name)) && !problem.isEmpty())
                found += QStringLiteral("%1: %2").arg(
                    qstrcmp(name, "main") == 0 ? key() : QString::fromLatin1(name), problem);
        if (textOf(params, "main").endsWith(QLatin1Char('/')))
            found += QStringLiteral("symlink: names a link, so it does not end with `/`");
        return found;
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        const bool back = flagOf(params, "back");
        // The release to leave was named after the deployment that is undone.
        Variables then = variables;
        if (back)
            then.insert(QStringLiteral("SLIPWAY_DEPLOYMENT"),
                        variables.value(QStringLiteral("SLIPWAY_UNDOES")));
        Variables all = variables;
        all.insert(QStringLiteral("SLIPWAY_LINK"), expand(textOf(params, "main"), then));
        all.insert(QStringLiteral("SLIPWAY_TARGET"), expand(textOf(params, "to"), then));
        all.insert(QStringLiteral("SLIPWAY_BACK"), back ? QStringLiteral("yes") : QString());
        const int keep = params.value(QStringLiteral("keep")).toInt();
        all.insert(QStringLiteral("SLIPWAY_KEEP"), keep > 0 ? QString::number(keep) : QString());
        return fixedCommand(script, params, all);
    }
    Undo undo(const QJsonObject& params) const override {
        QJsonObject back = params;
        back.insert(QStringLiteral("back"), true);
        back.remove(QStringLiteral("keep"));
        return {Undo::How::Step, key(), back,
                QStringLiteral("%1 points to what it pointed to before").arg(textOf(params, "main"))};
    }

protected:
    QString meaning(int exitCode) const override {
        switch (exitCode) {
        case exitUnknownName:
            return QStringLiteral("the folder is not there");
        case exitUnsafeName:
            return QStringLiteral("a name is not safe to use");
        case exitInTheWay:
            return QStringLiteral("what is there is no symbolic link");
        case exitNotRecorded:
            return QStringLiteral("what it pointed to before is not recorded");
        default:
            return {};
        }
    }
};

} // namespace

const StepKind& symlink() {
    static const Symlink kind;
    return kind;
}

} // namespace slipway::domain::steps
