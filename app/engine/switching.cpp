#include "app/engine/switching.h"

#include "app/base/ulid.h"
#include "app/domain/kill_switch.h"
#include "app/engine/local_run.h"

#include <QCoreApplication>

namespace slipway::engine {

using namespace domain;

namespace {

constexpr qint64 lookForMs = 10'000;
constexpr qint64 lookEveryMs = 500;

class Switching : public QObject {
    Q_DECLARE_TR_FUNCTIONS(switches)
public:
    Switching(const Parts& parts, History& history, Acts& acts, const EnvironmentName& environment,
              const KillSwitch& known, QObject* owner)
        : QObject(owner)
        , m_parts(parts)
        , m_history(history)
        , m_environment(environment)
        , m_known(known)
        , m_who(acts.actor().name) {}

    base::Future<SwitchEnd> begin() {
        const Deployment* running = m_history.world().running(m_environment);
        m_steps = switchSteps(m_parts.source.project(), *m_parts.source.project().environment(m_environment),
                              m_known, running ? running->id : DeploymentId(),
                              running ? running->candidate : Candidate());
        auto future = m_promise.future();
        run(m_steps.turn, [this](const Judgement& found) {
            m_turned = found;
            m_lookUntilMs = m_parts.clock.now().bootMs + lookForMs;
            look();
        });
        return future;
    }

private:
    void run(const Step& step, std::function<void(const Judgement&)> then) {
        const AttemptId attempt(base::newUlid(m_parts.clock.now().utcMs));
        auto* asked =
            new LocalRun(m_parts, *stepKind(step.kind), step.operation({}), {attempt, 0, false}, this);
        connect(asked, &LocalRun::finished, this, [asked, then](const Judgement& found) {
            asked->deleteLater();
            then(found);
        });
        asked->begin();
    }

    /// Whatever the request said: how it stands is what counts.
    void look() {
        run(m_steps.readBack, [this](const Judgement& found) {
            if (found.verdict != Verdict::Passed && m_parts.clock.now().bootMs < m_lookUntilMs) {
                m_parts.clock.callAfter(lookEveryMs, this, [this] { look(); });
                return;
            }
            end(found);
        });
    }

    void end(const Judgement& seen) {
        const SwitchEnd made{seen.verdict == Verdict::Passed,
                             tr("sent: %1; read back: %2").arg(m_turned.summary, seen.summary)};
        m_history.append({{workspaceChain(),
                           QString::fromLatin1(entry::switchAnswered),
                           m_who,
                           {{QStringLiteral("environment"), m_environment.text()},
                            {QStringLiteral("switch"), m_known.name},
                            {QStringLiteral("isOff"), made.isOff},
                            {QStringLiteral("summary"), made.words}}}},
                         this, [this, made](const base::Result<void>& done) {
                             m_promise.finish(done.ok() ? base::Result<SwitchEnd>(made) : done.error());
                             deleteLater();
                         });
    }

    const Parts& m_parts;
    History& m_history;
    EnvironmentName m_environment;
    KillSwitch m_known;
    QString m_who;
    SwitchSteps m_steps;
    Judgement m_turned;
    qint64 m_lookUntilMs = 0;
    base::Promise<SwitchEnd> m_promise;
};

} // namespace

base::Future<SwitchEnd> throwSwitch(const Parts& parts, History& history, Acts& acts,
                                    const EnvironmentName& environment, const QString& name,
                                    const QString& reason, QObject* owner) {
    const auto promise = std::make_shared<base::Promise<SwitchEnd>>();
    auto future = promise->future();
    base::deliver(
        acts.recordSwitch(environment, name, reason), owner,
        [&parts, &history, &acts, environment, name, owner, promise](const base::Result<void>& recorded) {
            const Environment* place = parts.source.project().environment(environment);
            const KillSwitch* known = place ? killSwitch(*place, name) : nullptr;
            if (!recorded.ok() || !known) {
                promise->finish(recorded.ok() ? base::Error{base::ErrorKind::NotFound, name, {}}
                                              : recorded.error());
                return;
            }
            auto* switching = new Switching(parts, history, acts, environment, *known, owner);
            base::deliver(switching->begin(), owner,
                          [promise](const base::Result<SwitchEnd>& end) { promise->finish(end); });
        });
    return future;
}

} // namespace slipway::engine
