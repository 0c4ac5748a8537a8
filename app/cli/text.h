#pragma once
#include "app/base/error.h"
#include "app/domain/verdict.h"
#include "app/models/views.h"

namespace slipway::cli {

/// What happened, where, what it means and what to do, as one or two sentences.
QString sentence(const base::Error& error);
/// The exit code an error ends a command with.
int exitFor(const base::Error& error);
QString stateWords(models::ReleaseState state); ///< "waits for a person"
QString stateName(models::ReleaseState state);  ///< stable, for JSON: "waits-for-person"
QString mark(domain::Verdict verdict);          ///< "✓", "✕", "◐", …
/// "64 MiB", "1.2 GiB".
QString sizeWords(qint64 bytes);
/// Escape sequences and other control characters of remote text made harmless for a terminal.
QString inert(const QByteArray& line);

void print(const QString& line = {}); ///< one line on standard output
void complain(const QString& line);   ///< one line on standard error

/// What helps where something failed: the note of the file, and whom to reach.
QStringList troubleWords(const QString& ifFails, const QStringList& contacts);

/// A checkpoint of the watch, indented, with its rules and what may be decided about it below.
void printCheckpoint(const models::CheckpointView& checkpoint);

/// Line by line, indented; what was with a -, what is now with a +.
void printChanges(const QList<domain::Change>& changes);

} // namespace slipway::cli
