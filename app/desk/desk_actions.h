#pragma once
#include "app/desk/live_feed.h"
#include "app/ports/report_printer.h"

namespace slipway::desk {

/// The window's acts, in the words of views; all of them end in engine::Acts.
class DeskActions final : public QObject, public models::Actions {
    Q_OBJECT
public:
    /// All three outlive the actions.
    DeskActions(Desk& desk, LiveFeed& feed, ports::ReportPrinter& printer);
    void setActor(const QString& person) override;
    base::Future<models::PromotionView> preview(const QString& version, const QString& environment) override;
    base::Future<QString> start(const QString& version, const QString& environment, bool again,
                                const QString& emergency) override;
    base::Future<void> takeBack(const QString& deployment, const QString& step,
                                const QString& reason) override;
    base::Future<QString> waiveGate(const QString& version, const QString& environment, const QString& gate,
                                    const QString& reason, qint64 forMs) override;
    base::Future<void> countersign(const QString& waiver) override;
    base::Future<void> clearBad(const QString& version, const QString& reason) override;
    base::Future<void> acceptPolicy(const QString& digest) override;
    base::Future<void> signRecurring(const QString& checklist, const QList<domain::RecurringItem>& items,
                                     const QString& note) override;
    base::Future<void> keepAwake(bool keeps) override;
    base::Future<void> testChannel(const QString& channel) override;
    base::Future<void> review(const QString& deployment, const QString& note) override;
    base::Future<void> sign(const QString& deployment, const QString& step, const QString& note, bool go,
                            const QString& typed) override;
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
    base::Future<QString> throwSwitch(const QString& environment, const QString& name,
                                      const QString& reason) override;
    base::Future<void> beginMaintenance(const QString& environment, qint64 forMs,
                                        const QString& reason) override;
    base::Future<void> endMaintenance(const QString& environment) override;
    base::Future<void> signCheckpoint(const QString& deployment, qint64 afterMs,
                                      const QString& note) override;
    base::Future<void> writeReport(const QString& deployment, const QString& file) override;
    base::Future<void> exportDossier(const QString& deployment, const QString& folder) override;
    base::Future<void> waiveCheckpoint(const QString& deployment, qint64 afterMs,
                                       const QString& reason) override;
    base::Future<void> extendCheckpoint(const QString& deployment, qint64 afterMs, qint64 byMs,
                                        const QString& reason) override;
    base::Future<void> acceptHostKey(const QString& hostName, const QString& key) override;
    base::Future<void> unlockKey(const QString& keyPath, const base::Secret& passphrase) override;

Q_SIGNALS:
    void actorChanged();

private:
    Desk& m_desk;
    LiveFeed& m_feed;
    ports::ReportPrinter& m_printer;
    base::WorkQueue m_writing{QStringLiteral("report")};
};

} // namespace slipway::desk
