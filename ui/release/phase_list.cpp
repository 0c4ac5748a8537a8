#include "ui/release/phase_list.h"

#include "ui/text/states.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace slipway::ui {
namespace {

enum class Line { Heading, Step, Watch };

struct Row {
    Line line = Line::Heading;
    bool first = false; ///< the first heading has no rule above it
    QString step, title, side;
    Look look;
    bool strong = false;
    int waived = 0; ///< a heading's: steps that were gone on without, while others are still to do
};

constexpr int rowRole = Qt::UserRole + 1;
constexpr int stepHeight = 31;
constexpr int headingHeight = 44;

class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    static void paintHeading(QPainter& painter, const QRect& box, const Row& row);
    static void paintStep(QPainter& painter, const QStyleOptionViewItem& option, const Row& row);
};

} // namespace
} // namespace slipway::ui

Q_DECLARE_METATYPE(slipway::ui::Row)

namespace slipway::ui {
namespace {

QSize RowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const Row row = index.data(rowRole).value<Row>();
    return {200, row.line == Line::Heading ? headingHeight : stepHeight};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    const Row row = index.data(rowRole).value<Row>();
    painter->save();
    if (row.line == Line::Heading)
        paintHeading(*painter, option.rect, row);
    else
        paintStep(*painter, option, row);
    painter->restore();
}

void RowDelegate::paintHeading(QPainter& painter, const QRect& box, const Row& row) {
    const Tokens& tokens = Theme::tokens();
    if (!row.first)
        painter.fillRect(QRect(box.left(), box.top() + 5, box.width(), 1), tokens.line);
    const QRect words = box.adjusted(16, row.first ? 6 : 12, -16, 0);
    const QSize chip = chipSize(row.look.glyph, row.side);
    const QRect chipBox(words.right() - chip.width(), words.center().y() - 10, chip.width(), 20);
    paintChip(painter, chipBox, row.look.glyph, row.side, row.look.tone);
    int right = chipBox.left() - 8;
    if (row.waived > 0) {
        const Look look = waivedLook(row.waived);
        const QSize size = chipSize(look.glyph, look.word);
        right -= size.width() - 2;
        paintChip(painter, QRect(right, chipBox.top(), size.width(), 20), look.glyph, look.word, look.tone);
        right -= 8;
    }
    painter.setFont(fontOf(Type::Overline));
    painter.setPen(tokens.muted);
    const QRect title(words.left(), words.top(), right - words.left(), words.height());
    painter.drawText(title, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.title, Qt::ElideRight, title.width()));
}

void RowDelegate::paintStep(QPainter& painter, const QStyleOptionViewItem& option, const Row& row) {
    const Tokens& tokens = Theme::tokens();
    const QRect box = option.rect;
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    if (selected) {
        painter.fillRect(box, tokens.soft(Tone::Accent));
        painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), tokens.ink(Tone::Accent));
    } else if (option.state & QStyle::State_MouseOver) {
        painter.fillRect(box, tokens.hover);
    }
    if (selected && (option.state & QStyle::State_HasFocus) != 0) {
        painter.setPen(QPen(tokens.ink(Tone::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(1, 1, -2, -2));
    }
    paintGlyph(painter, QRect(box.left() + 20, box.center().y() - 6, 13, 13), row.look.glyph,
               row.look.tone == Tone::Waiting ? tokens.faint : tokens.ink(row.look.tone));
    const int left = box.left() + 44;
    const int right = box.right() - 16;
    painter.setFont(fontOf(Type::Label));
    const int sideWidth = std::min(painter.fontMetrics().horizontalAdvance(row.side), (right - left) / 2);
    painter.setPen(selected ? tokens.muted : tokens.faintText);
    if (row.look.glyph == Glyph::Diamond && row.look.tone == Tone::Attention)
        painter.setPen(tokens.ink(Tone::Attention));
    painter.drawText(QRect(right - sideWidth, box.top(), sideWidth + 1, box.height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.side, Qt::ElideRight, sideWidth + 1));
    painter.setFont(fontOf(row.strong || selected ? Type::Strong : Type::Body));
    painter.setPen(tokens.text);
    const int width = right - sideWidth - 10 - left;
    painter.drawText(QRect(left, box.top(), width, box.height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.title, Qt::ElideRight, width));
}

Row heading(const models::PhaseView& phase, int number) {
    Row row;
    row.first = number == 1;
    row.title = QStringLiteral("%1 %2").arg(number).arg(phaseWord(phase.phase));
    row.side = QStringLiteral("%1 / %2").arg(phase.done).arg(phase.all);
    row.look = lookOf(phase.verdict);
    if (phase.verdict == domain::Verdict::Waiting)
        row.look.glyph = Glyph::None;
    if (phase.verdict == domain::Verdict::Waived)
        row.side += QStringLiteral(" · ") + waivedLook(phase.waived).word;
    else
        row.waived = phase.waived;
    return row;
}

Row stepRow(const models::StepView& step, const QString& currentStep) {
    Row row;
    row.line = Line::Step;
    row.step = step.id;
    row.title = step.title;
    row.side = step.summary;
    row.look = lookOf(step);
    row.strong = step.id == currentStep;
    return row;
}

Row watchRow(const models::ReleaseView& release) {
    Row row;
    row.line = Line::Watch;
    QStringList hours;
    int done = 0;
    for (const models::CheckpointView& checkpoint : release.checkpoints) {
        hours << QString::number(checkpoint.afterMs / 3'600'000);
        done += checkpoint.verdict == domain::Verdict::Passed ? 1 : 0;
    }
    row.title = PhaseList::tr("Hours %1").arg(hours.join(QStringLiteral(" · ")));
    row.side = PhaseList::tr("sign each");
    row.look = release.liveAtMs == 0
                   ? lookOf(domain::Verdict::Waiting)
                   : lookOf(done == hours.size() ? domain::Verdict::Passed : domain::Verdict::Running);
    return row;
}

} // namespace

