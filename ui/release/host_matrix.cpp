#include "ui/release/host_matrix.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace slipway::ui {
namespace {

constexpr int hostHeight = 38;
constexpr int headHeight = 44;
constexpr int hostsWidth = 136;
constexpr int narrowest = 104;
constexpr int padding = 10;

Look shortLook(domain::Verdict verdict) {
    Look look = lookOf(verdict);
    if (verdict == domain::Verdict::Interrupted)
        look.word = HostMatrix::tr("Interrupted");
    else if (verdict == domain::Verdict::Inconclusive)
        look.word = HostMatrix::tr("Inconclusive");
    return look;
}

void paintFocus(QPainter& painter, const QRect& box) {
    painter.setPen(QPen(Theme::tokens().ink(Tone::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 6, 6);
}

} // namespace

class HostMatrix::Model final : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void set(const models::ReleaseView& release, qint64 nowMs) {
        const models::MatrixView& matrix = release.matrix;
        const bool same =
            matrix.rows.size() == m_matrix.rows.size() && matrix.columns.size() == m_matrix.columns.size();
        if (!same)
            beginResetModel();
        m_matrix = matrix;
        m_nowMs = nowMs;
        m_runs.clear();
        for (const models::StepView& step : release.steps)
            for (const models::HostRunView& host : step.hosts)
                m_runs.insert({step.id, host.host}, host);
        if (!same) {
            endResetModel();
        } else if (!matrix.rows.isEmpty() && !matrix.columns.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount({}) - 1, columnCount({}) - 1));
            Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount({}) - 1);
        }
    }
    const models::MatrixView& matrix() const { return m_matrix; }
    int column(const QString& step) const {
        for (qsizetype i = 0; i < m_matrix.columns.size(); ++i)
            if (m_matrix.columns[i].step == step)
                return static_cast<int>(i);
        return 0;
    }

    int rowCount(const QModelIndex&) const override { return static_cast<int>(m_matrix.rows.size()); }
    int columnCount(const QModelIndex&) const override { return static_cast<int>(m_matrix.columns.size()); }

    Look look(int row, int column) const {
        const models::MatrixView::Row& host = m_matrix.rows[row];
        if (!host.takesPart[column])
            return {Glyph::None, HostMatrix::tr("not for this host"), Tone::Waiting};
        if (!host.leftOut.isEmpty() && host.cells[column] == domain::Verdict::NotApplicable)
            return {Glyph::Diamond, HostMatrix::tr("Left out"), Tone::Attention};
        const models::HostRunView run = m_runs.value({m_matrix.columns[column].step, host.host});
        if (run.connectionLost)
            return {Glyph::Lightning, HostMatrix::tr("Link lost"), Tone::Attention};
        if (const qint64 silent = silentForMs(run, m_nowMs); silent > 0)
            return {Glyph::Exclamation, HostMatrix::tr("Silent %1").arg(ui::span(silent)), Tone::Attention};
        Look look = shortLook(host.cells[column]);
        if (host.cells[column] == domain::Verdict::Running && run.startedAtMs > 0)
            look.word = HostMatrix::tr("Running %1").arg(stopwatch(m_nowMs - run.startedAtMs));
        return look;
    }

    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid() || (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
            return {};
        const models::MatrixView::Row& host = m_matrix.rows[index.row()];
        const models::MatrixView::Column& step = m_matrix.columns[index.column()];
        const models::HostRunView run = m_runs.value({step.step, host.host});
        QStringList words{
            HostMatrix::tr("%1, %2: %3").arg(host.host, step.title, look(index.row(), index.column()).word)};
        if (!run.summary.isEmpty())
            words << run.summary;
        if (run.startedAtMs > 0)
            words << HostMatrix::tr("started %1").arg(timeWithSeconds(run.startedAtMs));
        if (run.endedAtMs > 0)
            words << HostMatrix::tr("took %1").arg(stopwatch(run.endedAtMs - run.startedAtMs));
        if (const qint64 silent = silentForMs(run, m_nowMs); silent > 0)
            words << HostMatrix::tr("no sign of life for %1").arg(ui::span(silent));
        if (run.connectionLost)
            words << HostMatrix::tr("since %1; the step keeps running").arg(timeWithSeconds(run.lostAtMs));
        return words.join(QStringLiteral(" · "));
    }

    QString place(int row) const {
        const models::MatrixView::Row& host = m_matrix.rows[row];
        if (!host.leftOut.isEmpty())
            return HostMatrix::tr("left out: %1").arg(host.leftOut);
        if (host.wave == 0)
            return {};
        return (m_matrix.hasStages ? HostMatrix::tr("stage %1") : HostMatrix::tr("batch %1")).arg(host.wave);
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
            return {};
        if (orientation == Qt::Horizontal)
            return m_matrix.columns.value(section).title;
        const QString host = m_matrix.rows.value(section).host;
        const QString words = place(section);
        return words.isEmpty() ? host : HostMatrix::tr("%1, %2").arg(host, words);
    }

