#pragma once
#include "app/engine/acts.h"
#include "app/engine/alerting.h"
#include "app/engine/anchoring.h"
#include "app/engine/backfill.h"
#include "app/engine/driver.h"
#include "app/engine/guarding.h"
#include "app/engine/observer.h"
#include "app/engine/witnesses.h"
#include "app/workspace/project_file.h"

namespace slipway::desk {

/// One open workspace with its adapters and engine; used by command line and window alike.
/// Everything below it dies with it. Main thread.
class Desk : public QObject {
    Q_OBJECT
public:
    /// Reads slipway.yaml and opens the ledger. Error{BadInput} with one problem a line in
    /// `detail` when the file is wrong; NotFound when there is none.
    static base::Result<std::unique_ptr<Desk>> open(const QString& folder);
    ~Desk() override;

    /// Starts folding the ledger; `ready` follows, or `history().fault()`.
    void begin();
    bool isReady() const;
    const domain::Project& project() const;
    const QString& dataFolder() const;
    const engine::Parts& parts() const;
    engine::History& history();
    engine::HostReader& hosts();
    engine::Acts& acts();
    engine::Observer& observer();
    engine::Alerting& alerting();
    engine::Guarding& guarding();
    engine::Witnesses& witnesses();
    engine::Backfill& backfill();
    /// Keeps this computer awake while a release is watched, or no more. Error{NotFound}: nothing can.
    base::Future<void> keepAwake(bool keeps);
    bool isKeptAwake() const;
    /// Begins to probe, once no other process does, and to tell people what it sees.
    void observe();
    engine::Anchoring& anchoring();
    /// The driver of this process for a deployment, made and begun when there is none.
    engine::Driver& drive(const domain::DeploymentId& id);
    engine::Driver* driver(const domain::DeploymentId& id) const; ///< null: none here
    /// From now on every open deployment is driven by this process as soon as it can be.
    void driveAll();
    /// The person compared the fingerprint: remembers the key, notes it in the ledger and lets
    /// everything that waited for it go on.
    base::Result<void> acceptHostKey(const domain::HostName& host, const QString& key);
    /// Whether slipway.yaml says something else than what this desk was opened with.
    bool isFileChanged() const;
    /// Keeps a private key's passphrase in memory; what waited for it goes on by itself.
    base::Future<void> unlockKey(const QString& keyPath, const base::Secret& passphrase);

Q_SIGNALS:
    void ready();
    /// isFileChanged() may be another; `problem`: why the file as it is now cannot be used, a line each;
    /// empty: it can. Its freezes and its maintenance hold at once, everything else once the desk is opened
    /// anew.
    void fileChanged(const QString& problem);
    void driverChanged(const slipway::domain::DeploymentId& id);
    void awakeChanged();
    /// A person gave the key's passphrase or PIN.
    void keyUnlocked(const QString& keyPath);

private:
    void lookAtFile();
    struct Private;
    explicit Desk(std::unique_ptr<Private> parts);
    std::unique_ptr<Private> m;
};

} // namespace slipway::desk
