#pragma once
#include "app/cli/session.h"

class QSocketNotifier;

namespace slipway::cli {

/// Asks for a private key's passphrase, or a security key's PIN, on the terminal, without showing it, at most
/// three times a key: security keys lock themselves after some wrong ones.
/// Only where somebody can answer: both standard input and standard error are a terminal.
class PassphrasePrompt : public QObject {
    Q_OBJECT
public:
    explicit PassphrasePrompt(Session& session, QObject* parent = nullptr);
    ~PassphrasePrompt() override;
    static bool canAsk();
    /// `done(true)` once the key is unlocked, `done(false)` when the person gave up.
    /// `locked` is an error for which base::isKeyLocked().
    void ask(const base::Error& locked, std::function<void(bool)> done);

private:
    void show();
    void read();
    void hear(const QByteArray& line);
    void setEcho(bool on);
    Session& m_session;
    QString m_keyPath;
    bool m_isPin = false;
    QHash<QString, int> m_pins; ///< how often each was asked for
    std::function<void(bool)> m_done;
    QByteArray m_typed;
    QSocketNotifier* m_notifier = nullptr;
    int m_tries = 0;
    bool m_silent = false;
};

} // namespace slipway::cli
