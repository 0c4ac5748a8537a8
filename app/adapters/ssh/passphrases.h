#pragma once
#include "app/adapters/ssh/handshake_slots.h"
#include "app/adapters/ssh/private_folder.h"
#include "app/base/secret.h"

#include <QSet>

namespace slipway::adapters {

/// Passphrases of private keys and PINs of security keys, in memory and only as long as the program runs.
/// Any thread.
class Passphrases {
public:
    /// Keeps the passphrase when it opens the key, which `ssh-keygen` says: it reads every form that
    /// OpenSSH writes. Error{PassphraseNeeded} when it is wrong. Of a key whose PIN was asked for, keeps the
    /// PIN.
    base::Result<void> unlock(const QString& keyPath, const base::Secret& secret, Waiter& waiter);
    std::optional<base::Secret> of(const QString& keyPath) const;

    /// What unlock() is given next for this key is its PIN. False when it was given meanwhile.
    bool askForPin(const QString& keyPath);
    /// A login's use of a PIN. A security key counts wrong ones and locks itself (FIDO: after three until it
    /// is plugged in anew, after eight for good), so an unproven PIN is used by one login at a time.
    struct PinUse {
        QString keyPath;
        base::Secret pin;
        std::unique_ptr<HandshakeSlots::Slot> turn; ///< none when the PIN is proven
    };
    /// Nothing when no PIN is known, or the waiter was over first.
    std::optional<PinUse> usePin(const QString& keyPath, Waiter& waiter);
    /// What the security key said to it; a wrong one is forgotten.
    void pinWas(const PinUse& use, bool right);

private:
    struct Pin {
        base::Secret secret;
        bool isProven = false;
    };
    std::optional<Pin> pinOf(const QString& keyPath) const;
    mutable std::mutex m_mutex;
    QHash<QString, base::Secret> m_known;
    QHash<QString, Pin> m_pins;
    QSet<QString> m_askedPins;
    HandshakeSlots m_turns{1};
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
    /// Whether an answer given for `text` was taken.
    bool hasAnswered(const QByteArray& text) const;
    /// OpenSSH's question for a PIN that has no answer; empty when there was none. It goes on with the next
    /// key then, and offers the security key nothing that counts.
    QByteArray openQuestionForPin() const;
    /// Whether a person was asked to touch a security key; OpenSSH goes on by itself then.
    bool waitedForTouch() const;
    /// What the program's environment needs.
    QByteArrayList environment();

private:
    const PrivateFolder& m_folder;
    struct Pipe {
        int fd;
        QByteArray text;
        int filled; ///< bytes written
    };
    QList<Pipe> m_pipes;
};

} // namespace slipway::adapters
