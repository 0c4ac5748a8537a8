#pragma once
#include "app/ports/artifacts.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>

namespace slipway::adapters {

/// Artifacts of a workspace: files on this computer, and archives that `git archive` makes of commits.
/// Archives are kept in a folder of their own, where those that nobody used for 30 days go. Lives on the main
/// thread, reads on a thread of its own.
class LocalArtifacts final : public QObject, public ports::Artifacts {
    Q_OBJECT
public:
    /// `workspace`: where relative paths start; `archives`: made when it is needed, 0700.
    LocalArtifacts(QString workspace, QString archives);
    ~LocalArtifacts() override;
    base::Future<ports::ArtifactFile> find(domain::Artifact artifact, base::Limit limit) override;

private:
    struct Known { ///< tells whether a file is the one that was read
        qint64 bytes = -1, modifiedNs = 0, changedNs = 0;
        quint64 inode = 0;
        QString sha256;
    };
    base::Future<ports::ArtifactFile> read(const QString& path, const base::Limit& limit);
    base::Result<ports::ArtifactFile> readNow(const QString& path, const QDeadlineTimer& deadline,
                                              const std::stop_token& stop);
    base::Future<ports::ArtifactFile> archive(const domain::Artifact& artifact, const base::Limit& limit);
    void removeOldArchives() const;

    const QString m_workspace;
    const QString m_archives;
    QHash<QString, Known> m_known; ///< touched by the reading thread only
    base::WorkQueue m_reading{QStringLiteral("artifacts")};
};

} // namespace slipway::adapters
