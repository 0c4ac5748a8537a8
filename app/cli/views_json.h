#pragma once
#include "app/models/feed.h"

#include <QJsonObject>

namespace slipway::cli {

// The stable shapes behind --json; documented in resources/help/command-line.md. Fields are
// only ever added. Times are ISO 8601 UTC, durations integer milliseconds.
QJsonObject toJson(const models::BoardView& board, const QList<models::DeploymentLine>& deployments);
QJsonObject toJson(const models::ReleaseView& release);
QJsonObject toJson(const models::PromotionView& plan);
/// `actor`: whose turns are marked as theirs.
QJsonObject toJson(const QList<domain::InboxItem>& turns, const QString& actor);

QJsonObject toJson(const QList<models::RecurringView>& checklists);

} // namespace slipway::cli
