#pragma once
#include "ui/shell/top_bar.h"
#include "ui/widgets/context.h"

#include <QPointer>
#include <QSet>
#include <QWidget>

class QStackedWidget;

namespace slipway::ui {

class BoardPage;
class FramedDialog;
class HistoryPage;
class HostKeyDialog;
class InboxPage;
class MessageBar;
class ReleasePage;
class SearchPage;
class StatusLine;
class Tray;
class WatchPage;

/// The window on one workspace. Composes the pages and opens the dialogs; every act goes
/// through Actions, and what they refuse is shown as a sentence.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    /// All three outlive the window.
    MainWindow(models::Feed& feed, models::Actions& actions, const base::Clock& clock,
               QWidget* parent = nullptr);
    void showPage(TopBar::Page page);
    void showRelease(const QString& deployment);
    /// A step of it where it names one, on the host where it names one.
    void showStep(const QString& deployment, const QString& step, const QString& host);
    void showWatch(const QString& deployment);
    /// In front, with the watch of what runs on an environment; else with its card on the board.
    void showEnvironment(const QString& environment);
    /// The page that searches the output of all steps, ready to be typed into; a text is searched at once.
    void showSearch(const QString& text = {});
    /// slipway.yaml is another than the one that is shown; `problem`: why it cannot be used, empty: it can.
    void showFileChanged(bool changed, const QString& problem);
    /// The dialog that is open now; null when none is.
    FramedDialog* dialog() const;

Q_SIGNALS:
    void reloadAsked();

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void connectBoard();
    void connectRelease();
    void connectWatch();
    void connectHistory();
    void connectSearch();
    void connectInbox();
    void comeToFront();
    void takeUp(const domain::InboxItem& item, bool isMine);
    void openRecurring(const QString& checklist);
    void openCountersign(const domain::InboxItem& item);
    void addShortcuts();
    void refreshFrame();
    void promote(const QString& version, const QString& environment);
    void newRelease();
    void openAnswer(const QString& deployment, const QString& step);
    void openFailure(const QString& deployment);
    void openRollback(const QString& deployment);
    void openSwitch(const QString& environment);
    /// As the board shows it now.
    models::EnvironmentView environmentOnBoard(const QString& name) const;
    void openMaintenance(const QString& environment);
    void openCheckpointDecision(const QString& deployment, qint64 afterMs);
    void openPause(const QString& deployment);
    void openAbandon(const QString& deployment);
    void openStop(const QString& deployment, const QString& step);
    void openExclude(const QString& deployment);
    void openWaive(const QString& deployment);
    void openTakeBack(const QString& deployment, const QString& step);
    void openReview(const QString& deployment);
    void openTakeOver(const QString& deployment);
    void openRehearsal(const QString& environment);
    void openLine(const QString& environment);
    void openDecision(FramedDialog* dialog, const QString& deployment);
    void askHostKey(const models::HostKeyQuestion& question);
    void askPassphrase(const models::PassphraseQuestion& question);
    void saveReport(const QString& deployment);
    void saveWatch(const QString& deployment);
    void saveDossier(const QString& deployment);
    void tellSaved(const base::Future<void>& future, const QString& sentenceWhenDone);
    void open(FramedDialog* dialog);
    void act(const base::Future<void>& future);

    Context m_context;
    TopBar* m_top;
    MessageBar* m_messages;
    QStackedWidget* m_pages;
    BoardPage* m_board;
    ReleasePage* m_release;
    WatchPage* m_watch;
    HistoryPage* m_history;
    SearchPage* m_search;
    InboxPage* m_inbox;
    StatusLine* m_status;
    Tray* m_tray;
    QPointer<FramedDialog> m_dialog;
    QList<models::HostKeyQuestion> m_keys; ///< asked while another dialog was open
    QList<models::PassphraseQuestion> m_lockedKeys;
    QSet<QString> m_failuresShown;
};

} // namespace slipway::ui
