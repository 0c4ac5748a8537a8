#include "app/engine/serving_side.h"

#include "app/domain/variables.h"

#include <QCoreApplication>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr auto askWithin = 20s;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(serving_side)
};

} // namespace

void askServingSide(const Parts& parts, const Project& project, const Environment& environment,
                    QObject* owner, std::function<void(const base::Result<QString>&)> then) {
    const auto sideless = std::find_if(environment.hosts.begin(), environment.hosts.end(),
                                       [](const Host& host) { return host.side.isEmpty(); });
    const Host& host = sideless == environment.hosts.end() ? environment.hosts.first() : *sideless;
    base::deliver(parts.shell.query(host, environment.strategy.active,
                                    definedVariables(project, environment, &host), {askWithin, {}}),
                  owner,
                  [then = std::move(then), name = host.name, sides = environment.strategy.sides](
                      const base::Result<ports::RemoteShell::QueryAnswer>& answer) {
                      if (!answer.ok()) {
                          then(answer.error());
                          return;
                      }
                      const QString active = QString::fromUtf8(answer->output).trimmed();
                      if (answer->exitCode == 0 && (active.isEmpty() || sides.contains(active)))
                          then(active);
                      else
                          then(base::Error{
                              base::ErrorKind::HostUnfit, name.text(),
                              Words::tr("Which side serves is not known: the command `active` answered “%1” "
                                        "(exit %2), and the sides are %3")
                                  .arg(active.left(60))
                                  .arg(answer->exitCode)
                                  .arg(sides.join(QStringLiteral(", ")))});
                  });
}

} // namespace slipway::engine
