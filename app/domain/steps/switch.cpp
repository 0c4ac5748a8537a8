#include "app/domain/steps/host_command.h"
#include "app/domain/steps/kinds.h"

namespace slipway::domain::steps {

namespace {

/// Moves the traffic to $SLIPWAY_SIDE: a command like run's, whose undo is itself with the sides exchanged.
class SwitchOver final : public HostCommand {
public:
    QString key() const override { return QStringLiteral("switch"); }
    Field::Type mainType() const override { return Field::Type::Text; }
    QList<Field> fields() const override {
        return {{QStringLiteral("folder"),
                 Field::Type::Text,
                 {},
                 0,
                 0,
                 QStringLiteral("folder on the host to run in; the home folder when absent")}};
    }
    QString defaultTitle(const QJsonObject&) const override { return QStringLiteral("Switch the traffic"); }
    QStringList complaints(const QJsonObject& params) const override {
        if (params.value(QStringLiteral("main")).toString().trimmed().isEmpty())
            return {
                QStringLiteral("switch: is empty; give the command that moves the traffic to $SLIPWAY_SIDE")};
        return {};
    }
    Operation operation(const QJsonObject& params, const Variables& variables) const override {
        return run().operation(params, variables);
    }
    Undo undo(const QJsonObject& params) const override {
        return {Undo::How::Back, key(), params, params.value(QStringLiteral("main")).toString()};
    }
};

} // namespace

const StepKind& switchOver() {
    static const SwitchOver kind;
    return kind;
}

} // namespace slipway::domain::steps
