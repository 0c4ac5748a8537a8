#pragma once
#include "app/base/result.h"

#include <QString>

namespace slipway::adapters {

/// A folder of this program run that only its user may enter (0700), with a path short enough for
/// sockets in it; gone with this object. What a killed Slipway left is removed by the next one.
class PrivateFolder {
public:
    /// Below XDG_RUNTIME_DIR, else the folder for temporary files. Error{Observer}.
    static base::Result<std::unique_ptr<PrivateFolder>> make();
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    QString path(const QString& name) const { return m_path + u'/' + name; }
    /// A file that only its user may read. False when the disk is full.
    bool write(const QString& name, const QByteArray& bytes, bool executable = false) const;
    QByteArray read(const QString& name) const;

private:
    explicit PrivateFolder(QString path) : m_path(std::move(path)) {}
    QString m_path;
};

} // namespace slipway::adapters
