#pragma once
#include "app/domain/world.h"
#include "app/engine/parts.h"

#include <QObject>
#include <QPointer>
#include <deque>

namespace slipway::engine {

/// The folded ledger, kept up with what this process and others append. Main thread.
class History : public QObject {
    Q_OBJECT
public:
    explicit History(ports::Ledger& ledger, QObject* parent = nullptr);
    /// Starts reading; `ready` follows when everything there was has been folded.
    void open();
    bool isReady() const { return m_ready; }
    const domain::World& world() const { return m_world; }
    const domain::Deployment* deployment(const domain::DeploymentId& id) const {
        return m_world.deployment(id);
    }
    /// Why folding stopped: a ledger that contradicts itself. Nothing new is folded then.
    const std::optional<base::Error>& fault() const { return m_fault; }
    /// Entries with a signature, for checking them again; null when there is none with this hash.
    const domain::Entry* signedEntry(const QByteArray& hash) const;
    /// Calls `f` once everything up to `row` is folded, or reading or folding has failed.
    void whenAt(qint64 row, QObject* owner, std::function<void()> f);
    /// Appends and calls `f` when the entries are folded, or with the error. Main thread.
    void append(QList<domain::Draft> drafts, QObject* owner, std::function<void(base::Result<void>)> f);

Q_SIGNALS:
    void ready();
    void changed(const slipway::domain::DeploymentId& deployment);
    void workspaceChanged();
    void faulted();

private:
    void readOn();
    void fold(const QList<domain::Entry>& entries);
    void tellWaiting();

    struct Waiting {
        qint64 row;
        QPointer<QObject> owner;
        std::function<void()> f;
    };
    ports::Ledger& m_ledger;
    domain::World m_world;
    QHash<QByteArray, domain::Entry> m_signed;
    std::deque<Waiting> m_waiting;
    std::optional<base::Error> m_fault;
    std::optional<base::Error> m_unread; ///< only while those who wait are told that reading failed
    bool m_ready = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace slipway::engine
