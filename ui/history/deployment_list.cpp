#include "ui/history/deployment_list.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace slipway::ui {

namespace {

constexpr int rowHeight = 58;
constexpr int margin = 14;
constexpr int gap = 8;

class DeploymentDelegate final : public QStyledItemDelegate {
public:
    DeploymentDelegate(const Context& context, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_context(context) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {200, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Tokens& tokens = Theme::tokens();
        const auto line = index.data(models::HistoryModel::LineRole).value<models::DeploymentLine>();
        painter->save();
        painter->setClipRect(option.rect);
        painter->setRenderHint(QPainter::Antialiasing);
        paintRow(*painter, option);
        const QRect box = option.rect.adjusted(margin, 8, -margin, -8);
        // Where the chip at the right of a row begins.
        const auto chip = [&](const Look& look, int top) {
            const QSize size = chipSize(look.glyph, look.word);
            const int left = box.right() + 1 - size.width();
            paintChip(*painter, QRect(QPoint(left, top), size), look.glyph, look.word, look.tone);
            return left - gap;
        };
        const int right = chip(lookOf(line.state), box.top());
        const auto exception = exceptionLook(line);
        const int below = exception ? chip(*exception, box.top() + 23) : box.right() + 1;
        const auto text = [&](Type type, const QColor& colour, const QRect& place, const QString& words) {
            painter->setFont(fontOf(type));
            painter->setPen(colour);
            painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(words, Qt::ElideRight, place.width()));
        };
        text(Type::Strong, tokens.text, QRect(box.left(), box.top(), right - box.left(), 20),
             deploymentTitle(line.kind, line.version, line.environment));
        QStringList words{dayAndTime(line.startedAtMs, m_context.nowMs()), line.startedBy};
        if (line.selfApproved > 0)
            words << DeploymentList::tr("self-approved");
        const QString why = line.reason.isEmpty() ? line.detail : line.reason;
        if (!why.isEmpty())
            words << why;
        text(Type::Label, tokens.muted, QRect(box.left(), box.top() + 24, below - box.left(), 18),
             words.join(QStringLiteral(" · ")));
        painter->restore();
    }

private:
    Context m_context;
};

} // namespace

DeploymentList::DeploymentList(const Context& context, models::HistoryModel& model, QWidget* parent)
    : RowList("historyDeployments", tr("Deployments, newest first"), parent) {
    setItemDelegate(new DeploymentDelegate(context, this));
    setModel(&model);
}

} // namespace slipway::ui
