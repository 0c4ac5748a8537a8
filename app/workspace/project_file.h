#pragma once
#include "app/domain/project.h"
#include "app/workspace/problem.h"

#include <optional>

namespace slipway::workspace {

/// What reading slipway.yaml gave: a project, or problems; warnings beside either.
/// Both lists are in the order of the file.
struct Reading {
    std::optional<domain::Project> project;
    QList<Problem> problems;
    QList<Problem> warnings;
};

/// Reads folder/slipway.yaml, a regular file of at most 1 MiB. Touches only the disk; any
/// thread; never throws.
Reading readProject(const QString& folder);
/// Reads the bytes of a slipway.yaml as if it stood in `folder`, which need not exist.
Reading readProject(const QByteArray& bytes, const QString& folder);

} // namespace slipway::workspace
