#include "app/adapters/signing/key_ring.h"

#include "app/adapters/signing/public_key.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace slipway::adapters {

namespace {

constexpr qint64 maxKeyFile = 64 * 1024;

QByteArray startOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(maxKeyFile) : QByteArray();
}

QStringList privateKeysIn(const QString& folder, const QStringList& patterns) {
    QStringList result;
    if (folder.isEmpty())
        return result;
    for (const QFileInfo& file : QDir(folder).entryInfoList(patterns, QDir::Files | QDir::Hidden, QDir::Name))
        if (file.suffix() != QLatin1StringView("pub") &&
            startOf(file.filePath()).contains("PRIVATE KEY-----"))
            result.append(file.absoluteFilePath());
    return result;
}

} // namespace

KeyRing::KeyRing(QObject* owner, QString folder, QDeadlineTimer deadline, std::stop_token stop, Done done)
    : m_owner(owner)
    , m_folder(std::move(folder))
    , m_deadline(deadline)
    , m_stop(std::move(stop))
    , m_done(std::move(done)) {
    m_files = privateKeysIn(m_folder, {QStringLiteral("*")}) +
              privateKeysIn(QDir::home().filePath(QStringLiteral(".ssh")), {QStringLiteral("id_*")});
}

void KeyRing::search(QObject* owner, const QString& identitiesFolder, const QDeadlineTimer& deadline,
                     const std::stop_token& stop, Done done) {
    const std::shared_ptr<KeyRing> ring(
        new KeyRing(owner, identitiesFolder, deadline, stop, std::move(done)));
    ring->askAgent();
}

void KeyRing::askAgent() {
    if (qEnvironmentVariableIsEmpty("SSH_AUTH_SOCK"))
        return readNextFile();
    base::ToolRun::start(m_owner, {QStringLiteral("ssh-add"), {QStringLiteral("-L")}}, m_deadline, m_stop,
                         [self = shared_from_this()](const base::Result<base::ToolOutcome>& outcome) {
                             // An agent that is dead, empty or not installed leaves the files.
                             if (outcome.ok() && outcome->exitCode == 0)
                                 for (const QByteArray& line : outcome->output.split('\n'))
                                     self->add(QString::fromUtf8(line), QStringLiteral("agent"), true);
                             else if (!outcome && outcome.error().kind != base::ErrorKind::ToolMissing)
                                 return self->m_done(outcome.error());
                             self->readNextFile();
                         });
}

void KeyRing::readNextFile() {
    while (!m_files.isEmpty()) {
        const QString file = m_files.takeFirst();
        if (const QByteArray beside = startOf(file + QStringLiteral(".pub")); !beside.isEmpty()) {
            add(QString::fromUtf8(beside), file, false);
            continue;
        }
        // The empty passphrase makes ssh-keygen fail for encrypted keys instead of asking.
        return base::ToolRun::start(
            m_owner,
            {QStringLiteral("ssh-keygen"),
             {QStringLiteral("-y"), QStringLiteral("-P"), QString(), QStringLiteral("-f"), file}},
            m_deadline, m_stop,
            [self = shared_from_this(), file](const base::Result<base::ToolOutcome>& outcome) {
                if (!outcome)
                    return self->m_done(outcome.error());
                if (outcome->exitCode == 0)
                    self->add(QString::fromUtf8(outcome->output), file, false);
                self->readNextFile();
            });
    }
    m_done(std::move(m_found));
}

void KeyRing::add(const QString& line, const QString& source, bool inAgent) {
    const auto key = plainPublicKey(line);
    if (!key || std::any_of(m_found.begin(), m_found.end(),
                            [&key](const ports::Identity& each) { return each.publicKey == *key; }))
        return;
    m_found.append({*key, fingerprintOf(*key), source, inAgent});
}

} // namespace slipway::adapters
