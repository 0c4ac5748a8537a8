#pragma once
#include "app/ports/output_store.h"

#include <QByteArray>
#include <QRegularExpression>
#include <functional>

namespace slipway::adapters {

/// The pattern of a query whose text is one.
QRegularExpression patternOf(const ports::OutputQuery& query);

/// Finds lines with a text in bytes that come piece by piece, with bounded memory. Of a line
/// longer than 64 KiB only its pieces are looked at, each with what precedes it.
class LineSearch {
public:
    /// What was found: at most 4 KiB of a line around it.
    struct Found {
        QByteArray line;
        qint64 timeMs = 0;
        qint64 offset = 0;        ///< raw, of the whole line's first byte
        int from = 0, length = 0; ///< in `line`, bytes
    };
    /// `hit` gets every line once; an empty text is in every line.
    LineSearch(const ports::OutputQuery& query, std::function<void(const Found&)> hit);
    /// `timeMs` is when these bytes came, `offset` the raw one of the first; a line has the time of
    /// its last byte.
    void feed(const QByteArray& bytes, qint64 timeMs, qint64 offset);
    /// The last line may have no end.
    void finish();
    /// A line took the pattern too many steps, so that nobody knows whether it matches.
    bool gaveUp() const { return m_gaveUp; }

private:
    struct Place {
        qsizetype from = -1, length = 0; ///< -1: not in the line
    };
    void look(QByteArrayView line);
    Place placeIn(QByteArrayView line);
    Place placeInWords(const QString& words, QByteArrayView line);
    const QByteArray m_text;
    const QString m_words; ///< empty where bytes are compared
    const std::optional<QRegularExpression> m_pattern;
    const QRegularExpression m_patient; ///< for lines on which the fast one gives up
    const std::function<void(const Found&)> m_hit;
    QByteArray m_rest;       ///< begin of a line whose end has not come
    qint64 m_lineStart = -1; ///< raw offset of that line; -1: nothing came yet
    bool m_found = false;    ///< the unfinished line was handed over already
    bool m_gaveUp = false;
    qint64 m_timeMs = 0;
};

} // namespace slipway::adapters
