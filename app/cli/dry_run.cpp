#include "app/cli/dry_run.h"

#include "app/cli/text.h"
#include "app/cli/views_json.h"
#include "app/models/release_builder.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// Every line of a text below a step's title.
void printBelow(const QString& text, const QString& before = {}) {
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i)
        print(QStringLiteral("      ") + (i == 0 ? before : QString(before.size(), u' ')) +
              inert(lines[i].toUtf8()));
}

void printPlan(const models::PromotionView& plan) {
    print(tr("%1 (%2) to %3, where %4 runs")
              .arg(plan.version, plan.commit.left(7), plan.environment,
                   plan.previousVersion.isEmpty() ? tr("nothing known") : plan.previousVersion));
    for (const models::GateView& gate : plan.gates) {
        print(QStringLiteral("  %1 %2  %3")
                  .arg(QChar(gate.met        ? u'✓'
                             : gate.isWaived ? u'◇'
                                             : u'✕'))
                  .arg(gate.title, gate.detail));
        if (!gate.waiverWords.isEmpty())
            print(QStringLiteral("      ") + gate.waiverWords);
    }
    std::optional<Phase> phase;
    for (const models::StepView& step : plan.steps) {
        if (phase != step.phase) {
            phase = step.phase;
            print(QStringLiteral("\n") + phaseName(step.phase));
        }
        print(QStringLiteral("  %1  [%2]  %3").arg(step.title, step.id, step.summary));
        if (!step.runs.isEmpty() && step.runs != step.title)
            printBelow(step.runs);
        if (!step.limits.isEmpty())
            printBelow(step.limits);
        if (!step.undo.isEmpty())
            printBelow(step.undo, tr("undo: "));
    }
    if (!plan.guard.isEmpty())
        print(QLatin1Char('\n') + plan.guard);
    if (!plan.cannotUndo.isEmpty())
        print();
    for (const QString& title : plan.cannotUndo)
        print(tr("stays after a rollback: %1").arg(title));
    print();
    print(plan.start.allowed ? tr("Nothing was started. It may start now.")
                             : tr("Nothing was started. It may not start: %1").arg(plan.start.why));
}

} // namespace

void dryRun(Session& session, const QString& version, const EnvironmentName& environment, QObject* owner) {
    base::deliver(session.desk().acts().preview(version, environment), owner,
                  [&session, environment](const base::Result<engine::Preview>& found) {
                      if (!found.ok()) {
                          session.finish(found.error());
                          return;
                      }
                      const auto plan = models::promotionView(session.desk().project(), *found, environment);
                      if (session.json())
                          printJson(toJson(plan));
                      else
                          printPlan(plan);
                      session.finish(plan.start.allowed ? Done : Refused);
                  });
}

} // namespace slipway::cli
