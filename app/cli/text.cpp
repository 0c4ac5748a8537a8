#include "app/cli/text.h"

#include "app/cli/command.h"
#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <QLocale>
#include <cstdio>

namespace slipway::cli {

using base::Error;
using base::ErrorKind;

namespace {
QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// What the kind means and what to do, without where and detail.
QString advice(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Lost:
        return tr("This is a fault in Slipway; nothing was recorded. Run the command again.");
    case ErrorKind::Cancelled:
        return tr("It was asked to stop.");
    case ErrorKind::Timeout:
        return tr("No answer came in time. What was asked may still happen; run the same command again to "
                  "find out.");
    case ErrorKind::BadInput:
        return tr("Nothing was changed.");
    case ErrorKind::NotFound:
        return tr("Nothing was changed.");
    case ErrorKind::Refused:
        return tr("Nothing was changed.");
    case ErrorKind::Conflict:
        return tr("Somebody else was faster. Look at the state and try again.");
    case ErrorKind::Busy:
        return tr("Another Slipway is at it; wait for it or look there.");
    case ErrorKind::Storage:
        return tr("Nothing is started while it cannot be recorded. Make room or mend the folder's rights.");
    case ErrorKind::Corrupt:
        return tr("Nothing is started on a ledger that does not verify. Run “slipway ledger verify”.");
    case ErrorKind::NewerFormat:
        return tr("A newer Slipway wrote it; this one only reads it.");
    case ErrorKind::Unreachable:
        return tr("Nothing was started there. Check address, port and network.");
    case ErrorKind::ConnectionLost:
        return tr("The step keeps running on the host. Run the same command again to pick it up.");
    case ErrorKind::HostKeyUnknown:
        return tr(
            "Compare the fingerprint with the host's own (ssh-keygen -lf on the host), then accept it with "
            "“slipway check --hosts --accept-host-key HOST=SHA256:…”.");
    case ErrorKind::HostKeyChanged:
        return tr("Somebody may be in between. Nothing was sent. Find out why the key changed before "
                  "anything else.");
    case ErrorKind::HostKeyRevoked:
        return tr("This key is marked as revoked. Nothing was sent.");
    case ErrorKind::PassphraseNeeded:
        return tr(
            "This key is encrypted. Add it to the agent (ssh-add), or run Slipway on a terminal, where it "
            "asks for the passphrase.");
    case ErrorKind::PinNeeded:
        return tr(
            "This security key asks for its PIN. Run Slipway on a terminal, where it asks for it, or add "
            "the key to an agent that does.");
    case ErrorKind::LoginRefused:
        return tr("None of your keys is accepted there. Name the right one with `identity:` or add it to the "
                  "agent.");
    case ErrorKind::HostUnfit:
        return tr("The host cannot run steps now; nothing was started.");
    case ErrorKind::Fenced:
        return tr("Somebody took this environment over.");
    case ErrorKind::Protocol:
        return tr("The reply breaks its own rules; nothing is concluded from it.");
    case ErrorKind::Observer:
        return tr("The fault is on this computer, not on the target.");
    case ErrorKind::ToolMissing:
        return tr("Install it and try again.");
    case ErrorKind::Signature:
        return tr("Nothing was recorded.");
    }
    Q_UNREACHABLE();
}
} // namespace

QString sentence(const Error& error) {
    QString text = error.detail;
    if (!error.where.isEmpty() && error.kind != ErrorKind::Refused)
        text = error.where + QStringLiteral(": ") + text;
    if (!text.endsWith(QLatin1Char('.')))
        text += QLatin1Char('.');
    return text + QLatin1Char(' ') + advice(error.kind);
}

int exitFor(const Error& error) {
    switch (error.kind) {
    case ErrorKind::BadInput:
    case ErrorKind::NotFound:
        return BadUsage;
    case ErrorKind::Refused:
        return Refused;
    case ErrorKind::HostKeyUnknown:
    case ErrorKind::PassphraseNeeded:
    case ErrorKind::PinNeeded:
        return WaitsForPerson;
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Cancelled:
        return Interrupted;
    case ErrorKind::HostKeyChanged:
    case ErrorKind::HostKeyRevoked:
    case ErrorKind::Fenced:
        return Refused;
    case ErrorKind::Lost:
    case ErrorKind::Conflict:
    case ErrorKind::Busy:
    case ErrorKind::Storage:
    case ErrorKind::Corrupt:
    case ErrorKind::NewerFormat:
    case ErrorKind::Unreachable:
    case ErrorKind::LoginRefused:
    case ErrorKind::HostUnfit:
    case ErrorKind::Protocol:
    case ErrorKind::Observer:
    case ErrorKind::ToolMissing:
    case ErrorKind::Signature:
        return Failed;
    }
    Q_UNREACHABLE();
}

QString stateName(models::ReleaseState state) {
    using S = models::ReleaseState;
    switch (state) {
    case S::Preparing:
        return QStringLiteral("preparing");
    case S::Running:
        return QStringLiteral("running");
    case S::WaitsForPerson:
        return QStringLiteral("waits-for-person");
    case S::WaitsForTime:
        return QStringLiteral("waits-for-time");
    case S::WaitsForLock:
        return QStringLiteral("waits-for-lock");
    case S::Failed:
        return QStringLiteral("failed");
    case S::Interrupted:
        return QStringLiteral("interrupted");
    case S::Paused:
        return QStringLiteral("paused");
    case S::Stale:
        return QStringLiteral("stale");
    case S::Live:
        return QStringLiteral("live");
    case S::Successful:
        return QStringLiteral("successful");
    case S::RolledBack:
        return QStringLiteral("rolled-back");
    case S::Abandoned:
        return QStringLiteral("abandoned");
    case S::Rehearsed:
        return QStringLiteral("rehearsed");
    case S::RollbackDone:
        return QStringLiteral("rollback-done");
    }
    Q_UNREACHABLE();
}

