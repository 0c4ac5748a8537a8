#include "tests/ui/fakes.h"
#include "ui/dialogs/answer_dialog.h"
#include "ui/dialogs/changes_dialog.h"
#include "ui/dialogs/checkpoint_decision_dialog.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/failure_dialog.h"
#include "ui/dialogs/host_key_dialog.h"
#include "ui/dialogs/incident_dialog.h"
#include "ui/dialogs/maintenance_dialog.h"
#include "ui/dialogs/new_release_dialog.h"
#include "ui/dialogs/passphrase_dialog.h"
#include "ui/dialogs/policy_dialog.h"
#include "ui/dialogs/promotion_dialog.h"
#include "ui/dialogs/recurring_dialog.h"
#include "ui/dialogs/rehearsal_dialog.h"
#include "ui/dialogs/rollback_dialog.h"
#include "ui/dialogs/sign_off_dialog.h"
#include "ui/dialogs/switch_dialog.h"
#include "ui/dialogs/take_over_dialog.h"
#include "ui/dialogs/waiver_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/welcome_page.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>
#include <deque>

// Writes pictures of every page and dialog in both appearances and several sizes, to be
// looked at: ui_gallery FOLDER. With --long every text is a third longer, as in German.

using namespace slipway;

namespace {

struct Shot {
    QString name;
    std::function<QWidget*()> make;
    QSize size;
    ui::Appearance appearance;
};

/// One picture per turn of the timer: layouts and delivered answers have settled by then.
class Photographer : public QObject {
public:
    explicit Photographer(QString folder) : m_folder(std::move(folder)) {
        QDir().mkpath(m_folder);
        connect(&m_timer, &QTimer::timeout, this, [this] { step(); });
        m_timer.setSingleShot(true);
        m_timer.start(0);
    }
    std::deque<Shot> shots;

private:
    void step() {
        if (m_subject) {
            m_subject->grab().save(m_folder + QLatin1Char('/') + shots.front().name + QStringLiteral(".png"));
            delete m_subject;
            shots.pop_front();
        }
        if (shots.empty()) {
            QCoreApplication::quit();
            return;
        }
        ui::Theme::current().setAppearance(shots.front().appearance);
        m_subject = shots.front().make();
        if (shots.front().size.isValid())
            m_subject->resize(shots.front().size);
        m_subject->show();
        // Counted from here: making a window may take longer than that by itself.
        m_timer.start(350);
    }
    QString m_folder;
    QTimer m_timer;
    QPointer<QWidget> m_subject;
};

class Lengthened final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override {
        QString words = QString::fromUtf8(source);
        const qsizetype more = words.size() < 3 ? 0 : words.size() / 3;
        for (qsizetype i = 0; i < more; ++i)
            words += i % 7 == 6 ? QChar(u' ') : QChar(u'ö');
        return words;
    }
};

