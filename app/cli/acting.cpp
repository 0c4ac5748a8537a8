#include "app/cli/acting.h"

#include "app/cli/text.h"

#include <QCoreApplication>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

} // namespace

void describeActing(QCommandLineParser& parser) {
    Session::describe(parser, true);
    Session::describeActor(parser);
}

QCommandLineOption reasonOption() {
    return {QStringLiteral("reason"), tr("Why; kept in the ledger. Needed."), QStringLiteral("TEXT")};
}

QString reasonOf(const QCommandLineParser& parser) {
    return parser.value(QStringLiteral("reason")).trimmed();
}

int misused(const QString& words) {
    complain(words);
    return BadUsage;
}

void finishWithoutItem(Session& session, const Deployment& deployment, const QString& name) {
    QStringList items;
    for (const Step& step : deployment.plan.steps)
        if (step.asksPerson())
            items.append(step.id.text());
    complain(tr("%1 has no item “%2”. Known: %3.")
                 .arg(deployment.id.text(), name, items.join(QStringLiteral(", "))));
    session.finish(BadUsage);
}

void finishDone(Session& session, const QString& words) {
    if (session.json())
        printJson({{QStringLiteral("v"), 1}, {QStringLiteral("done"), words}});
    else
        print(words);
    session.finish(Done);
}

void finishWith(Session& session, const base::Future<void>& future, const QString& words) {
    base::deliver(future, &session, [&session, words](const base::Result<void>& done) {
        if (done.ok())
            finishDone(session, words);
        else
            session.finish(done.error());
    });
}

const Step* stepNamed(const Deployment& deployment, const QString& name) {
    for (const Step& step : deployment.plan.steps)
        if (step.id.text() == name || step.title.compare(name, Qt::CaseInsensitive) == 0)
            return &step;
    return nullptr;
}

} // namespace slipway::cli
