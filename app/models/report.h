#pragma once
#include "app/domain/project.h"
#include "app/models/timeline.h"
#include "app/models/views.h"

namespace slipway::models {

/// A piece of a report, before it is Markdown, HTML or paper. Texts are plain.
struct ReportBlock {
    enum class Kind {
        Title,
        Heading,
        Text,
        Facts, ///< rows of name and value
        Table,
        Chart, ///< the watch's lanes; drawn by the renderer from ReportInput::watch
    };
    Kind kind = Kind::Text;
    QString text;
    QStringList head{};                ///< Table: names of the columns
    QList<QStringList> rows{};         ///< Facts, Table
    QList<TimelineLine::Kind> marks{}; ///< Table: how each row is meant; empty: neutral
};

struct ReportInput {
    const domain::Project& project;
    const domain::Deployment& deployment;
    QList<domain::Entry> entries; ///< of its chain, in order
    WatchView watch;              ///< `deployment` empty: it was never live
    qint64 nowMs = 0;             ///< UTC
    QString writtenBy{};          ///< program and version
};

/// What happened, who answered for it and how it can be proven. Pure; times are UTC, which the report says.
QList<ReportBlock> report(const ReportInput& input);
QString reportMarkdown(const ReportInput& input);
/// One file without anything outside of it; prints with the ledger's head on every page.
QString reportHtml(const ReportInput& input);
/// "2026-11-25 20:31:07", UTC; empty for 0.
QString reportTime(qint64 ms);

} // namespace slipway::models
