#pragma once
#include "app/cli/command.h"

namespace slipway::cli {

class DeployCommand final : public Command {
public:
    QString name() const override { return QStringLiteral("deploy"); }
    QString summary() const override;
    void describe(QCommandLineParser& parser) const override;
    int run(const QCommandLineParser& parser) override;
};

class RollbackCommand final : public Command {
public:
    QString name() const override { return QStringLiteral("rollback"); }
    QString summary() const override;
    void describe(QCommandLineParser& parser) const override;
    int run(const QCommandLineParser& parser) override;
};

class RehearseCommand final : public Command {
public:
    QString name() const override { return QStringLiteral("rehearse"); }
    QString summary() const override;
    void describe(QCommandLineParser& parser) const override;
    int run(const QCommandLineParser& parser) override;
};

} // namespace slipway::cli
