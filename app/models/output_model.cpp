#include "app/models/output_model.h"

#include "app/base/async.h"
#include "app/models/output_text.h"

#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <deque>

namespace slipway::models {
namespace {

constexpr qsizetype mostLines = 20'000;
constexpr qint64 readAtOnce = 256 * 1024;
constexpr int showEveryMs = 100;

} // namespace

struct OutputModel::Private {
    Private(OutputModel& model, ports::OutputStore& outputs, ports::OutputKey which)
        : q(model)
        , store(outputs)
        , key(std::move(which)) {
        showTimer.setSingleShot(true);
        QObject::connect(&showTimer, &QTimer::timeout, &model, [this] { show(); });
    }

    OutputModel& q;
    ports::OutputStore& store;
    ports::OutputKey key;
    ports::OutputOffsets offsets;
    bool reading = false;
    bool readAgain = false;
    OutputText out{false}, err{true};
    // Rows that views know, and those read since; a line's serial number counts from the first ever.
    std::deque<OutputLine> lines, fresh;
    qint64 removed = 0;
    qint64 openOut = -1, openErr = -1;
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
        changedFrom = changedFrom < 0 ? serial : std::min(changedFrom, serial);
        changedTo = std::max(changedTo, serial);
        return &lines[static_cast<size_t>(index)];
    }

    OutputLine* nextLine(bool isFresh, bool isErr, qint64 timeMs) {
        qint64& open = isErr ? openErr : openOut;
        if (!isFresh)
            if (OutputLine* line = lineAt(open))
                return line;
        open = removed + static_cast<qint64>(lines.size() + fresh.size());
        fresh.push_back({timeMs, isErr, {}, {}, false});
        return &fresh.back();
    }

    void read() {
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
        for (const ports::OutputChunk& chunk : chunks) {
            const bool isErr = chunk.stream == ports::OutputStream::Err;
            qint64& offset = isErr ? offsets.err : offsets.out;
            offset = std::max(offset, chunk.offset + chunk.bytes.size());
            (isErr ? err : out)
                .feed(chunk.bytes, chunk.timeMs, [this](bool isFresh, bool ofErr, qint64 timeMs) {
                    return nextLine(isFresh, ofErr, timeMs);
                });
        }
        if (chunks.isEmpty())
            return false;
        if (static_cast<qsizetype>(fresh.size()) >= mostLines || !sinceShown.isValid() ||
            sinceShown.elapsed() >= showEveryMs)
            show();
        else if (!showTimer.isActive())
            showTimer.start(showEveryMs - static_cast<int>(sinceShown.elapsed()));
        return true;
    }

    void show() {
        showTimer.stop();
        sinceShown.start();
        if (changedFrom >= 0) {
            const auto from = static_cast<int>(std::max(changedFrom, removed) - removed);
            const auto to = static_cast<int>(changedTo - removed);
            changedFrom = changedTo = -1;
            Q_EMIT q.dataChanged(q.index(from), q.index(to));
        }
        if (!fresh.empty()) {
            const auto first = static_cast<int>(lines.size());
            q.beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
            std::ranges::move(fresh, std::back_inserter(lines));
            fresh.clear();
            q.endInsertRows();
        }
        const auto excess = static_cast<qsizetype>(lines.size()) - mostLines;
        if (excess > 0) {
            q.beginRemoveRows({}, 0, static_cast<int>(excess) - 1);
            lines.erase(lines.begin(), lines.begin() + excess);
            removed += excess;
            q.endRemoveRows();
        }
    }
};

OutputModel::OutputModel(ports::OutputStore& store, ports::OutputKey key, QObject* parent)
    : QAbstractListModel(parent)
    , m(std::make_unique<Private>(*this, store, std::move(key))) {
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
    default:
        return {};
    }
}

qint64 OutputModel::linesCut() const {
    return m->removed;
}

} // namespace slipway::models
