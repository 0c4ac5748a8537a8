#include "app/adapters/store/line_search.h"

namespace slipway::adapters {

namespace {
constexpr qsizetype longestRest = 64 * 1024;
constexpr qsizetype longestShown = 4 * 1024;

std::optional<QRegularExpression> optimized(const ports::OutputQuery& query) {
    if (!query.isPattern)
        return {};
    QRegularExpression pattern = patternOf(query);
    pattern.optimize();
    return pattern;
}

/// Matches without machine code, whose small stack gives up on long lines.
QRegularExpression patient(const ports::OutputQuery& query) {
    QRegularExpression pattern = patternOf(query);
    pattern.setPattern(QStringLiteral("(*NO_JIT)") + pattern.pattern());
    return pattern;
}
} // namespace

QRegularExpression patternOf(const ports::OutputQuery& query) {
    return QRegularExpression(query.text, query.ignoresCase ? QRegularExpression::CaseInsensitiveOption
                                                            : QRegularExpression::NoPatternOption);
}

LineSearch::LineSearch(const ports::OutputQuery& query, std::function<void(const Found&)> hit)
    : m_text(query.text.toUtf8())
    , m_words(query.ignoresCase ? query.text : QString())
    , m_pattern(optimized(query))
    , m_patient(query.isPattern ? patient(query) : QRegularExpression())
    , m_hit(std::move(hit)) {}

void LineSearch::feed(const QByteArray& bytes, qint64 timeMs, qint64 offset) {
    m_timeMs = timeMs;
    if (m_lineStart < 0)
        m_lineStart = offset;
    const qsizetype before = m_rest.size();
    const QByteArray all = m_rest + bytes;
    qsizetype from = 0;
    for (qsizetype end = all.indexOf('\n', before); end >= 0; end = all.indexOf('\n', from)) {
        if (!m_found)
            look(QByteArrayView(all).sliced(from, end - from));
        m_found = false;
        from = end + 1;
        m_lineStart = offset + from - before;
    }
    m_rest = all.mid(from);
    if (m_rest.size() <= longestRest)
        return;
    if (!m_found)
        look(m_rest);
    // Enough stays for a text that lies across the border, and for what is shown around it.
    m_rest = m_rest.last(qMin(m_rest.size(), qMax(longestShown, m_text.size())));
}

void LineSearch::finish() {
    if (!m_found && !m_rest.isEmpty())
        look(m_rest);
    m_rest.clear();
    m_found = false;
}

LineSearch::Place LineSearch::placeIn(QByteArrayView line) {
    if (!m_pattern && m_words.isEmpty())
        return {line.indexOf(m_text), m_text.size()};
    return placeInWords(QString::fromUtf8(line), line);
}

LineSearch::Place LineSearch::placeInWords(const QString& words, QByteArrayView line) {
    qsizetype at = -1;
    qsizetype length = m_words.size();
    if (m_pattern) {
        QRegularExpressionMatch match = m_pattern->match(words);
        if (!match.isValid())
            match = m_patient.match(words);
        m_gaveUp = m_gaveUp || !match.isValid();
        at = match.capturedStart();
        length = match.capturedLength();
    } else {
        at = words.indexOf(m_words, 0, Qt::CaseInsensitive);
    }
    if (at < 0)
        return {};
    // Near enough for cutting a long line where it holds what is not UTF-8.
    const qsizetype from = qMin(QStringView(words).first(at).toUtf8().size(), line.size());
    const qsizetype size = QStringView(words).sliced(at, length).toUtf8().size();
    return {from, qMin(size, line.size() - from)};
}

void LineSearch::look(QByteArrayView line) {
    const Place place = placeIn(line);
    if (place.from < 0)
        return;
    m_found = true;
    qsizetype cut = 0;
    if (line.size() > longestShown) {
        const qsizetype before = qMax<qsizetype>(0, (longestShown - place.length) / 2);
        cut = qBound<qsizetype>(0, place.from - before, line.size() - longestShown);
        line = line.sliced(cut, longestShown);
    }
    const qsizetype from = place.from - cut;
    m_hit({line.toByteArray(), m_timeMs, m_lineStart, static_cast<int>(from),
           static_cast<int>(qMin(place.length, line.size() - from))});
}

} // namespace slipway::adapters
