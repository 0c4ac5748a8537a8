#pragma once
#include "app/base/result.h"
#include "app/domain/health.h"

namespace slipway::ports {

/// How a line of a report is meant.
enum class ReportMark {
    Neutral,
    Passed,
    Failed,
    Attention, ///< waits, was interrupted, lost its lock, was refused
    Signed,
    Waived,
    RolledBack,
};
/// The sign beside a line, so that no meaning rests on colour alone.
QString reportSign(ReportMark mark);

/// A piece of a report, before it is Markdown, HTML or paper. Texts are plain.
struct ReportBlock {
    enum class Kind {
        Title,
        Heading,
        Text,
        Facts, ///< rows of name and value
        Table,
        Chart, ///< Report::chart is drawn here; the text is its caption
    };
    Kind kind = Kind::Text;
    QString text;
    QStringList head{};        ///< Table: names of the columns
    QList<QStringList> rows{}; ///< Facts, Table
    QList<ReportMark> marks{}; ///< Table: how each row is meant; empty: neutral
};

struct ReportLane {
    QString name;
    QList<domain::Stretch> stretches;
};

/// Health over time, a lane each probe; UTC milliseconds.
struct ReportChart {
    qint64 fromMs = 0, toMs = 0;
    QList<ReportLane> lanes;
};

struct Report {
    QString subject;           ///< what it is about, on every page: "dep-01J…"
    QString head;              ///< hexadecimal hash of the ledger's newest entry then, on every page
    QList<ReportBlock> blocks; ///< the first is the title
    ReportChart chart;
    QByteArray watchTable{}; ///< of a deployment that was live: its watch as CSV
};

/// Writes reports as PDF. Any thread.
class ReportPrinter {
public:
    virtual ~ReportPrinter() = default;
    /// Error{Storage} when the file cannot be written; then what was there before is still there.
    virtual base::Result<void> print(const Report& report, const QString& file) = 0;
};

} // namespace slipway::ports
