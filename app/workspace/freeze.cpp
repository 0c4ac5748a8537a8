#include "app/workspace/recurrence.h"
#include "app/workspace/sections.h"
#include "app/workspace/spelling.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace slipway::workspace {

using domain::FreezeWindow;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 yearMs = 366LL * 86'400'000;
const char* const dayWords[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

const QString freezeKey = QStringLiteral("freeze");
const QString day = QStringLiteral("(mon|tue|wed|thu|fri|sat|sun)");
const QString date = QStringLiteral("(\\d{4}-\\d\\d-\\d\\d)");
const QString time = QStringLiteral("(?: (\\d\\d:\\d\\d))?");

/// 1 is Monday.
int dayNumber(const QString& word) {
    for (int i = 0; i < 7; ++i)
        if (word == QLatin1StringView(dayWords[i]))
            return i + 1;
    return 0;
}

/// A wall clock time; without a time the begin of the day, invalid when there is none of the kind.
QDateTime localTime(const QString& dateText, const QString& timeText) {
    const QDate on = QDate::fromString(dateText, Qt::ISODate);
    const QTime at = timeText.isEmpty() ? QTime(0, 0) : QTime::fromString(timeText, QStringLiteral("HH:mm"));
    return on.isValid() && at.isValid() ? QDateTime(on, at, Qt::UTC) : QDateTime();
}

/// One entry of a list of windows.
class WindowReader {
public:
    /// `key`: of the list.
    WindowReader(QString key, Report& report) : m_key(std::move(key)), m_report(report) {}

    std::optional<FreezeWindow> read(const Node& node) {
        const qsizetype before = m_report.problems().size();
        Keys keys(node, QStringLiteral("an entry of `%1`").arg(m_key), m_report);
        const Node* weekly = keys.value(QStringLiteral("weekly"));
        const Node* dates = keys.value(QStringLiteral("dates"));
        const Node* rule = keys.value(QStringLiteral("rrule"));
        const Node* start = keys.value(QStringLiteral("start"));
        const Node* length = keys.value(QStringLiteral("for"));
        if (const Node* zone = keys.required(QStringLiteral("zone")))
            m_window.zone = readZone(*zone, m_report);
        if (const Node* reason = keys.value(QStringLiteral("reason")))
            m_window.reason =
                readText(*reason, QStringLiteral("reason"), m_report).value_or(QString()).simplified();
        if (const Node* overrun = keys.value(QStringLiteral("overrun")))
            readOverrun(*overrun);
        keys.finish();
        if (!keys.isMap())
            return {};
        if (bool(weekly) + bool(dates) + bool(rule) != 1)
            m_report.problem(node, QStringLiteral("says when in one of the ways `weekly`, `dates` and "
                                                  "`rrule`, and in no other"));
        else if (weekly)
            readWeekly(*weekly);
        else if (dates)
            readDates(*dates);
        else
            readRule(node, *rule, start, length);
        for (const Node* stray : {start, length})
            if (stray && !rule)
                m_report.problem(*stray, QStringLiteral("`start` and `for` belong to `rrule`"));
        return m_report.problems().size() == before ? std::optional(m_window) : std::nullopt;
    }

private:
    bool isFreeze() const { return m_key == freezeKey; }
    void readOverrun(const Node& node) {
        if (!isFreeze())
            m_report.problem(node, QStringLiteral("`overrun` says nothing in `%1`, which keeps no deployment "
                                                  "from starting; leave it out")
                                       .arg(m_key));
        else if (readWord(node, QStringLiteral("overrun"), {QStringLiteral("warn"), QStringLiteral("refuse")},
                          m_report) == QStringLiteral("refuse"))
            m_window.overrun = domain::Overrun::Refuse;
    }
    std::optional<QRegularExpressionMatch> matched(const Node& node, const QString& key, const QString& shape,
                                                   const QString& like) {
        const auto text = readText(node, key, m_report);
        if (!text)
            return {};
        auto match =
            QRegularExpression(QStringLiteral("\\A%1\\z").arg(shape)).match(text->simplified().toLower());
        if (match.hasMatch())
            return match;
        m_report.problem(node, QStringLiteral("`%1` must be written like `%2`, not `%3`")
                                   .arg(key, like, text->simplified().left(60)));
        return {};
    }
    void readWeekly(const Node& node) {
        const auto match =
            matched(node, QStringLiteral("weekly"), day + time + QStringLiteral(" - ") + day + time,
                    QStringLiteral("fri 16:00 - mon 08:00"));
        if (!match)
            return;
        const auto timeOf = [&](int group) {
            return match->captured(group).isEmpty()
                       ? QTime(0, 0)
                       : QTime::fromString(match->captured(group), QStringLiteral("HH:mm"));
        };
        m_window.kind = FreezeWindow::Kind::Weekly;
        m_window.startDay = dayNumber(match->captured(1));
        m_window.startTime = timeOf(2);
        m_window.endDay = dayNumber(match->captured(3));
        m_window.endTime = timeOf(4);
        if (!m_window.startTime.isValid() || !m_window.endTime.isValid()) {
            m_report.problem(node, QStringLiteral("`weekly`: a time is one from 00:00 to 23:59"));
            return;
        }
        // A last day without a time is closed whole.
        if (match->captured(4).isEmpty())
            m_window.endDay = m_window.endDay % 7 + 1;
        if (m_window.startDay == m_window.endDay && m_window.startTime == m_window.endTime)
            m_report.problem(
                node,
                isFreeze()
                    ? QStringLiteral("`weekly` lasts the whole week, so the environment would stay closed; "
                                     "to close it, stop the line")
                    : QStringLiteral("`weekly` lasts the whole week, so nobody would ever be told of "
                                     "anything; to tell nobody, leave out `alerts`"));
    }
    void readDates(const Node& node) {
        const auto match =
            matched(node, QStringLiteral("dates"),
                    date + time + QStringLiteral("(?: - ") + date + time + QStringLiteral(")?"),
                    QStringLiteral("2026-12-20 - 2027-01-04"));
        if (!match)
            return;
        const bool isOneDay = match->captured(3).isEmpty();
        m_window.kind = FreezeWindow::Kind::Dates;
        m_window.start = localTime(match->captured(1), match->captured(2));
        m_window.end =
            isOneDay ? localTime(match->captured(1), {}) : localTime(match->captured(3), match->captured(4));
        if (!m_window.start.isValid() || !m_window.end.isValid()) {
            m_report.problem(
                node, QStringLiteral("`dates`: there is no such day or time in `%1`").arg(match->captured()));
            return;
        }
        if (match->captured(4).isEmpty())
            m_window.end = m_window.end.addDays(1);
        if (m_window.end <= m_window.start)
            m_report.problem(node, QStringLiteral("`dates` ends before it starts"));
    }
    void readRule(const Node& node, const Node& rule, const Node* start, const Node* length) {
        m_window.kind = FreezeWindow::Kind::Recurring;
        if (!start)
            m_report.problem(node, QStringLiteral("`rrule` needs `start`, its first local time, like "
                                                  "`2026-01-01 16:00`"));
        if (!length)
            m_report.problem(node,
                             QStringLiteral("`rrule` needs `for`, how long each window is, like `12h`"));
        const auto text = readText(rule, QStringLiteral("rrule"), m_report);
        const auto lasts =
            length ? readDuration(*length, QStringLiteral("for"), minuteMs, yearMs, m_report) : std::nullopt;
        const auto match =
            start ? matched(*start, QStringLiteral("start"), date + time, QStringLiteral("2026-01-01 16:00"))
                  : std::nullopt;
        if (match) {
            m_window.start = localTime(match->captured(1), match->captured(2));
            if (!m_window.start.isValid() || m_window.start.date().year() < 2000)
                m_report.problem(*start, QStringLiteral("`start` must be a day and time from 2000 on"));
        }
        if (!text || !lasts || !m_window.start.isValid() || m_window.start.date().year() < 2000)
            return;
        m_window.rule = text->trimmed();
        m_window.length = *lasts;
        const QTimeZone zone(m_window.zone.toUtf8());
        const QString wrong = recurrenceProblem(
            {m_window.rule, m_window.start, zone.isValid() ? zone : QTimeZone::utc()}, lasts->count());
        if (!wrong.isEmpty())
            m_report.problem(rule, QStringLiteral("`%1` %2").arg(m_window.rule.left(60), wrong));
    }

    QString m_key;
    Report& m_report;
    FreezeWindow m_window;
};

QList<FreezeWindow> readWindows(const Node& node, const QString& key, Report& report) {
    QList<FreezeWindow> windows;
    if (node.kind != Node::Kind::List) {
        report.problem(node, QStringLiteral("`%1` must be a list").arg(key));
        return windows;
    }
    for (const Node& item : node.items)
        if (const auto window = WindowReader(key, report).read(item))
            windows += *window;
    return windows;
}

} // namespace

QList<FreezeWindow> readFreezes(const Node& node, Report& report) {
    return readWindows(node, freezeKey, report);
}

QList<FreezeWindow> readMaintenance(const Node& node, Report& report) {
    return readWindows(node, QStringLiteral("maintenance"), report);
}

} // namespace slipway::workspace
