#pragma once
#include "app/desk/desk.h"

#include <QDir>

namespace slipway::desk {

/// Writes one deployment as a folder that stock tools check without Slipway: every entry byte for byte, its
/// signatures, the output of its steps, who could sign with which key, and a script that proves all of it.
/// The folder appears whole or not at all. Deletes itself after its answer. Main thread; files are written on
/// a thread of its own.
class DossierExport : public QObject {
    Q_OBJECT
public:
    /// `folder` must not exist.
    DossierExport(Desk& desk, domain::DeploymentId id, QString folder, QObject* parent);
    ~DossierExport() override;
    void begin();

Q_SIGNALS:
    /// How many entries and files of output were written; an error names what could not be.
    void answered(const slipway::base::Result<QPair<int, int>>& written);

private:
    void readPolicies(qint64 afterSeq);
    void addPeople(const QList<domain::Person>& people);
    void readEntries(qint64 afterSeq);
    void writeEntry(const domain::Entry& entry);
    void nextOutput();
    void readOutput(const domain::AttemptId& attempt, ports::OutputOffsets from);
    void finish();
    void write(const QString& name, const QByteArray& bytes, bool append = false);
    void fail(const base::Error& error);
    void end(const base::Result<QPair<int, int>>& written);

    Desk& m_desk;
    domain::DeploymentId m_id;
    QString m_folder;
    QString m_draft; ///< beside it, until it is whole
    std::optional<domain::AcceptedPolicy> m_policy;
    QList<domain::Person> m_policyPeople; ///< keys that only an earlier policy knows
    int m_entries = 0;
    QList<domain::AttemptId> m_attempts;
    QSet<QString> m_outputs;
    bool m_ended = false;
    base::WorkQueue m_writing{QStringLiteral("export")};
    std::shared_ptr<std::atomic<bool>> m_failed = std::make_shared<std::atomic<bool>>(false);
};

} // namespace slipway::desk