QString text(const char* words) {
    return QString::fromUtf8(words);
}

} // namespace

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QCoreApplication::setOrganizationName(text("slipway-gallery"));
    ui::installTranslations();
    Lengthened lengthened;
    if (QCoreApplication::arguments().contains(text("--long")))
        QCoreApplication::installTranslator(&lengthened);
    ui::Theme::install(application);
    ui::fakes::World world;
    ui::fakes::World lone;
    lone.feed.m_board.environments = {lone.feed.m_board.environments[2]};
    lone.feed.m_board.between.clear();
    ui::fakes::World empty;
    empty.feed.m_lines.clear();
    empty.feed.m_board.environments.clear();
    empty.feed.m_board.between.clear();
    ui::fakes::World fleet;
    fleet.feed.m_board.environments[2].probes = ui::fakes::manyProbes(50);
    fleet.feed.m_board.environments[1].rehearsedMs = 41'200;
    ui::fakes::World rehearsed;
    models::ReleaseView& done = rehearsed.feed.m_releases[text("dep-0422")];
    done.state = models::ReleaseState::Rehearsed;
    done.rehearsedMs = 41'200;
    ui::fakes::World closed;
    closed.feed.m_board.environments[1].line = {
        true,
        text("jonas"),
        text("payments are down"),
        ui::fakes::now - ui::fakes::hour,
        text("stopped by jonas at 2025-11-20 15:27 UTC: payments are down"),
        {},
        {}};
    closed.feed.m_board.environments[0].freeze.words = text("freeze in 1 h 58 min");
    closed.feed.m_board.environments[2].freeze.isFrozen = true;
    closed.feed.m_board.environments[2].freeze.words = text("frozen until Mon 08:00");
    models::ReleaseView& frozen = closed.feed.m_releases[text("dep-0413")];
    frozen.state = models::ReleaseState::WaitsForTime;
    frozen.stateDetail = frozen.freeze =
        text("frozen since Thu 16:00 until Mon 08:00 (Europe/Berlin): weekend");
    ui::fakes::World locked;
    locked.feed.m_releases[text("dep-0413")].problem =
        base::Error{base::ErrorKind::PinNeeded, text("prod-2"), text("/home/mira/.ssh/id_ed25519_sk")};
    ui::fakes::World missing;
    for (models::StepView& step : missing.feed.m_releases[text("dep-0413")].steps)
        for (models::HostRunView& host : step.hosts)
            host.leftOutBytes = 3LL << 29;
    for (models::ReleaseView release : {ui::fakes::manyHostsRelease(50)}) {
        release.failure = {};
        fleet.feed.m_releases[release.deployment] = release;
    }
    ui::fakes::World hurried;
    hurried.actions.promotion = ui::fakes::exceptionalPromotion();
    ui::fakes::makeEmergency(hurried.feed.m_releases[text("dep-0413")]);
    for (models::DeploymentLine& line : hurried.feed.m_lines) {
        line.isEmergency = line.deployment == text("dep-0413");
        line.needsReview = line.isEmergency || line.kind == text("rollback");
    }
    ui::fakes::World stale;
    ui::fakes::makeStale(stale.feed.m_releases[text("dep-0413")]);
    const ui::Context hurriedContext = hurried.context();
    const auto window = [](ui::fakes::World& in, ui::TopBar::Page page, const char* deployment = nullptr) {
        return [&in, page, deployment]() -> QWidget* {
            auto* made = new ui::MainWindow(in.feed, in.actions, in.clock);
            if (deployment != nullptr)
                made->showRelease(text(deployment));
            else
                made->showPage(page);
            return made;
        };
    };
    const ui::Context context = world.context();
    const auto search = [&world](const char* words) {
        return [&world, words]() -> QWidget* {
            auto* made = new ui::MainWindow(world.feed, world.actions, world.clock);
            made->showSearch();
            made->findChild<QLineEdit*>(text("searchText"))->setText(text(words));
            made->findChild<QAbstractButton*>(text("searchStart"))->click();
            // The list has its rows a turn later; the first is looked at as soon as they are there.
            auto* list = made->findChild<QListView*>(text("foundLines"));
            QObject::connect(list->model(), &QAbstractItemModel::rowsInserted, list,
                             [list] { list->setCurrentIndex(list->model()->index(1, 0)); });
            return made;
        };
    };
    const QList<std::pair<QString, std::function<QWidget*()>>> pages{
        {text("board"), window(world, ui::TopBar::Environments)},
        {text("board-closed"), window(closed, ui::TopBar::Environments)},
        {text("release-frozen"), window(closed, ui::TopBar::Release, "dep-0413")},
        {text("release"), window(world, ui::TopBar::Release, "dep-0413")},
        {text("rollback-running"), window(world, ui::TopBar::Release, "dep-0416")},
        {text("hosts-50"), window(fleet, ui::TopBar::Release, "dep-0420")},
        {text("held"), window(world, ui::TopBar::Release, "dep-0421")},
        {text("rehearsal-running"), window(world, ui::TopBar::Release, "dep-0422")},
        {text("watch"), window(world, ui::TopBar::Monitoring)},
        {text("rehearsed"), window(rehearsed, ui::TopBar::Release, "dep-0422")},
        {text("left-out"), window(missing, ui::TopBar::Release, "dep-0413")},
        {text("problem"), window(locked, ui::TopBar::Release, "dep-0413")},
        {text("board-50"), window(fleet, ui::TopBar::Environments)},
        {text("search"), search("orders")},
        {text("search-none"), search("no such text")},
        {text("history"), window(world, ui::TopBar::History)},
        {text("inbox"), window(world, ui::TopBar::Inbox)},
        {text("inbox-empty"), window(empty, ui::TopBar::Inbox)},
        {text("stale"), window(stale, ui::TopBar::Release, "dep-0413")},
        {text("emergency"), window(hurried, ui::TopBar::Release, "dep-0413")},
        {text("board-emergency"), window(hurried, ui::TopBar::Environments)},
        {text("history-emergency"), window(hurried, ui::TopBar::History)},
        {text("history-empty"), window(empty, ui::TopBar::History)},
        {text("search-idle"), window(world, ui::TopBar::Output)},
        {text("board-one"), window(lone, ui::TopBar::Environments)},
        {text("board-empty"), window(empty, ui::TopBar::Environments)},
        {text("release-empty"), window(empty, ui::TopBar::Release)},
    };
    const QList<std::pair<QString, std::function<QWidget*()>>> dialogs{
        {text("promotion"),
         [&] { return new ui::PromotionDialog(context, text("v1.8.0"), text("production"), nullptr); }},
        {text("promotion-exceptions"),
         [&] {
             return new ui::PromotionDialog(hurriedContext, text("v1.8.0"), text("production"), nullptr);
         }},
        {text("recurring"),
         [&] { return new ui::RecurringDialog(context, ui::fakes::sampleRecurring().first(), nullptr); }},
        {text("policy"), [&] { return new ui::PolicyDialog(context, ui::fakes::samplePolicy(), nullptr); }},
        {text("changes"),
         [&] { return new ui::ChangesDialog(stale.feed.m_releases[text("dep-0413")], nullptr); }},
        {text("waiver"),
         [&] {
             return new ui::WaiverDialog(hurriedContext, hurried.actions.promotion,
                                         hurried.actions.promotion.gates[3], nullptr);
         }},
        {text("sign-off"),
         [&] { return new ui::SignOffDialog(context, text("dep-0413"), text("go-no-go"), nullptr); }},
        {text("failure"), [&] { return new ui::FailureDialog(context, text("dep-0415"), nullptr); }},
        {text("failure-many"), [&] { return new ui::FailureDialog(context, text("dep-0420"), nullptr); }},
        {text("take-over"), [&] { return new ui::TakeOverDialog(context, text("dep-0421"), nullptr); }},
        {text("rehearsal"), [&] { return new ui::RehearsalDialog(context, text("staging"), nullptr); }},
        {text("rehearsal-closed"),
         [&] { return new ui::RehearsalDialog(context, text("production"), nullptr); }},
        {text("rollback"), [&] { return new ui::RollbackDialog(context, text("dep-0413"), nullptr); }},
        {text("host-key"),
         [&] {
             return new ui::HostKeyDialog(context,
                                          {text("prod-2 (bot@127.0.0.1:2202)"), text("prod-2"),
                                           text("ssh-ed25519"),
                                           text("SHA256:Yk3h7c2bq9Lm4tR8sVx1Zp0aBcDeFgHiJkLmNoPqRs")},
                                          nullptr);
         }},
        {text("pin"),
         [&] {
             return new ui::PassphraseDialog(
                 context, {text("prod-2"), text("/home/mira/.ssh/id_ed25519_sk"), true, true}, nullptr);
         }},
        {text("passphrase"),
         [&] {
             return new ui::PassphraseDialog(context, {text("prod-2"), text("/home/mira/.ssh/id_ed25519")},
                                             nullptr);
         }},
        {text("answer"),
         [&] { return new ui::AnswerDialog(context, text("dep-0413"), text("dashboard"), nullptr); }},
        {text("checkpoint"),
         [&] { return new ui::CheckpointDialog(context, text("dep-0413"), 4 * ui::fakes::hour, nullptr); }},
        {text("switch"),
         [&] { return new ui::SwitchDialog(context, context.feed.board().environments.last(), nullptr); }},
        {text("incident"),
         [&] {
             models::WatchIncidentView incident = context.feed.watch(text("dep-0413")).incidents.first();
             incident.hasLines = true;
             return new ui::IncidentDialog(context, text("dep-0413"), incident, nullptr);
         }},
        {text("maintenance"),
         [&] { return new ui::MaintenanceDialog(context, context.feed.board().environments[2], nullptr); }},
        {text("checkpoint-decision"),
         [&] {
             return new ui::CheckpointDecisionDialog(context, text("dep-0413"), 8 * ui::fakes::hour, nullptr);
         }},
        {text("new-release"), [&] { return new ui::NewReleaseDialog(context, nullptr); }},
        {text("welcome"), [&] { return new ui::WelcomePage; }},
    };
    Photographer photographer(argc > 1 ? QString::fromLocal8Bit(argv[1]) : text("gallery"));
    for (const auto& [name, make] : pages) {
        photographer.shots.push_back({name + text("-light-1440"), make, {1440, 900}, ui::Appearance::Light});
        photographer.shots.push_back({name + text("-dark-1280"), make, {1280, 800}, ui::Appearance::Dark});
        photographer.shots.push_back({name + text("-light-1920"), make, {1920, 1080}, ui::Appearance::Light});
    }
    for (const auto& [name, make] : dialogs) {
        photographer.shots.push_back(
            {text("dialog-") + name + text("-light"), make, {}, ui::Appearance::Light});
        photographer.shots.push_back(
            {text("dialog-") + name + text("-dark"), make, {}, ui::Appearance::Dark});
    }
    return application.exec();
}
