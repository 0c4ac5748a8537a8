#include "ui/search/found_list.h"

#include "ui/text/quantities.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>

namespace slipway::ui {
namespace {

constexpr int rowHeight = 46;
constexpr int margin = 15;
/// A match that would stand too far to the right is drawn with so much before it.
constexpr int before = 32;

QString metaWords(const models::FoundLine& line) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(line.timeMs);
    QStringList words{FoundList::tr("%1 %2").arg(QLocale().toString(time.date(), QLocale::ShortFormat),
                                                 timeWithMillis(line.timeMs)),
                      line.environment};
    if (!line.host.isEmpty())
        words << line.host;
    words << (line.stepTitle.isEmpty() ? line.step : line.stepTitle);
    words << QStringLiteral("%1 %2").arg(line.deployment, line.version);
    if (line.tries > 1)
        words << FoundList::tr("try %1 of %2").arg(line.attemptNumber).arg(line.tries);
    if (line.err)
        words << FoundList::tr("standard error");
    return words.join(QStringLiteral(" · "));
}

class FoundDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {200, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Tokens& tokens = Theme::tokens();
        const auto line = index.data(models::OutputSearch::FoundRole).value<models::FoundLine>();
        const QRect row = option.rect;
        painter->save();
        painter->setClipRect(row);
        paintRow(*painter, option);
        if (line.err)
            painter->fillRect(QRect(row.left() + 5, row.top() + 9, 2, row.height() - 17),
                              tokens.ink(Tone::Attention));
        paintText(*painter, row.adjusted(margin, 6, -margin, 0), line);
        painter->setFont(fontOf(Type::Label));
        painter->setPen(tokens.muted);
        const QRect meta = row.adjusted(margin, 25, -margin, -4);
        painter->drawText(meta, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(metaWords(line), Qt::ElideRight, meta.width()));
        painter->restore();
    }

private:
    static void paintText(QPainter& painter, const QRect& box, const models::FoundLine& line) {
        const Tokens& tokens = Theme::tokens();
        const int fitting =
            box.width() / QFontMetrics(fontOf(Type::Mono)).horizontalAdvance(QLatin1Char('m'));
        const int cut = line.from + line.length <= fitting ? 0 : std::max(0, line.from - before);
        const QString lead = cut > 0 ? QStringLiteral("…") : QString();
        QTextLayout layout(lead + line.text.mid(cut), fontOf(Type::Mono));
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTextDirection(Qt::LeftToRight);
        layout.setTextOption(option);
        if (line.length > 0) {
            QTextCharFormat found;
            found.setBackground(tokens.soft(Tone::Attention));
            found.setForeground(tokens.ink(Tone::Attention));
            found.setFontWeight(QFont::DemiBold);
            layout.setFormats({{line.from - cut + static_cast<int>(lead.size()), line.length, found}});
        }
        layout.beginLayout();
        QTextLine only = layout.createLine();
        only.setLineWidth(1e6);
        layout.endLayout();
        painter.setPen(tokens.text);
        painter.save();
        painter.setClipRect(box);
        layout.draw(&painter, box.topLeft());
        painter.restore();
    }
};

} // namespace

FoundList::FoundList(QWidget* parent)
    : RowList("foundLines", tr("Lines that were found, newest first"), parent) {
    setItemDelegate(new FoundDelegate(this));
}

void FoundList::setSearch(models::OutputSearch& search) {
    setModel(&search);
    connect(&search, &QAbstractItemModel::modelReset, this, [this] { Q_EMIT looked(-1); });
}

} // namespace slipway::ui
