#include "ui/monitoring/lanes_view.h"
#include "ui/theme/theme.h"

#include <QTest>

using namespace slipway;
using domain::HealthState;
using domain::Stretch;

namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute;

/// Up for a day, but in these spans.
models::WatchView watchWith(const QList<Stretch>& others) {
    models::WatchView watch;
    watch.liveAtMs = hour;
    watch.endsAtMs = watch.nowMs = watch.liveAtMs + 24 * hour;
    models::LaneView lane;
    lane.name = QStringLiteral("API");
    qint64 at = watch.liveAtMs;
    for (const Stretch& other : others) {
        lane.stretches.append({at, other.from, HealthState::Up, {}, false});
        lane.stretches.append(other);
        at = other.to;
    }
    lane.stretches.append({at, watch.nowMs, HealthState::Up, {}, false});
    watch.lanes = {lane};
    return watch;
}

/// The columns of the picture in which something is painted in this colour.
QList<int> columns(ui::LanesView& view, const QColor& colour) {
    const QImage image = view.grab().toImage();
    QList<int> found;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            if (image.pixelColor(x, y) == colour) {
                found.append(x);
                break;
            }
    return found;
}

/// Runs of neighbouring columns.
int runs(const QList<int>& columns) {
    int count = 0;
    for (qsizetype i = 0; i < columns.size(); ++i)
        count += i == 0 || columns[i] > columns[i - 1] + 1 ? 1 : 0;
    return count;
}

} // namespace

class LanesViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::Theme::install(*qApp); }

    void aFailureNarrowerThanAPixelIsSeenWhereverTheWindowIs() {
        QList<Stretch> downs;
        for (int i = 1; i < 24; ++i)
            downs.append({hour + i * hour, hour + i * hour + second, HealthState::Down, {}, false});
        ui::LanesView view;
        view.resize(900, 120);
        const models::WatchView watch = watchWith(downs);
        const QColor red = ui::Theme::tokens().mark(ui::Tone::Failed);
        for (int i = 0; i < 60; ++i) {
            const qint64 from = watch.liveAtMs - hour / 2 + i * 7 * second;
            view.set(watch, {from, from + 25 * hour});
            QCOMPARE(runs(columns(view, red)), 23);
        }
    }

    void whatFlapsIsBadAllAlong() {
        QList<Stretch> flaps;
        for (qint64 at = 5 * hour; at < 7 * hour; at += 2 * second)
            flaps.append({at, at + second, HealthState::Down, {}, false});
        ui::LanesView view;
        view.resize(900, 120);
        const models::WatchView watch = watchWith(flaps);
        view.set(watch, {watch.liveAtMs, watch.nowMs});
        const QList<int> red = columns(view, ui::Theme::tokens().mark(ui::Tone::Failed));
        QCOMPARE(runs(red), 1);
        // Two of 24 hours.
        QVERIFY2(red.size() > 55 && red.size() < 65, qPrintable(QString::number(red.size())));
    }

    void aFailureBesideADegradedTimeIsStillSeen() {
        const qint64 at = 5 * hour;
        ui::LanesView view;
        view.resize(900, 120);
        const models::WatchView watch =
            watchWith({{at, at + second, HealthState::Degraded, {}, false},
                       {at + second, at + 2 * second, HealthState::Down, {}, false},
                       {at + 2 * second, at + 3 * second, HealthState::Unobserved, {}, false}});
        view.set(watch, {watch.liveAtMs, watch.nowMs});
        QCOMPARE(runs(columns(view, ui::Theme::tokens().mark(ui::Tone::Failed))), 1);
    }
};

QTEST_MAIN(LanesViewTest)
#include "lanes_view_test.moc"
