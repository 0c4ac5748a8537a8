#include "app/models/output_model.h"

#include "app/base/async.h"
#include "app/models/output_text.h"

#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <deque>

namespace slipway::models {
namespace {

constexpr qint64 readAtOnce = 256 * 1024;
/// So much is read at most before it is shown, and with it what is too much cut off.
constexpr qint64 shownAtLeastEvery = 1024 * 1024;
constexpr int showEveryMs = 100;

bool isErr(ports::OutputStream stream) {
    return stream == ports::OutputStream::Err;
}

} // namespace

struct OutputModel::Private {
    Private(OutputModel& model, ports::OutputStore& outputs, ports::OutputKey which,
            std::optional<OutputPlace> where)
        : q(model)
        , store(outputs)
        , key(std::move(which))
        , place(where) {
        showTimer.setSingleShot(true);
        QObject::connect(&showTimer, &QTimer::timeout, &model, [this] { show(); });
    }

    OutputModel& q;
    ports::OutputStore& store;
    ports::OutputKey key;
    const std::optional<OutputPlace> place;
    qint64 placeSerial = -1;
    bool placeIsShown = false;
    bool cutBehind = false;
    ports::OutputOffsets offsets;
    bool reading = false;
    bool readAgain = false;
    OutputText out{false}, err{true};
    // Rows that views know, and those read since; a line's serial number counts from the first ever.
    std::deque<OutputLine> lines, fresh;
    qint64 removed = 0;
    qint64 bytes = 0;     ///< of `lines`
    qint64 readBytes = 0; ///< since they were shown
    qint64 openOut = -1, openErr = -1;
    qint64 startOut = -1, startErr = -1; ///< raw offsets where the unfinished lines begin
    qint64 changedFrom = -1, changedTo = -1;
    QTimer showTimer;
    QElapsedTimer sinceShown;

    OutputLine* lineAt(qint64 serial) {
        if (serial < removed)
            return nullptr;
        const qint64 index = serial - removed;
        const auto known = static_cast<qint64>(lines.size());
        if (index >= known)
            return &fresh[static_cast<size_t>(index - known)];
        return &lines[static_cast<size_t>(index)];
    }

    OutputLine* nextLine(bool isFresh, bool ofErr, qint64 timeMs) {
        qint64& open = ofErr ? openErr : openOut;
        if (!isFresh)
            if (OutputLine* line = lineAt(open)) {
                noteChange(open);
                return line;
            }
        const qint64 offset = ofErr ? startErr : startOut;
        const qint64 serial = removed + static_cast<qint64>(lines.size() + fresh.size());
        if (place && placeSerial < 0 && isErr(place->stream) == ofErr && offset >= place->offset)
            placeSerial = offset == place->offset || open < removed ? serial : open;
        open = serial;
        fresh.push_back({timeMs, offset, ofErr, {}, {}, false});
        return &fresh.back();
    }

    void noteChange(qint64 serial) {
        if (serial - removed >= static_cast<qint64>(lines.size()))
            return;
        if (changedFrom < 0) {
            changedFrom = changedTo = serial;
            bytes -= lineAt(serial)->bytes();
            return;
        }
        // What is counted anew is the whole range, of at most one line of each stream and what lies between.
        for (; changedFrom > serial; bytes -= lineAt(changedFrom)->bytes())
            --changedFrom;
        for (; changedTo < serial; bytes -= lineAt(changedTo)->bytes())
            ++changedTo;
    }

    void read() {
        if (cutBehind)
            return;
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        readAgain = false;
        base::deliver(store.read(key, offsets, readAtOnce), &q, [this](const auto& chunks) {
            reading = false;
            // Without an answer the next growth asks again; the log on disk loses nothing.
            const bool more = chunks.ok() && take(*chunks);
            if (more || readAgain)
                read();
        });
    }

    /// False: nothing new, so wait until the store grows.
    bool take(const QList<ports::OutputChunk>& chunks) {
        for (const ports::OutputChunk& chunk : chunks)
            takeChunk(chunk);
        if (chunks.isEmpty()) {
            if (place && !placeIsShown)
                show(true);
            return false;
        }
        if (static_cast<qsizetype>(fresh.size()) >= mostLines || readBytes >= shownAtLeastEvery ||
            !sinceShown.isValid() || sinceShown.elapsed() >= showEveryMs)
            show();
        else if (!showTimer.isActive())
            showTimer.start(showEveryMs - static_cast<int>(sinceShown.elapsed()));
        return true;
    }

    void takeChunk(const ports::OutputChunk& chunk) {
        const bool ofErr = isErr(chunk.stream);
        qint64& offset = ofErr ? offsets.err : offsets.out;
        qint64& start = ofErr ? startErr : startOut;
        OutputText& text = ofErr ? err : out;
        offset = std::max(offset, chunk.offset + chunk.bytes.size());
        readBytes += chunk.bytes.size();
        if (start < 0)
            start = chunk.offset;
        const auto next = [this](bool isFresh, bool isOfErr, qint64 timeMs) {
            return nextLine(isFresh, isOfErr, timeMs);
        };
        qsizetype from = 0;
        for (qsizetype end = chunk.bytes.indexOf('\n'); end >= 0; end = chunk.bytes.indexOf('\n', from)) {
            text.feed(chunk.bytes.mid(from, end + 1 - from), chunk.timeMs, next);
            from = end + 1;
            start = chunk.offset + from;
        }
        if (from < chunk.bytes.size())
            text.feed(chunk.bytes.mid(from), chunk.timeMs, next);
    }

