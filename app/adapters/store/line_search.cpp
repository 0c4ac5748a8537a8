#include "app/adapters/store/line_search.h"

namespace slipway::adapters {

namespace {
constexpr qsizetype longestRest = 64 * 1024;
constexpr qsizetype longestShown = 4 * 1024;
} // namespace

LineSearch::LineSearch(const QString& text, bool ignoresCase,
                       std::function<void(const QByteArray&, qint64)> hit)
    : m_text(text.toUtf8())
    , m_anyCase(ignoresCase ? text : QString())
    , m_hit(std::move(hit)) {}

void LineSearch::feed(const QByteArray& bytes, qint64 timeMs) {
    m_timeMs = timeMs;
    const QByteArray all = m_rest + bytes;
    qsizetype from = 0;
    for (qsizetype end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
        if (!m_found)
            look(QByteArrayView(all).sliced(from, end - from));
        m_found = false;
        from = end + 1;
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

qsizetype LineSearch::placeIn(QByteArrayView line) const {
    if (m_anyCase.isEmpty())
        return line.indexOf(m_text);
    const QString words = QString::fromUtf8(line);
    const qsizetype at = words.indexOf(m_anyCase, 0, Qt::CaseInsensitive);
    // Near enough for cutting a long line where it holds what is not UTF-8.
    return at < 0 ? -1 : qMin(QStringView(words).first(at).toUtf8().size(), line.size());
}

void LineSearch::look(QByteArrayView line) {
    const qsizetype at = placeIn(line);
    if (at < 0)
        return;
    m_found = true;
    if (line.size() > longestShown) {
        const qsizetype before = qMax<qsizetype>(0, (longestShown - m_text.size()) / 2);
        const qsizetype from = qBound<qsizetype>(0, at - before, line.size() - longestShown);
        line = line.sliced(from, longestShown);
    }
    m_hit(line.toByteArray(), m_timeMs);
}

} // namespace slipway::adapters
