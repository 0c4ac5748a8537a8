#pragma once
#include "app/ports/locks.h"

#include <QSet>
#include <memory>

namespace slipway::support {

/// The locks of one desk; what is held elsewhere is held by process 4711.
class FakeLocks final : public ports::Locks {
public:
    base::Result<std::unique_ptr<ports::Lock>> drive(const domain::DeploymentId& deployment) override {
        return take(deployment.text());
    }
    base::Result<std::unique_ptr<ports::Lock>> observe() override { return take(observer()); }

    void holdElsewhere(const QString& name) { m_held->insert(name); }
    void letGoElsewhere(const QString& name) { m_held->remove(name); }
    bool isHeld(const QString& name) const { return m_held->contains(name); }
    static QString observer() { return QStringLiteral("observer"); }

private:
    using Held = std::shared_ptr<QSet<QString>>;
    class Hold final : public ports::Lock {
    public:
        Hold(Held held, QString name) : m_held(std::move(held)), m_name(std::move(name)) {}
        ~Hold() override { m_held->remove(m_name); }
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;

    private:
        Held m_held;
        QString m_name;
    };
    base::Result<std::unique_ptr<ports::Lock>> take(const QString& name) {
        if (m_held->contains(name))
            return base::Error{base::ErrorKind::Busy, name, QStringLiteral("4711")};
        m_held->insert(name);
        return std::unique_ptr<ports::Lock>(std::make_unique<Hold>(m_held, name));
    }
    Held m_held = std::make_shared<QSet<QString>>();
};

} // namespace slipway::support
