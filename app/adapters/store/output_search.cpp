#include "app/adapters/store/output_search.h"

#include "app/adapters/store/attempt_log.h"
#include "app/adapters/store/line_search.h"
#include "app/adapters/store/store_names.h"

#include <QDir>
#include <QSet>
#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using ports::OutputHit;
using ports::OutputKey;
using ports::OutputQuery;
using ports::OutputStream;

namespace {

/// Unpacking is what a search does; more threads than this only compete with the hosts' output.
constexpr unsigned mostThreads = 4;

QList<OutputKey> attempts(const QString& folder, const OutputQuery& query) {
    QList<OutputKey> keys;
    if (query.deployment && query.attempts) {
        for (const domain::AttemptId& attempt : *query.attempts)
            if (isFileName(attempt))
                keys.append({*query.deployment, attempt});
        return keys;
    }
    QStringList folders;
    if (query.deployment)
        folders.append(query.deployment->text());
    else
        folders = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : folders) {
        const domain::DeploymentId id(name);
        if (!isFileName(id))
            continue;
        QSet<domain::AttemptId> seen;
        for (const QString& file : QDir(folder + QLatin1Char('/') + name).entryList(QDir::Files)) {
            const domain::AttemptId attempt(file.section(QLatin1Char('.'), 0, 0));
            if (!isFileName(attempt) || seen.contains(attempt) ||
                (query.attempts && !query.attempts->contains(attempt)))
                continue;
            seen.insert(attempt);
            keys.append({id, attempt});
        }
    }
    return keys;
}

/// ULIDs sort by time.
QList<OutputKey> newestFirst(QList<OutputKey> keys) {
    std::sort(keys.begin(), keys.end(),
              [](const OutputKey& a, const OutputKey& b) { return b.attempt < a.attempt; });
    return keys;
}

class AttemptSearch {
public:
    AttemptSearch(const OutputQuery& query, const OutputKey& key,
                  const std::function<std::optional<Error>()>& stopped)
        : m_query(query)
        , m_key(key)
        , m_stopped(stopped) {}

    Result<QList<OutputHit>> run(const QString& folder) {
        for (const OutputStream stream : {OutputStream::Out, OutputStream::Err}) {
            if (m_query.stream && *m_query.stream != stream)
                continue;
            LineSearch lines(m_query, [&](const LineSearch::Found& found) { hit(stream, found); });
            const QString base = AttemptLog::path(folder + QLatin1Char('/') + m_key.deployment.text() +
                                                      QLatin1Char('/') + m_key.attempt.text(),
                                                  stream);
            for (const QString& path : {StreamLog::headPath(base), StreamLog::tailPath(base)})
                if (auto done = scan(path, lines); !done)
                    return done.error();
            lines.finish();
            if (lines.gaveUp())
                return Error{ErrorKind::BadInput, {}, tooHard()};
        }
        QList<OutputHit> hits(m_hits[0].begin(), m_hits[0].end());
        hits.append(QList<OutputHit>(m_hits[1].begin(), m_hits[1].end()));
        std::stable_sort(hits.begin(), hits.end(),
                         [](const OutputHit& a, const OutputHit& b) { return a.timeMs < b.timeMs; });
        return hits;
    }

private:
    static QString tooHard() {
        return QStringLiteral("the regular expression takes too many steps on one of the lines; make it "
                              "simpler");
    }
    void hit(OutputStream stream, const LineSearch::Found& found) {
        if (found.timeMs < m_query.sinceMs || (m_query.untilMs > 0 && found.timeMs >= m_query.untilMs))
            return;
        auto& hits = m_hits[stream == OutputStream::Out ? 0 : 1];
        hits.push_back({m_key, stream, found.timeMs, found.line, found.offset, found.from, found.length});
        // Of each stream the newest stay.
        if (hits.size() > static_cast<size_t>(m_query.most))
            hits.pop_front();
    }
    Result<void> scan(const QString& path, LineSearch& lines) {
        const auto file = FrameReader::open(path);
        if (!file)
            return file.error().kind == ErrorKind::NotFound ? Result<void>() : file.error();
        const QList<Frame>& frames = file->frames();
        // The frame before may hold the begin of the first line in time.
        auto frame = std::find_if(frames.begin(), frames.end(),
                                  [&](const Frame& each) { return each.timeMs >= m_query.sinceMs; });
        if (frame != frames.begin())
            --frame;
        for (; frame != frames.end(); ++frame) {
            if (auto reason = m_stopped())
                return *reason;
            // A damaged frame hides its own lines, not the rest of the search.
            if (const auto bytes = file->bytes(*frame))
                lines.feed(*bytes, frame->timeMs, frame->rawEnd - frame->length);
            if (lines.gaveUp())
                return {};
            if (m_query.untilMs > 0 && frame->timeMs >= m_query.untilMs)
                break;
        }
        return {};
    }

    const OutputQuery& m_query;
    const OutputKey& m_key;
    const std::function<std::optional<Error>()>& m_stopped;
    std::array<std::deque<OutputHit>, 2> m_hits; ///< of standard output and standard error
};

} // namespace

QString complaint(const OutputQuery& query) {
    if (!query.isPattern)
        return {};
    const QRegularExpression pattern = patternOf(query);
    return pattern.isValid() ? QString()
                             : QStringLiteral("“%1” is no regular expression: %2 (at %3)")
                                   .arg(query.text, pattern.errorString())
                                   .arg(pattern.patternErrorOffset());
}

Result<QList<OutputHit>> searchOutput(const QString& folder, const OutputQuery& query,
                                      const std::function<std::optional<Error>()>& stopped) {
    const QList<OutputKey> keys = newestFirst(attempts(folder, query));
    std::vector<Result<QList<OutputHit>>> found(static_cast<size_t>(keys.size()), QList<OutputHit>());
    std::atomic<size_t> next = 0;
    std::atomic<qsizetype> count = 0;
    const auto work = [&] {
        // The newest are taken first, so what was found is newer than what was not looked at.
        while (count < query.most) {
            const size_t index = next++;
            if (index >= found.size())
                return;
            found[index] = AttemptSearch(query, keys[static_cast<qsizetype>(index)], stopped).run(folder);
            count += found[index] ? found[index]->size() : query.most;
        }
    };
    {
        std::vector<std::jthread> helpers;
        const size_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads);
        for (size_t i = 1; i < std::min(threads, found.size()); ++i)
            helpers.emplace_back(work);
        work();
    }
    QList<OutputHit> hits;
    for (const auto& each : found) {
        if (!each)
            return each.error();
        if (hits.size() < query.most)
            hits = *each + hits;
    }
    return hits.size() > query.most ? hits.last(query.most) : hits;
}

} // namespace slipway::adapters
