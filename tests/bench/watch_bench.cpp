#include "app/adapters/store/sqlite_samples.h"
#include "app/models/board_builder.h"
#include "app/models/watch_builder.h"
#include "tests/bench/say.h"
#include "ui/monitoring/lanes_view.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <cmath>
#include <sys/resource.h>

using namespace slipway;

// What it takes to show a watch of a day whose ten probes are asked every second, with the day before it:
// read from the real store, summed up as the monitoring page and the board do, and kept up to date.

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr int probes = 10;

QList<engine::ProbeQuestion> questions() {
    QList<engine::ProbeQuestion> all;
    for (int i = 0; i < probes; ++i) {
        engine::ProbeQuestion question;
        question.probe.name = domain::ProbeName(QStringLiteral("probe-%1").arg(i));
        question.probe.kind = i < 8 ? QStringLiteral("http") : QStringLiteral("memory");
        question.probe.params = {{QStringLiteral("main"), QStringLiteral("https://probe")},
                                 {QStringLiteral("of"), QStringLiteral("pm2")}};
        question.probe.every = base::Milliseconds(1000);
        all.append(question);
    }
    return all;
}

/// Some fail for a few seconds now and then, as in life.
QList<domain::Sample> samplesBetween(qint64 fromMs, qint64 toMs) {
    QList<domain::Sample> all;
    for (qint64 at = fromMs; at < toMs; at += 1000)
        for (int i = 0; i < probes; ++i) {
            domain::Sample sample;
            sample.environment = domain::EnvironmentName(QStringLiteral("bench"));
            sample.probe = domain::ProbeName(QStringLiteral("probe-%1").arg(i));
            sample.timeMs = sample.bootMs = at + i;
            sample.everyMs = 1000;
            const qint64 second = at / 1000;
            sample.tookUs = 20'000 + (second * 7919 + i * 104'729) % 40'000;
            if (i >= 8)
                sample.value = 300 + std::sin(static_cast<double>(second) / 900) * 20;
            else if ((second + i * 400) % 3600 < 5) {
                sample.outcome = domain::SampleOutcome::Fail;
                sample.reason = QStringLiteral("503, expected 200");
            }
            all.append(sample);
        }
    return all;
}

/// Runs the event loop until it is there, as a window does; the longest time it did not turn.
class Window {
public:
    Window() {
        m_beat.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat,
                         [this] { m_longestMs = std::max(m_longestMs, m_since.restart()); });
        m_since.start();
        m_beat.start(1);
    }
    template <class T>
    std::conditional_t<std::is_void_v<T>, void, base::Result<T>> waitFor(base::Future<T> future) {
        QEventLoop loop;
        QObject owner;
        std::optional<base::Result<T>> answer;
        base::deliver(std::move(future), &owner, [&](const base::Result<T>& result) {
            answer = result;
            loop.quit();
        });
        if (!answer)
            loop.exec();
        if (!answer->ok())
            qFatal("%s", qPrintable(answer->error().detail));
        if constexpr (!std::is_void_v<T>)
            return *answer;
    }
    qint64 longestMs() { return std::exchange(m_longestMs, 0); }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    qint64 m_longestMs = 0;
};

double residentMb() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

/// Milliseconds that a frame of fifty lanes takes while it is moved.
double panned(models::WatchView watch) {
    const QList<models::LaneView> ten = watch.lanes;
    for (int i = 1; i < 5; ++i)
        watch.lanes += ten;
    ui::LanesView view;
    view.resize(900, view.sizeHint().height());
    view.set(watch, {watch.liveAtMs, watch.nowMs});
    view.resize(900, view.sizeHint().height());
    QImage frame(view.size(), QImage::Format_ARGB32_Premultiplied);
    constexpr int frames = 60;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < frames; ++i) {
        view.set(watch, {watch.liveAtMs + i * 60'000, watch.nowMs + i * 60'000});
        view.render(&frame);
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6 / frames;
}

