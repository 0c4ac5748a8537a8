#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

constexpr qint64 withinMs = 30'000;

const char script[] = R"sh(log=$(at_home "$SLIPWAY_LOG")
PATH=$PATH:$HOME/.npm-global/bin:$HOME/.local/bin:/usr/local/bin
lines() {
  case $SLIPWAY_LOG_IN in
  journal) journalctl ${SLIPWAY_USER_UNIT:+--user} -u "$log" -n 2000 -o cat --no-pager ;;
  pm2) pm2 logs "$log" --nostream --raw --lines 2000 ;;
  docker) docker logs --tail 2000 "$log" ;;
  *) tail -c 4194304 -- "$log" ;;
  esac 2>&1
}
[ "$SLIPWAY_LOG_IN" != file ] || safe "$log" || fail 77 "the log's name is not safe to use"
turn=$((SLIPWAY_WITHIN * 2))
until lines | grep -aqF -- "$SLIPWAY_DEPLOYMENT"; do
  [ "$turn" -gt 0 ] || {
    lines | tail -n 5
    fail 82 "no line carries $SLIPWAY_DEPLOYMENT after $SLIPWAY_WITHIN s"
  }
  turn=$((turn - 1))
  nap 0.5
done
# From its first line on: everything that this version has written.
lines | awk -v id="$SLIPWAY_DEPLOYMENT" 'index($0, id) { seen = 1; with++ } seen { all++ }
  END { print with " of " all " lines since its start carry " id }'
exit 0
)sh";

class LogHasId final : public HostCommand {
public:
    QString key() const override { return QStringLiteral("log-has-id"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    bool changesHosts(const QJsonObject&) const override { return false; }
    QList<Field> fields() const override {
        return {
            text("in", "where the log is kept; `file` when absent",
                 {QStringLiteral("file"), QStringLiteral("journal"), QStringLiteral("pm2"),
                  QStringLiteral("docker")}),
            flag("user", "with `journal`, true: a unit of the user that logs in"),
            duration("within", 1'000, 3'600'000, "how long to wait for the first such line; 30s when absent"),
        };
    }
    QString defaultTitle(const QJsonObject& params) const override {
        return QStringLiteral("Log lines of %1 carry the deployment's ID").arg(textOf(params, "main"));
    }
    QStringList complaints(const QJsonObject& params) const override {
        const QString log = textOf(params, "main");
        const QString problem =
            textOf(params, "in", QStringLiteral("file")) == QLatin1StringView("file") ? pathProblem(log)
            : isPlainName(log)                                                        ? QString()
                               : QStringLiteral("is not a name of letters, digits and _ . @ : + -");
        return problem.isEmpty() ? QStringList() : QStringList{QStringLiteral("%1: %2").arg(key(), problem)};
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        Variables all = variables;
        all.insert(QStringLiteral("SLIPWAY_LOG"), expand(textOf(params, "main"), variables));
        all.insert(QStringLiteral("SLIPWAY_LOG_IN"), textOf(params, "in", QStringLiteral("file")));
        if (flagOf(params, "user"))
            all.insert(QStringLiteral("SLIPWAY_USER_UNIT"), QStringLiteral("yes"));
        const qint64 within = durationOf(params, "within", withinMs).count();
        all.insert(QStringLiteral("SLIPWAY_WITHIN"), QString::number((within + 999) / 1000));
        return fixedCommand(script, params, all);
    }

protected:
    QString meaning(int exitCode) const override {
        return exitCode == exitNoId ? QStringLiteral("no line carries the deployment's ID") : QString();
    }
};

} // namespace

const StepKind& logHasId() {
    static const LogHasId kind;
    return kind;
}

} // namespace slipway::domain::steps
