#include "app/engine/bind_plan.h"

#include "app/domain/forge.h"

#include <QCoreApplication>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr auto findWithin = 10min;
constexpr auto gitWithin = 20s;

/// Where the variables of an attempt's own stand.
Variables& ownVariables(Step& step, const HostName& host) {
    return host.isEmpty() ? step.variables : step.hostVariables[host];
}

void unbind(Variables& variables) {
    variables.remove(artifactDigest);
    variables.remove(artifactBytes);
    variables.remove(ciRepository);
    variables.remove(authorNames);
    variables.remove(authorStrangers);
}

/// One after the other; lives until the last answer.
class Binding : public QObject {
public:
    Binding(const Parts& parts, Plan plan, bool mayLack, QObject* owner,
            std::function<void(base::Result<Plan>)> done)
        : QObject(owner)
        , m_parts(parts)
        , m_plan(std::move(plan))
        , m_mayLack(mayLack)
        , m_done(std::move(done)) {
        for (qsizetype i = 0; i < m_plan.steps.size(); ++i)
            for (const HostName& host : m_plan.steps[i].places()) {
                const Operation operation = m_plan.steps[i].operation(host);
                const auto* command = std::get_if<RemoteCommand>(&operation);
                if (command && command->artifact)
                    m_todo.append({i, host, *command->artifact});
                const auto* people = std::get_if<PersonQuestion>(&operation);
                if (people && people->noAuthor)
                    m_approvals.append(i);
                const auto* ci = std::get_if<CiQuestion>(&operation);
                if (ci && ci->repository.isEmpty())
                    m_forges.append(i);
            }
    }
    void next() {
        if (m_todo.isEmpty()) {
            bindForges();
            return;
        }
        const Todo one = m_todo.takeFirst();
        base::deliver(m_parts.artifacts.find(one.artifact, {findWithin, {}}), this,
                      [this, one](const base::Result<ports::ArtifactFile>& file) { found(one, file); });
    }

private:
    struct Todo {
        qsizetype step;
        HostName host;
        Artifact artifact;
    };
    void found(const Todo& one, const base::Result<ports::ArtifactFile>& file) {
        const QString& expected = one.artifact.expected;
        if (!file.ok() && !m_mayLack) {
            end(file.error());
            return;
        }
        if (file.ok() && !expected.isEmpty() && file->sha256 != expected && !m_mayLack) {
            end(base::Error{
                base::ErrorKind::Refused, one.artifact.path,
                QCoreApplication::translate("engine", "the SHA-256 of %1 is %2, and slipway.yaml says %3")
                    .arg(one.artifact.path, file->sha256, expected)});
            return;
        }
        Variables& own = ownVariables(m_plan.steps[one.step], one.host);
        if (file.ok()) {
            own.insert(artifactDigest, file->sha256);
            own.insert(artifactBytes, QString::number(file->bytes));
        }
        next();
    }
    void bindForges() {
        if (m_forges.isEmpty()) {
            bindAuthors();
            return;
        }
        base::deliver(m_parts.git.remoteUrl(QStringLiteral("origin"), {gitWithin, {}}), this,
                      [this](const base::Result<QString>& url) {
                          const QString repository = url.ok() ? repositoryAt(*url) : QString();
                          if (repository.isEmpty() && !m_mayLack) {
                              end(base::Error{base::ErrorKind::BadInput, QStringLiteral("slipway.yaml"),
                                              QCoreApplication::translate(
                                                  "engine", "“%1” names no `repository`, and the remote "
                                                            "origin does not name one either")
                                                  .arg(m_plan.steps[m_forges.first()].title)});
                              return;
                          }
                          if (!repository.isEmpty())
                              for (const qsizetype step : m_forges)
                                  m_plan.steps[step].variables.insert(ciRepository, repository);
                          bindAuthors();
                      });
    }
    /// Who wrote what is released: from what runs there to the candidate; where nothing is known to run
    /// there, all that led to it.
    void bindAuthors() {
        if (m_approvals.isEmpty()) {
            end(m_plan);
            return;
        }
        const Variables& known = m_plan.steps[m_approvals.first()].variables;
        base::deliver(
            m_parts.git.between(known.value(QStringLiteral("SLIPWAY_PREVIOUS_COMMIT")),
                                known.value(QStringLiteral("SLIPWAY_COMMIT")), {gitWithin, {}}),
            this, [this](const base::Result<ports::CommitRange>& range) {
                if (!range.ok() && !m_mayLack) {
                    end(base::Error{range.error().kind, QStringLiteral("Git"),
                                    QCoreApplication::translate(
                                        "engine", "who wrote the released commits cannot be told: %1")
                                        .arg(range.error().detail)});
                    return;
                }
                QStringList authors, strangers;
                for (const QString& email : range.valueOr(ports::CommitRange()).emails)
                    sortAuthor(email, authors, strangers);
                authors.sort();
                strangers.sort();
                for (const qsizetype step : m_approvals) {
                    m_plan.steps[step].variables.insert(authorNames, authors.join(QLatin1Char(' ')));
                    m_plan.steps[step].variables.insert(authorStrangers, strangers.join(QLatin1Char(' ')));
                }
                end(m_plan);
            });
    }
    void sortAuthor(const QString& email, QStringList& authors, QStringList& strangers) const {
        bool isKnown = false;
        for (const Person& person : m_parts.source.project().people)
            if (person.emails.contains(email, Qt::CaseInsensitive)) {
                isKnown = true;
                if (!authors.contains(person.name.text()))
                    authors.append(person.name.text());
            }
        // An address with blanks in it is none, and must not look like two.
        if (!isKnown)
            strangers.append(QString(email).replace(QLatin1Char(' '), QLatin1Char('_')));
    }
    void end(const base::Result<Plan>& plan) {
        const auto done = std::move(m_done);
        deleteLater();
        done(plan);
    }

    const Parts& m_parts;
    Plan m_plan;
    bool m_mayLack;
    std::function<void(base::Result<Plan>)> m_done;
    QList<Todo> m_todo;
    QList<qsizetype> m_forges;    ///< steps that ask one and name no repository
    QList<qsizetype> m_approvals; ///< steps whose signers must have written nothing of it
};

} // namespace

void bindPlan(const Parts& parts, Plan plan, bool mayLack, QObject* owner,
              std::function<void(base::Result<Plan>)> done) {
    // A rollback's steps come with what the undone deployment has uploaded.
    (new Binding(parts, unboundPlan(std::move(plan)), mayLack, owner, std::move(done)))->next();
}

Plan unboundPlan(Plan plan) {
    for (Step& step : plan.steps) {
        unbind(step.variables);
        for (Variables& variables : step.hostVariables)
            unbind(variables);
    }
    return plan;
}

} // namespace slipway::engine
