#include "ui/shell/picture_tour.h"

#include "app/models/output_model.h"
#include "ui/dialogs/framed_dialog.h"
#include "ui/search/found_list.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>

namespace slipway::ui {

using models::ReleaseState;

namespace {
constexpr int lookMs = 150;
constexpr int patienceMs = 300'000;
/// So that the watch has a little to show.
constexpr int watchMs = 45'000;
constexpr int settleMs = 1200;
const QString goNoGo = QStringLiteral("go-no-go");
const QStringList people{QStringLiteral("jonas"), QStringLiteral("priya"), QStringLiteral("mira")};
} // namespace

PictureTour::PictureTour(MainWindow& window, models::Feed& feed, models::Actions& actions, QString folder)
    : m_window(window)
    , m_feed(feed)
    , m_actions(actions)
    , m_folder(std::move(folder)) {
    connect(&m_timer, &QTimer::timeout, this, &PictureTour::step);
}

void PictureTour::begin() {
    QDir().mkpath(m_folder);
    m_whole.start();
    m_since.start();
    m_timer.start(lookMs);
}

bool PictureTour::waited(int ms) {
    return m_since.elapsed() >= ms;
}

void PictureTour::act(const base::Future<void>& future) {
    m_busy = true;
    base::deliver(future, this, [this](const base::Result<void>&) { m_busy = false; });
}

void PictureTour::start(const QString& version, const QString& environment) {
    m_actions.setActor(QStringLiteral("mira"));
    m_busy = true;
    base::deliver(m_actions.start(version, environment, false, {}), this,
                  [this](const base::Result<QString>& id) {
                      m_busy = false;
                      if (!id.ok())
                          return; // a gate that only needs time: asked again
                      m_deployment = *id;
                      m_window.showRelease(*id);
                      m_pictured = false;
                      ++m_scene;
                      m_since.restart();
                  });
}

void PictureTour::signFor(const models::ReleaseView& release) {
    for (const models::StepView& step : release.steps) {
        if (step.id != release.currentStep || !step.asksPerson)
            continue;
        if (step.sign.allowed) {
            if (m_scene == 3 && step.id == goNoGo && takesSignOff())
                return;
            act(m_actions.sign(release.deployment, step.id, tr("Checked the dashboard with support."), true,
                               {}));
            return;
        }
        // The next person; the view follows the actor.
        m_actions.setActor(people.at(m_person++ % people.size()));
        return;
    }
}

bool PictureTour::takesSignOff() {
    if (m_signOffPictured)
        return false;
    auto* sign = m_window.findChild<QAbstractButton*>(QStringLiteral("sign"));
    if (!m_window.dialog() && sign) {
        m_since.restart();
        QMetaObject::invokeMethod(sign, &QAbstractButton::click, Qt::QueuedConnection);
    } else if (m_window.dialog() && waited(settleMs)) {
        take(QStringLiteral("sign-off"));
        m_window.dialog()->reject();
        m_signOffPictured = true;
    }
    return !m_signOffPictured;
}

void PictureTour::take(const QString& name) {
    for (const auto& [appearance, suffix] : {std::pair(Appearance::Light, QStringLiteral("light")),
                                             std::pair(Appearance::Dark, QStringLiteral("dark"))}) {
        Theme::current().setAppearance(appearance);
        m_window.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_folder, name, suffix));
        if (m_window.dialog())
            m_window.dialog()->grab().save(QStringLiteral("%1/%2-dialog-%3.png").arg(m_folder, name, suffix));
    }
}

void PictureTour::step() {
    if (m_whole.elapsed() > patienceMs) {
        QApplication::exit(1);
        return;
    }
    if (m_busy)
        return;
    const models::ReleaseView release = m_feed.release(m_deployment);
    const bool waits = release.state == ReleaseState::WaitsForPerson;
    const bool isLive = release.state == ReleaseState::Live || release.state == ReleaseState::Successful;
    const models::BoardView& board = m_feed.board();
    switch (m_scene) {
    case 0: // the hosts are read and probes have answered
        if (waited(4000))
            start(QStringLiteral("v1.1.0"), QStringLiteral("staging"));
        return;
    case 1: // staging
        if (waits)
            signFor(release);
        if (isLive) {
            ++m_scene;
            m_since.restart();
            m_window.showPage(TopBar::Environments);
        }
        return;
    case 2: // soak; the board while a gate is not met yet
        if (!m_pictured && waited(9000)) {
            take(QStringLiteral("board"));
            m_pictured = true;
        }
        if (m_pictured && board.between.size() > 1 && board.between.last().promote.allowed)
            start(QStringLiteral("v1.1.0"), QStringLiteral("production"));
        return;
    case 3: { // production; the release page while its second host deploys
        if (waits && !(release.currentStep == goNoGo && !m_pictured && !waited(settleMs)))
            signFor(release);
        for (const models::StepView& one : release.steps)
            if (one.kind == QStringLiteral("run") && one.hosts.size() > 1 && !m_pictured &&
                one.hosts.last().verdict == domain::Verdict::Running &&
                m_feed.output(release.deployment, one.hosts.last().attempt)->rowCount() > 7) {
                take(QStringLiteral("release"));
                m_pictured = true;
            }
        if (isLive) {
            m_window.showWatch(m_deployment);
            m_pictured = false;
            ++m_scene;
            m_since.restart();
        }
        return;
    }
    case 4: // the watch has begun
        if (waited(watchMs)) {
            take(QStringLiteral("monitor"));
            start(QStringLiteral("v1.2.0"), QStringLiteral("staging"));
        }
        return;
    case 5:
        if (waits)
            signFor(release);
        if (isLive)
            ++m_scene;
        return;
    case 6: // v1.2.0 soaks, then its promotion fails on the first host
        if (board.between.size() > 1 && board.between.last().promote.allowed)
            start(QStringLiteral("v1.2.0"), QStringLiteral("production"));
        return;
    case 7:
        if (waits)
            signFor(release);
        if (release.state == ReleaseState::Failed) {
            ++m_scene;
            m_since.restart();
        }
        return;
    case 8:
        if (waited(settleMs)) {
            take(QStringLiteral("failure"));
            if (m_window.dialog())
                m_window.dialog()->reject();
            m_window.showSearch(QStringLiteral("v1.2.0"));
            ++m_scene;
            m_since.restart();
        }
        return;
    case 9: { // what all of that printed
        auto* found = m_window.findChild<FoundList*>();
        if (!found->currentIndex().isValid())
            found->setCurrentIndex(found->model()->index(0, 0));
        if (waited(settleMs)) {
            take(QStringLiteral("search"));
            QApplication::exit(0);
        }
        return;
    }
    default:
        QApplication::exit(1);
    }
}

} // namespace slipway::ui
