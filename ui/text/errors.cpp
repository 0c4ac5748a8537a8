#include "ui/text/errors.h"

#include <QCoreApplication>

namespace slipway::ui {
namespace {

struct Errors {
    Q_DECLARE_TR_FUNCTIONS(Errors)
};

QString meaning(base::ErrorKind kind) {
    switch (kind) {
    case base::ErrorKind::Lost:
        return Errors::tr("The part of Slipway that should have answered is gone. "
                          "Nothing is half-done; try again.");
    case base::ErrorKind::Cancelled:
        return Errors::tr("Stopped, as asked.");
    case base::ErrorKind::Timeout:
        return Errors::tr("No answer in time, so the outcome may be unknown. "
                          "Slipway asks the host before anything is repeated.");
    case base::ErrorKind::BadInput:
        return Errors::tr("Nothing was changed; correct it and try again.");
    case base::ErrorKind::NotFound:
        return Errors::tr("This does not exist. Check the name.");
    case base::ErrorKind::Refused:
        return {};
    case base::ErrorKind::Conflict:
        return Errors::tr("Somebody else was faster. Look at what changed, then decide "
                          "again.");
    case base::ErrorKind::Busy:
        return Errors::tr("Another Slipway holds this now. It is free when that one ends.");
    case base::ErrorKind::Storage:
        return Errors::tr("The data on this computer cannot be read or written. Check the "
                          "disk's space and rights; nothing was started.");
    case base::ErrorKind::Corrupt:
        return Errors::tr("Stored data does not verify. Slipway writes nothing until this "
                          "is understood: run “slipway ledger verify”.");
    case base::ErrorKind::NewerFormat:
        return Errors::tr("A newer Slipway wrote this, so it can only be read here. "
                          "Update Slipway to go on.");
    case base::ErrorKind::Unreachable:
        return Errors::tr("No connection, and nothing was started. Check the network "
                          "and the host.");
    case base::ErrorKind::ConnectionLost:
        return Errors::tr("The connection broke. What runs on the host goes on "
                          "there; Slipway picks it up again.");
    case base::ErrorKind::HostKeyUnknown:
        return Errors::tr("This host's key is not known yet. Compare its "
                          "fingerprint before you trust it.");
    case base::ErrorKind::HostKeyChanged:
        return Errors::tr("The host shows another key than before. Somebody may be "
                          "in between: Slipway does not connect until the recorded "
                          "key is changed on purpose.");
    case base::ErrorKind::HostKeyRevoked:
        return Errors::tr("This host's key is revoked. Slipway never connects with "
                          "it.");
    case base::ErrorKind::PassphraseNeeded:
        return Errors::tr("The private key for this host is encrypted. Slipway asks for its "
                          "passphrase, or takes the key from your SSH agent.");
    case base::ErrorKind::PinNeeded:
        return Errors::tr("The security key for this host signs only with its PIN. Slipway asks for it.");
    case base::ErrorKind::LoginRefused:
        return Errors::tr("The host accepts none of your keys. Check the user name and "
                          "that your public key is in its authorized_keys.");
    case base::ErrorKind::HostUnfit:
        return Errors::tr("The host cannot run steps. Mend it, then try again; nothing "
                          "was started.");
    case base::ErrorKind::Fenced:
        return Errors::tr("Another desk took this environment over; the host refuses this "
                          "one.");
    case base::ErrorKind::Protocol:
        return Errors::tr("The other side answered in a way that breaks its own rules.");
    case base::ErrorKind::Observer:
        return Errors::tr("The fault is on this computer, not on the target. Check the "
                          "network here.");
    case base::ErrorKind::ToolMissing:
        return Errors::tr("A program that is needed is not installed here. Install it, "
                          "then try again.");
    case base::ErrorKind::Signature:
        return Errors::tr("The signature could not be made or does not verify. Nothing was "
                          "signed; check your key or agent.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString sentence(const base::Error& error) {
    QStringList parts;
    if (!error.where.isEmpty() && !error.detail.isEmpty())
        parts << Errors::tr("%1: %2.").arg(error.where, error.detail);
    else if (!error.where.isEmpty())
        parts << Errors::tr("%1.").arg(error.where);
    else if (!error.detail.isEmpty())
        parts << (error.detail.endsWith(QLatin1Char('.')) ? error.detail
                                                          : Errors::tr("%1.").arg(error.detail));
    if (const QString means = meaning(error.kind); !means.isEmpty())
        parts << means;
    QString text = parts.join(QLatin1Char(' '));
    if (!text.isEmpty() && error.where.isEmpty()) // a host's or a file's name stays as it is
        text[0] = text[0].toUpper();
    return text;
}

QString briefly(const base::Error& error) {
    if (error.kind == base::ErrorKind::HostKeyUnknown)
        return Errors::tr("its key is not known yet");
    if (error.kind == base::ErrorKind::HostKeyChanged)
        return Errors::tr("it shows another key than before");
    if (error.kind == base::ErrorKind::HostKeyRevoked)
        return Errors::tr("its key is revoked");
    if (error.kind == base::ErrorKind::PassphraseNeeded)
        return Errors::tr("waits for your passphrase");
    if (error.kind == base::ErrorKind::PinNeeded)
        return Errors::tr("waits for your PIN");
    return error.detail;
}

QString answerTo(const base::Error& error) {
    if (error.kind == base::ErrorKind::HostKeyUnknown)
        return Errors::tr("Compare the key…");
    if (error.kind == base::ErrorKind::PassphraseNeeded)
        return Errors::tr("Enter the passphrase…");
    if (error.kind == base::ErrorKind::PinNeeded)
        return Errors::tr("Enter the PIN…");
    return {};
}

} // namespace slipway::ui
