#include "app/models/incident_note.h"

#include <QTest>

using namespace slipway::models;
using namespace Qt::StringLiterals;

class IncidentNoteTest : public QObject {
    Q_OBJECT

    static NoteSource source() {
        NoteSource made;
        made.project = u"orders-bot"_s;
        made.environment = u"production"_s;
        made.title = u"API /health: Down"_s;
        made.reason = u"503, expected 200"_s;
        made.fromMs = 1'795'000'000'000;
        made.toMs = made.fromMs + 300'000;
        made.version = u"v1.8.0"_s;
        made.commit = QString(40, u'9');
        made.deployment = u"dep-0413"_s;
        made.liveAtMs = made.fromMs - 3'600'000;
        made.contacts = {u"Hosting: +49 30 123456"_s};
        return made;
    }

private Q_SLOTS:
    void tellsWhatWhereWhenAndWhatRan() {
        NoteSource made = source();
        made.marks = {{made.fromMs + 60'000, WatchMark::Kind::Alert, u"people were told: API is down"_s}};
        QCOMPARE(incidentNote(made), uR"(## API /health: Down on production

- From 2026-11-18 11:06 UTC to 2026-11-18 11:11 UTC, for 5 min
- What was seen: `503, expected 200`
- What ran: v1.8.0 (commit 999999999999, dep-0413), live since 2026-11-18 10:06 UTC
- Project: orders-bot
- Contact: Hosting: +49 30 123456

### What was done

- 2026-11-18 11:07 UTC: people were told: API is down
)"_s);
        made.lasts = true;
        QVERIFY(incidentNote(made).contains(u"- Since 2026-11-18 11:06 UTC, for 5 min so far"_s));
    }

    void whatHostsSayCannotLeaveItsPlace() {
        NoteSource made = source();
        made.reason = u"``` \n# heading\n[x](javascript:1) \u202e `code`"_s;
        made.lines = {u"```\n## injected"_s, u"````"_s, u"\u001b[2J plain"_s};
        const QString note = incidentNote(made);
        const QStringList lines = note.split(u'\n');
        QCOMPARE(lines.filter(QRegularExpression(u"^#"_s)).size(), 2); // the title, and that of the lines
        QVERIFY(note.contains(u"`````\n"_s));
        for (const QString& line : lines)
            for (const QChar c : line)
                QVERIFY(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format);
    }
};

QTEST_GUILESS_MAIN(IncidentNoteTest)
#include "incident_note_test.moc"
