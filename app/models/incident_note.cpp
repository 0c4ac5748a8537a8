#include "app/models/incident_note.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>
#include <algorithm>

namespace slipway::models {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("note", text);
}

/// One line without control characters.
QString oneLine(QString text) {
    for (QChar& c : text)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = QLatin1Char(' ');
    return text.simplified();
}

/// More backticks in a row than anywhere in the text.
QString fence(const QString& text, int least) {
    int longest = 0;
    int run = 0;
    for (const QChar c : text) {
        run = c == QLatin1Char('`') ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return QString(std::max(least, longest + 1), QLatin1Char('`'));
}

QString code(const QString& text) {
    const QString line = oneLine(text);
    const QString ticks = fence(line, 1);
    const bool needsRoom = line.startsWith(QLatin1Char('`')) || line.endsWith(QLatin1Char('`'));
    return needsRoom ? ticks + QLatin1Char(' ') + line + QLatin1Char(' ') + ticks : ticks + line + ticks;
}

} // namespace

QString incidentNote(const NoteSource& source) {
    QStringList text{
        QStringLiteral("## %1").arg(tr("%1 on %2").arg(oneLine(source.title), source.environment)), {}};
    const QString length = spokenDuration(std::max<qint64>(1000, source.toMs - source.fromMs));
    text << QStringLiteral("- ") +
                (source.lasts ? tr("Since %1, for %2 so far").arg(spokenInstant(source.fromMs), length)
                              : tr("From %1 to %2, for %3")
                                    .arg(spokenInstant(source.fromMs), spokenInstant(source.toMs), length));
    if (!source.reason.isEmpty())
        text << QStringLiteral("- ") + tr("What was seen: %1").arg(code(source.reason));
    if (!source.version.isEmpty())
        text << QStringLiteral("- ") + tr("What ran: %1 (commit %2, %3), live since %4")
                                           .arg(source.version, source.commit.left(12), source.deployment,
                                                spokenInstant(source.liveAtMs));
    text << QStringLiteral("- ") + tr("Project: %1").arg(source.project);
    for (const QString& contact : source.contacts)
        text << QStringLiteral("- ") + tr("Contact: %1").arg(oneLine(contact));
    if (!source.marks.isEmpty()) {
        text << QString() << QStringLiteral("### ") + tr("What was done") << QString();
        for (const WatchMark& mark : source.marks)
            text << QStringLiteral("- %1: %2").arg(spokenInstant(mark.atMs), oneLine(mark.words));
    }
    if (!source.lines.isEmpty()) {
        QStringList lines;
        for (const QString& line : source.lines)
            lines << oneLine(line);
        const QString block = lines.join(QLatin1Char('\n'));
        const QString ticks = fence(block, 3);
        text << QString() << QStringLiteral("### ") + tr("Lines of the log") << QString() << ticks << block
             << ticks;
    }
    return text.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace slipway::models
