#pragma once
#include "app/base/tool_run.h"
#include "app/ports/signer.h"

namespace slipway::adapters {

/// One search for the keys that this computer can sign with: agent, identities folder, ~/.ssh,
/// in this order, every key once. Answers on the owner's thread and goes away with it.
class KeyRing final : public std::enable_shared_from_this<KeyRing> {
public:
    using Done = std::function<void(base::Result<QList<ports::Identity>>)>;
    static void search(QObject* owner, const QString& identitiesFolder, const QDeadlineTimer& deadline,
                       const std::stop_token& stop, Done done);

private:
    KeyRing(QObject* owner, QString folder, QDeadlineTimer deadline, std::stop_token stop, Done done);
    void askAgent();
    void readNextFile();
    void add(const QString& line, const QString& source, bool inAgent);

    QObject* m_owner;
    QString m_folder;
    QDeadlineTimer m_deadline;
    std::stop_token m_stop;
    Done m_done;
    QStringList m_files; ///< private keys still to be looked at
    QList<ports::Identity> m_found;
};

} // namespace slipway::adapters
