#include "ui/theme/glyph.h"

#include <QPainter>
#include <QPainterPath>

namespace slipway::ui {
namespace {

// Glyphs are described on a 16 × 16 grid.
constexpr double grid = 16;

void stroke(QPainter& painter, const QColor& colour, double width, const QPainterPath& path) {
    painter.strokePath(path, QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

QPainterPath lines(std::initializer_list<QPointF> points) {
    QPainterPath path;
    bool first = true;
    for (const QPointF& point : points) {
        if (first)
            path.moveTo(point);
        else
            path.lineTo(point);
        first = false;
    }
    return path;
}

QPainterPath closed(std::initializer_list<QPointF> points) {
    QPainterPath path = lines(points);
    path.closeSubpath();
    return path;
}

void paintOnGrid(QPainter& painter, Glyph glyph, const QColor& colour) {
    switch (glyph) {
    case Glyph::None:
        break;
    case Glyph::Check:
        stroke(painter, colour, 2, lines({{3, 8.6}, {6.4, 12}, {13, 4.6}}));
        break;
    case Glyph::Cross:
        stroke(painter, colour, 2, lines({{4, 4}, {12, 12}}));
        stroke(painter, colour, 2, lines({{12, 4}, {4, 12}}));
        break;
    case Glyph::Triangle:
        painter.fillPath(closed({{8, 2.2}, {14.6, 13.6}, {1.4, 13.6}}), colour);
        break;
    case Glyph::Half: {
        painter.setPen(QPen(colour, 1.7));
        painter.drawEllipse(QPointF(8, 8), 5.4, 5.4);
        QPainterPath half;
        half.moveTo(8, 2.6);
        half.arcTo(QRectF(2.6, 2.6, 10.8, 10.8), 90, 180);
        half.closeSubpath();
        painter.fillPath(half, colour);
        break;
    }
    case Glyph::Circle:
        painter.setPen(QPen(colour, 1.8));
        painter.drawEllipse(QPointF(8, 8), 4.6, 4.6);
        break;
    case Glyph::Diamond:
        stroke(painter, colour, 1.7, closed({{8, 2}, {14, 8}, {8, 14}, {2, 8}}));
        break;
    case Glyph::Pen:
        stroke(painter, colour, 1.6, closed({{10.6, 2.6}, {13.4, 5.4}, {6, 12.8}, {2.8, 13.2}, {3.2, 10}}));
        stroke(painter, colour, 1.6, lines({{9, 13.6}, {14, 13.6}}));
        break;
    case Glyph::ArrowRight:
        stroke(painter, colour, 1.7, lines({{2, 8}, {13.6, 8}}));
        stroke(painter, colour, 1.7, lines({{9.6, 4}, {13.6, 8}, {9.6, 12}}));
        break;
    case Glyph::Undo: {
        QPainterPath path;
        path.moveTo(3, 6);
        path.lineTo(9.4, 6);
        path.arcTo(QRectF(5.8, 6, 7.2, 7), 90, -180);
        path.lineTo(6, 13);
        stroke(painter, colour, 1.8, path);
        stroke(painter, colour, 1.8, lines({{6, 2.8}, {2.8, 6}, {6, 9.2}}));
        break;
    }
    case Glyph::Pause:
        painter.fillRect(QRectF(3.6, 3, 3.2, 10), colour);
        painter.fillRect(QRectF(9.2, 3, 3.2, 10), colour);
        break;
    case Glyph::Play:
        painter.fillPath(closed({{4, 2.6}, {13.4, 8}, {4, 13.4}}), colour);
        break;
    case Glyph::Stop:
        painter.fillRect(QRectF(3.4, 3.4, 9.2, 9.2), colour);
        break;
    case Glyph::Dot:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(QPointF(8, 8), 4.6, 4.6);
        break;
    case Glyph::Plus:
        stroke(painter, colour, 1.8, lines({{8, 3}, {8, 13}}));
        stroke(painter, colour, 1.8, lines({{3, 8}, {13, 8}}));
        break;
    case Glyph::Retry: {
        QPainterPath path;
        path.arcMoveTo(QRectF(3, 3, 10, 10), 40);
        path.arcTo(QRectF(3, 3, 10, 10), 40, -300);
        stroke(painter, colour, 1.8, path);
        stroke(painter, colour, 1.8, lines({{12.4, 1.8}, {12.2, 5.4}, {8.8, 5}}));
        break;
    }
    case Glyph::Exclude:
        stroke(painter, colour, 1.7, lines({{1.6, 8}, {10.6, 8}}));
        stroke(painter, colour, 1.7, lines({{7.4, 4.6}, {10.8, 8}, {7.4, 11.4}}));
        stroke(painter, colour, 1.9, lines({{13.6, 3.6}, {13.6, 12.4}}));
        break;
    case Glyph::Folder:
        stroke(painter, colour, 1.6,
               closed({{1.8, 3.6}, {6, 3.6}, {7.6, 5.4}, {14.2, 5.4}, {14.2, 12.8}, {1.8, 12.8}}));
        break;
    case Glyph::Lightning:
        painter.fillPath(closed({{9.6, 1.4}, {3.2, 9.2}, {7.4, 9.2}, {6.2, 14.6}, {12.8, 6.4}, {8.6, 6.4}}),
                         colour);
        break;
    case Glyph::Search:
        painter.setPen(QPen(colour, 1.7));
        painter.drawEllipse(QPointF(7, 7), 4.2, 4.2);
        stroke(painter, colour, 1.9, lines({{10.4, 10.4}, {13.6, 13.6}}));
        break;
    case Glyph::Menu:
        for (const double y : {4.0, 8.0, 12.0})
            stroke(painter, colour, 1.7, lines({{2.6, y}, {13.4, y}}));
        break;
    case Glyph::Hatch:
        paintHatch(painter, QRectF(2, 2, 12, 12), colour, 3);
        break;
    case Glyph::Exclamation:
        stroke(painter, colour, 2.2, lines({{8, 3.2}, {8, 8.8}}));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(QPointF(8, 12.4), 1.4, 1.4);
        break;
    case Glyph::Clock:
        painter.setPen(QPen(colour, 1.6));
        painter.drawEllipse(QPointF(8, 8), 5.6, 5.6);
        stroke(painter, colour, 1.6, lines({{8, 4.8}, {8, 8}, {10.4, 9.4}}));
        break;
    case Glyph::Snow:
        stroke(painter, colour, 1.5, lines({{8, 1.8}, {8, 14.2}}));
        stroke(painter, colour, 1.5, lines({{2.6, 4.9}, {13.4, 11.1}}));
        stroke(painter, colour, 1.5, lines({{2.6, 11.1}, {13.4, 4.9}}));
        stroke(painter, colour, 1.2, lines({{6.2, 2.4}, {8, 4.2}, {9.8, 2.4}}));
        stroke(painter, colour, 1.2, lines({{6.2, 13.6}, {8, 11.8}, {9.8, 13.6}}));
        break;
    case Glyph::Logo: {
        QPainterPath tile;
        tile.addRoundedRect(QRectF(0, 0, grid, grid), 3.6, 3.6);
        painter.fillPath(tile, colour);
        painter.fillPath(closed({{3.2, 8.6}, {8.4, 5.6}, {13.2, 5.6}, {13.2, 12}, {3.2, 12}}), Qt::white);
        painter.fillPath(closed({{1.6, 12}, {14.4, 12}, {14.4, 13}, {1.6, 13}}), Qt::white);
        break;
    }
    case Glyph::ChevronDown:
        stroke(painter, colour, 1.7, lines({{4, 6.2}, {8, 10.2}, {12, 6.2}}));
        break;
    case Glyph::Lock: {
        QPainterPath body;
        body.addRoundedRect(QRectF(3, 7, 10, 7), 1.6, 1.6);
        painter.fillPath(body, colour);
        QPainterPath shackle;
        shackle.moveTo(5.4, 7.4);
        shackle.lineTo(5.4, 5.2);
        shackle.arcTo(QRectF(5.4, 2.6, 5.2, 5.2), 180, -180);
        shackle.lineTo(10.6, 7.4);
        stroke(painter, colour, 1.6, shackle);
        break;
    }
    case Glyph::Grid:
        for (const double x : {2.4, 9.0})
            for (const double y : {2.4, 9.0})
                painter.fillRect(QRectF(x, y, 4.6, 4.6), colour);
        break;
    case Glyph::More:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        for (const double x : {3.0, 8.0, 13.0})
            painter.drawEllipse(QPointF(x, 8), 1.4, 1.4);
        break;
    }
}

} // namespace

void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph, const QColor& colour) {
    const double side = std::min(box.width(), box.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.translate(box.center() - QPointF(side / 2, side / 2));
    painter.scale(side / grid, side / grid);
    paintOnGrid(painter, glyph, colour);
    painter.restore();
}

QIcon glyphIcon(Glyph glyph, const QColor& colour, const QColor& disabled) {
    QIcon icon;
    for (const int side : {16, 32}) {
        for (const auto& [mode, ink] :
             {std::pair{QIcon::Normal, colour}, std::pair{QIcon::Disabled, disabled}}) {
            QPixmap pixmap(side, side);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paintGlyph(painter, QRectF(0, 0, side, side), glyph, ink);
            icon.addPixmap(pixmap, mode);
        }
    }
    return icon;
}

void paintHatch(QPainter& painter, const QRectF& box, const QColor& colour, double radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(box, radius, radius);
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.setPen(QPen(colour, 1.4));
    constexpr double gap = 4;
    for (double x = box.left() - box.height(); x < box.right(); x += gap)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    painter.restore();
}

} // namespace slipway::ui
