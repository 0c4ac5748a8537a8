#pragma once
#include "app/cli/command.h"

namespace slipway::cli {

/// Puts values into the operating system's keychain and takes them out, without ever showing them
/// or taking them from an argument.
class SecretCommand final : public Command {
public:
    QString name() const override { return QStringLiteral("secret"); }
    QString summary() const override;
    void describe(QCommandLineParser& parser) const override;
    int run(const QCommandLineParser& parser) override;
};

} // namespace slipway::cli
