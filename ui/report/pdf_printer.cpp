#include "ui/report/pdf_printer.h"

#include "ui/report/health_drawing.h"
#include "ui/theme/tokens.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QScreen>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace slipway::ui {

using ports::Report;
using ports::ReportBlock;
using ports::ReportMark;

namespace {

constexpr int dotsPerInch = 600;
constexpr double point = dotsPerInch / 72.0;
constexpr double bodyText = 8.5;  // points
constexpr double tableText = 7.2; // points
constexpr double footHeight = 24; // points
constexpr double cellPadding = 2.4;

/// A point in the units of a text document's formats: QTextDocumentLayout scales their lengths from
/// the screen's resolution to the paint device's (read in Qt 6.4's scaleToDevice).
double unit() {
    return QGuiApplication::primaryScreen()->logicalDotsPerInchY() / 72.0;
}

QString tr(const char* text) {
    return QCoreApplication::translate("report", text);
}

// Not Inter: between digits it draws : and - as glyphs that no character leads to, so that a reader of
// the file (search, copy, screen reader) finds a space in "11:06".
QFont fontOf(double points, int weight = QFont::Normal) {
    QFont font;
    font.setFamilies({QStringLiteral("Open Sans"), QStringLiteral("DejaVu Sans"), font.family()});
    font.setPointSizeF(points);
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

QColor inkOf(ReportMark mark) {
    static const Tokens tokens = lightTokens();
    switch (mark) {
    case ReportMark::Neutral:
        return tokens.muted;
    case ReportMark::Passed:
        return tokens.ink(Tone::Passed);
    case ReportMark::Failed:
        return tokens.ink(Tone::Failed);
    case ReportMark::Attention:
    case ReportMark::Waived:
    case ReportMark::RolledBack:
        return tokens.ink(Tone::Attention);
    case ReportMark::Signed:
        return tokens.ink(Tone::Accent);
    }
    Q_UNREACHABLE();
}

QTextCharFormat ink(double points, const QColor& color, int weight = QFont::Normal) {
    QTextCharFormat format;
    format.setFont(fontOf(points, weight));
    format.setForeground(color);
    return format;
}

/// Narrow columns get what they need, wide ones share the rest by what they hold.
QList<double> columnWidths(const QList<QStringList>& rows, qsizetype columns, double total,
                           const QFontMetricsF& metrics) {
    QList<double> wanted(columns, 0);
    for (const QStringList& row : rows)
        for (qsizetype i = 0; i < columns; ++i)
            wanted[i] =
                std::max(wanted[i], metrics.horizontalAdvance(row.value(i)) + (2 * cellPadding + 2) * point);
    QList<double> widths(columns, -1);
    double left = total;
    qsizetype open = columns;
    for (bool changed = true; changed && open > 0;) {
        changed = false;
        const double share = left / static_cast<double>(open);
        for (qsizetype i = 0; i < columns; ++i)
            if (widths[i] < 0 && wanted[i] <= share) {
                widths[i] = wanted[i];
                left -= wanted[i];
                --open;
                changed = true;
            }
    }
    // Text twice as long needs more width, but not twice as much.
    double weights = 0;
    for (qsizetype i = 0; i < columns; ++i)
        weights += widths[i] < 0 ? std::sqrt(wanted[i]) : 0;
    for (qsizetype i = 0; i < columns; ++i)
        if (widths[i] < 0)
            widths[i] = left * std::sqrt(wanted[i]) / weights;
    return widths;
}

/// Lays a report out as a text document for the paper of `device`.
class Layout {
public:
    Layout(const Report& report, QPagedPaintDevice& device, const QSizeF& body)
        : m_report(report)
        , m_device(device)
        , m_width(body.width())
        , m_chart(report.chart, fontOf(tableText), body.width(), point) {
        document.documentLayout()->setPaintDevice(&device);
        document.documentLayout()->registerHandler(HealthDrawing::objectType, &m_chart);
        document.setDocumentMargin(0);
        document.setPageSize(body);
        document.setUseDesignMetrics(true);
        document.setDefaultFont(fontOf(bodyText));
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        document.setDefaultTextOption(option);
        // One edit: without it the whole document is laid out again after every cell.
        m_cursor.beginEditBlock();
        for (const ReportBlock& block : report.blocks)
            add(block);
        m_cursor.endEditBlock();
    }

    QTextDocument document;

private:
    void add(const ReportBlock& block) {
        using Kind = ReportBlock::Kind;
        switch (block.kind) {
        case Kind::Title:
            line(block.text, ink(19, m_tokens.text, QFont::DemiBold), 0, 8);
            break;
        case Kind::Heading:
            line(block.text, ink(12, m_tokens.text, QFont::DemiBold), 16, 4);
            break;
        case Kind::Text:
            line(block.text, ink(bodyText, m_tokens.text), 0, 5);
            break;
        case Kind::Facts:
            facts(block);
            break;
        case Kind::Table:
            table(block);
            break;
        case Kind::Chart:
            chart(block);
            break;
        }
    }

    void line(const QString& text, const QTextCharFormat& format, double above, double below) {
        QTextBlockFormat block;
        block.setTopMargin(above * m_unit);
        block.setBottomMargin(below * m_unit);
        begin(block, format);
        m_cursor.insertText(text, format);
    }

    /// The empty paragraph that a document or the room behind a table begins with is used, not left over.
    void begin(const QTextBlockFormat& block, const QTextCharFormat& format) {
        if (m_isFresh) {
            m_cursor.setBlockFormat(block);
            m_cursor.setBlockCharFormat(format);
        } else {
            m_cursor.insertBlock(block, format);
        }
        m_isFresh = false;
    }

    QTextTableFormat tableFormat(const QList<double>& widths) const {
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellSpacing(0);
        format.setCellPadding(cellPadding * m_unit);
        QList<QTextLength> lengths;
        for (const double width : widths)
            lengths.append(QTextLength(QTextLength::FixedLength, width / point * m_unit));
        format.setColumnWidthConstraints(lengths);
        return format;
    }

    QTextTable* insertTable(qsizetype rows, qsizetype columns, const QTextTableFormat& format) {
        if (!m_isFresh) {
            QTextBlockFormat thin;
            thin.setLineHeight(1, QTextBlockFormat::FixedHeight);
            m_cursor.insertBlock(thin, ink(1, m_tokens.text));
        }
        QTextTable* table = m_cursor.insertTable(static_cast<int>(rows), static_cast<int>(columns), format);
        m_cursor.movePosition(QTextCursor::End);
        m_isFresh = true;
        return table;
    }

    void fill(QTextTable* table, qsizetype row, qsizetype column, const QString& text,
              const QTextCharFormat& format, bool hasLine) {
        QTextTableCell cell = table->cellAt(static_cast<int>(row), static_cast<int>(column));
        QTextTableCellFormat shape;
        if (hasLine) {
            shape.setBottomBorder(0.5 * m_unit);
            shape.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            shape.setBottomBorderBrush(m_tokens.line);
        }
        cell.setFormat(shape);
        QTextCursor inside = cell.firstCursorPosition();
        inside.setBlockCharFormat(format);
        inside.insertText(text, format);
    }

    void facts(const ReportBlock& block) {
        const double names = 84 * point;
        QTextTableFormat format = tableFormat({names, m_width - names});
        format.setBackground(m_tokens.background);
        format.setBottomMargin(8 * m_unit);
        QTextTable* table = insertTable(block.rows.size(), 2, format);
        for (qsizetype row = 0; row < block.rows.size(); ++row) {
            fill(table, row, 0, block.rows[row].value(0), ink(bodyText, m_tokens.muted), false);
            fill(table, row, 1, block.rows[row].value(1), ink(bodyText, m_tokens.text), false);
        }
    }

    void table(const ReportBlock& block) {
        const qsizetype columns = block.head.size();
        const double marks = block.marks.isEmpty() ? 0 : 13 * point;
        const qsizetype first = block.marks.isEmpty() ? 0 : 1;
        QList<double> widths = columnWidths(QList<QStringList>{block.head} + block.rows, columns,
                                            m_width - marks, QFontMetricsF(fontOf(tableText), &m_device));
        if (first == 1)
            widths.prepend(marks);
        QTextTableFormat format = tableFormat(widths);
        format.setHeaderRowCount(1);
        format.setBottomMargin(8 * m_unit);
        QTextTable* table = insertTable(block.rows.size() + 1, columns + first, format);
        if (first == 1)
            fill(table, 0, 0, {}, ink(tableText, m_tokens.muted), true);
        for (qsizetype column = 0; column < columns; ++column)
            fill(table, 0, column + first, block.head[column], ink(tableText, m_tokens.muted, QFont::Medium),
                 true);
        for (qsizetype row = 0; row < block.rows.size(); ++row) {
            if (first == 1) {
                const ReportMark mark = block.marks.value(row, ReportMark::Neutral);
                fill(table, row + 1, 0, ports::reportSign(mark), ink(tableText, inkOf(mark)), true);
            }
            for (qsizetype column = 0; column < columns; ++column)
                fill(table, row + 1, column + first, block.rows[row].value(column),
                     ink(tableText, m_tokens.text), true);
        }
    }

    void chart(const ReportBlock& block) {
        if (m_report.chart.lanes.isEmpty())
            return;
        begin({}, ink(bodyText, m_tokens.text));
        QTextCharFormat object;
        object.setObjectType(HealthDrawing::objectType);
        m_cursor.insertText(QString(QChar::ObjectReplacementCharacter), object);
        line(block.text, ink(tableText, m_tokens.muted), 0, 6);
    }

    const Tokens m_tokens = lightTokens();
    const Report& m_report;
    QPagedPaintDevice& m_device;
    double m_width;
    const double m_unit = unit();
    HealthDrawing m_chart;
    QTextCursor m_cursor{&document};
    bool m_isFresh = true;
};

void drawFoot(QPainter& painter, const QRectF& foot, const Report& report, int page, int pages) {
    painter.setFont(fontOf(6.2));
    painter.setPen(QPen(lightTokens().line, 0.5 * point));
    painter.drawLine(foot.topLeft(), foot.topRight());
    painter.setPen(lightTokens().muted);
    const QRectF words = foot.adjusted(0, 5 * point, 0, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
                     report.subject + QStringLiteral(" · ") + tr("ledger head %1").arg(report.head));
    painter.drawText(words, Qt::AlignRight | Qt::AlignTop, tr("page %1 of %2").arg(page).arg(pages));
}

} // namespace

base::Result<void> PdfPrinter::print(const Report& report, const QString& path) {
    const auto failed = [&path](const QString& why) {
        return base::Error{base::ErrorKind::Storage, {}, tr("%1 cannot be written: %2").arg(path, why)};
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failed(file.errorString());
    {
        QPdfWriter writer(&file);
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(16, 15, 16, 12), QPageLayout::Millimeter);
        writer.setTitle(report.blocks.isEmpty() ? report.subject : report.blocks.first().text);
        writer.setCreator(QStringLiteral("Slipway"));
        const QSizeF page(writer.width(), writer.height());
        const QSizeF body(page.width(), page.height() - footHeight * point);
        Layout layout(report, writer, body);
        QPainter painter(&writer);
        if (!painter.isActive())
            return failed(file.errorString());
        const int pages = layout.document.pageCount();
        for (int i = 0; i < pages; ++i) {
            if (i > 0)
                writer.newPage();
            painter.save();
            painter.translate(0, -i * body.height());
            QAbstractTextDocumentLayout::PaintContext context;
            context.clip = QRectF(0, i * body.height(), body.width(), body.height());
            context.palette.setColor(QPalette::Text, lightTokens().text);
            painter.setClipRect(context.clip);
            layout.document.documentLayout()->draw(&painter, context);
            painter.restore();
            drawFoot(painter, {0, body.height() + 6 * point, body.width(), footHeight * point - 6 * point},
                     report, i + 1, pages);
        }
    }
    if (!file.commit())
        return failed(file.errorString());
    return {};
}

} // namespace slipway::ui
