#include "app/base/json_path.h"
#include "app/domain/probes/kinds.h"
#include "app/domain/probes/parts.h"

namespace slipway::domain::probes {

namespace {

/// A read-only command on each host: exit 0, and what it prints.
class Run final : public ProbeKind {
public:
    QString key() const override { return QStringLiteral("run"); }
    bool isMeasured(const QJsonObject&) const override { return true; }
    QString unit(const QJsonObject& params) const override { return textOf(params, "unit"); }
    QList<Field> fields() const override {
        return {
            texts("json", "values the printed JSON must hold, by path: $.status: ok, $.queue: \"< 100\""),
            text("number", "path of the number to measure, as $.queue; the last number printed when absent"),
            text("unit", "shown behind the number, such as MB"),
        };
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found = jsonComplaints(params);
        if (mainOf(params).trimmed().isEmpty())
            found += QStringLiteral("run: is empty");
        const QString path = textOf(params, "number");
        if (!path.isEmpty() && !base::parseJsonPath(path))
            found += QStringLiteral("number: `%1` is not a path; paths start with `$.`").arg(path);
        return found;
    }
    ProbeLook look(const Probe& probe, const Variables& variables) const override {
        return HostLook{mainOf(probe.params), variables};
    }
    Seen judge(const Probe& probe, const Variables& variables, const ProbeSight& sight) const override {
        const auto* host = std::get_if<HostSight>(&sight);
        if (!host)
            return {SampleOutcome::ObserverError, QStringLiteral("no answer of a command")};
        if (host->exitCode != 0) {
            const QString said = lineOf(host->output);
            const QString exit = QStringLiteral("exit %1").arg(host->exitCode);
            return {SampleOutcome::Fail, said.isEmpty() ? exit : exit + QStringLiteral(": ") + said};
        }
        Seen seen{SampleOutcome::Ok};
        const QJsonObject json = probe.params.value(QStringLiteral("json")).toObject();
        const QString path = textOf(probe.params, "number");
        if (!json.isEmpty() || !path.isEmpty()) {
            const auto found = base::readJsonPaths(host->output.trimmed(), json.keys() + QStringList(path));
            if (const QString trouble = jsonTrouble(json, found, variables); !trouble.isEmpty())
                return {SampleOutcome::Fail, trouble};
            bool isNumber = false;
            const double value = found.value(path).toDouble(&isNumber);
            if (isNumber)
                seen.value = value;
        }
        // A command that is only to end well prints what it likes.
        const bool isLimited =
            !probe.degraded.isEmpty() || !probe.failing.isEmpty() || !textOf(probe.params, "unit").isEmpty();
        if (path.isEmpty() && isLimited)
            seen.value = lastNumber(host->output);
        return seen;
    }
};

/// A query of one number, asked on each host with its database's own client and the rights of who logs in.
class Sql final : public FixedLook {
public:
    QString key() const override { return QStringLiteral("sql"); }
    QList<Field> fields() const override {
        return {text("with", "the client; psql when absent",
                     {QStringLiteral("psql"), QStringLiteral("mysql"), QStringLiteral("sqlite3")}),
                text("database", "its name, a connection string for psql, or the file for sqlite3"),
                text("unit", "shown behind the number")};
    }
    QString unit(const QJsonObject& params) const override { return textOf(params, "unit"); }
    QString defaultName(const QJsonObject& params) const override {
        return mainOf(params).simplified().left(60);
    }
    QStringList complaints(const QJsonObject& params) const override {
        QStringList found;
        const QString database = textOf(params, "database");
        if (database.contains(QRegularExpression(QStringLiteral("(://[^/@]*:[^/@]*@|password\\s*=)"))))
            found += QStringLiteral("database: holds a password, which is a secret; let the host know it "
                                    "(~/.pgpass, ~/.my.cnf)");
        if (database.startsWith(QLatin1Char('-')))
            found += QStringLiteral("database: starts with `-`, which clients take for an option");
        if (textOf(params, "with") == QLatin1StringView("sqlite3") && database.isEmpty())
            found += QStringLiteral("database: is needed, the file");
        return found;
    }

protected:
    const char* script() const override {
        // Each client is told to read only, to end at the first mistake and to print the bare value.
        return R"sh(case $SLIPWAY_WITH in
mysql) command -v mysql >/dev/null 2>&1 || missing "mysql is not there"
  said=$(mysql --batch --skip-column-names --connect-timeout=5 --init-command="SET SESSION TRANSACTION READ ONLY" \
    ${SLIPWAY_DATABASE:+"$SLIPWAY_DATABASE"} -e "$SLIPWAY_NAME" 2>&1) || down "$(printf '%s' "$said" | tail -n 1)" ;;
sqlite3) command -v sqlite3 >/dev/null 2>&1 || missing "sqlite3 is not there"
  file=$(at_home "$SLIPWAY_DATABASE")
  [ -r "$file" ] || down "$file cannot be read"
  said=$(sqlite3 -batch -readonly -bail "$file" "$SLIPWAY_NAME" 2>&1) || down "$(printf '%s' "$said" | tail -n 1)" ;;
*) command -v psql >/dev/null 2>&1 || missing "psql is not there"
  PGOPTIONS="-c default_transaction_read_only=on" PGCONNECT_TIMEOUT=5
  export PGOPTIONS PGCONNECT_TIMEOUT
  said=$(psql -X -w -q -A -t -v ON_ERROR_STOP=1 ${SLIPWAY_DATABASE:+-d "$SLIPWAY_DATABASE"} -c "$SLIPWAY_NAME" 2>&1) ||
    down "$(printf '%s' "$said" | tail -n 1)" ;;
esac
case $said in
'' | *[!0-9.eE+-]*) say "it answers $(printf '%s' "$said" | head -n 1), which is no number" ;;
*) say "value $said" ;;
esac
)sh";
    }
    void addVariables(const QJsonObject& params, Variables& variables) const override {
        variables.insert(QStringLiteral("SLIPWAY_WITH"), textOf(params, "with", QStringLiteral("psql")));
        variables.insert(QStringLiteral("SLIPWAY_DATABASE"), expand(textOf(params, "database"), variables));
    }
};

} // namespace

const ProbeKind& run() {
    static const Run kind;
    return kind;
}

const ProbeKind& sql() {
    static const Sql kind;
    return kind;
}

} // namespace slipway::domain::probes
