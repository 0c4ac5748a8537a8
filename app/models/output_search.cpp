#include "app/models/output_search.h"

#include "app/domain/outputs.h"
#include "app/models/output_text.h"

#include <deque>

namespace slipway::models {

using namespace domain;

namespace {

/// So many attempts are looked through before what they hold is shown.
constexpr qsizetype attemptsAtOnce = 8;
constexpr auto within = std::chrono::minutes(5);
/// What is kept of a line around the match; the store hands out up to 4 KiB.
constexpr qsizetype keptBefore = 96;
constexpr qsizetype keptBytes = 768;

/// Where a line comes from.
struct Origin {
    QString environment, version;
    Output output;
};

struct Hit {
    ports::OutputHit hit;
    std::shared_ptr<const Origin> origin;
};

bool isInside(QByteArrayView bytes, qsizetype at) {
    return at > 0 && at < bytes.size() && (static_cast<uchar>(bytes[at]) & 0xc0) == 0x80;
}

void shorten(ports::OutputHit& hit) {
    if (hit.line.size() <= keptBytes)
        return;
    qsizetype from = qBound<qsizetype>(0, hit.from - keptBefore, hit.line.size() - keptBytes);
    while (isInside(hit.line, from))
        ++from;
    hit.line = hit.line.mid(from, keptBytes);
    hit.from = static_cast<int>(qMax<qsizetype>(0, hit.from - from));
    hit.length = static_cast<int>(qMin<qsizetype>(hit.length, hit.line.size() - hit.from));
}

bool contains(const QString& name, const QString& part) {
    return part.isEmpty() || name.contains(part, Qt::CaseInsensitive);
}

} // namespace

InertLine inertLine(const QByteArray& line, qsizetype from, qsizetype length) {
    OutputLine shown;
    OutputText text(false);
    const auto next = [&shown](bool isFresh, bool, qint64) {
        // Only a carriage return ends a line here; it hides nothing.
        if (isFresh && !shown.text.isEmpty())
            shown.text += QChar(u'␍');
        return &shown;
    };
    InertLine inert;
    text.feed(line.first(from), 0, next);
    inert.from = static_cast<int>(shown.text.size());
    text.feed(line.sliced(from, length), 0, next);
    inert.length = static_cast<int>(shown.text.size()) - inert.from;
    text.feed(line.sliced(from + length), 0, next);
    inert.text = shown.text;
    return inert;
}

struct OutputSearch::Private {
    Private(OutputSearch& model, ports::OutputStore& outputs, std::function<const World&()> known)
        : q(model)
        , store(outputs)
        , world(std::move(known)) {}

    OutputSearch& q;
    ports::OutputStore& store;
    const std::function<const World&()> world;
    OutputFilter filter;
    State state = State::Idle;
    base::Error error;
    std::vector<Hit> hits;
    std::deque<DeploymentId> left; ///< deployments to look through, the newest first
    int all = 0;
    QHash<AttemptId, std::shared_ptr<const Origin>> origins; ///< of the deployment that is looked through
    QList<AttemptId> waiting;                                ///< of it, the newest first
    QList<AttemptId> asked;                                  ///< of them, those that the store looks through
    qsizetype passed = 0; ///< of what the store finds in them, the newest that are shown already
    int askedFor = 0;     ///< lines at most
    qsizetype wanted = 0; ///< rows, before it pauses
    std::stop_source stopping;
    quint64 run = 0; ///< answers of a search that was given up are not taken

    void begin(const OutputFilter& what) {
        stopping.request_stop();
        ++run;
        q.beginResetModel();
        hits.clear();
        q.endResetModel();
        filter = what;
        left.clear();
        waiting.clear();
        asked.clear();
        passed = 0;
        const World& known = world();
        for (auto it = known.order.crbegin(); it != known.order.crend(); ++it) {
            const Deployment& deployment = *known.deployment(*it);
            const bool fits =
                (filter.deployment.isEmpty() || filter.deployment == deployment.id.text()) &&
                (filter.environment.isEmpty() || filter.environment == deployment.environment.text()) &&
                (filter.untilMs == 0 || deployment.startedAtMs < filter.untilMs);
            if (fits)
                left.push_back(*it);
        }
        all = static_cast<int>(left.size());
        wanted = page;
        goOn();
    }

    void goOn() {
        stopping = std::stop_source();
        state = State::Running;
        ask();
        Q_EMIT q.changed();
    }

    /// The attempts of one deployment that the filter leaves, the newest first.
    void open(const DeploymentId& id) {
        origins.clear();
        waiting.clear();
        const Deployment* deployment = world().deployment(id);
        if (!deployment)
            return;
        for (const Output& output : outputsOf(*deployment)) {
            const bool isOver = output.endedAtMs != 0 && output.endedAtMs < filter.sinceMs;
            const bool isLater = filter.untilMs != 0 && output.fromMs >= filter.untilMs;
            if (output.of == Output::Of::Witness || isOver || isLater ||
                !contains(output.host.text(), filter.host) ||
                !(contains(output.step, filter.step) || contains(output.title, filter.step)))
                continue;
            origins.insert(output.attempt,
                           std::make_shared<const Origin>(Origin{deployment->environment.text(),
                                                                 deployment->candidate.version, output}));
            waiting.append(output.attempt);
        }
        // ULIDs sort by time.
        std::sort(waiting.begin(), waiting.end(),
                  [](const AttemptId& a, const AttemptId& b) { return b < a; });
    }

