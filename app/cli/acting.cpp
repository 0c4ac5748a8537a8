#include "app/cli/acting.h"

#include "app/cli/text.h"

namespace slipway::cli {

using namespace domain;

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

/// The step with this id, or with this title.
const Step* stepNamed(const Deployment& deployment, const QString& name) {
    for (const Step& step : deployment.plan.steps)
        if (step.id.text() == name || step.title.compare(name, Qt::CaseInsensitive) == 0)
            return &step;
    return nullptr;
}

} // namespace slipway::cli
