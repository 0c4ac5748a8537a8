#pragma once
#include "app/engine/parts.h"
#include "tests/support/fake_fuse.h"

namespace slipway::support {

/// A slipway.yaml that never was a file.
class FakeSource final : public engine::ProjectSource {
public:
    explicit FakeSource(FakeFuse& fuse) : m_fuse(fuse) {}

    domain::Project atStart;
    std::optional<domain::Project> edited; ///< what the file says by now, when it differs
    std::optional<base::Error> cannotBeRead;

    QMap<domain::EnvironmentName, QList<domain::FreezeSpan>> frozen;
    QMap<domain::EnvironmentName, QList<domain::FreezeSpan>> maintained; ///< what is planned of it

    QList<domain::FreezeSpan> freezes(const domain::EnvironmentName& environment, qint64 fromMs,
                                      qint64 toMs) const override {
        return touching(frozen.value(environment), fromMs, toMs);
    }
    QList<domain::FreezeWindow>
    plannedMaintenance(const domain::EnvironmentName& environment) const override {
        const domain::Environment* known = atStart.environment(environment);
        return known ? known->maintenance : QList<domain::FreezeWindow>();
    }
    QList<domain::FreezeSpan> maintenance(const domain::EnvironmentName& environment, qint64 fromMs,
                                          qint64 toMs) const override {
        return touching(maintained.value(environment), fromMs, toMs);
    }
    const domain::Project& project() const override { return atStart; }
    base::Future<domain::Project> reread() override {
        return m_fuse.call<domain::Project>(QStringLiteral("source.reread"), base::ErrorKind::Lost,
                                            base::ErrorKind::Lost, [this]() -> base::Result<domain::Project> {
                                                if (cannotBeRead)
                                                    return *cannotBeRead;
                                                return edited.value_or(atStart);
                                            });
    }

private:
    static QList<domain::FreezeSpan> touching(QList<domain::FreezeSpan> spans, qint64 fromMs, qint64 toMs) {
        spans.removeIf(
            [=](const domain::FreezeSpan& span) { return span.endMs <= fromMs || span.startMs >= toMs; });
        return spans;
    }
    FakeFuse& m_fuse;
};

} // namespace slipway::support
