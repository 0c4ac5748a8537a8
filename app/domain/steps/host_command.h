#pragma once
#include "app/domain/steps/fields.h"

namespace slipway::domain::steps {

/// A kind that runs one command on every host and is judged by its exit code. The texts of these
/// commands are fixed; what people wrote goes to them as variables and never becomes shell text.
class HostCommand : public StepKind {
public:
    Place place() const override { return Place::EachHost; }
    bool changesHosts(const QJsonObject&) const override { return true; }
    Judgement judge(const Operation& operation, const Answer& answer) const override;

protected:
    /// What an exit code other than 0 says; empty: only its number.
    virtual QString meaning(int exitCode) const;
    /// `script` behind the functions that all fixed commands share (`fail`, `alive`, …).
    static RemoteCommand fixedCommand(const char* script, const QJsonObject& params, Variables variables);
};

// Exit codes of the fixed commands.
enum Exit {
    exitToolMissing = 70,
    exitUnknownName = 71,
    exitNotRunning = 72,
    exitNotSteady = 73,
    exitOldProcess = 74,
    exitNotReady = 75,
    exitOtherVersion = 76,
    exitUnsafeName = 77,
    exitDigest = 78,
    exitInTheWay = 79,
    exitNotRecorded = 80,
    exitNoRoom = 81,
    exitNoId = 82,
    exitNotUnpacked = 83,
    exitNoDaemon = 84,
};

/// Why a path must not be used on a host; empty when it may. Refuses empty ones, "..", names that
/// start with "-", control characters, names of devices, and what no file system takes.
QString pathProblem(const QString& path);
/// Whether a name can be handed to a process manager: letters, digits and _ . @ : + - inside.
bool isPlainName(const QString& name);

} // namespace slipway::domain::steps
