#pragma once
#include <QCommandLineParser>
#include <QString>
#include <QStringList>

namespace slipway::cli {

/// The exit codes of product.md; part of the contract with scripts.
enum Exit { Done = 0, Failed = 1, BadUsage = 2, WaitsForPerson = 3, Refused = 4, Interrupted = 5 };

/// One command. It fills the parser with its words, and runs when they were understood.
class Command {
public:
    virtual ~Command() = default;
    virtual QString name() const = 0;
    virtual QString summary() const = 0; ///< one line in `slipway --help`
    virtual void describe(QCommandLineParser& parser) const = 0;
    /// Returns an exit code; may run the application's event loop once.
    virtual int run(const QCommandLineParser& parser) = 0;
};

} // namespace slipway::cli
