#pragma once
#include "app/base/async.h"
#include "app/domain/operation.h"

namespace slipway::ports {

/// An artifact as a regular file of this computer.
struct ArtifactFile {
    QString path; ///< absolute
    qint64 bytes = 0;
    QString sha256; ///< 64 small hexadecimal digits, over the bytes as they were read
};

/// Finds what is uploaded. Calls may be made from the main thread and never block it. Errors: NotFound (no
/// such file, folder or commit), BadInput (no regular file), Refused (not readable, Git failed), ToolMissing,
/// Storage (no room for an archive), Timeout.
class Artifacts {
public:
    virtual ~Artifacts() = default;
    /// Reads the file whole, unless the very same file was read before; makes the archive of a commit when
    /// there is none yet. The same commit always gives the same bytes with the same Git.
    virtual base::Future<ArtifactFile> find(domain::Artifact artifact, base::Limit limit) = 0;
};

} // namespace slipway::ports
