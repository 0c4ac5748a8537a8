#include "app/engine/host_reader.h"

#include <QRegularExpression>
#include <QSet>

namespace slipway::engine {

using namespace domain;
using namespace std::chrono_literals;

namespace {
constexpr qint64 everyMs = 60'000;
constexpr auto within = 15s;
} // namespace

HostReader::HostReader(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {}

HostReader::~HostReader() {
    m_stop.request_stop();
}

void HostReader::begin() {
    for (const Environment& environment : m_parts.source.project().environments)
        refresh(environment.name);
    m_parts.clock.callAfter(everyMs, this, [this] { begin(); });
}

void HostReader::refresh(const EnvironmentName& name) {
    const Environment* environment = m_parts.source.project().environment(name);
    if (!environment || environment->versionCommand.isEmpty())
        return;
    for (const Host& host : environment->hosts)
        read(*environment, host);
}

void HostReader::read(const Environment& environment, const Host& host) {
    base::deliver(
        m_parts.shell.query(host, environment.versionCommand, host.variables, {within, m_stop.get_token()}),
        this,
        [this, host, name = environment.name](const base::Result<ports::RemoteShell::QueryAnswer>& answer) {
            HostReading reading;
            reading.atMs = m_parts.clock.now().utcMs;
            if (!answer.ok()) {
                reading.error = answer.error();
                if (answer.error().kind == base::ErrorKind::HostKeyUnknown)
                    Q_EMIT hostKeyUnknown(host, answer.error().detail);
                if (base::isKeyLocked(answer.error().kind))
                    Q_EMIT keyLocked(host, answer.error());
            } else if (const auto parsed =
                           answer->exitCode == 0 ? parseVersionLine(answer->output) : std::nullopt) {
                reading.known = true;
                reading.version = parsed->first;
                reading.commit = parsed->second;
            } else {
                reading.error = base::Error{
                    base::ErrorKind::Protocol, host.name.text(),
                    answer->exitCode != 0 ? tr("its version command ended with exit %1").arg(answer->exitCode)
                                          : tr("its version command does not print “<version> <commit>”")};
            }
            m_readings.insert(host.name, reading);
            Q_EMIT changed(name);
        });
}

bool HostReader::isReading(const Environment& environment) const {
    if (environment.versionCommand.isEmpty())
        return false;
    for (const Host& host : environment.hosts)
        if (m_readings.contains(host.name))
            return false;
    return !environment.hosts.isEmpty();
}

QString HostReader::agreedCommit(const Environment& environment) const {
    QSet<QString> commits;
    for (const Host& host : environment.hosts)
        if (const HostReading one = reading(host.name); one.known)
            commits.insert(one.commit);
    return commits.size() == 1 ? *commits.begin() : QString();
}

bool HostReader::isMixed(const Environment& environment) const {
    QSet<QString> commits;
    for (const Host& host : environment.hosts)
        if (const HostReading one = reading(host.name); one.known)
            commits.insert(one.commit);
    return commits.size() > 1;
}

std::optional<QPair<QString, QString>> parseVersionLine(const QByteArray& output) {
    static const QRegularExpression line(QStringLiteral("\\A\\s*(\\S{1,100})\\s+([0-9a-f]{40})\\s*\\z"));
    const auto match = line.match(QString::fromUtf8(output));
    if (!match.hasMatch())
        return {};
    return QPair{match.captured(1), match.captured(2)};
}

} // namespace slipway::engine
