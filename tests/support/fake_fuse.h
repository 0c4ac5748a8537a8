#pragma once
#include "app/base/async.h"

#include <QStringList>
#include <memory>
#include <vector>

namespace slipway::support {

/// Counts the port calls of one simulated desk and breaks one of them. The calls of a dead desk have no
/// effect and are never answered, like those of a killed process.
class FakeFuse {
public:
    enum class Break {
        None,
        FailsBefore, ///< answers an error, nothing happened
        FailsAfter,  ///< answers an error although it happened
        DiesBefore,  ///< the desk dies, nothing happened
        DiesAfter,   ///< the desk dies, it happened
    };
    /// Breaks the `call`th call from now on, from 1; only calls of this name count when one is given.
    void arm(Break how, int call, QString name = {}) {
        m_armed = how;
        m_left = call;
        m_name = std::move(name);
    }
    /// A new process: alive, and nothing is armed any more.
    void restart() {
        m_armed = Break::None;
        m_dead = false;
        ++m_life;
    }
    void disarm() { m_armed = Break::None; }
    bool isDead() const { return m_dead; }
    bool isArmed() const { return m_armed != Break::None; }
    int life() const { return m_life; }
    /// Every call so far, by name.
    const QStringList& calls() const { return m_calls; }

    /// How this call breaks; DiesBefore for every call of a dead desk.
    Break enter(const QString& name) {
        if (m_dead)
            return Break::DiesBefore;
        m_calls.append(name);
        if (m_armed == Break::None || (!m_name.isEmpty() && m_name != name) || --m_left > 0)
            return Break::None;
        const Break how = m_armed;
        m_armed = Break::None;
        m_dead = how == Break::DiesBefore || how == Break::DiesAfter;
        return how;
    }
    /// A future that is never finished while the fuse lives.
    template <class T>
    base::Future<T> never() {
        auto promise = std::make_shared<base::Promise<T>>();
        auto future = promise->future();
        m_unanswered.push_back(std::move(promise));
        return future;
    }
    /// Performs `effect()` (returning Result<T>) as one port call that may break.
    template <class T, class Effect>
    base::Future<T> call(const QString& name, base::ErrorKind before, base::ErrorKind after, Effect effect) {
        switch (enter(name)) {
        case Break::None:
            return base::ready<T>(effect());
        case Break::FailsBefore:
            return base::ready<T>(broken(before, name));
        case Break::FailsAfter:
            static_cast<void>(effect().ok());
            return base::ready<T>(broken(after, name));
        case Break::DiesBefore:
            return never<T>();
        case Break::DiesAfter:
            static_cast<void>(effect().ok());
            return never<T>();
        }
        Q_UNREACHABLE();
    }
    static base::Error broken(base::ErrorKind kind, const QString& name) {
        return {kind, name, QStringLiteral("broken on purpose")};
    }

private:
    Break m_armed = Break::None;
    int m_left = 0;
    int m_life = 1;
    bool m_dead = false;
    QString m_name;
    QStringList m_calls;
    std::vector<std::shared_ptr<void>> m_unanswered;
};

} // namespace slipway::support