    void ask() {
        while (asked.isEmpty() && waiting.isEmpty() && !left.empty()) {
            open(left.front());
            if (waiting.isEmpty())
                left.pop_front();
        }
        if (asked.isEmpty()) {
            if (waiting.isEmpty()) {
                state = State::Done;
                return;
            }
            asked = waiting.mid(0, attemptsAtOnce);
            waiting = waiting.mid(attemptsAtOnce);
            passed = 0;
        }
        ports::OutputQuery query;
        query.text = filter.text;
        query.isPattern = filter.isPattern;
        query.ignoresCase = filter.ignoresCase;
        query.stream = filter.stream;
        query.deployment = left.front();
        query.attempts = QSet<AttemptId>(asked.cbegin(), asked.cend());
        query.sinceMs = filter.sinceMs;
        query.untilMs = filter.untilMs;
        // One more than there is room for tells whether there is more.
        askedFor = static_cast<int>(passed + wanted - static_cast<qsizetype>(hits.size()) + 1);
        query.most = askedFor;
        base::deliver(store.search(query, {within, stopping.get_token()}), &q,
                      [this, mine = run](const base::Result<QList<ports::OutputHit>>& found) {
                          if (mine == run)
                              answered(found);
                      });
    }

    void answered(const base::Result<QList<ports::OutputHit>>& found) {
        if (state != State::Running)
            return;
        if (!found.ok()) {
            state = State::Failed;
            error = found.error();
        } else {
            take(*found);
            const bool hasMore = found->size() >= askedFor;
            if (!hasMore) {
                asked.clear();
                if (waiting.isEmpty() && !left.empty())
                    left.pop_front();
            }
            if (hasMore && static_cast<qsizetype>(hits.size()) >= wanted)
                state = State::Full;
            else
                ask();
        }
        Q_EMIT q.changed();
    }

    /// Shows what is older than what is shown; the store has the oldest first, and gives again what it
    /// gave before, behind it perhaps what came since.
    void take(const QList<ports::OutputHit>& found) {
        qsizetype fresh = found.size();
        if (passed > 0)
            while (fresh > 0 && !isSame(found[fresh - 1], hits.back().hit))
                --fresh;
        fresh = passed > 0 ? qMax<qsizetype>(0, fresh - 1) : fresh;
        const qsizetype count = qMin(fresh, wanted - static_cast<qsizetype>(hits.size()));
        passed = found.size() - fresh + count;
        if (count <= 0)
            return;
        const auto first = static_cast<int>(hits.size());
        q.beginInsertRows({}, first, first + static_cast<int>(count) - 1);
        for (qsizetype i = 0; i < count; ++i) {
            Hit hit{found[fresh - 1 - i], {}};
            hit.origin = origins.value(hit.hit.key.attempt);
            shorten(hit.hit);
            hits.push_back(std::move(hit));
        }
        q.endInsertRows();
    }

    static bool isSame(const ports::OutputHit& one, const ports::OutputHit& other) {
        return one.key == other.key && one.stream == other.stream && one.offset == other.offset;
    }
};

OutputSearch::OutputSearch(ports::OutputStore& store, std::function<const World&()> world, QObject* parent)
    : QAbstractListModel(parent)
    , m(std::make_unique<Private>(*this, store, std::move(world))) {}

OutputSearch::~OutputSearch() {
    m->stopping.request_stop();
}

void OutputSearch::start(const OutputFilter& filter) {
    m->begin(filter);
}

void OutputSearch::stop() {
    if (m->state != State::Running)
        return;
    m->stopping.request_stop();
    ++m->run;
    m->state = State::Stopped;
    Q_EMIT changed();
}

void OutputSearch::showMore() {
    if (m->state != State::Full && m->state != State::Stopped && m->state != State::Failed)
        return;
    if (m->state == State::Full)
        m->wanted += page;
    m->goOn();
}

OutputSearch::State OutputSearch::state() const {
    return m->state;
}

const OutputFilter& OutputSearch::filter() const {
    return m->filter;
}

const base::Error& OutputSearch::error() const {
    return m->error;
}

int OutputSearch::searched() const {
    return m->all - static_cast<int>(m->left.size());
}

int OutputSearch::deployments() const {
    return m->all;
}

FoundLine OutputSearch::found(int row) const {
    const Hit& hit = m->hits[static_cast<size_t>(row)];
    FoundLine line;
    if (hit.origin) {
        line.environment = hit.origin->environment;
        line.version = hit.origin->version;
        const Output& output = hit.origin->output;
        line.step = output.step;
        line.stepTitle = output.title;
        line.host = output.host.text();
        line.tries = output.tries;
        line.attemptNumber = output.number;
        line.isLog = output.of == Output::Of::Log;
    }
    line.deployment = hit.hit.key.deployment.text();
    line.attempt = hit.hit.key.attempt.text();
    line.timeMs = hit.hit.timeMs;
    line.err = hit.hit.stream == ports::OutputStream::Err;
    line.place = {hit.hit.stream, hit.hit.offset};
    const InertLine inert = inertLine(hit.hit.line, hit.hit.from, hit.hit.length);
    line.text = inert.text;
    line.from = inert.from;
    line.length = inert.length;
    line.match = inert.text.mid(inert.from, inert.length);
    return line;
}

int OutputSearch::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m->hits.size());
}

QVariant OutputSearch::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == FoundRole)
        return QVariant::fromValue(found(index.row()));
    if (role != Qt::DisplayRole)
        return {};
    return found(index.row()).text;
}

} // namespace slipway::models
