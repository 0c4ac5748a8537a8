#pragma once
#include <QStringList>
#include <functional>

class QWidget;

namespace slipway::ui {

struct SaveQuestion {
    const char* name; ///< the dialog's object name
    QString title;
    QString file;        ///< proposed, without its suffix
    QStringList formats; ///< "PDF (*.pdf)", the first is proposed; empty: a folder is to be made
};

/// Asks where to save, in the folder where something was saved last, and calls `then` with the path. No
/// event loop of its own. What exists is only overwritten when the person says so.
void askWhereToSave(QWidget* parent, const SaveQuestion& question,
                    const std::function<void(const QString& path)>& then);

} // namespace slipway::ui
