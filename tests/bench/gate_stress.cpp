#include "tests/adapters/ssh/shell_fixture.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <cstdio>

using namespace slipway;
using namespace slipway::adapters;

// Runs many real, detached steps in one shell, asks for the state of each while it starts, and counts
// every answer that is not exactly what the step did.

namespace {

struct Counts {
    int wrong = 0;
    int refused = 0;
};

/// One step: its exit code, its output and what its state is said to be while it begins.
void one(const Fixture& fixture, Libssh2Shell& shell, int number, Counts& counts) {
    const int code = number % 100;
    const auto order =
        fixture.order(QStringLiteral("echo out%1; echo err%1 >&2; exit %2").arg(number).arg(code));
    const auto sink = std::make_shared<Collector>();
    const auto run = shell.run(order, {}, sink, within(60'000));
    const auto state = answerOf(shell.status(order, within(20'000)));
    const auto end = answerOf(run);
    const auto tell = [&](const QString& what) {
        std::fprintf(stderr, "  step %d: %s\n", number, qPrintable(what));
    };
    using State = ports::AttemptState::State;
    if (!end || !state) {
        ++counts.refused;
        tell((end ? state.error() : end.error()).detail);
        return;
    }
    const QByteArray told = QByteArray::number(number) + '\n';
    const bool isRight = end->state == State::Done && end->exitCode == code && sink->out() == "out" + told &&
                         sink->err() == "err" + told && sink->isExact() &&
                         state->state != State::LostProcess && state->state != State::LostReboot &&
                         state->state != State::Orphan;
    if (!isRight) {
        ++counts.wrong;
        tell(QStringLiteral("state %1 while it began, then state %2, exit %3, output %4")
                 .arg(int(state->state))
                 .arg(int(end->state))
                 .arg(end->exitCode)
                 .arg(QString::fromUtf8(sink->out())));
    }
    const auto cleaned = shell.clean(order, within(20'000));
    if (!QTest::qWaitFor([&] { return cleaned.isFinished(); }, 30'000) ||
        QFileInfo::exists(fixture.spool(order))) {
        ++counts.refused;
        tell(QStringLiteral("its folder stayed on the host"));
    }
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const int runs = std::max(1, application.arguments().value(1, QStringLiteral("700")).toInt());
    bool allRight = true;
    for (const QByteArray& name : hostShells) {
        Fixture fixture;
        auto options = fixture.options();
        options.shell = fixture.shellProgram(name);
        if (options.shell.isEmpty()) {
            std::printf("%-20s not installed\n", name.constData());
            allRight = false;
            continue;
        }
        Libssh2Shell shell(options);
        Counts counts;
        for (int number = 0; number < runs; ++number)
            one(fixture, shell, number, counts);
        std::printf("%-20s %d steps, %d wrong, %d refused\n", name.constData(), runs, counts.wrong,
                    counts.refused);
        std::fflush(stdout);
        allRight = allRight && counts.wrong == 0 && counts.refused == 0;
    }
    return allRight ? 0 : 1;
}
