#include "app/models/output_model.h"
namespace slipway::models {
struct OutputModel::Private {
};
OutputModel::OutputModel(ports::OutputStore&, ports::OutputKey, QObject* parent) : QAbstractListModel(parent) {}
OutputModel::~OutputModel() = default;
int OutputModel::rowCount(const QModelIndex&) const { return 0; }
QVariant OutputModel::data(const QModelIndex&, int) const { return {}; }
qint64 OutputModel::linesCut() const { return 0; }
} // namespace slipway::models
