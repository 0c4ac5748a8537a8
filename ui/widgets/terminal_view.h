#pragma once
#include "app/models/output_model.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <memory>

class QAbstractItemModel;
class QLineEdit;
class QTextLayout;

namespace slipway::ui {

/// The lines of one attempt: time column, monospaced, coloured as the command asked for.
/// Follows the end until the person scrolls up. Lines can be selected and copied; Ctrl+F finds.
/// Draws only what is visible, so streaming does not slow the window down.
class TerminalView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TerminalView(QWidget* parent = nullptr);
    /// Shares the model while it is shown; null shows nothing.
    void showOutput(std::shared_ptr<models::OutputModel> model);
    /// The same for a model that was made for a place: goes there and selects the match.
    void showFound(std::shared_ptr<models::OutputModel> model, const QString& match);
    /// Shown while there is no line.
    void setPlaceholder(const QString& words);
    /// Round corners above too, where nothing stands on it.
    void setRoundTop(bool round);
    QString selectedText() const;
    /// Selects the next (or previous) line that contains the text, around the end; false when none does.
    bool find(const QString& text, bool forward);
    void openFind();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Place {
        int row = -1, column = 0;
        bool operator==(const Place& other) const { return row == other.row && column == other.column; }
        bool operator<(const Place& other) const {
            return row < other.row || (row == other.row && column < other.column);
        }
    };
    int rows() const;
    QString line(int row) const;
    int rowHeight() const;
    int textLeft() const;
    Place placeAt(const QPoint& point) const;
    std::unique_ptr<QTextLayout> layoutOf(int row) const;
    void goToPlace(const QString& match);
    void select(int row, int column, int length);
    void grow();
    void shrink(int first, int last);
    void updateScrollBars();
    void copy() const;
    void selectAll();
    void placeFind();
    void drop();

    std::shared_ptr<models::OutputModel> m_model;
    QString m_placeholder;
    Place m_anchor, m_head;
    bool m_follow = true;
    bool m_roundTop = false;
    int m_widest = 0;
    QLineEdit* m_find;
};

} // namespace slipway::ui
