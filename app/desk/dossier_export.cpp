#include "app/desk/dossier_export.h"

#include "app/domain/outputs.h"
#include "app/domain/policy.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

static void initializeExportResource() {
    Q_INIT_RESOURCE(desk_export);
}

namespace slipway::desk {

using namespace domain;

namespace {

constexpr qint64 pageBytes = 1024 * 1024;

bool isPolicy(const Entry& entry) {
    return entry.type == QLatin1StringView(entry::policyTrusted) ||
           entry.type == QLatin1StringView(entry::policyAccepted);
}

QByteArray resource(const QString& name) {
    static const bool ready = (initializeExportResource(), true);
    Q_UNUSED(ready)
    QFile file(QStringLiteral(":/slipway/export/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

base::Error cannotWrite(const QString& path, const QString& why) {
    return {base::ErrorKind::Storage, {}, DossierExport::tr("%1 cannot be written: %2").arg(path, why)};
}

/// As `valid-after` of an allowed_signers file wants it (ssh-keygen(1)).
QByteArray signersTime(qint64 utcMs) {
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC)
        .toString(QStringLiteral("yyyyMMddHHmmss'Z'"))
        .toLatin1();
}

/// Who may sign by which key, as ssh-keygen reads it.
QByteArray allowedSigners(const QList<Person>& people) {
    QByteArrayList lines;
    for (const Person& person : people)
        for (const SigningKey& key : person.keys) {
            QByteArray line = person.name.text().toUtf8() + " namespaces=\"" + ports::signingNamespace + '"';
            if (key.fromMs != 0)
                line += ",valid-after=\"" + signersTime(key.fromMs) + '"';
            const qint64 until = key.revokedMs != 0 && (key.untilMs == 0 || key.revokedMs < key.untilMs)
                                     ? key.revokedMs
                                     : key.untilMs;
            if (until != 0)
                line += ",valid-before=\"" + signersTime(until) + '"';
            line += ' ' + key.publicKey.toUtf8() + '\n';
            if (!lines.contains(line))
                lines.append(line);
        }
    return lines.join();
}

} // namespace

DossierExport::DossierExport(Desk& desk, DeploymentId id, QString folder, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_id(std::move(id))
    , m_folder(QDir::cleanPath(QDir::current().absoluteFilePath(folder)))
    , m_draft(m_folder + QStringLiteral(".slipway-new")) {}

DossierExport::~DossierExport() {
    if (!m_ended)
        QDir(m_draft).removeRecursively();
}

void DossierExport::begin() {
    const Deployment* deployment = m_desk.history().deployment(m_id);
    if (!deployment) {
        fail({base::ErrorKind::NotFound, m_id.text(), tr("There is no deployment %1.").arg(m_id.text())});
        return;
    }
    if (QFileInfo::exists(m_folder)) {
        fail({base::ErrorKind::BadInput,
              {},
              tr("%1 exists already; name a folder that does not").arg(m_folder)});
        return;
    }
    QDir(m_draft).removeRecursively();
    if (!QDir().mkpath(m_draft + QStringLiteral("/output")) ||
        !QFile::setPermissions(m_draft, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        fail(cannotWrite(m_folder, tr("the folder cannot be made")));
        return;
    }
    for (const Output& output : outputsOf(*deployment))
        m_attempts.append(output.attempt);
    readPolicies(0);
}

/// Whoever could sign under a policy of the deployment's time did so rightly, although slipway.yaml names
/// others by now. The newest word about a key comes first: what the file says of it.
void DossierExport::readPolicies(qint64 afterSeq) {
    base::deliver(m_desk.parts().ledger.readChain(workspaceChain(), afterSeq), this,
                  [this](const base::Result<QList<Entry>>& page) {
                      if (!page.ok()) {
                          fail(page.error());
                          return;
                      }
                      if (page->isEmpty()) {
                          readEntries(0);
                          return;
                      }
                      for (const Entry& entry : *page) {
                          if (!isPolicy(entry))
                              continue;
                          if (const auto after = policyAfter(m_policy, entry); after.ok()) {
                              m_policy = *after;
                              addPeople(policyPeople(after->policy));
                          }
                      }
                      readPolicies(page->last().seq);
                  });
}

void DossierExport::addPeople(const QList<Person>& people) {
    const Project& project = m_desk.project();
    for (Person person : people) {
        const Person* now = project.person(person.name);
        person.keys.removeIf([now](const SigningKey& key) { return now && now->key(key.publicKey); });
        m_policyPeople.append(person);
    }
}

void DossierExport::readEntries(qint64 afterSeq) {
    base::deliver(m_desk.parts().ledger.readChain(chainOf(m_id), afterSeq), this,
                  [this](const base::Result<QList<Entry>>& page) {
                      if (!page.ok()) {
                          fail(page.error());
                          return;
                      }
                      if (page->isEmpty()) {
                          nextOutput();
                          return;
                      }
                      for (const Entry& entry : *page)
                          writeEntry(entry);
                      readEntries(page->last().seq);
                  });
}

void DossierExport::writeEntry(const Entry& entry) {
    // Types are from a fixed list, so a name never holds anything but letters, dots and dashes.
    const QString name = QStringLiteral("%1-%2.json").arg(entry.seq, 4, 10, QLatin1Char('0')).arg(entry.type);
    write(name, entry.bytes);
    if (!entry.signature.isEmpty())
        write(name + QStringLiteral(".sig"), entry.signature);
    ++m_entries;
}

void DossierExport::nextOutput() {
    if (m_ended)
        return;
    if (m_attempts.isEmpty()) {
        finish();
        return;
    }
    readOutput(m_attempts.takeFirst(), {});
}

void DossierExport::readOutput(const AttemptId& attempt, ports::OutputOffsets from) {
    base::deliver(m_desk.parts().output.read({m_id, attempt}, from, pageBytes), this,
                  [this, attempt, from](const base::Result<QList<ports::OutputChunk>>& chunks) {
                      if (!chunks.ok() && chunks.error().kind != base::ErrorKind::NotFound) {
                          fail(chunks.error());
                          return;
                      }
                      if (!chunks.ok() || chunks->isEmpty()) {
                          nextOutput();
                          return;
                      }
                      ports::OutputOffsets next = from;
                      for (const ports::OutputChunk& chunk : *chunks) {
                          const bool isOut = chunk.stream == ports::OutputStream::Out;
                          const QString name =
                              QStringLiteral("output/%1.%2")
                                  .arg(attempt.text(), isOut ? QStringLiteral("out") : QStringLiteral("err"));
                          write(name, chunk.bytes, true);
                          m_outputs.insert(name);
                          qint64& offset = isOut ? next.out : next.err;
                          offset = std::max<qint64>(offset, chunk.offset + chunk.bytes.size());
                      }
                      readOutput(attempt, next);
                  });
}

void DossierExport::finish() {
    write(QStringLiteral("allowed_signers"), allowedSigners(m_desk.project().people + m_policyPeople));
    write(QStringLiteral("verify.sh"), resource(QStringLiteral("verify.sh")));
    write(QStringLiteral("README.txt"), resource(QStringLiteral("README.txt")));
    const auto moved = m_writing.run<void>([draft = m_draft, folder = m_folder,
                                            failed = m_failed]() -> base::Result<void> {
        QFile::setPermissions(draft + QStringLiteral("/verify.sh"),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        if (*failed)
            return cannotWrite(folder, tr("the disk is full, or something else keeps it from being written"));
        if (!QDir().rename(draft, folder))
            return cannotWrite(folder, tr("it cannot be put in place"));
        return {};
    });
    base::deliver(moved, this, [this](const base::Result<void>& done) {
        if (done.ok())
            end(QPair<int, int>(m_entries, static_cast<int>(m_outputs.size())));
        else
            fail(done.error());
    });
}

void DossierExport::write(const QString& name, const QByteArray& bytes, bool append) {
    m_writing.post([path = m_draft + u'/' + name, bytes, append, failed = m_failed] {
        QFile file(path);
        const auto mode = append ? QIODevice::Append : QIODevice::Truncate;
        if (!file.open(QIODevice::WriteOnly | mode) ||
            !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(bytes) != bytes.size() ||
            !file.flush())
            *failed = true;
    });
}

void DossierExport::fail(const base::Error& error) {
    if (m_ended)
        return;
    QDir(m_draft).removeRecursively();
    end(error);
}

void DossierExport::end(const base::Result<QPair<int, int>>& written) {
    m_ended = true;
    // Always in a later turn, so that the caller may connect after begin().
    QMetaObject::invokeMethod(
        this,
        [this, written] {
            Q_EMIT answered(written);
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace slipway::desk
