#include "app/engine/probe_lines.h"

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
constexpr auto lookWithin = 20s;
}

std::optional<ProbeQuestion> questionLabelled(const Project& project, const EnvironmentName& name,
                                              const QString& label) {
    if (const Environment* environment = project.environment(name))
        for (const ProbeQuestion& question : probeQuestions(project, *environment))
            if (question.label() == label)
                return question;
    return {};
}

base::Future<QStringList> probeLines(const Parts& parts, const World& world, const ProbeQuestion& question,
                                     QObject* owner) {
    const Variables variables = variablesOf(question, world.running(question.environment));
    const ProbeKind* kind = probeKind(question.probe.kind);
    const auto look = kind ? kind->linesLook(question.probe, variables) : std::nullopt;
    if (!look || !question.host)
        return base::ready<QStringList>(base::Error{base::ErrorKind::NotFound, question.label(),
                                                    QStringLiteral("this probe counts no lines")});
    const auto promise = std::make_shared<base::Promise<QStringList>>();
    auto future = promise->future();
    base::deliver(
        parts.shell.query(*question.host, look->script, look->variables, {lookWithin, {}}), owner,
        [promise](const base::Result<ports::RemoteShell::QueryAnswer>& answer) {
            if (!answer.ok()) {
                promise->finish(answer.error());
                return;
            }
            QStringList lines =
                QString::fromUtf8(answer->output).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
            for (QString& line : lines)
                for (QChar& c : line)
                    if (c != QLatin1Char('\t') &&
                        (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format))
                        c = QChar::ReplacementCharacter;
            if (answer->exitCode != 0)
                promise->finish(base::Error{base::ErrorKind::NotFound, {}, lines.join(QLatin1Char(' '))});
            else
                promise->finish(lines);
        });
    return future;
}

} // namespace slipway::engine