private:
    models::MatrixView m_matrix;
    QHash<QPair<QString, QString>, models::HostRunView> m_runs;
    qint64 m_nowMs = 0;
};

class HostMatrix::Cells final : public QStyledItemDelegate {
public:
    Cells(const Model& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Tokens& tokens = Theme::tokens();
        const Look look = m_model.look(index.row(), index.column());
        const bool starts = index.row() > 0 && m_model.matrix().rows[index.row()].wave !=
                                                   m_model.matrix().rows[index.row() - 1].wave;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (starts)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                              tokens.line);
        const QRect box = option.rect.adjusted(4, 5, -4, -4);
        if (look.tone != Tone::Waiting) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(tokens.soft(look.tone));
            painter->drawRoundedRect(box, 6, 6);
        }
        const QColor ink = look.tone == Tone::Waiting ? tokens.faintText : tokens.ink(look.tone);
        if (look.glyph == Glyph::None) {
            painter->setPen(tokens.faint);
            painter->drawText(box, Qt::AlignCenter, QStringLiteral("–"));
        } else {
            paintGlyph(*painter, QRectF(box.left() + 8, box.center().y() - 5, 11, 11), look.glyph, ink);
            painter->setFont(fontOf(Type::Label));
            painter->setPen(ink);
            const QRect words = box.adjusted(24, 0, -4, 0);
            painter->drawText(words, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(look.word, Qt::ElideRight, words.width()));
        }
        if ((option.state & QStyle::State_HasFocus) != 0)
            paintFocus(*painter, option.rect);
        else if ((option.state & QStyle::State_MouseOver) != 0) {
            painter->setPen(QPen(tokens.faint, 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        painter->restore();
    }

private:
    const Model& m_model;
};

/// The steps above: two lines each, the shown one marked.
class HostMatrix::Steps final : public QHeaderView {
public:
    Steps(const HostMatrix& matrix, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_matrix(matrix) {
        setObjectName(QStringLiteral("matrixSteps"));
        setAccessibleName(HostMatrix::tr("Steps"));
        setSectionResizeMode(QHeaderView::Fixed);
        setFixedHeight(headHeight);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const Tokens& tokens = Theme::tokens();
        const models::MatrixView::Column column = m_matrix.m_model->matrix().columns.value(section);
        const bool shown = column.step == m_matrix.m_step;
        painter->save();
        painter->fillRect(rect, tokens.panel);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line);
        if (shown)
            painter->fillRect(QRect(rect.left() + 4, rect.bottom() - 1, rect.width() - 8, 2),
                              tokens.ink(Tone::Accent));
        painter->setFont(fontOf(Type::Label));
        painter->setPen(shown ? tokens.ink(Tone::Accent) : tokens.muted);
        // Two lines at most; what does not fit is in the tooltip.
        const QFontMetrics metrics = painter->fontMetrics();
        const QRect words = rect.adjusted(padding - 2, 5, -4, -5);
        QString title = column.title;
        while (title.size() > 4 &&
               metrics.boundingRect(words, Qt::TextWordWrap, title).height() > 2 * metrics.lineSpacing() + 2)
            title = title.left(title.size() - 2).trimmed() + QStringLiteral("…");
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, title);
        painter->restore();
    }

private:
    const HostMatrix& m_matrix;
};

