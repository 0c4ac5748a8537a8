#pragma once
#include "app/domain/steps/host_command.h"

namespace slipway::domain::steps {

/// What systemd, PM2, Docker and Compose have in common: "ACTION NAME" behind the key, a proof that
/// it runs afterwards, and the deployment's ID handed on to the process. `start`, `restart` and `up`
/// are repeated last in a rollback, when what they serve has been taken back.
class ProcessManager : public HostCommand {
public:
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override;
    bool changesHosts(const QJsonObject& params) const override;
    QString defaultTitle(const QJsonObject& params) const override;
    QStringList complaints(const QJsonObject& params) const override;
    Operation operation(const QJsonObject& params, const Variables& variables) const override;
    Undo undo(const QJsonObject& params) const override;

protected:
    virtual QStringList actions() const = 0;
    virtual QList<Field> ownFields() const { return {}; }
    virtual const char* script() const = 0;
    virtual bool needsName() const { return true; }
    /// Adds what the kind's own fields say.
    virtual void addVariables(const QJsonObject& params, Variables& variables) const;
    QString meaning(int exitCode) const override;
    static QString actionOf(const QJsonObject& params);
    static QString nameOf(const QJsonObject& params);
};

} // namespace slipway::domain::steps
