#include "ui/environments/deployments_panel.h"

#include "ui/text/quantities.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"

#include <QListView>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr int lineRole = Qt::UserRole + 1;
constexpr int nowRole = Qt::UserRole + 2;
constexpr int rowHeight = 36;
constexpr double stateFrom = 0.2; ///< share of the width where the chips begin

QString headline(const models::DeploymentLine& line) {
    return deploymentTitle(line.kind, line.version, line.environment);
}

class DeploymentDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {200, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Tokens& tokens = Theme::tokens();
        const auto line = index.data(lineRole).value<models::DeploymentLine>();
        const qint64 nowMs = index.data(nowRole).toLongLong();
        const QRect row = option.rect;
        painter->save();
        painter->fillRect(QRect(row.left(), row.top(), row.width(), 1), tokens.line);
        if (option.state & QStyle::State_MouseOver)
            painter->fillRect(row.adjusted(0, 1, 0, 0), tokens.hover);
        if ((option.state & QStyle::State_HasFocus) != 0) {
            painter->setPen(QPen(tokens.ink(Tone::Accent), 2));
            painter->drawRect(row.adjusted(2, 2, -2, -2));
        }
        const Look look = lookOf(line.state);
        const int middle = row.center().y();
        // Columns are shares of the width, so that rows line up and use a wide screen.
        const auto at = [&row](double share) {
            return row.left() + 15 + static_cast<int>(share * (row.width() - 30));
        };
        const auto words = [&](int left, int right, const QString& text, const QColor& ink,
                               const QFont& font) {
            painter->setFont(font);
            painter->setPen(ink);
            const QRect box(left, row.top(), std::max(0, right - left - 12), row.height());
            painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        };
        words(at(0), at(stateFrom), headline(line), tokens.text, fontOf(Type::Strong));
        const QSize chip = chipSize(look.glyph, look.word);
        const int room = at(0.41) - at(stateFrom) - 8;
        const auto widthOf = [](const std::optional<Look>& one) {
            return one ? chipSize(one->glyph, one->word).width() + 6 : 0;
        };
        auto exception = exceptionLook(line);
        // Where there is no room for both, how it stands comes before what is still to do; the latter is
        // in the row's words and in the history.
        if (line.isEmergency && chip.width() + widthOf(exception) > room)
            exception = exceptionLook(true, false, line.waivers);
        const int exceptionWidth = widthOf(exception);
        const int width = std::min(chip.width(), room - exceptionWidth);
        paintChip(*painter, QRect(at(stateFrom), middle - 10, width, 20), look.glyph, look.word, look.tone);
        if (exception)
            paintChip(*painter, QRect(at(stateFrom) + width + 6, middle - 10, exceptionWidth - 6, 20),
                      exception->glyph, exception->word, exception->tone);
        const QString tier = tierWord(line.tier);
        paintChip(*painter,
                  QRect(at(0.41), middle - 10,
                        std::min(chipSize(Glyph::None, tier).width(), at(0.51) - at(0.41) - 8), 20),
                  Glyph::None, tier, tierTone(line.tier));
        words(at(0.51), at(0.74), line.detail, tokens.muted, fontOf(Type::Body));
        words(at(0.74), at(0.9),
              DeploymentsPanel::tr("%1 by %2").arg(ago(line.startedAtMs, nowMs), line.startedBy),
              tokens.muted, fontOf(Type::Body));
        words(at(0.9), row.right(), line.deployment, tokens.muted, fontOf(Type::Mono));
        painter->restore();
    }
};

} // namespace

DeploymentsPanel::DeploymentsPanel(QWidget* parent)
    : Card(parent)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView)
    , m_count(new Label(Type::Body))
    , m_empty(new EmptyState) {
    auto* title = new QHBoxLayout;
    title->setContentsMargins(15, 12, 15, 10);
    title->setSpacing(10);
    title->addWidget(new Label(Type::Section, tr("Deployments")));
    title->addWidget(m_count);
    title->addStretch(1);
    m_count->setInk("muted");
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DeploymentDelegate(m_list));
    m_list->setObjectName(QStringLiteral("deployments"));
    m_list->setAccessibleName(tr("Deployments, newest first"));
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->set(Glyph::Circle, tr("No deployment yet"),
                 tr("“New release…” starts the first one. Every step, sign-off and decision is kept here."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    layout->addLayout(title);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    setMinimumHeight(150);
    const auto open = [this](const QModelIndex& index) {
        Q_EMIT openAsked(index.data(lineRole).value<models::DeploymentLine>().deployment);
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
}

void DeploymentsPanel::set(const QList<models::DeploymentLine>& lines, qint64 nowMs) {
    m_model->setRowCount(static_cast<int>(lines.size()));
    m_model->setColumnCount(1);
    for (int row = 0; row < lines.size(); ++row) {
        const models::DeploymentLine& line = lines[row];
        auto* item = m_model->item(row);
        if (item == nullptr) {
            item = new QStandardItem;
            m_model->setItem(row, item);
        }
        item->setData(QVariant::fromValue(line), lineRole);
        item->setData(nowMs, nowRole);
        QStringList words{headline(line), lookOf(line.state).word, line.detail};
        if (const auto exception = exceptionLook(line))
            words << exception->word;
        item->setText(words.join(QStringLiteral(", ")));
        item->setToolTip(item->text());
    }
    m_count->setText(lines.isEmpty() ? QString()
                                     : tr("%n recorded", nullptr, static_cast<int>(lines.size())));
    m_list->setVisible(!lines.isEmpty());
    m_empty->setVisible(lines.isEmpty());
}

} // namespace slipway::ui
