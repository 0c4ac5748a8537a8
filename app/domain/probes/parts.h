#pragma once
#include "app/domain/probe_kind.h"
#include "app/domain/steps/fields.h"
#include "app/domain/steps/host_command.h"

namespace slipway::domain::probes {

// What several kinds share.

using steps::flag;
using steps::flagOf;
using steps::integer;
using steps::list;
using steps::text;
using steps::textOf;
using steps::texts;

/// An error on this side says nothing about the target.
inline bool isOwnFault(const base::Error& error) {
    return error.kind == base::ErrorKind::Observer || error.kind == base::ErrorKind::Lost ||
           error.kind == base::ErrorKind::Cancelled || error.kind == base::ErrorKind::BadInput;
}

inline QString mainOf(const QJsonObject& params) {
    return textOf(params, "main");
}

/// "host:port", "[::1]:443"; no port: `usual`, or nothing when that is 0.
struct Endpoint {
    QString host;
    quint16 port = 0;
};
std::optional<Endpoint> endpointOf(const QString& text, quint16 usual);

/// A kind that looks with a fixed command. The command prints "value N" where it measures something and one
/// line for people, and ends with 0 (up), 1 (not up), 70 (the tool is missing: nobody can tell) or
/// 71 (unknown there).
class FixedLook : public ProbeKind {
public:
    bool isMeasured(const QJsonObject&) const override { return true; }
    ProbeLook look(const Probe& probe, const Variables& variables) const override;
    std::optional<ProbeLook> pastLook(const Probe& probe, const Variables& variables, const Gap& gap,
                                      qint64 nowMs) const override;
    base::Result<QList<PastSeen>> pastSeen(const Probe& probe, const Gap& gap,
                                           const ProbeSight& sight) const override;
    Seen judge(const Probe& probe, const Variables& variables, const ProbeSight& sight) const override;

protected:
    virtual const char* script() const = 0;
    /// What it asks of a gap (past.h); null: nothing is known later.
    virtual const char* pastScript() const { return nullptr; }
    /// The variables the script reads, beside SLIPWAY_NAME, which is the main value.
    virtual void addVariables(const QJsonObject&, Variables&) const {}
};

/// `script` behind the functions that all fixed commands share (`missing`, `alive`, …).
QString fixedScript(const char* script);

/// The line for people of a fixed command, without control characters.
QString lineOf(const QByteArray& output);
/// The last number in a text.
std::optional<double> lastNumber(const QByteArray& output);

/// Why the JSON values are not as asked, "$.queue is 120, expected < 100"; empty when they are. A wanted text
/// that is a limit ("< 100") is one.
QString jsonTrouble(const QJsonObject& wanted, const QMap<QString, QString>& found,
                    const Variables& variables);
QStringList jsonComplaints(const QJsonObject& params);

} // namespace slipway::domain::probes
