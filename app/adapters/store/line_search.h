#pragma once
#include <QByteArray>
#include <QString>
#include <functional>

namespace slipway::adapters {

/// Finds lines with a text in bytes that come piece by piece, with bounded memory. Of a line
/// longer than 64 KiB only its pieces are looked at, each with what precedes it.
class LineSearch {
public:
    /// `hit(line, timeMs)` gets every line once, at most 4 KiB of it around the text; an empty text
    /// is in every line.
    LineSearch(const QString& text, bool ignoresCase, std::function<void(const QByteArray&, qint64)> hit);
    /// `timeMs` is when these bytes came; a line has the time of its last byte.
    void feed(const QByteArray& bytes, qint64 timeMs);
    /// The last line may have no end.
    void finish();

private:
    void look(QByteArrayView line);
    /// Where the text is in the line; -1 when it is not.
    qsizetype placeIn(QByteArrayView line) const;
    const QByteArray m_text;
    const QString m_anyCase; ///< empty where case counts
    const std::function<void(const QByteArray&, qint64)> m_hit;
    QByteArray m_rest;    ///< begin of a line whose end has not come
    bool m_found = false; ///< the unfinished line was handed over already
    qint64 m_timeMs = 0;
};

} // namespace slipway::adapters
