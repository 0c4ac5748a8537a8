#include "ui/history/story_list.h"

#include "ui/text/quantities.h"
#include "ui/text/states.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

namespace slipway::ui {

namespace {

constexpr int rowHeight = 42;
constexpr int margin = 14;
constexpr int timeWidth = 66;
constexpr int glyphSide = 14;

std::pair<Glyph, Tone> signOf(models::TimelineLine::Kind kind) {
    using Kind = models::TimelineLine::Kind;
    switch (kind) {
    case Kind::Neutral:
        return {Glyph::Dot, Tone::Waiting};
    case Kind::Passed:
        return {Glyph::Check, Tone::Passed};
    case Kind::Failed:
        return {Glyph::Cross, Tone::Failed};
    case Kind::Attention:
        return {Glyph::Triangle, Tone::Attention};
    case Kind::Signed:
        return {Glyph::Pen, Tone::Accent};
    case Kind::Waived:
        return {Glyph::Diamond, Tone::Attention};
    case Kind::RolledBack:
        return {Glyph::Undo, Tone::Attention};
    }
    Q_UNREACHABLE();
}

class StoryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {200, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Tokens& tokens = Theme::tokens();
        const auto line = index.data(models::StoryModel::LineRole).value<models::TimelineLine>();
        painter->save();
        painter->setClipRect(option.rect);
        painter->setRenderHint(QPainter::Antialiasing);
        paintRow(*painter, option);
        const QRect box = option.rect.adjusted(margin, 4, -margin, -4);
        const auto text = [&](Type type, const QColor& colour, const QRect& place, const QString& words) {
            painter->setFont(fontOf(type));
            painter->setPen(colour);
            painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(words, Qt::ElideRight, place.width()));
        };
        const QRect first(box.left(), box.top(), timeWidth, 18);
        text(Type::Label, tokens.muted, first, timeWithSeconds(line.atMs));
        // The day stands where it begins.
        const QDate day = QDateTime::fromMSecsSinceEpoch(line.atMs).date();
        const QModelIndex before = index.siblingAtRow(index.row() - 1);
        const auto last = before.data(models::StoryModel::LineRole).value<models::TimelineLine>();
        if (!before.isValid() || QDateTime::fromMSecsSinceEpoch(last.atMs).date() != day)
            text(Type::Label, tokens.faintText, first.translated(0, 17),
                 QLocale().toString(day, QStringLiteral("d MMM")));
        const auto [glyph, tone] = signOf(line.kind);
        const int left = box.left() + timeWidth + 10;
        paintGlyph(*painter, QRect(left, box.top() + 2, glyphSide, glyphSide), glyph, tokens.ink(tone));
        int right = box.right() + 1;
        if (line.isSigned) {
            const QString words = StoryList::tr("signed");
            const QSize size = chipSize(Glyph::Pen, words);
            right -= size.width();
            paintChip(*painter, QRect(QPoint(right, box.center().y() - size.height() / 2), size), Glyph::Pen,
                      words, Tone::Accent);
            right -= 10;
        }
        const int begin = left + glyphSide + 9;
        QStringList details;
        if (!line.who.isEmpty())
            details << line.who;
        if (!line.detail.isEmpty())
            details << line.detail;
        text(Type::Body, tokens.text, QRect(begin, box.top(), right - begin, 18), line.what);
        text(Type::Label, tokens.muted, QRect(begin, box.top() + 17, right - begin, 17),
             details.join(QStringLiteral(" · ")));
        painter->restore();
    }
};

} // namespace

StoryList::StoryList(models::StoryModel& model, QWidget* parent)
    : RowList("historyStory", tr("What happened, oldest first"), parent) {
    setItemDelegate(new StoryDelegate(this));
    setModel(&model);
}

} // namespace slipway::ui