    void show(bool isAll = false) {
        showTimer.stop();
        sinceShown.start();
        readBytes = 0;
        if (changedFrom >= 0) {
            const auto from = static_cast<int>(changedFrom - removed);
            const auto to = static_cast<int>(changedTo - removed);
            changedFrom = changedTo = -1;
            for (int i = from; i <= to; ++i)
                bytes += lines[static_cast<size_t>(i)].bytes();
            Q_EMIT q.dataChanged(q.index(from), q.index(to));
        }
        if (!fresh.empty()) {
            const auto first = static_cast<int>(lines.size());
            q.beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
            for (const OutputLine& line : fresh)
                bytes += line.bytes();
            std::ranges::move(fresh, std::back_inserter(lines));
            fresh.clear();
            q.endInsertRows();
        }
        if (place && !placeIsShown)
            lookForPlace(isAll);
        if (place && placeIsShown)
            cutTheEnd();
        else
            cutTheStart(mostLines, mostBytes, static_cast<qint64>(lines.size()) - 1);
    }

    void lookForPlace(bool isAll) {
        const bool isWhole = placeSerial >= removed && placeSerial >= 0 &&
                             (isErr(place->stream) ? openErr : openOut) != placeSerial;
        if (!isWhole && !isAll)
            return;
        if (placeSerial < removed)
            placeSerial = std::max(removed, isErr(place->stream) ? openErr : openOut);
        // What comes after it needs room too.
        const qint64 row = placeSerial - removed;
        if (row >= static_cast<qint64>(lines.size()))
            return;
        qint64 before = 0;
        for (qint64 i = 0; i < row; ++i)
            before += lines[static_cast<size_t>(i)].bytes();
        const qsizetype most = mostLines / 2;
        removeFirst(std::max<qint64>(row - most, 0), before > mostBytes / 2 ? mostBytes / 2 : -1, row);
        placeIsShown = true;
        Q_EMIT q.placeFound();
    }

    /// Drops at least `count` lines, and more while those before `row` take more than `keep` bytes.
    void removeFirst(qint64 count, qint64 keep, qint64 row) {
        qint64 held = 0;
        if (keep >= 0) {
            qint64 first = row;
            while (first > count && held + lines[static_cast<size_t>(first - 1)].bytes() <= keep)
                held += lines[static_cast<size_t>(--first)].bytes();
            count = std::max(count, first);
        }
        if (count <= 0)
            return;
        q.beginRemoveRows({}, 0, static_cast<int>(count) - 1);
        for (qint64 i = 0; i < count; ++i)
            bytes -= lines[static_cast<size_t>(i)].bytes();
        lines.erase(lines.begin(), lines.begin() + count);
        removed += count;
        q.endRemoveRows();
    }

    void cutTheStart(qsizetype most, qint64 mostOfBytes, qint64 last) {
        qint64 count = std::max<qint64>(0, static_cast<qint64>(lines.size()) - most);
        qint64 left = bytes;
        for (qint64 i = 0; i < last && (i < count || left > mostOfBytes); ++i) {
            left -= lines[static_cast<size_t>(i)].bytes();
            count = std::max(count, i + 1);
        }
        removeFirst(count, -1, 0);
    }

    void cutTheEnd() {
        auto keep = static_cast<qint64>(lines.size());
        qint64 left = bytes;
        const qint64 row = placeSerial - removed;
        while (keep > row + 1 && (keep > mostLines || left > mostBytes))
            left -= lines[static_cast<size_t>(--keep)].bytes();
        if (keep == static_cast<qint64>(lines.size()))
            return;
        cutBehind = true;
        q.beginRemoveRows({}, static_cast<int>(keep), static_cast<int>(lines.size()) - 1);
        lines.erase(lines.begin() + keep, lines.end());
        bytes = left;
        q.endRemoveRows();
    }
};

OutputModel::OutputModel(ports::OutputStore& store, ports::OutputKey key, QObject* parent,
                         std::optional<OutputPlace> place)
    : QAbstractListModel(parent)
    , m(std::make_unique<Private>(*this, store, std::move(key), place)) {
    connect(&store, &ports::OutputStore::grown, this, [this](const domain::AttemptId& attempt) {
        if (attempt == m->key.attempt)
            m->read();
    });
    m->read();
}

OutputModel::~OutputModel() = default;

int OutputModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m->lines.size());
}

QVariant OutputModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const OutputLine& line = m->lines[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return line.text;
    case TimeRole:
        return line.timeMs;
    case ErrRole:
        return line.err;
    case SpansRole:
        return QVariant::fromValue(line.spans);
    case OffsetRole:
        return line.offset;
    default:
        return {};
    }
}

qint64 OutputModel::linesCut() const {
    return m->removed;
}

qint64 OutputModel::bytes() const {
    return m->bytes;
}

int OutputModel::placeRow() const {
    return m->placeIsShown ? static_cast<int>(m->placeSerial - m->removed) : -1;
}

bool OutputModel::isCutBehind() const {
    return m->cutBehind;
}

} // namespace slipway::models
