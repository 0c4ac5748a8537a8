#pragma once
#include "app/base/clock.h"
#include "app/ports/output_store.h"

#include <QAbstractListModel>

namespace slipway::models {

/// The output of one attempt as lines, growing while it runs. Bounded: the newest 20,000
/// lines of at most 4 KiB each are kept; what was cut is counted. Escape sequences are
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
        SpansRole
    };
    OutputModel(ports::OutputStore& store, ports::OutputKey key, QObject* parent = nullptr);
    ~OutputModel() override;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    qint64 linesCut() const;

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace slipway::models

Q_DECLARE_METATYPE(slipway::models::OutputModel::Span)