void tellPanned(models::WatchView watch, qint64 liveAtMs, qint64 nowMs) {
    watch.liveAtMs = liveAtMs;
    watch.nowMs = watch.endsAtMs = nowMs;
    say(QStringLiteral("fifty lanes are moved: %1 ms a frame (goal: 16)").arg(panned(watch), 0, 'f', 1));
    for (models::LaneView& lane : watch.lanes) {
        lane.stretches.clear();
        for (qint64 at = liveAtMs; at < nowMs; at += 10'000) {
            lane.stretches.append({at, at + 8000, domain::HealthState::Up, {}, false});
            lane.stretches.append({at + 8000, at + 10'000, domain::HealthState::Down, {}, false});
        }
    }
    say(QStringLiteral("and when all of them flap all day: %1 ms").arg(panned(watch), 0, 'f', 1));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    ui::Theme::install(application);
    const QTemporaryDir folder;
    const qint64 liveAtMs = 20'000 * dayMs;
    const qint64 nowMs = liveAtMs + dayMs;
    Window window;
    adapters::SqliteSamples store(folder.path());
    for (qint64 at = liveAtMs - dayMs; at < nowMs; at += dayMs / 24)
        window.waitFor(store.append(samplesBetween(at, at + dayMs / 24)));
    const domain::EnvironmentName environment(QStringLiteral("bench"));
    base::WorkQueue queue(QStringLiteral("sums"));
    struct Kept {
        engine::KeptSamples since, dayBefore, board;
    };
    auto kept = std::make_shared<Kept>();
    models::WatchSource source;
    source.questions = questions();
    source.liveAtMs = liveAtMs;
    source.toMs = nowMs;
    window.longestMs();
    const double idleMb = residentMb();
    QElapsedTimer timer;
    const auto tell = [&](const QString& what) {
        QCoreApplication::processEvents(); // what was let go at the end counts, too
        say(QStringLiteral("%1: %2 ms; the window's thread waits %3 ms at most; %4 MB more than idle")
                .arg(what)
                .arg(timer.elapsed())
                .arg(window.longestMs())
                .arg(residentMb() - idleMb, 0, 'f', 0));
    };
    const auto show = [&](qint64 fromMs, qint64 toMs) {
        auto read = window.waitFor(store.read(environment, fromMs, toMs));
        source.toMs = toMs;
        return *window.waitFor(queue.run<models::WatchView>(
            [kept, source, read = std::move(*read), fromMs]() -> base::Result<models::WatchView> {
                if (fromMs < source.liveAtMs)
                    kept->dayBefore.take(read, fromMs, source.liveAtMs);
                kept->since.take(read, std::max(fromMs, source.liveAtMs));
                return models::watchSums(source, kept->since, kept->dayBefore);
            }));
    };
    timer.start();
    auto view = show(liveAtMs - dayMs, nowMs);
    tell(QStringLiteral("the page with %1 samples read from disk, and as many of the day before")
             .arg(kept->since.count()));
    if (view.lanes.size() != probes || view.incidents.isEmpty())
        qFatal("nothing was seen");
    window.waitFor(store.append(samplesBetween(nowMs, nowMs + 10'000)));
    window.longestMs();
    timer.start();
    view = show(nowMs - 15'000, nowMs + 10'000);
    tell(QStringLiteral("the page ten seconds later"));
    source.closeFromMs = nowMs - 600'000;
    source.closeToMs = nowMs;
    timer.start();
    view = show(nowMs - 15'000, nowMs + 10'000);
    tell(QStringLiteral("ten minutes of it looked at closely"));
    queue.post([gone = std::exchange(kept, std::make_shared<Kept>())] {});
    timer.start();
    auto read = window.waitFor(store.read(environment, liveAtMs, nowMs));
    const auto facts = window.waitFor(queue.run<models::HealthFacts>(
        [kept, &source, read = std::move(*read)]() -> base::Result<models::HealthFacts> {
            kept->board.take(read, 0);
            return models::healthFacts(source.questions, kept->board, source.toMs);
        }));
    tell(QStringLiteral("the board's day"));
    if (facts->probes.size() != probes)
        qFatal("nothing was seen");
    source.closeFromMs = source.closeToMs = 0;
    timer.start();
    const auto first =
        window.waitFor(queue.run<models::WatchView>([kept, source]() -> base::Result<models::WatchView> {
            kept->since = kept->board.since(source.liveAtMs);
            return models::watchSums(source, kept->since);
        }));
    tell(QStringLiteral("the page with %1 samples that the board knows (goal: 200 ms)")
             .arg(kept->since.count()));
    if (first->lanes.size() != probes || first->incidents.isEmpty())
        qFatal("nothing was seen");
    tellPanned(*first, liveAtMs, nowMs);
    return 0;
}