QString stateWords(models::ReleaseState state) {
    using S = models::ReleaseState;
    switch (state) {
    case S::Preparing:
        return tr("preparing");
    case S::Running:
        return tr("deploying");
    case S::WaitsForPerson:
        return tr("waits for a person");
    case S::WaitsForTime:
        return tr("waits for time to pass");
    case S::WaitsForLock:
        return tr("waits for the environment");
    case S::Failed:
        return tr("failed, waits for a decision");
    case S::Interrupted:
        return tr("interrupted, outcome unknown");
    case S::Paused:
        return tr("paused");
    case S::Stale:
        return tr("changed since it was signed");
    case S::Live:
        return tr("live, being watched");
    case S::Successful:
        return tr("live");
    case S::RolledBack:
        return tr("rolled back");
    case S::Abandoned:
        return tr("abandoned");
    case S::Rehearsed:
        return tr("rehearsed");
    case S::RollbackDone:
        return tr("rollback done");
    }
    Q_UNREACHABLE();
}

QString sizeWords(qint64 bytes) {
    return QLocale::c().formattedDataSize(bytes, 1).replace(QLatin1StringView(".0 "), QLatin1StringView(" "));
}

QString mark(domain::Verdict verdict) {
    using domain::Verdict;
    switch (verdict) {
    case Verdict::Waiting:
        return QStringLiteral("○");
    case Verdict::Ready:
        return QStringLiteral("✍");
    case Verdict::Running:
        return QStringLiteral("◐");
    case Verdict::Interrupted:
        return QStringLiteral("?");
    case Verdict::Passed:
        return QStringLiteral("✓");
    case Verdict::Failed:
        return QStringLiteral("✕");
    case Verdict::Inconclusive:
        return QStringLiteral("~");
    case Verdict::Waived:
        return QStringLiteral("◇");
    case Verdict::NotApplicable:
        return QStringLiteral("–");
    case Verdict::Stopped:
        return QStringLiteral("■");
    case Verdict::Undone:
        return QStringLiteral("↶");
    }
    Q_UNREACHABLE();
}

QString inert(const QByteArray& line) {
    QString shown;
    // By code points: characters beyond the first plane hide and reorder too.
    for (const char32_t c : QString::fromUtf8(line).toUcs4()) {
        const auto category = QChar::category(c);
        const bool hides = category == QChar::Other_Control || category == QChar::Other_Format ||
                           category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (!hides || c == U'\t')
            shown += QStringView(QChar::fromUcs4(c));
        else
            shown += c < 0x20 ? QChar(static_cast<char16_t>(0x2400 + c)) : QChar(QChar::ReplacementCharacter);
    }
    return shown;
}

void print(const QString& line) {
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void complain(const QString& line) {
    const QByteArray bytes = "slipway: " + line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

QStringList troubleWords(const QString& ifFails, const QStringList& contacts) {
    QStringList lines;
    if (!ifFails.isEmpty())
        lines += tr("▲ if it fails: %1").arg(ifFails);
    for (const QString& contact : contacts)
        lines += QStringLiteral("☎ ") + contact;
    return lines;
}

void printCheckpoint(const models::CheckpointView& checkpoint) {
    print(QStringLiteral("  %1 %2  %3  %4%5")
              .arg(mark(checkpoint.verdict), domain::spokenDuration(checkpoint.afterMs), checkpoint.statement,
                   checkpoint.summary,
                   checkpoint.signedBy.isEmpty() ? QString() : tr(" signed by %1").arg(checkpoint.signedBy)));
    for (const domain::RuleFinding& rule : checkpoint.rules)
        print(rule.found.isEmpty()
                  ? QStringLiteral("      %1 %2").arg(mark(rule.verdict), rule.rule)
                  : QStringLiteral("      %1 %2: %3").arg(mark(rule.verdict), rule.rule, rule.found));
    for (const QString& extension : checkpoint.extensions)
        print(QStringLiteral("      ") + extension);
    if (!checkpoint.waiverWords.isEmpty())
        print(QStringLiteral("      ◇ ") + checkpoint.waiverWords);
    if (checkpoint.isOverdue)
        print(tr("      ▲ overdue since %1").arg(domain::spokenInstant(checkpoint.signByMs)));
    if (checkpoint.waive.allowed || checkpoint.extend.allowed)
        print(tr("      ▲ to decide: roll back, or slipway decide … waive | extend --checkpoint %1")
                  .arg(base::durationText(base::Milliseconds(checkpoint.afterMs))));
}

void printChanges(const QList<domain::Change>& changes) {
    for (const domain::Change& change : changes) {
        print(QStringLiteral("    ") + change.where);
        const auto lines = [](QChar sign, QString words) {
            if (!words.isEmpty())
                print(QStringLiteral("      %1 ").arg(sign) +
                      words.replace(QLatin1Char('\n'), QStringLiteral("\n        ")));
        };
        lines(u'-', change.was);
        lines(u'+', change.now);
    }
}

} // namespace slipway::cli
