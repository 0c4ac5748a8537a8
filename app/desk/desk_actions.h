#pragma once
#include "app/desk/desk.h"
#include "app/models/feed.h"

namespace slipway::desk {

/// The window's acts, in the words of views; all of them end in engine::Acts.
class DeskActions final : public QObject, public models::Actions {
    Q_OBJECT
public:
    explicit DeskActions(Desk& desk);
    void setActor(const QString& person) override;
    base::Future<models::PromotionView> preview(const QString& version, const QString& environment) override;
    base::Future<QString> start(const QString& version, const QString& environment, bool again) override;
    base::Future<void> sign(const QString& deployment, const QString& step, const QString& note,
                            bool go) override;
    base::Future<void> answer(const QString& deployment, const QString& step, Answered answered,
                              const QString& note) override;
    base::Future<void> decide(const QString& deployment, Decision decision, const QString& reason) override;
    base::Future<void> waive(const QString& deployment, const QString& step, const QString& host,
                             const QString& reason) override;
    base::Future<void> exclude(const QString& deployment, const QString& host,
                               const QString& reason) override;
    base::Future<void> takeOver(const QString& deployment, const QString& reason) override;
    base::Future<QString> rehearse(const QString& environment) override;
    base::Future<void> pause(const QString& deployment, const QString& reason) override;
    base::Future<void> resume(const QString& deployment) override;
    base::Future<void> stopStep(const QString& deployment, const QString& step) override;
    base::Future<QString> rollback(const QString& environment, const QString& reason, bool markBad) override;
    base::Future<void> stopLine(const QString& environment, const QString& reason) override;
    base::Future<void> openLine(const QString& environment, const QString& reason) override;
    base::Future<void> signCheckpoint(const QString& deployment, qint64 afterMs,
                                      const QString& note) override;
    base::Future<void> acceptHostKey(const QString& hostName, const QString& key) override;
    base::Future<void> unlockKey(const QString& keyPath, const base::Secret& passphrase) override;

Q_SIGNALS:
    void actorChanged();

private:
    Desk& m_desk;
};

} // namespace slipway::desk
