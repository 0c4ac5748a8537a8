#pragma once
#include "app/base/async.h"
#include "app/domain/environment.h"
#include "ui/text/errors.h"
#include "ui/widgets/button.h"

#include <QDialog>

class QHBoxLayout;
class QVBoxLayout;

namespace slipway::ui {

class Banner;
class Label;

/// The house's dialog: heading, body, and a footer whose default is Cancel. Production dialogs
/// are framed in production's colour. Shown with open(); deletes itself when closed.
class FramedDialog : public QDialog {
    Q_OBJECT
public:
    FramedDialog(const char* name, domain::Tier tier, QWidget* parent);
    /// What went wrong at the last press; empty: nothing.
    QString problem() const;

protected:
    void setHeading(const QString& title, const QString& subtitle);
    void setTier(domain::Tier tier);
    QVBoxLayout* body() const { return m_body; }
    /// At the right of Cancel, or at the far left.
    Button* addButton(Button::Kind kind, const QString& words, const char* name, bool left = false);
    Button* cancel() const { return m_cancel; }
    void setFootnote(const QString& words);
    void setProblem(const QString& words);
    /// Waits for an act: buttons rest meanwhile; a refusal is shown and the dialog stays.
    template <class T, class F>
    void await(const base::Future<T>& future, F done) {
        setBusy(true);
        base::deliver(future, this, [this, done = std::move(done)](const base::Result<T>& result) mutable {
            setBusy(false);
            if (!result.ok()) {
                setProblem(sentence(result.error()));
                return;
            }
            done(result);
        });
    }
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setBusy(bool busy);

    bool m_production = false;
    bool m_busy = false;
    bool m_isPainted = false, m_isSettled = false;
    Label* m_title;
    Label* m_subtitle;
    Banner* m_problem;
    QVBoxLayout* m_body;
    Label* m_footnote;
    QHBoxLayout* m_left;
    QHBoxLayout* m_right;
    Button* m_cancel;
    QList<Button*> m_buttons;
    QList<bool> m_enabled;
};

} // namespace slipway::ui
