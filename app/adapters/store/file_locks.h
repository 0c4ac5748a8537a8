#pragma once
#include "app/ports/locks.h"

#include <QString>

namespace slipway::adapters {

/// Locks by flock on files in `<folder>/drive`; each file holds the process ID of its last
/// holder. Any thread. A second lock of the same name in one process is Busy too.
class FileLocks final : public ports::Locks {
public:
    explicit FileLocks(QString folder);
    base::Result<std::unique_ptr<ports::Lock>> drive(const domain::DeploymentId& deployment) override;
    base::Result<std::unique_ptr<ports::Lock>> observe() override;

private:
    base::Result<std::unique_ptr<ports::Lock>> take(const QString& name) const;
    QString m_folder;
};

} // namespace slipway::adapters