PhaseList::PhaseList(QWidget* parent) : QListView(parent), m_model(new QStandardItemModel(this)) {
    setModel(m_model);
    setItemDelegate(new RowDelegate(this));
    setObjectName(QStringLiteral("steps"));
    setAccessibleName(tr("Checklist"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    const auto activate = [this](const QModelIndex& index) {
        if (index.data(rowRole).value<Row>().line == Line::Watch)
            Q_EMIT watchChosen();
    };
    connect(this, &QListView::activated, this, activate);
    connect(this, &QListView::clicked, this, activate);
}

void PhaseList::set(const models::ReleaseView& release) {
    QList<Row> rows;
    int number = 0;
    for (const models::PhaseView& phase : release.phases) {
        rows << heading(phase, ++number);
        for (const models::StepView& step : release.steps)
            if (step.phase == phase.phase)
                rows << stepRow(step, release.currentStep);
        if (phase.phase == domain::Phase::Watch && !release.checkpoints.isEmpty())
            rows << watchRow(release);
    }
    // Rows are written over, never reset: selection, focus and scroll position stay.
    m_setting = true;
    const bool grown = m_model->rowCount() != rows.size();
    m_model->setRowCount(static_cast<int>(rows.size()));
    m_model->setColumnCount(1);
    for (int i = 0; i < rows.size(); ++i) {
        QStandardItem* item = m_model->item(i);
        if (item == nullptr) {
            item = new QStandardItem;
            m_model->setItem(i, item);
        }
        const Row& row = rows[i];
        item->setFlags(row.line == Line::Heading ? Qt::NoItemFlags
                                                 : Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setText(row.line == Line::Heading ? row.title
                                                : tr("%1, %2, %3").arg(row.title, row.look.word, row.side));
        item->setToolTip(item->text());
        item->setData(QVariant::fromValue(row), rowRole);
    }
    m_setting = false;
    if (grown)
        scheduleDelayedItemsLayout();
    viewport()->update();
}

void PhaseList::select(const QString& step) {
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Row row = m_model->index(i, 0).data(rowRole).value<Row>();
        if (row.line != Line::Step || row.step != step)
            continue;
        m_setting = true;
        setCurrentIndex(m_model->index(i, 0));
        m_setting = false;
        return;
    }
}

QString PhaseList::selected() const {
    return currentIndex().data(rowRole).value<Row>().step;
}

void PhaseList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    const Row row = current.data(rowRole).value<Row>();
    if (!m_setting && row.line == Line::Step)
        Q_EMIT chosen(row.step);
}

} // namespace slipway::ui
