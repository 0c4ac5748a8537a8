#include "app/domain/probes/kinds.h"
#include "app/domain/probes/parts.h"

namespace slipway::domain::probes {

namespace {

/// How full a file system is, by its fuller half: blocks or inodes.
class Disk final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("disk"); }
    QString unit(const QJsonObject&) const override { return QStringLiteral("%"); }
    QString usualDegraded(const QJsonObject&) const override { return QStringLiteral("> 80"); }
    QString usualFailing(const QJsonObject&) const override { return QStringLiteral("> 95"); }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("Disk %1").arg(mainOf(params));
    }
    QStringList complaints(const QJsonObject& params) const override {
        const QString problem = steps::pathProblem(mainOf(params));
        return problem.isEmpty() ? QStringList() : QStringList(QStringLiteral("disk: %1").arg(problem));
    }

protected:
    const char* script() const override {
        return R"sh(path=$(at_home "$SLIPWAY_NAME")
[ -e "$path" ] || unknown "there is no $path"
set -- $(df -P -k -- "$path" 2>/dev/null | tail -n 1)
used=${5:-} free=${4:-0}
used=${used%\%}
set -- $(df -P -i -- "$path" 2>/dev/null | tail -n 1)
inodes=${5:-}
inodes=${inodes%\%}
case $used in '' | *[!0-9]*) missing "df does not tell" ;; esac
case $inodes in '' | *[!0-9]*) inodes=0 ;; esac
if [ "$inodes" -gt "$used" ]; then
  say "value $inodes"
  say "$inodes % of the inodes are used"
else
  say "value $used"
  say "$used % used, $((free / 1048576)) GiB free"
fi
)sh";
    }
};

/// How much memory the host has left to give, or what one process takes.
class Memory final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("memory"); }
    QString unit(const QJsonObject& params) const override {
        return isHost(params) ? QStringLiteral("%") : QStringLiteral("MB");
    }
    QString usualDegraded(const QJsonObject& params) const override {
        return isHost(params) ? QStringLiteral("> 85") : QString();
    }
    QString usualFailing(const QJsonObject& params) const override {
        return isHost(params) ? QStringLiteral("> 95") : QString();
    }
    QList<Field> fields() const override {
        return {text("of", "what the name is of; without it the name is `host`, all that the host has",
                     {QStringLiteral("systemd"), QStringLiteral("pm2"), QStringLiteral("docker")}),
                flag("user", "with `systemd`, true: a unit of the user that logs in")};
    }
    QString defaultName(const QJsonObject& params) const override {
        return isHost(params) ? QStringLiteral("Memory") : QStringLiteral("Memory of %1").arg(mainOf(params));
    }
    QStringList complaints(const QJsonObject& params) const override {
        if (isHost(params))
            return mainOf(params) == QLatin1StringView("host")
                       ? QStringList()
                       : QStringList(QStringLiteral("memory: is `host`, or a name with `of`"));
        if (steps::isPlainName(mainOf(params)) || mainOf(params).startsWith(QLatin1Char('$')))
            return {};
        return {QStringLiteral("memory: is not a name of letters, digits and _ . @ : + -")};
    }

protected:
    const char* script() const override {
        // Resident memory of the process and its children, in MB of 1,000,000 bytes.
        return R"sh(name=$SLIPWAY_NAME
case $SLIPWAY_OF in
'') [ -r /proc/meminfo ] || missing "there is no /proc/meminfo"
  set -- $(awk '/^MemTotal:/ { all = $2 } /^MemAvailable:/ { free = $2 }
    END { if (all > 0 && free != "") printf "%.1f %.1f", (all - free) * 100 / all, free / 1048576 }' /proc/meminfo)
  [ "$#" -eq 2 ] || missing "/proc/meminfo does not tell"
  say "value $1"
  say "$1 % used, $2 GiB available"
  exit 0 ;;
systemd) command -v systemctl >/dev/null 2>&1 || missing "systemctl is not there"
  scope=; [ "$SLIPWAY_USER_UNIT" != yes ] || { scope=--user; user_units; }
  case $name in *.*) ;; *) name=$name.service ;; esac
  roots=$(systemctl ${scope:+"$scope"} show -p MainPID -- "$name" 2>/dev/null | sed -n 's/^MainPID=//p') ;;
pm2) find_pm2; roots=$(pm2_processes "$name") ;;
docker) find_docker
  roots=$(docker inspect -f '{{.State.Pid}}' -- "$name" 2>/dev/null) || unknown "docker knows no $name" ;;
