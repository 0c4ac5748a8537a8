#pragma once
#include "app/adapters/ssh/private_folder.h"
#include "app/adapters/ssh/waiter.h"
#include "app/base/secret.h"

#include <QHash>
#include <mutex>

namespace slipway::adapters {

/// Passphrases of private keys, in memory and only as long as the program runs. Any thread.
class Passphrases {
public:
    /// Keeps the passphrase when it opens the key, which `ssh-keygen` says: it reads every form that
    /// OpenSSH writes. Error{PassphraseNeeded} when it is wrong.
    base::Result<void> unlock(const QString& keyPath, const base::Secret& passphrase, Waiter& waiter);
    std::optional<base::Secret> of(const QString& keyPath) const;

private:
    mutable std::mutex m_mutex;
    QHash<QString, base::Secret> m_known;
};

/// Answers the questions of OpenSSH's programs from pipes in a private folder, so that a
/// passphrase is in no argument, environment or file.
class Askpass {
public:
    explicit Askpass(const PrivateFolder& folder) : m_folder(folder) {}
    ~Askpass();
    Askpass(const Askpass&) = delete;
    Askpass& operator=(const Askpass&) = delete;
    /// Answers questions that hold `text`, `times` times. False when no pipe can be made.
    bool answer(const QByteArray& text, const base::Secret& secret, int times);
    /// Whether a person was asked to touch a security key; OpenSSH goes on by itself then.
    bool waitedForTouch() const;
    /// What the program's environment needs.
    QByteArrayList environment();

private:
    const PrivateFolder& m_folder;
    QList<int> m_pipes;
};

} // namespace slipway::adapters
