#pragma once
#include "app/base/clock.h"
#include "app/ports/output_store.h"

#include <QAbstractListModel>

namespace slipway::models {

/// A line of an attempt's output: where it begins in its stream, as in ports::OutputHit.
struct OutputPlace {
    ports::OutputStream stream = ports::OutputStream::Out;
    qint64 offset = 0;
};

/// The output of one attempt as lines, growing while it runs. Bounded: the newest 20,000
/// lines of at most 4 KiB each are kept, and at most 32 MiB of them; what was cut is counted. One
/// that was made for a place keeps what is around it instead of the newest. Escape sequences are
/// inert: only SGR colours survive, as spans; invalid UTF-8 and control characters are made
/// visible. Main thread.
class OutputModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Ink { Plain, Faint, Red, Green, Yellow, Blue, Bold };
    struct Span {
        int from = 0, length = 0;
        Ink ink = Ink::Plain;
    };
    enum Role {
        TimeRole = Qt::UserRole + 1 /* qint64 UTC ms */,
        ErrRole /* bool: standard error */,
        SpansRole,
        OffsetRole /* qint64 raw offset of the line that ends in a newline */
    };
    static constexpr qsizetype mostLines = 20'000;
    static constexpr qint64 mostBytes = 32LL * 1024 * 1024;

    OutputModel(ports::OutputStore& store, ports::OutputKey key, QObject* parent = nullptr,
                std::optional<OutputPlace> place = {});
    ~OutputModel() override;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    qint64 linesCut() const;
    qint64 bytes() const; ///< of memory that the lines take
    /// The row of its place, as soon as it and what follows was read; -1 before.
    int placeRow() const;
    /// There are later lines than those around the place.
    bool isCutBehind() const;

Q_SIGNALS:
    void placeFound();

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace slipway::models

Q_DECLARE_METATYPE(slipway::models::OutputModel::Span)