esac
ps -A -o pid= -o ppid= -o rss= >/dev/null 2>&1 || missing "ps does not tell"
bytes=$(ps -A -o pid= -o ppid= -o rss= | awk -v roots="$roots" '
  BEGIN { split(roots, r, " "); for (i in r) if (r[i] > 0) mine[r[i]] = 1 }
  { parent[$1] = $2; size[$1] = $3 }
  END {
    for (p in parent) {
      q = p; turns = 0
      while (q in parent && !(q in mine) && turns++ < 64) q = parent[q]
      if (q in mine && q in size) { sum += size[p]; any = 1 }
    }
    if (any) printf "%.1f", sum * 1024 / 1000000
  }')
[ -n "$bytes" ] || down "$SLIPWAY_NAME does not run"
say "value $bytes"
say "$bytes MB"
)sh";
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_OF"), textOf(params, "of"));
        variables.insert(QStringLiteral("SLIPWAY_USER_UNIT"),
                         flagOf(params, "user") ? QStringLiteral("yes") : QStringLiteral("no"));
    }

private:
    static bool isHost(const QJsonObject& params) { return textOf(params, "of").isEmpty(); }
};

/// The load average for each processor.
class CpuLoad final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("load"); }
    QStringList mainAllowed() const override {
        return {QStringLiteral("1m"), QStringLiteral("5m"), QStringLiteral("15m")};
    }
    QString unit(const QJsonObject&) const override { return QStringLiteral("/CPU"); }
    QString usualDegraded(const QJsonObject&) const override { return QStringLiteral("> 1.5"); }
    QString usualFailing(const QJsonObject&) const override { return QStringLiteral("> 4"); }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("Load over %1").arg(mainOf(params));
    }

protected:
    const char* script() const override {
        return R"sh([ -r /proc/loadavg ] || missing "there is no /proc/loadavg"
read -r one five fifteen rest </proc/loadavg
case $SLIPWAY_NAME in 1m) load=$one ;; 5m) load=$five ;; *) load=$fifteen ;; esac
cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc 2>/dev/null || grep -c ^processor /proc/cpuinfo)
case $cpus in '' | 0 | *[!0-9]*) cpus=1 ;; esac
each=$(awk -v load="$load" -v cpus="$cpus" 'BEGIN { printf "%.2f", load / cpus }')
say "value $each"
say "load $load on $cpus CPUs"
)sh";
    }
};

/// How old the newest of some files is, in hours.
class Backup final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("backup"); }
    QString unit(const QJsonObject&) const override { return QStringLiteral("h"); }
    QString usualFailing(const QJsonObject&) const override { return QStringLiteral("> 26"); }
    QList<Field> fields() const override {
        return {integer("at-least", 1, 1'000'000'000'000, "bytes the newest must have; 1 when absent")};
    }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("Backup %1").arg(mainOf(params));
    }
    QStringList complaints(const QJsonObject& params) const override {
        const QString problem = steps::pathProblem(mainOf(params));
        return problem.isEmpty() ? QStringList() : QStringList(QStringLiteral("backup: %1").arg(problem));
    }

protected:
    const char* script() const override {
        // The pattern is spread by the shell as file names, and as nothing else: no word is split.
        return R"sh(pattern=$(at_home "$SLIPWAY_NAME")
IFS=
newest=
for file in $pattern; do
  [ -f "$file" ] || continue
  [ -n "$newest" ] && [ ! "$file" -nt "$newest" ] || newest=$file
done
[ -n "$newest" ] || unknown "there is no $pattern"
changed=$(stat -c %Y -- "$newest" 2>/dev/null || stat -f %m -- "$newest" 2>/dev/null)
size=$(($(wc -c <"$newest")))
case $changed in '' | *[!0-9]*) missing "the age of $newest cannot be read" ;; esac
hours=$(awk -v from="$changed" -v to="$(date +%s)" 'BEGIN { printf "%.1f", (to - from) / 3600 }')
say "value $hours"
[ "$size" -ge "$SLIPWAY_LEAST" ] || down "$newest has $size bytes, at least $SLIPWAY_LEAST are expected"
say "$newest is $hours h old and has $size bytes"
)sh";
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_LEAST"),
                         QString::number(params.value(QStringLiteral("at-least")).toInteger(1)));
    }
};

} // namespace

const ProbeKind& disk() {
    static const Disk kind;
    return kind;
}

const ProbeKind& memory() {
    static const Memory kind;
    return kind;
}

const ProbeKind& cpuLoad() {
    static const CpuLoad kind;
    return kind;
}

const ProbeKind& backup() {
    static const Backup kind;
    return kind;
}

} // namespace slipway::domain::probes