/// The hosts at the left, with batch or stage, or why a person left one out.
class HostMatrix::Hosts final : public QHeaderView {
public:
    Hosts(const Model& model, QWidget* parent) : QHeaderView(Qt::Vertical, parent), m_model(model) {
        setObjectName(QStringLiteral("matrixHosts"));
        setAccessibleName(HostMatrix::tr("Hosts"));
        setSectionResizeMode(QHeaderView::Fixed);
        setDefaultSectionSize(hostHeight);
        setMinimumSectionSize(hostHeight);
        setFixedWidth(hostsWidth);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const Tokens& tokens = Theme::tokens();
        const models::MatrixView::Row row = m_model.matrix().rows.value(section);
        const QString place = m_model.place(section);
        painter->save();
        painter->fillRect(rect, tokens.panel);
        painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), tokens.line);
        if (section > 0 && m_model.matrix().rows[section - 1].wave != row.wave)
            painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), tokens.line);
        QRect words = rect.adjusted(padding + 4, 0, -6, 0);
        const auto line = [&](const QRect& box, const QString& text) {
            painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        };
        painter->setFont(fontOf(Type::Strong));
        painter->setPen(tokens.text);
        line(place.isEmpty() ? words : QRect(words.left(), rect.top() + 3, words.width(), 17), row.host);
        if (!place.isEmpty()) {
            words = QRect(words.left(), rect.top() + 19, words.width(), 16);
            painter->setFont(fontOf(Type::Label));
            painter->setPen(row.leftOut.isEmpty() ? tokens.muted : tokens.ink(Tone::Attention));
            if (!row.leftOut.isEmpty()) {
                paintGlyph(*painter, QRectF(words.left(), words.center().y() - 4, 9, 9), Glyph::Diamond,
                           tokens.ink(Tone::Attention));
                words.adjust(13, 0, 0, 0);
            }
            line(words, place);
        }
        painter->restore();
    }

private:
    const Model& m_model;
};

HostMatrix::HostMatrix(QWidget* parent) : QTableView(parent), m_model(new Model(this)) {
    setObjectName(QStringLiteral("hostMatrix"));
    setAccessibleName(tr("Every host at every step"));
    setModel(m_model);
    setItemDelegate(new Cells(*m_model, this));
    setHorizontalHeader(new Steps(*this, this));
    setVerticalHeader(new Hosts(*m_model, this));
    setCornerButtonEnabled(false);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the table
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    // The card below has round corners.
    for (QAbstractScrollArea* area :
         {static_cast<QAbstractScrollArea*>(this), static_cast<QAbstractScrollArea*>(horizontalHeader()),
          static_cast<QAbstractScrollArea*>(verticalHeader())})
        area->viewport()->setAutoFillBackground(false);
    connect(this, &QTableView::clicked, this, &HostMatrix::open);
    connect(&Theme::current(), &Theme::changed, this, [this] { viewport()->update(); });
}

void HostMatrix::set(const models::ReleaseView& release, const QString& step, qint64 nowMs) {
    const bool moved = step != m_step;
    m_step = step;
    m_model->set(release, nowMs);
    fit();
    if ((moved || !currentIndex().isValid()) && !hasFocus() && m_model->rowCount({}) > 0) {
        const int column = m_model->column(step);
        setCurrentIndex(m_model->index(likelyRow(column), column));
    }
    horizontalHeader()->viewport()->update();
}

int HostMatrix::likelyRow(int column) const {
    int running = -1;
    const QList<models::MatrixView::Row>& rows = m_model->matrix().rows;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const domain::Verdict verdict = rows[i].cells.value(column);
        if (domain::isTrouble(verdict))
            return static_cast<int>(i);
        if (verdict == domain::Verdict::Running && running < 0)
            running = static_cast<int>(i);
    }
    return std::max(0, running);
}

void HostMatrix::fit() {
    const int columns = m_model->columnCount({});
    if (columns > 0)
        horizontalHeader()->setDefaultSectionSize(
            std::max(narrowest, std::min(220, viewport()->width() / columns)));
}

void HostMatrix::open(const QModelIndex& index) {
    if (index.isValid() && m_model->matrix().rows[index.row()].takesPart[index.column()])
        Q_EMIT opened(m_model->matrix().columns[index.column()].step,
                      m_model->matrix().rows[index.row()].host);
}

void HostMatrix::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fit();
}

void HostMatrix::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    scrollTo(currentIndex());
}

void HostMatrix::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        open(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace slipway::ui
