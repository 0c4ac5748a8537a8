#pragma once
#include "app/engine/parts.h"

#include <QObject>

namespace slipway::engine {

/// What one host says it runs.
struct HostReading {
    bool known = false; ///< false: not read yet, or `error` says why not
    QString version;
    QString commit;
    qint64 atMs = 0;
    std::optional<base::Error> error;
};

/// Reads the running version from the hosts themselves, never from our own records: at the
/// start, when asked, and every minute. Main thread.
class HostReader : public QObject {
    Q_OBJECT
public:
    HostReader(const Parts& parts, QObject* parent = nullptr);
    ~HostReader() override;
    /// Reads all hosts of all environments now and from then on every minute.
    void begin();
    void refresh(const domain::EnvironmentName& environment);
    HostReading reading(const domain::HostName& host) const { return m_readings.value(host); }
    /// Nothing is known yet of any host of the environment.
    bool isReading(const domain::Environment& environment) const;
    /// The commit all hosts agree on; empty when they differ or none answered.
    QString agreedCommit(const domain::Environment& environment) const;
    bool isMixed(const domain::Environment& environment) const;

Q_SIGNALS:
    void changed(const slipway::domain::EnvironmentName& environment);
    /// A host shows a key nobody has seen yet.
    void hostKeyUnknown(const slipway::domain::Host& host, const QString& key);
    /// A key for a host waits for its passphrase or PIN: base::isKeyLocked().
    void keyLocked(const slipway::domain::Host& host, const slipway::base::Error& error);

private:
    void read(const domain::Environment& environment, const domain::Host& host);
    const Parts& m_parts;
    QHash<domain::HostName, HostReading> m_readings;
    std::stop_source m_stop;
};

/// Reads "<version> <commit>" as the version command prints it; nothing when it is not that.
std::optional<QPair<QString, QString>> parseVersionLine(const QByteArray& output);

} // namespace slipway::engine
