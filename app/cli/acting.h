#pragma once
#include "app/cli/session.h"

namespace slipway::cli {

/// The options of every act: where, as whom.
void describeActing(QCommandLineParser& parser);
/// An option `reason` of an act that is kept with it.
QCommandLineOption reasonOption();
/// Without blanks around it; empty: none was given.
QString reasonOf(const QCommandLineParser& parser);
/// Says how it is used right; answers the exit code.
int misused(const QString& words);
/// Says what was done and ends the session.
void finishDone(Session& session, const QString& words);
/// Ends the session with the act's answer: its error, or these words.
void finishWith(Session& session, const base::Future<void>& future, const QString& words);
/// The step with this id, or with this title; null when there is none.
const domain::Step* stepNamed(const domain::Deployment& deployment, const QString& name);
/// There is no such item: says which there are, and ends the session.
void finishWithoutItem(Session& session, const domain::Deployment& deployment, const QString& name);

} // namespace slipway::cli
