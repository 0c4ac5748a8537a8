#include "app/domain/probes/kinds.h"
#include "app/domain/probes/parts.h"
#include "app/domain/spoken.h"

#include <QJsonArray>

namespace slipway::domain::probes {

namespace {

constexpr quint16 httpsPort = 443;

QString endpointProblem(const QString& key, const QString& text, bool needsPort) {
    // What holds a variable is judged once it is known.
    if (!variableNames(text).isEmpty() || endpointOf(text, needsPort ? 0 : httpsPort))
        return {};
    return QStringLiteral("%1: `%2` is not one; write it as %3")
        .arg(key, text, needsPort ? QStringLiteral("host:port") : QStringLiteral("host or host:port"));
}

class Network : public ProbeKind {
public:
    Place place() const override { return Place::EachHostOrHere; }
    bool hasLatency() const override { return true; }
    bool isMeasured(const QJsonObject&) const override { return false; }

protected:
    virtual NetworkLook::What what() const = 0;
    virtual quint16 usualPort() const { return 0; }
    virtual Seen judgeSight(const Probe& probe, const NetworkSight& sight) const = 0;
    ProbeLook look(const Probe& probe, const Variables& variables) const override {
        NetworkLook look;
        look.what = what();
        look.timeout = probe.timeout;
        const QString text = expand(mainOf(probe.params), variables);
        if (look.what == NetworkLook::What::Resolve)
            look.host = text.trimmed();
        else if (const auto endpoint = endpointOf(text, usualPort())) {
            look.host = endpoint->host;
            look.port = endpoint->port;
        }
        return look;
    }
    Seen judge(const Probe& probe, const Variables& variables, const ProbeSight& sight) const override {
        const auto* network = std::get_if<NetworkSight>(&sight);
        Q_UNUSED(variables)
        if (!network)
            return {SampleOutcome::ObserverError, QStringLiteral("no answer of the network")};
        if (network->error && isOwnFault(*network->error))
            return {SampleOutcome::ObserverError,
                    QStringLiteral("could not be measured: %1").arg(network->error->detail)};
        return judgeSight(probe, *network);
    }
};

/// Opens a TCP connection from this computer.
class Tcp final : public Network {
public:
    QString key() const override { return QStringLiteral("tcp"); }
    QStringList complaints(const QJsonObject& params) const override {
        const QString problem = endpointProblem(key(), mainOf(params), true);
        return problem.isEmpty() ? QStringList() : QStringList(problem);
    }

protected:
    NetworkLook::What what() const override { return NetworkLook::What::Connect; }
    Seen judgeSight(const Probe&, const NetworkSight& sight) const override {
        if (sight.error)
            return {SampleOutcome::Fail, sight.error->detail};
        return {SampleOutcome::Ok};
    }
};

/// Shakes hands from this computer; the number is the days the certificate has left.
class Tls final : public Network {
public:
    QString key() const override { return QStringLiteral("tls"); }
    bool isMeasured(const QJsonObject&) const override { return true; }
    QString unit(const QJsonObject&) const override { return QStringLiteral("days"); }
    // A certificate of 90 days is renewed 30 days before its end; a week is enough to do it by hand.
    QString usualDegraded(const QJsonObject&) const override { return QStringLiteral("< 21"); }
    QString usualFailing(const QJsonObject&) const override { return QStringLiteral("< 3"); }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("TLS %1").arg(mainOf(params));
    }
    QStringList complaints(const QJsonObject& params) const override {
        const QString problem = endpointProblem(key(), mainOf(params), false);
        return problem.isEmpty() ? QStringList() : QStringList(problem);
    }

protected:
    NetworkLook::What what() const override { return NetworkLook::What::Tls; }
    quint16 usualPort() const override { return httpsPort; }
    Seen judgeSight(const Probe&, const NetworkSight& sight) const override {
        Seen seen{SampleOutcome::Ok};
        if (sight.certUntilMs) {
            // Whole days, rounded down: the last day counts as 0.
            seen.value = static_cast<double>(sight.certLeftMs / 86'400'000);
            seen.reason =
                sight.certLeftMs < 0
                    ? QStringLiteral("the certificate ended %1").arg(spokenInstant(*sight.certUntilMs))
                    : QStringLiteral("the certificate ends %1, in %2")
                          .arg(spokenInstant(*sight.certUntilMs), spokenDuration(sight.certLeftMs));
        }
        if (sight.error) {
            seen.outcome = SampleOutcome::Fail;
            seen.reason = seen.reason.isEmpty()
                              ? sight.error->detail
                              : QStringLiteral("%1; %2").arg(sight.error->detail, seen.reason);
        }
        return seen;
    }
};

/// Asks the resolver of this computer.
class Dns final : public Network {
public:
    QString key() const override { return QStringLiteral("dns"); }
    QString defaultName(const QJsonObject& params) const override {
        return QStringLiteral("DNS %1").arg(mainOf(params));
    }
    QList<Field> fields() const override {
        return {list("expect", "addresses that must all be among the answers; any when absent")};
    }

protected:
    NetworkLook::What what() const override { return NetworkLook::What::Resolve; }
    Seen judgeSight(const Probe& probe, const NetworkSight& sight) const override {
        if (sight.error)
            return {SampleOutcome::Fail, sight.error->detail};
        for (const QJsonValue one : probe.params.value(QStringLiteral("expect")).toArray())
            if (!sight.addresses.contains(one.toString()))
                return {SampleOutcome::Fail,
                        QStringLiteral("it is %1, expected %2")
                            .arg(sight.addresses.join(QStringLiteral(", ")), one.toString())};
        return {SampleOutcome::Ok, sight.addresses.join(QStringLiteral(", "))};
    }
};

} // namespace

const ProbeKind& tcp() {
    static const Tcp kind;
    return kind;
}

const ProbeKind& tls() {
    static const Tls kind;
    return kind;
}

const ProbeKind& dns() {
    static const Dns kind;
    return kind;
}

} // namespace slipway::domain::probes
