#pragma once
#include <QByteArray>
#include <QString>

namespace slipway::adapters {

/// A host's public key as it travels: the algorithm's name and the wire blob.
struct HostKey {
    QByteArray type;
    QByteArray blob;
    /// "SHA256:…" as OpenSSH prints it.
    QString fingerprint() const;
    /// "<type> SHA256:…", the form that people are asked about.
    QString text() const;
    friend bool operator==(const HostKey&, const HostKey&) = default;
};

/// The first string of an SSH wire blob (its algorithm); empty when it is none.
QByteArray keyTypeOf(const QByteArray& blob);

} // namespace slipway::adapters
